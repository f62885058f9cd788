"""Coming back: what was missed is told, all of it and nothing else, as far as the seat may know it."""

import pytest

from allmende_protocol import messages as m
from allmende_server import history
from tests.server.parlour import Parlour, seated
from tests.server.toy import mill_secret, secret_of


def played(closes: int) -> Parlour:
    """Ada and Ben at a table after so many phases were closed."""
    parlour = seated("ada", "ben")
    for _ in range(closes):
        parlour.submit(1)
        parlour.submit(2)
    return parlour


def back(parlour: Parlour, seen: int | None, token: str | None = None) -> list[m.ServerMessage]:
    """What Ada is told when she comes back from a new connection having seen so much."""
    token = token or parlour.last(1, m.Seated).token
    return parlour.send(9, m.Hello(m.VERSION, "Ada", token=token, seen=seen))


@pytest.mark.parametrize("closes", [0, 1, 3, 5])
@pytest.mark.parametrize("behind", [0, 1, 2, 4])
def test_only_what_was_missed_is_told(closes: int, behind: int) -> None:
    """With what was seen before, it is the whole history: no gap, nothing twice."""
    parlour = played(closes)
    whole = parlour.all(1, m.Happened)
    seen = whole[: max(0, len(whole) - behind)]
    state = parlour.last(1, m.State)
    replies = back(parlour, seen[-1].seq if seen else 0)
    told = [one for one in replies if isinstance(one, m.Happened)]
    assert [*seen, *told] == whole
    assert not parlour.all(9, m.Missed)
    assert parlour.last(9, m.State) == state


def test_a_client_that_says_nothing_of_what_it_saw_is_told_everything() -> None:
    """A terminal that was closed has forgotten all; so has a host's console."""
    parlour = played(2)
    told = [one for one in back(parlour, None) if isinstance(one, m.Happened)]
    assert told == parlour.all(1, m.Happened)
    parlour.host(77)
    assert [one.seq for one in parlour.all(77, m.Happened)] == [one.seq for one in told]


def test_what_is_no_longer_kept_is_said_to_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest that is told is named, and the state is whole."""
    monkeypatch.setattr(history, "KEPT", 4)
    parlour = played(4)
    last = parlour.last(1, m.State).seq
    replies = back(parlour, 2)
    assert [one for one in replies if isinstance(one, m.Missed)] == [m.Missed(2, last - 3)]
    told = [one.seq for one in replies if isinstance(one, m.Happened)]
    assert told == [last - 3, last - 2, last - 1, last]
    parlour.send(8, m.Hello(m.VERSION, "Eve", seen=last - 4))
    assert [one.seq for one in parlour.all(8, m.Happened)] == told
    assert not parlour.all(8, m.Missed)


def test_who_has_seen_the_future_starts_anew() -> None:
    """A server was restored from an older copy: what the client knows is not to be trusted."""
    parlour = played(2)
    replies = back(parlour, 2**53)
    (missed,) = [one for one in replies if isinstance(one, m.Missed)]
    told = [one.seq for one in replies if isinstance(one, m.Happened)]
    assert missed == m.Missed(2**53, told[0])
    assert told[-1] == parlour.last(9, m.State).seq


def test_the_order_of_what_is_told() -> None:
    """Welcome, the seat, what happened, the state, what is open, the time, and who is here."""
    parlour = played(1)
    kinds = [type(one) for one in back(parlour, 4)]
    assert kinds == [
        m.Welcome, m.Seated, m.State, m.Opened, m.Clock, m.Presence,
    ]  # fmt: skip


def test_what_was_missed_is_redacted_for_the_seat_as_it_was_at_the_time() -> None:
    """Ben had the mill in round 1 and Ada never: each is told his own again, and no one else's."""
    parlour = played(4)
    back(parlour, 0)
    ben = parlour.last(2, m.Seated).token
    parlour.send(8, m.Hello(m.VERSION, "Ben", token=ben, seen=0))
    parlour.send(7, m.Hello(m.VERSION, "Eve", seen=0))
    assert parlour.all(8, m.Happened) == parlour.all(2, m.Happened)
    assert secret_of("ada") in parlour.wire(9)
    assert mill_secret(1) in parlour.wire(8)
    for client, secrets in ((9, ["ben", "cem"]), (8, ["ada", "cem"]), (7, ["ada", "ben", "cem"])):
        wire = parlour.wire(client)
        assert [one for one in secrets if secret_of(one) in wire] == []
        assert (mill_secret(1) in wire) is (client == 8)


def test_a_resumed_server_tells_what_was_missed_before_it_was_killed() -> None:
    """History is read from the record, so its numbers stay."""
    parlour = played(3)
    again = Parlour.resumed(parlour.entries)
    again.send(1, m.Hello(m.VERSION, "Eve", seen=2))
    parlour.send(7, m.Hello(m.VERSION, "Eve", seen=2))
    assert again.all(1, m.Happened) == parlour.all(7, m.Happened)
    assert again.all(1, m.Happened)[0].seq == 3


def test_answers_and_questions_are_there_again() -> None:
    """The open phase with what the seat has given so far."""
    parlour = seated("ada", "ben")
    parlour.submit(1, pledge=3)
    back(parlour, 3)
    assert parlour.opened(9).key == parlour.opened(2).key
    assert parlour.opened(9).answers == {"pledge": 3}
