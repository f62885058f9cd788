"""What must hold whatever clients send: one reply a nonce, no secret, no exception, no lost table."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from allmende_protocol import messages as m
from tests.server.parlour import HOST, Parlour, seated
from tests.server.toy import SEATS, UNIT, forbidden

CLIENTS = (1, 2, 3, 4, HOST)
KEY = "the open key"
"""Stands for the key of the phase that is open when the message is sent."""
OFFER = "the last offer"
"""Stands for what the client was last offered."""

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
    st.builds(m.Hello, st.sampled_from([0, m.VERSION]), st.text(max_size=40)),
    st.builds(m.AskSeat, st.sampled_from([*SEATS, "house", "nobody"]), nonces),
    st.builds(m.TakeSeat, st.sampled_from([*SEATS, "house"]), st.just(OFFER), nonces),
    st.builds(m.Submit, keys, answers, nonces),
    st.builds(m.Submit, st.just(KEY), legal | votes, nonces),
    st.builds(m.Draft, keys, answers),
    st.builds(m.Foresee, keys, answers, nonces),
    st.builds(
        m.AskPlan, st.dictionaries(names, st.integers(-(2**53), 2**53)), st.integers(1, 3), nonces
    ),
    st.builds(m.LookAhead, names, st.integers(-(2**53), 2**53), nonces),
    st.builds(m.Undo, keys, nonces),
    st.builds(m.Say, st.text(max_size=60), nonces, st.sampled_from(["table", "role"])),
    st.builds(m.Leave, st.booleans()),
    st.sampled_from([m.Start(1), m.Pause(2), m.GoOn(3), m.Extend(9, 4), m.Announce("hi", 5)]),
    st.builds(m.HandToBot, st.sampled_from(SEATS), nonces),
    st.builds(m.GiveBack, st.sampled_from(SEATS), nonces),
    st.builds(m.ClosePhase, keys, nonces),
)
moves = st.lists(st.tuples(st.sampled_from(CLIENTS), messages | st.none()), max_size=40)


def filled_in(parlour: Parlour, client: int, message: m.ClientMessage) -> m.ClientMessage:
    """The message with the key that is open now, or the client's last offer, where it says so."""
    if getattr(message, "offer", None) == OFFER:
        offers = parlour.all(client, m.Offered)
        return msgspec.structs.replace(message, offer=offers[-1].offer if offers else "none")
    if getattr(message, "key", None) != KEY:
        return message
    opened = [one for told in parlour.inbox.values() for one in told if isinstance(one, m.Opened)]
    key = max(opened, key=lambda one: int(one.key.rsplit(".", 1)[1])).key if opened else ""
    return msgspec.structs.replace(message, key=key)


def play(parlour: Parlour, steps: list[tuple[int, m.ClientMessage | None]]) -> None:
    """Have people, a spectator and a host come, then send each message, ten seconds after the last.

    None ends the client's connection.
    """
    parlour.host()
    for client, seat in zip(CLIENTS, SEATS, strict=False):
        parlour.sit(client, seat)
    for client, message in steps:
        parlour.pass_time(10)
        if message is None:
            parlour.drop(client)
        else:
            parlour.send(client, filled_in(parlour, client, message))


def replies_to(sent: list[m.ServerMessage], nonce: int) -> list[m.ServerMessage]:
    """What answers a message with that nonce."""
    kinds = (m.Taken, m.Foreseen, m.Refused, m.Seated, m.Offered)
    return [one for one in sent if isinstance(one, kinds) and one.nonce == nonce]


@given(moves, st.booleans())
def test_every_nonce_gets_exactly_one_reply(steps: list[Any], timed: bool) -> None:
    """Whatever is sent, and whatever follows from it, the sender gets one reply with its nonce."""
    parlour = Parlour(timed=timed)
    play(parlour, [])
    for client, message in steps:
        parlour.pass_time(10)
        if message is None:
            parlour.drop(client)
            continue
        sent = parlour.send(client, filled_in(parlour, client, message))
        if getattr(message, "nonce", 0):
            assert len(replies_to(sent, message.nonce)) == 1


@given(moves, st.booleans())
def test_no_client_is_sent_what_its_seats_may_not_know(steps: list[Any], timed: bool) -> None:
    """No hidden fact, nobody else's private fact, and no unit's secret of another holder's time."""
    parlour = Parlour(timed=timed)
    play(parlour, steps)
    for client, told in parlour.inbox.items():
        seats = {one.seat for one in told if isinstance(one, m.Seated)}
        wire = parlour.wire(client)
        common = set.intersection(*(set(forbidden(seat, 3)) for seat in (*seats, None)))
        assert [secret for secret in common if secret in wire] == []


@given(moves)
def test_the_record_of_any_play_is_taken_up_where_it_stood(steps: list[Any]) -> None:
    """A table resumed from its record has the same state, history, answers and open phase."""
    parlour = Parlour()
    play(parlour, steps)
    again = Parlour.resumed(parlour.entries)
    for table in (parlour, again):
        table.send(99, m.Hello(m.VERSION, "Eve"))
    assert parlour.last(99, m.State) == again.last(99, m.State)
    assert parlour.inbox[99][2] == again.inbox[99][2]
    people = {seat.seat for seat in again.last(99, m.Welcome).seats if seat.who == "person"}
    assert people == {
        seat.seat for seat in parlour.last(99, m.Welcome).seats if seat.who == "person"
    }
    for client, seat in enumerate(sorted(people), start=1):
        assert again.sit(client, seat).seat == seat


def test_what_a_seat_hears_is_decided_by_who_held_what_at_the_time() -> None:
    """The next miller does not hear what the mill did before, though it all came in one close."""
    parlour = seated(*SEATS)
    for _ in range(2):
        for client in (1, 2, 3):
            if parlour.opened(client).questions:
                parlour.submit(client)
    told = ["canary-of-the-mill-in-round-1" in parlour.wire(client) for client in (1, 2, 3)]
    assert told == [False, True, False]
    assert "mill" in parlour.last(3, m.State).own
