"""What villains send: each case with the code that refuses it."""

from typing import get_args

import msgpack  # type: ignore[import-untyped]  # it ships no types

from allmende_protocol import messages as m
from allmende_protocol.codec import CLIENT_FRAME, LARGEST, encode_client
from allmende_server.place import ticket_of
from tests.server.hostile import (
    BEN,
    OTHER,
    SEAT,
    STRANGER,
    WATCHER,
    Case,
    draft_of,
    hello,
    nested,
    packed,
    raw,
    resume,
    seat,
)
from tests.server.parlour import CODE, KEY

SUBMIT = encode_client(m.Submit("k", {"pledge": 1}, 5))
assert isinstance(SUBMIT, bytes)

GARBLED = [
    raw("no bytes at all", b""),
    raw("an empty text", ""),
    raw("bytes of no format", b"\xc1garbage"),
    raw("words", "GET / HTTP/1.1"),
    raw("cut MessagePack", SUBMIT[:-3]),
    raw("cut JSON", '{"is":"submit","key":'),
    raw("MessagePack with a tail", SUBMIT + b"\x00"),
    raw("JSON with a tail", '{"is":"leave"} {"is":"leave"}'),
    raw("JSON after a byte order mark", '\ufeff{"is":"leave"}'),
    raw("nothing", "null"),
    raw("a list", "[]"),
    raw("a number", b"\x05"),
    raw("a map of four billion", b"\xdf\xff\xff\xff\xff"),
    raw("text of four billion", b"\xdb\xff\xff\xff\xff"),
    raw("numbers as keys", msgpack.packb({1: 2})),
    raw("text that is not UTF-8", b"\x81\xa2is\xa2\xc3\x28"),
    raw("half a surrogate pair", '{"is":"say","text":"\\ud800"}'),
    raw("deep JSON", "[" * 60_000),
    raw("deep MessagePack", b"\x91" * 60_000),
    raw("an answer too deep", draft_of(nested(17))),
    raw("a text too large", "x" * (CLIENT_FRAME + 1)),
    raw("bytes too large", b"x" * (CLIENT_FRAME + 1)),
    raw("a text too large in its encoding", "ö" * (CLIENT_FRAME // 2 + 1)),
    raw("a map too large", draft_of("x" * CLIENT_FRAME)),
    raw("a number beyond 2^53", draft_of(LARGEST + 1)),
    raw("a number below -2^53", draft_of(-LARGEST - 1)),
    raw("a number of 400 digits", '{"is":"draft","key":"k","answers":{"a":' + "9" * 400 + "}}"),
    raw("not a number", draft_of(float("nan"))),
    raw("not a number, in JSON", '{"is":"draft","key":"k","answers":{"a":NaN}}'),
    raw("infinity", draft_of(float("-inf"))),
    raw("infinity, in JSON", '{"is":"draft","key":"k","answers":{"a":1e999}}'),
    raw("bytes as an answer", draft_of(b"x")),
    raw("a date as an answer", draft_of(msgpack.Timestamp(1))),
    raw("an extension", msgpack.packb(msgpack.ExtType(5, b"x"))),
    raw("no tag", '{"text":"hi"}'),
    raw("an unknown tag", '{"is":"become_host"}'),
    raw("a tag of the server", '{"is":"taken","nonce":1,"answers":{}}'),
    raw("two tags, the last unknown", '{"is":"leave","is":"none"}'),
    raw("a negative nonce", '{"is":"undo","key":"k","nonce":-1}'),
    raw("a nonce beyond 2^53", packed(**{"is": "undo", "key": "k", "nonce": LARGEST + 1})),
    raw("a broken nonce", '{"is":"undo","key":"k","nonce":1.5}'),
    raw("a name of 41 characters", m.Hello(m.VERSION, "x" * 41, CODE), who=STRANGER),
    raw("a token of 201 characters", m.Hello(m.VERSION, "x", CODE, "x" * 201), who=STRANGER),
    raw("chat of 401 characters", m.Say("x" * 401, 5)),
    raw("chat to the host's channel", '{"is":"say","text":"hi","channel":"host"}'),
    raw("a seen of -1", '{"is":"hello","version":2,"name":"x","seen":-1}', who=STRANGER),
    raw("minus an hour", m.Extend(-3600, 5)),
    raw("a day", m.Extend(86_400, 5)),
]

WRONG_TYPES = [
    raw(f"{kind.__name__}.{name} of a wrong type", packed(**{**plain, name: [["wrong"]]}))
    for kind in get_args(m.ClientMessage)
    for name in kind.__struct_fields__
    for plain in [{"is": kind.__struct_config__.tag} | dict.fromkeys(kind.__struct_fields__, "")]
]

AT_THE_DOOR = [
    hello("a version from the future", "wrong_version", version=m.VERSION + 1),
    hello("a version from the past", "wrong_version", version=1),
    hello("a version below zero", "wrong_version", version=-1),
    hello("no code", "wrong_code", table=" "),
    hello("a wrong code", "wrong_code", table="QQQQQ"),
    hello("half a code", "wrong_code", table=CODE[:4]),
    hello("a code and more", "wrong_code", table=CODE + CODE),
    hello("a code in full width", "wrong_code", table="ＴＢＬＣＤ"),
    hello("a code with a Roman numeral", "wrong_code", table="tblcⅾ"),
    hello("a code with a zero byte", "wrong_code", table=CODE + "\0"),
    hello("a code with an invisible letter", "wrong_code", table="TB\u200bLCD"),
    hello("a code that commands a terminal", "wrong_code", table="\x1b[2J" + CODE),
    hello("a wrong key", "not_host", key="guess"),
    hello("half a key", "not_host", key=KEY[:-1]),
    hello("an empty key", "not_host", key=""),
    hello("a key in Greek", "not_host", key="κλειδί"),
    hello("another's name", "name_taken", name="Ben"),
    hello("another's name in capitals", "name_taken", name=" BEN "),
    hello("another's name with an invisible letter", "name_taken", name="B\u200be\u202en"),
    resume("a token that nobody has", lambda _scene: "nonsense"),
    resume("an empty token", lambda _scene: ""),
    resume("the beginning of a token", lambda scene: scene.token(BEN)[:-1]),
    resume("a token and more", lambda scene: scene.token(BEN) + " "),
    resume("a token in capitals", lambda scene: scene.token(BEN).upper()),
    resume("the ticket of a token", lambda scene: ticket_of(scene.token(BEN))),
    resume("a token of another table", lambda scene: scene.token(OTHER)),
    resume("an offer that was not confirmed", lambda scene: scene.offer(WATCHER, "ben")),
    raw("chat before hello", m.Say("hi", 5), who=STRANGER, code="not_seated"),
    raw("a seat before hello", m.AskSeat("ada", 5), who=STRANGER, code="not_seated"),
    raw("an order before hello", m.EndGame(5), who=STRANGER, code="not_seated"),
    raw("hello twice", m.Hello(m.VERSION, "Mallory", CODE)),
    raw("hello again as the host", m.Hello(m.VERSION, "Host", CODE, key=KEY)),
]

AT_THE_TABLE = [
    raw("a seat that is not", m.AskSeat("../../etc/passwd", 5), who=WATCHER, code="no_such_seat"),
    raw("the house", m.AskSeat("house", 5), who=WATCHER, code="no_such_seat"),
    raw("confirming no seat", m.TakeSeat("", "", 5), who=WATCHER, code="no_such_seat"),
    raw("a second seat", m.AskSeat("ben", 5), code="seat_taken"),
    raw("no offer", m.TakeSeat("ben", "", 5), who=WATCHER, code="unconfirmed"),
    seat("a token as an offer", lambda s: m.TakeSeat("ben", s.token(BEN), 5), "unconfirmed", WATCHER),
    seat("an offer for another seat", lambda s: m.TakeSeat("ben", s.offer(WATCHER, "cem"), 5),
         "unconfirmed", WATCHER),
    seat("another's offer", lambda s: m.TakeSeat("ben", s.offer(WATCHER, "ben"), 5), "unconfirmed"),
    seat("an answer from no seat", lambda s: m.Submit(s.key, {}, 5), "not_seated", WATCHER),
    seat("an answer in another's name",
         lambda s: packed(**{"is": "submit", "key": s.key, "answers": {}, "seat": "ben"}),
         "not_seated", WATCHER),
    seat("a draft from no seat", lambda s: m.Draft(s.key, {}), "not_seated", WATCHER),
    seat("a preview from no seat", lambda s: m.Foresee(s.key, {}, 5), "not_seated", WATCHER),
    raw("a look ahead from no seat", m.LookAhead("term", 0, 5), who=WATCHER, code="not_seated"),
    raw("a look ahead at no rule", m.LookAhead("x" * 60_000, 2**53, 5), code="not_an_option"),
    raw("a plan from no seat", m.AskPlan({}, 1, 5), who=WATCHER, code="not_seated"),
    raw("a plan from who plans nothing", m.AskPlan({"x" * 60_000: 2**53}, 3, 5), code="not_planner"),
    seat("an undo from no seat", lambda s: m.Undo(s.key, 5), "not_seated", WATCHER),
    raw("chat from no seat", m.Say("hi", 5), who=WATCHER, code="not_seated"),
    raw("role talk from no seat", m.Say("hi", 5, "role"), who=WATCHER, code="not_seated"),
    seat("an answer to a closed phase", lambda s: m.Submit(s.old, {}, 5), "phase_closed"),
    seat("a draft for a closed phase", lambda s: m.Draft(s.old, {}), "phase_closed"),
    seat("a preview of a closed phase", lambda s: m.Foresee(s.old, {}, 5), "phase_closed"),
    seat("an undo of a closed phase", lambda s: m.Undo(s.old, 5), "phase_closed"),
    raw("an answer to a later phase", m.Submit("9.vote.99", {}, 5), code="phase_closed"),
    raw("an answer to no phase", m.Submit("", {}, 5), code="phase_closed"),
    raw("a key of 60,000 letters", m.Submit("k" * 60_000, {}, 5), code="phase_closed"),
    seat("an answer to a question of another phase",
         lambda s: m.Submit(s.key, {"cap": 1}, 5), "no_such_question"),
    seat("a question in a template's words",
         lambda s: m.Submit(s.key, {"{question.__class__}": 1}, 5), "no_such_question"),
    seat("a question of 50,000 letters",
         lambda s: m.Submit(s.key, {"x" * 50_000: 1}, 5), "no_such_question"),
    seat("a good answer beside a bad one",
         lambda s: m.Submit(s.key, {"pledge": 2, "note": "x" * 21}, 5), "too_long"),
    seat("two answers in one message, the last bad",
         lambda s: f'{{"is":"submit","key":"{s.key}","answers":{{"pledge":2,"pledge":-1}}}}',
         "out_of_bounds"),
    seat("a preview of a bad answer", lambda s: m.Foresee(s.key, {"pledge": -1}, 5),
         "out_of_bounds"),
    seat("an undo without an answer", lambda s: m.Undo(s.key, 5), "nothing_to_undo"),
    raw("chat of nothing", m.Say("", 5)),
    raw("chat of spaces", m.Say(" \n\t\u2028 ", 5)),
    raw("chat of direction marks", m.Say("\u202e\u2066\u200b", 5)),
    raw("chat of control characters", m.Say("\x1b\x07\x9b", 5)),
]  # fmt: skip

ORDERS = [
    raw(f"{type(order).__name__} from a guest", order, who=who, code="not_host")
    for who in (SEAT, WATCHER)
    for order in (
        m.Start(5), m.Pause(5), m.GoOn(5), m.Extend(9, 5), m.HandToBot("ben", 5),
        m.GiveBack("ben", 5), m.Announce("I am the host", 5), m.ClosePhase("k", 5), m.EndGame(5),
    )
]  # fmt: skip

SEQUENCES = [
    Case("the same undo twice", SEAT,
         lambda s: [m.Submit(s.key, {}, 4), m.Undo(s.key, 5), m.Undo(s.key, 6)], "nothing_to_undo"),
    Case("an answer after going away", SEAT, lambda s: [m.Leave(), m.Submit(s.key, {}, 5)],
         "not_seated"),
    Case("an answer after giving up", SEAT,
         lambda s: [m.Leave(for_good=True), m.Submit(s.key, {}, 5)], "not_seated"),
    Case("the seat again by the old offer", SEAT,
         lambda s: [m.Leave(), m.TakeSeat("ada", s.token(SEAT), 5)], "unconfirmed"),
    Case("a flood of garbage", SEAT, lambda _: [b"\xc1"] * 61, "too_fast"),
    Case("a flood of good messages", SEAT,
         lambda s: [*[m.Foresee(s.key, {}, 5)] * 60, m.Submit(s.key, {}, 5)], "too_fast"),
    Case("a flood of hellos", STRANGER,
         lambda _: [m.Hello(1, "x")] * 60 + [m.Hello(m.VERSION, "x", CODE)], "too_fast"),
    Case("guessing codes", STRANGER,
         lambda _: [m.Hello(m.VERSION, "x", f"BBBB{c}") for c in "BCDFGHJKL"], "too_many_tries"),
    Case("guessing tokens", STRANGER,
         lambda _: [m.Hello(m.VERSION, "x", CODE, f"t{n}") for n in range(9)], "too_many_tries"),
    Case("guessing keys", STRANGER,
         lambda _: [m.Hello(m.VERSION, "x", CODE, key=f"k{n}") for n in range(9)],
         "too_many_tries"),
    Case("text and bytes by turns", SEAT,
         lambda _: ['{"is":"undo","key":"k"}', b"\xc1", "{", m.Undo("k", 5)], "phase_closed"),
]  # fmt: skip

CASES = [*GARBLED, *WRONG_TYPES, *AT_THE_DOOR, *AT_THE_TABLE, *ORDERS, *SEQUENCES]
