"""Deadlines: drafts, silence, and whose presence time needs."""

import pytest

from allmende_protocol import messages as m
from tests.server.hall import Hall, pair
from tests.server.toy import UNIT


def test_when_time_is_up_drafts_count_and_silence_means_the_default() -> None:
    """Of a draft, what stands counts; what does not is left out."""
    hall = pair(timed=True)
    assert hall.opened(1).remaining == 30
    hall.pass_time(10)
    draft = {"pledge": 4 * UNIT, "day": {"work": 1}, "nonsense": 1}
    assert hall.send(1, m.Draft(hall.opened(1).key, draft)) == []
    hall.pass_time(19.5)
    assert hall.opened(1).phase == "pledge"
    hall.pass_time(0.5)
    public = hall.last(1, m.State).public
    assert hall.opened(1).phase == "vote"
    assert hall.opened(1).remaining == 20
    assert public["ada"]["pledge"] == 4 * UNIT
    assert public["ada"]["day"] == {"work": 5 * UNIT, "rest": 5 * UNIT}
    assert public["ben"]["pledge"] == UNIT


def test_a_submission_counts_and_not_the_draft_after_it() -> None:
    """What was handed in stands, whatever was typed later."""
    hall = pair(timed=True)
    hall.submit(1, pledge=2 * UNIT)
    hall.send(1, m.Draft(hall.opened(1).key, {"pledge": 3 * UNIT}))
    hall.pass_time(30)
    assert hall.last(1, m.State).public["ada"]["pledge"] == 2 * UNIT


def test_time_stands_still_while_no_person_is_here() -> None:
    """A closed laptop costs no time; one of two people going away stops nothing."""
    hall = pair(timed=True)
    token = hall.last(1, m.Seated).token
    hall.drop(2)
    hall.pass_time(10)
    hall.drop(1)
    hall.pass_time(3600)
    hall.send(3, m.Hello(m.VERSION, "Ada", token))
    assert hall.opened(3).remaining == 20
    hall.pass_time(20)
    assert hall.opened(3).phase == "vote"


def test_without_a_timer_nothing_closes_by_itself() -> None:
    """Untimed tables have no remaining time and wait."""
    hall = pair()
    assert hall.opened(1).remaining is None
    hall.pass_time(1e9)
    assert hall.opened(1).phase == "pledge"


@pytest.mark.parametrize("seat", ["ada", "cem"])
def test_a_draft_is_not_left_to_who_sits_down_next(seat: str) -> None:
    """Someone else's half-typed answers never count as mine."""
    hall = Hall(timed=True)
    hall.sit(1, seat)
    hall.sit(2, "ben")
    hall.send(1, m.Draft(hall.opened(1).key, {"pledge": 4 * UNIT}))
    hall.send(1, m.Leave(for_good=True))
    hall.sit(3, seat)
    hall.pass_time(30)
    assert hall.last(3, m.State).public[seat]["pledge"] == UNIT
