"""Who is away: how long they are waited for, and what answers for them."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from allmende_bots.registry import find_bot
from allmende_protocol import messages as m
from allmende_rules.record import Answered
from tests.server.parlour import HOST, Parlour, seated, settings
from tests.server.toy import UNIT

GRACE = 30.0


def lawful(*seats: str, **changes: Any) -> Parlour:
    """A started table whose villagers are stood in for by the pledger; the miller by silence."""
    laid = settings(by_host=True, **changes)
    scenario = msgspec.structs.replace(laid.scenario, standins={"member": "pledger"})
    parlour = Parlour(replace(laid, scenario=scenario))
    for client, seat in enumerate(seats, start=1):
        parlour.sit(client, seat, seat.title())
    parlour.start()
    return parlour


def given(parlour: Parlour, seat: str) -> list[tuple[str, str]]:
    """Who answered for a seat, phase by phase."""
    return [(one.phase, one.by) for one in parlour.bodies(Answered) if one.seat == seat]


def test_who_is_away_is_waited_for_as_long_as_the_grace_and_no_longer() -> None:
    """While somebody else is here; then the phase closes without them."""
    parlour = seated("ada", "ben")
    parlour.drop(2)
    parlour.submit(1)
    parlour.pass_time(GRACE - 1)
    assert parlour.opened(1).phase == "pledge"
    parlour.pass_time(1)
    assert parlour.opened(1).phase == "vote"


def test_who_comes_back_within_the_grace_misses_nothing() -> None:
    """The phase is still theirs to decide, however much time passes then."""
    parlour = seated("ada", "ben")
    token = parlour.last(2, m.Seated).token
    parlour.drop(2)
    parlour.submit(1)
    parlour.pass_time(GRACE - 1)
    parlour.send(3, m.Hello(m.VERSION, "Ben", token=token))
    parlour.pass_time(1000)
    assert parlour.opened(1).phase == "pledge"
    parlour.submit(3)
    assert parlour.opened(1).phase == "vote"


def test_who_is_here_and_silent_is_waited_for() -> None:
    """The absence of one closes nothing as long as another is still deciding."""
    parlour = seated("ada", "ben")
    parlour.drop(2)
    parlour.pass_time(1000)
    assert parlour.opened(1).phase == "pledge"
    parlour.submit(1)
    assert parlour.opened(1).phase == "vote"


def test_grace_passes_only_while_somebody_is_here() -> None:
    """A host that slept, or a server that was killed, is not held against who comes back second."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    parlour.submit(1)
    parlour.drop(2)
    parlour.drop(1)
    parlour.pass_time(3600)
    parlour.send(3, m.Hello(m.VERSION, "Ada", token=token))
    assert parlour.opened(3).phase == "pledge"
    parlour.pass_time(GRACE - 1)
    assert parlour.opened(3).phase == "pledge"
    parlour.pass_time(1)
    assert parlour.opened(3).phase == "vote"


@pytest.mark.parametrize("watcher", ["Eve", None])
def test_while_only_spectators_and_the_host_look_on_time_stands_still(watcher: str | None) -> None:
    """None of the people whose game it is would see it."""
    parlour = seated("ada", "ben", timed=True)
    if watcher:
        parlour.send(3, m.Hello(m.VERSION, watcher))
    parlour.drop(1)
    parlour.drop(2)
    before = len(parlour.entries)
    parlour.pass_time(1000)
    assert len(parlour.entries) == before
    assert not parlour.clock(HOST).running


def test_a_law_answers_for_an_away_seat_and_the_record_says_so() -> None:
    """The bot of the law answers from the seat's own view; where there is no law, silence does."""
    parlour = lawful("ada", "ben", "cem")
    parlour.drop(2)
    parlour.drop(3)
    parlour.submit(1, pledge=0)
    parlour.pass_time(GRACE)
    assert given(parlour, "ben") == [("pledge", "stand-in pledger")]
    assert given(parlour, "cem") == [("pledge", "silence")]
    public = parlour.last(1, m.State).public
    assert (public["ben"]["pledge"], public["cem"]["pledge"]) == (2 * UNIT, UNIT)


def test_a_law_does_not_answer_for_who_is_here_and_silent() -> None:
    """Their silence has the meaning that it always has."""
    parlour = lawful("ada", "ben", timed=True)
    parlour.submit(1)
    parlour.pass_time(30)
    assert given(parlour, "ben") == [("pledge", "silence")]


def test_a_draft_speaks_before_the_law() -> None:
    """What somebody was about to answer is nearer to them than any bot."""
    parlour = lawful("ada", "ben")
    parlour.send(2, m.Draft(parlour.opened(2).key, {"pledge": 4 * UNIT}))
    parlour.drop(2)
    parlour.submit(1)
    parlour.pass_time(GRACE)
    assert given(parlour, "ben") == [("pledge", "draft")]
    assert parlour.last(1, m.State).public["ben"]["pledge"] == 4 * UNIT


def test_a_draft_never_replaces_what_was_sent() -> None:
    """What is typed after sending counts only once it is sent too."""
    parlour = lawful("ada", "ben")
    parlour.submit(2, pledge=3 * UNIT)
    parlour.send(2, m.Draft(parlour.opened(2).key, {"pledge": 4 * UNIT}))
    parlour.drop(2)
    parlour.submit(1)
    assert given(parlour, "ben") == [("pledge", "person")]
    assert parlour.last(1, m.State).public["ben"]["pledge"] == 3 * UNIT


def test_a_draft_from_beside_what_was_sent_is_gone_when_that_is_taken_back() -> None:
    """Taken back, a seat has said what it drafts from then on, and nothing else."""
    parlour = lawful("ada", "ben", timed=True)
    key = parlour.opened(2).key
    parlour.submit(2, pledge=3 * UNIT)
    parlour.send(2, m.Draft(key, {"pledge": 4 * UNIT}))
    parlour.send(2, m.Undo(key, 9))
    parlour.submit(1)
    parlour.pass_time(30)
    assert given(parlour, "ben")[-1] == ("pledge", "silence")


def test_an_answer_given_before_going_away_stands() -> None:
    """Nobody answers a second time for who has answered."""
    parlour = lawful("ada", "ben")
    parlour.submit(2, pledge=3 * UNIT)
    parlour.drop(2)
    parlour.submit(1)
    assert given(parlour, "ben") == [("pledge", "person")]
    assert parlour.last(1, m.State).public["ben"]["pledge"] == 3 * UNIT


def test_the_seat_is_still_theirs_after_a_law_has_answered() -> None:
    """A stand-in for one phase takes nothing away."""
    parlour = lawful("ada", "ben")
    token = parlour.last(2, m.Seated).token
    parlour.drop(2)
    parlour.submit(1)
    parlour.pass_time(GRACE)
    replies = parlour.send(3, m.Hello(m.VERSION, "Ben", token=token))
    assert replies[1] == m.Seated("ben", token)
    assert isinstance(parlour.submit(3, cap=3)[0], m.Taken)
    assert given(parlour, "ben")[-1] == ("vote", "person")


def test_everybody_reads_the_law_of_a_seat_and_is_offered_it_with_the_seat() -> None:
    """In a sentence, before it is ever needed."""
    parlour = lawful("ada")
    assert find_bot("pledger").rule in parlour.state_of(1, "ben").law
    parlour.send(2, m.Hello(m.VERSION, "Ben"))
    parlour.send(2, m.AskSeat("ben", 1))
    assert parlour.last(2, m.Offered).law == parlour.state_of(1, "ben").law
    assert "what its questions propose" in parlour.state_of(1, "cem").law


def test_two_away_people_are_each_waited_for_from_their_own_leaving() -> None:
    """The phase closes when the later grace is over."""
    parlour = seated("ada", "ben", "cem")
    parlour.submit(1)
    parlour.drop(2)
    parlour.pass_time(20)
    parlour.drop(3)
    parlour.pass_time(20)
    assert parlour.opened(1).phase == "pledge"
    parlour.pass_time(10)
    assert parlour.opened(1).phase == "vote"
