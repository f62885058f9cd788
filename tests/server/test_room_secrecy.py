"""What a seat may not see changes not one byte of what it is sent."""

from itertools import count
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_protocol import messages as m
from allmende_protocol.codec import encode_server
from allmende_server import door
from tests.server import toy
from tests.server.parlour import Parlour
from tests.server.toy import SEATS, UNIT

PLAYERS = {1: "ada", 2: "ben"}
WATCHERS = {3: "cem", 4: None}
"""The miller, who is of another role than the players, and a spectator."""


class Step(NamedTuple):
    """Something that a player does in private, told apart by `left` and `right` in the two rooms."""

    client: int
    kind: str
    left: int
    right: int


secrets = st.integers(0, 5 * UNIT)
private = st.builds(
    Step,
    st.sampled_from(list(PLAYERS)),
    st.sampled_from(["answer", "answer", "undo", "draft", "foresee", "talk", "refused"]),
    secrets,
    secrets,
)
open_ = st.builds(
    Step,
    st.sampled_from([*PLAYERS, 3]),
    st.sampled_from(["close", "drop", "back", "look", "wait", "chat"]),
    st.just(0),
    st.just(0),
)
steps = st.lists(private | open_, min_size=10, max_size=30)


def message(key: str, step: Step, secret: int) -> m.ClientMessage:
    """What a private step says in a room where the secret is this."""
    answers = {"pledge": secret, "note": str(secret)} if "pledge" in key else {"cap": secret % 10}
    last_vote = "vote" in key and step.client == 2
    match step.kind:
        case "answer" if not last_vote:  # with it the phase would close, and the votes be told
            return m.Submit(key, answers, 5)
        case "undo":
            return m.Undo(key, 5)
        case "draft":
            return m.Draft(key, answers)
        case "foresee":
            return m.Foresee(key, answers, 5)
        case "talk":
            return m.Say(f"I pledge {secret}", 5, "role")
        case _:
            return m.Submit(key, {"none": secret}, 5)


def close(parlour: Parlour) -> None:
    """Everybody here answers the same in both rooms, whatever they had in mind, and the phase closes."""
    key = parlour.opened(4).key
    standing = {"pledge": UNIT, "note": "same"} if "pledge" in key else {"cap": 3}
    for client in (1, 2, 3):
        opened = parlour.opened(client)
        if opened.questions and opened.key == key:
            parlour.send(client, m.Submit(key, standing, 6))


def take(parlour: Parlour, step: Step, secret: int, tokens: dict[int, str]) -> None:
    """Have a step happen in a room."""
    client, here = step.client, step.client in parlour.hall._callers
    match step.kind:
        case "close":
            for one, token in tokens.items():
                if one not in parlour.hall._callers:
                    parlour.send(one, m.Hello(m.VERSION, f"Person {one}", token=token))
            close(parlour)
        case "drop":
            parlour.drop(client)
        case "look":
            parlour.drop(4)
            parlour.send(4, m.Hello(m.VERSION, "Eve", seen=0))
        case "back":
            parlour.drop(client)
            parlour.send(client, m.Hello(m.VERSION, f"Person {client}", token=tokens[client]))
        case "wait":
            parlour.pass_time(3)
        case "chat" if here:
            parlour.send(client, m.Say("hello", 5))
        case "answer" | "undo" | "draft" | "foresee" | "talk" | "refused" if here:
            parlour.send(client, message(parlour.opened(client).key, step, secret))


def room(taken: list[Step], side: int, salt: str, *, timed: bool) -> Parlour:
    """A room in which all secrets but the miller's own are those of one side."""
    with pytest.MonkeyPatch.context() as patch:
        numbers = count()
        patch.setattr(door, "token_urlsafe", lambda _size: f"token {next(numbers)}")
        patch.setattr(toy, "TAPE", f"tape {salt}")
        patch.setattr(toy, "secret_of", lambda seat: f"{seat} {salt if seat != 'cem' else ''}")
        patch.setattr(
            toy, "mill_secret", lambda n: f"mill {n} {salt if toy.miller(n) != 'cem' else ''}"
        )
        parlour = Parlour(by_host=True, timed=timed, grace=1e9)
        for client, seat in enumerate(SEATS, start=1):
            parlour.sit(client, seat)
        parlour.send(4, m.Hello(m.VERSION, "Eve"))
        parlour.start()
        tokens = {client: parlour.last(client, m.Seated).token for client in (1, 2, 3)}
        for step in taken:
            take(parlour, step, (step.left, step.right)[side], tokens)
        return parlour


def seen(parlour: Parlour, client: int) -> list[Any]:
    """Every byte that a client was sent."""
    return [encode_server(one, text=False) for one in parlour.inbox[client]]


@given(steps)
def test_what_a_seat_may_not_see_changes_no_byte_of_what_it_is_sent(taken: list[Step]) -> None:
    """Others' answers before the close, drafts, previews, talk of roles, facts: none leaves a trace.

    Neither in views and events nor in presence, clocks, numbers of lines or the order of messages.
    """
    left = room(taken, 0, "left", timed=False)
    right = room(taken, 1, "rightmost", timed=False)
    for client in WATCHERS:
        assert seen(left, client) == seen(right, client)


def test_the_two_rooms_do_differ() -> None:
    """In what the players themselves are sent."""
    taken = [Step(1, "answer", 1, 2), Step(1, "talk", 1, 2), Step(1, "close", 0, 0)]
    left, right = (room(taken, side, str(side), timed=True) for side in (0, 1))
    assert seen(left, 1) != seen(right, 1)
    assert seen(left, 2) != seen(right, 2)
    assert left.opened(3).phase == "vote"
