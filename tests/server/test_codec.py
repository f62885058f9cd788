"""Frames: every message survives both formats, and no frame does worse than be refused."""

from typing import Any, get_args

import msgpack  # type: ignore[import-untyped]  # it ships no types
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allmende_protocol import messages as m
from allmende_protocol.codec import (
    CLIENT_FRAME,
    DEEPEST,
    LARGEST,
    DecodeError,
    bundle,
    decode_client,
    decode_server,
    encode_client,
    encode_server,
)
from allmende_rules.headlines import Change, Reason
from allmende_rules.outlook import Foresight, Outlook, Span
from allmende_rules.planboard import Board, BoardLimit, BoardPlant, BoardRow
from allmende_rules.system import Line
from tests.server.parlour import Parlour

CLIENT_MESSAGES: list[m.ClientMessage] = [
    m.Hello(m.VERSION, "Ada", "TBLCD", "token", 2**53, "key"),
    m.AskSeat("ada", 3),
    m.TakeSeat("ada", "offer", 4),
    m.Submit("1.pledge.4", {"pledge": 3, "day": {"work": 1}, "cap": None, "yes": True}, 1),
    m.Draft("1.pledge.4", {"pledge": 2**53}),
    m.Foresee("1.pledge.4", {"note": "größer ≥ ö"}, 2**53),
    m.LookAhead("dividend_share", 900_000, 5),
    m.AskPlan({"grain": 50_000_000}, 2, 6),
    m.Undo("1.pledge.4", 6),
    m.Say("hello", 7, "role"),
    m.Leave(for_good=True),
    m.Start(1),
    m.Pause(2),
    m.GoOn(3),
    m.Extend(60, 4),
    m.ClosePhase("1.pledge.4", 5),
    m.HandToBot("ada", 6),
    m.GiveBack("ada", 7),
    m.Announce("Five minutes, please.", 8),
    m.GoBack(3, 9),
    m.ChangeSystem("dmnc", ("hostile",), {"term": 2.0}, 10),
    m.EndGame(11),
]

BECAUSE = m.Because(
    2,
    (
        Change(
            "income", "{change}", {"change": "+2"},
            (Reason("own", 3.0, "{n}", {"n": "+3"}), Reason("holdings", -1.0, "{n}", {"n": "-1"})),
        ),
    ),
)  # fmt: skip
"""A toy measures nothing, so nothing is explained at its table."""

AHEAD = m.Ahead(
    3,
    Foresight(
        "dividend_share", 500_000, 900_000, 3, 5, 24,
        (Outlook("gini", Span(0.1, 0.2), Span(0.05, 0.2), Span(-0.1, 0.0)),),
    ),
)  # fmt: skip
"""Nor are there motions to look ahead at."""

PLANNED = m.Planned(
    4,
    Board(
        2, (0.5,),
        (BoardRow("grain", "Grain", "sacks", 1.0, 8.0, 3.0, 1.0, {"granary": 0.5}, 0.0, 4.0),),
        (BoardPlant("granary", "Granary", "grain", 3.0, 4.0, 0.5, 1.5, reported=True),),
        (BoardLimit("money", "units", 2.0, 2.0),),
        Line("basics", "{percent} %", {"percent": 50}), (), (),
    ),
)  # fmt: skip
"""Nor does anybody plan."""

WENT_BACK = m.WentBack(7, 1, "Back to {round}.", {"round": 1})
"""Nor does it go back."""

GOVERNED = m.Governed("toy", "Toy", "A toy.", (), ())
"""Nor does the system change."""


def plain() -> st.SearchStrategy[Any]:
    """Anything that MessagePack can carry, and more than a client may send."""
    leaves = (
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text()
        | st.binary()
    )  # fmt: skip
    keys = st.sampled_from(["is", "nonce", "version", "key", "answers", "name"]) | st.text()
    return st.recursive(leaves, lambda x: st.lists(x) | st.dictionaries(keys, x), max_leaves=20)


def shaped() -> st.SearchStrategy[dict[str, Any]]:
    """Maps that look like messages, with anything in their fields."""
    tags = st.sampled_from([one.__struct_config__.tag for one in get_args(m.ClientMessage)])
    fields = ["nonce", "version", "name", "table", "token", "seen", "seat", "offer", "key"]
    fields += ["answers", "text", "channel", "for_good", "seconds"]
    rest = st.dictionaries(st.sampled_from(fields), plain())
    return st.builds(lambda tag, body: {**body, "is": tag}, tags, rest)


def message_or_refusal(frame: bytes | str) -> None:
    """Decoding gives a message or a DecodeError with a sentence."""
    try:
        read: object = decode_client(frame)
    except DecodeError as error:
        read = error
    if isinstance(read, DecodeError):
        assert str(read).endswith(".")
        assert 0 <= read.nonce <= LARGEST
    else:
        assert isinstance(read, get_args(m.ClientMessage))


@pytest.mark.parametrize("message", CLIENT_MESSAGES)
@pytest.mark.parametrize("text", [True, False])
def test_every_client_message_survives(message: m.ClientMessage, text: bool) -> None:
    """What a client sends is what the server reads, as text and as bytes."""
    frame = encode_client(message, text=text)
    assert isinstance(frame, str) is text
    assert decode_client(frame) == message


def test_every_kind_of_client_message_is_tried_above() -> None:
    """A new message is added to the list."""
    assert {type(one) for one in CLIENT_MESSAGES} == set(get_args(m.ClientMessage))


@pytest.mark.parametrize("text", [True, False])
def test_every_server_message_of_a_game_survives(text: bool) -> None:
    """What a server sends through a whole game reads the same when it is encoded again."""
    parlour = Parlour()
    parlour.send(1, m.Hello(m.VERSION, "Ada", seen=2**53))
    parlour.take(1, "ada")
    parlour.send(1, m.Say("hello"))
    parlour.send(1, m.Undo("old"))
    parlour.send(1, m.Foresee(parlour.opened(1).key, {}))
    parlour.submit(1)
    parlour.send(1, m.Leave(for_good=True))
    seen = set()
    for message in (*parlour.inbox[1], BECAUSE, AHEAD, PLANNED, GOVERNED, WENT_BACK):
        (read,) = decode_server(encode_server(message, text=text))
        assert msgspec.json.encode(read) == msgspec.json.encode(message)
        seen.add(type(read))
    assert seen == set(get_args(m.ServerMessage))


@given(st.binary() | st.text())
@example(b"\xc1")
@example("[" * 60_000)
@example(b"\x91" * 60_000)
@example(b"\xdf\xff\xff\xff\xff")
@example(b"\xc9\xff\xff\xff\xff\x01")
@example(b"\xd6\xff\x00\x00\x00\x00")
@example("")
@example("\ud800")
def test_any_frame_is_a_message_or_a_decode_error(frame: bytes | str) -> None:
    """Random bytes and text never raise anything but DecodeError."""
    message_or_refusal(frame)


@given(plain() | shaped())
def test_any_plain_data_is_a_message_or_a_decode_error(data: Any) -> None:
    """Well-formed MessagePack of any content never raises anything but DecodeError."""
    message_or_refusal(msgpack.packb(data))


@given(shaped())
def test_a_message_fit_to_be_read_holds_only_plain_bounded_data(data: dict[str, Any]) -> None:
    """What passes the codec can be encoded again: no bytes, no infinities, no huge numbers."""
    try:
        message = decode_client(msgpack.packb(data))
    except DecodeError:
        return
    assert decode_client(encode_client(message, text=True)) == message


def nested(depth: int) -> dict[str, Any]:
    """A draft whose answers are nested so deep, counting the message's own map."""
    inner: Any = 1
    for _ in range(depth - 2):
        inner = [inner]
    return {"is": "draft", "key": "k", "answers": {"a": inner}}


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (nested(DEEPEST + 1), f"{DEEPEST} levels"),
        ({"is": "draft", "key": "k", "answers": {"a": LARGEST + 1}}, f"beyond {LARGEST}"),
        ({"is": "draft", "key": "k", "answers": {"a": -LARGEST - 1}}, f"beyond {LARGEST}"),
        ({"is": "draft", "key": "k", "answers": {"a": float("nan")}}, "not finite"),
        ({"is": "draft", "key": "k", "answers": {"a": b"x"}}, "bytes"),
        ({"is": "draft", "key": "k", "answers": {"a": msgpack.Timestamp(1)}}, "Timestamp"),
        ({"is": "say", "text": 3}, "$.text"),
        ({"is": "say", "text": "x" * 401}, "<= 400"),
        ({"is": "hello", "version": 1, "name": "x" * 41}, "<= 40"),
        ({"is": "hello", "version": 1, "name": "x", "token": "x" * 201}, "<= 200"),
        ({"is": "hello", "version": 1, "name": "x", "seen": -1}, ">= 0"),
        ({"is": "say", "text": "x", "channel": "host"}, "$.channel"),
        ({"is": "extend", "seconds": 0}, ">= 1"),
        ({"is": "extend", "seconds": 3601}, "<= 3600"),
        ({"is": "shout", "text": "x"}, "shout"),
        ({"text": "x"}, "is"),
        ([1, 2], "array"),
    ],
)
def test_each_mistake_is_named(data: Any, part: str) -> None:
    """A refused message says what is wrong with it."""
    with pytest.raises(DecodeError, match=part.replace("$", r"\$")):
        decode_client(msgpack.packb(data))


def test_the_deepest_and_largest_allowed_are_read() -> None:
    """The bounds themselves are within bounds."""
    decode_client(msgpack.packb(nested(DEEPEST)))
    decode_client(encode_client(m.Draft("k", {"a": [LARGEST, -LARGEST]})))


@pytest.mark.parametrize("frame", [b"x" * (CLIENT_FRAME + 1), "ö" * (CLIENT_FRAME // 2 + 1)])
def test_a_frame_that_is_too_large_is_not_read(frame: bytes | str) -> None:
    """The size that counts is that of the encoding."""
    with pytest.raises(DecodeError, match=f"at most {CLIENT_FRAME}"):
        decode_client(frame)


def test_the_nonce_of_an_unfit_message_is_kept() -> None:
    """So that even a malformed message gets the one reply that its nonce asks for."""
    with pytest.raises(DecodeError) as caught:
        decode_client('{"is":"say","text":7,"nonce":12}')
    assert caught.value.nonce == 12


@pytest.mark.parametrize("frame", [b"\xc1", "{", b"\x80", '{"is":"nothing"}', "[" * 5000])
def test_a_servers_garbage_is_a_decode_error_too(frame: bytes | str) -> None:
    """A client is not brought down by a server that speaks something else."""
    with pytest.raises(DecodeError):
        decode_server(frame)


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize("count", [1, 2, 15, 16, 300])
def test_many_messages_are_one_frame(text: bool, count: int) -> None:
    """They come out as they went in, in their order; one alone is no list."""
    said = tuple(m.Heard(n, "ada", "Ada", "table", '["]') for n in range(count))
    frames = [encode_server(one, text=text) for one in said]
    assert decode_server(bundle(frames)) == said
    if count == 1:
        assert bundle(frames) == frames[0]
