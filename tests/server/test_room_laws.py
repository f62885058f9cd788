"""What must hold whatever clients send: one reply a nonce, no secret, no exception, no lost table."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_protocol import messages as m
from allmende_protocol.codec import DecodeError, decode_client, encode_server
from tests.server.hall import Hall, refusal
from tests.server.toy import SEATS, UNIT, forbidden

CLIENTS = (1, 2, 3, 4)
KEY = "the open key"
"""Stands for the key of the phase that is open when the message is sent."""

keys = st.sampled_from([KEY, "", "1.pledge.0", "9.vote.9"])
nonces = st.integers(0, 2**53)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-UNIT, 9 * UNIT) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
legal = st.fixed_dictionaries(
    {},
    optional={
        "pledge": st.integers(0, 5 * UNIT),
        "day": st.integers(0, 10 * UNIT).map(lambda n: {"work": n, "rest": 10 * UNIT - n}),
        "note": st.text(max_size=20),
    },
)
votes = st.fixed_dictionaries({"cap": st.none() | st.integers(0, 9)})
names = st.sampled_from(["pledge", "day", "note", "cap"]) | st.text(max_size=8)
answers = legal | votes | st.dictionaries(names, values, max_size=3)
messages: st.SearchStrategy[m.ClientMessage] = st.one_of(
    st.builds(m.Hello, st.sampled_from([0, m.VERSION]), st.text(max_size=40), st.none()),
    st.builds(m.TakeSeat, st.sampled_from([*SEATS, "house", "nobody"]), nonces),
    st.builds(m.Submit, keys, answers, nonces),
    st.builds(m.Submit, st.just(KEY), legal | votes, nonces),
    st.builds(m.Draft, keys, answers),
    st.builds(m.Foresee, keys, answers, nonces),
    st.builds(m.Undo, keys, nonces),
    st.builds(m.Say, st.text(max_size=60), nonces),
    st.builds(m.Leave, st.booleans()),
)
moves = st.lists(st.tuples(st.sampled_from(CLIENTS), messages | st.none()), max_size=40)


def with_open_key(hall: Hall, message: m.ClientMessage) -> m.ClientMessage:
    """The message with the key that is open now, if that is what it asked for."""
    if getattr(message, "key", None) != KEY:
        return message
    opened = [one for told in hall.inbox.values() for one in told if isinstance(one, m.Opened)]
    key = max(opened, key=lambda one: int(one.key.rsplit(".", 1)[1])).key if opened else ""
    return msgspec.structs.replace(message, key=key)


def play(hall: Hall, steps: list[tuple[int, m.ClientMessage | None]]) -> None:
    """Send each message; None ends the client's connection. Ten seconds pass before each."""
    for client in CLIENTS[:3]:
        hall.send(client, m.Hello(m.VERSION, "Person"))
    for client, message in steps:
        hall.pass_time(10)
        if message is None:
            hall.drop(client)
        else:
            hall.send(client, with_open_key(hall, message))


def replies_to(sent: list[m.ServerMessage], nonce: int) -> list[m.ServerMessage]:
    """What answers a message with that nonce."""
    kinds = (m.Taken, m.Foreseen, m.Refused, m.Seated)
    return [one for one in sent if isinstance(one, kinds) and one.nonce == nonce]


@given(moves, st.booleans())
def test_every_nonce_gets_exactly_one_reply(steps: list[Any], timed: bool) -> None:
    """Whatever is sent, and whatever follows from it, the sender gets one reply with its nonce."""
    hall = Hall(timed=timed)
    play(hall, [])
    for client, message in steps:
        hall.pass_time(10)
        if message is None:
            hall.drop(client)
            continue
        sent = hall.send(client, with_open_key(hall, message))
        if hasattr(message, "nonce"):
            assert len(replies_to(sent, message.nonce)) == 1


@given(moves, st.booleans())
def test_no_client_is_sent_what_its_seats_may_not_know(steps: list[Any], timed: bool) -> None:
    """No hidden fact, nobody else's private fact, and no unit's secret of another holder's time."""
    hall = Hall(timed=timed)
    play(hall, steps)
    for told in hall.inbox.values():
        seats = {one.seat for one in told if isinstance(one, m.Seated)}
        wire = "".join(str(encode_server(one, text=True)) for one in told)
        common = set.intersection(*(set(forbidden(seat, 3)) for seat in (*seats, None)))
        assert [secret for secret in common if secret in wire] == []


@given(moves)
def test_the_record_of_any_play_is_taken_up_where_it_stood(steps: list[Any]) -> None:
    """A table resumed from its record has the same state, history, answers and open phase."""
    hall = Hall()
    play(hall, steps)
    again = Hall.resumed(hall.entries)
    for table in (hall, again):
        table.send(99, m.Hello(m.VERSION, "Eve"))
    assert hall.last(99, m.State) == again.last(99, m.State)
    assert hall.inbox[99][2] == again.inbox[99][2]
    people = {seat.seat for seat in again.last(99, m.Welcome).seats if seat.who == "person"}
    assert people == {seat.seat for seat in hall.last(99, m.Welcome).seats if seat.who == "person"}
    for seat in sorted(people):
        again.send(99, m.TakeSeat(seat, 1))
        assert again.last(99, m.Seated).seat == seat
        again.drop(99)
        again.send(99, m.Hello(m.VERSION, "Eve", again.last(99, m.Seated).token))
        again.send(99, m.Leave())


def test_what_a_seat_hears_is_decided_by_who_held_what_at_the_time() -> None:
    """The next miller does not hear what the mill did before, though it all came in one close."""
    hall = Hall()
    hall.sit(1, "ada")
    hall.sit(2, "ben")
    hall.sit(3, "cem")
    for _ in range(2):
        for client in (1, 2, 3):
            if hall.opened(client).questions:
                hall.submit(client)
    wires = {n: "".join(str(encode_server(x, text=True)) for x in hall.inbox[n]) for n in (1, 2, 3)}
    assert ["canary-of-the-mill-in-round-1" in wires[n] for n in (1, 2, 3)] == [False, True, False]
    assert "mill" in hall.last(3, m.State).own


def hostile(key: str) -> list[str]:
    """Text frames that a broken or malicious client might send in an open phase."""
    deep = "[" * 40 + "]" * 40

    def submit(body: str) -> str:
        return f'{{"is":"submit","key":"{key}","nonce":5,"answers":{body}}}'

    return [
        "",
        "hello",
        "null",
        "[]",
        "{}",
        '{"is":"none"}',
        '{"is":["submit"]}',
        '{"is":"submit"}',
        '{"is":"hello","version":"one","name":"x"}',
        '{"is":"hello","version":1,"name":null}',
        '{"is":"hello","version":1,"name":"x","token":{}}',
        '{"is":"take_seat","seat":7,"nonce":5}',
        '{"is":"take_seat","seat":"../../etc/passwd","nonce":5}',
        '{"is":"take_seat","seat":"house","nonce":5}',
        '{"is":"say","text":"' + "x" * 5000 + '","nonce":5}',
        '{"is":"undo","key":"' + key + '","nonce":-1}',
        '{"is":"undo","key":"' + key + '","nonce":1e99}',
        submit("[]"),
        submit("null"),
        submit('{"pledge":"1"}'),
        submit('{"pledge":1.5}'),
        submit('{"pledge":true}'),
        submit('{"pledge":-1}'),
        submit('{"pledge":' + "9" * 400 + "}"),
        submit('{"pledge":' + deep + "}"),
        submit('{"pledge":{"$ne":0}}'),
        submit('{"day":{"work":10000000}, "day":{"work":1}}'),
        submit('{"day":{"work":-5,"rest":5000005}}'),
        submit('{"day":{"idle":10000000}}'),
        submit('{"note":["a"]}'),
        submit('{"note":"' + "x" * 21 + '"}'),
        submit('{"cap":3}'),
        submit('{"__class__":"Admin"}'),
        submit('{"{secret.__init__.__globals__}":1}'),
        submit('{"' + "y" * 50_000 + '":1}'),
    ]


@pytest.mark.parametrize("number", range(len(hostile(""))))
def test_hostile_messages_are_refused_and_change_nothing(number: int) -> None:
    """Each gets one refusal with a sentence; the record and the open phase stay as they were."""
    hall = Hall()
    hall.sit(1, "ada")
    before, frame = len(hall.entries), hostile(hall.opened(1).key)[number]
    try:
        sent = hall.send(1, decode_client(frame))
    except DecodeError as error:
        sent = [one.message for one in hall.room.garbled(1, error)]
    refused = refusal(sent)
    assert len(sent) == 1
    assert str(refused.refusal)
    assert refused.nonce == (5 if '"nonce":5' in frame else 0)
    assert len(hall.entries) == before
    assert isinstance(hall.submit(1)[0], m.Taken)
