"""Deadlines: drafts, silence, and whose presence time needs."""

import pytest

from allmende_protocol import messages as m
from tests.server.parlour import pair, seated
from tests.server.toy import UNIT


def test_when_time_is_up_drafts_count_and_silence_means_the_default() -> None:
    """Of a draft, what stands counts; what does not is left out."""
    parlour = pair(timed=True)
    assert parlour.clock(1).remaining == 30
    parlour.pass_time(10)
    draft = {"pledge": 4 * UNIT, "day": {"work": 1}, "nonsense": 1}
    assert parlour.send(1, m.Draft(parlour.opened(1).key, draft)) == []
    parlour.pass_time(19.5)
    assert parlour.opened(1).phase == "pledge"
    parlour.pass_time(0.5)
    public = parlour.last(1, m.State).public
    assert parlour.opened(1).phase == "vote"
    assert parlour.clock(1).remaining == 20
    assert public["ada"]["pledge"] == 4 * UNIT
    assert public["ada"]["day"] == {"work": 5 * UNIT, "rest": 5 * UNIT}
    assert public["ben"]["pledge"] == UNIT


def test_a_submission_counts_and_not_the_draft_after_it() -> None:
    """What was handed in stands, whatever was typed later."""
    parlour = pair(timed=True)
    parlour.submit(1, pledge=2 * UNIT)
    parlour.send(1, m.Draft(parlour.opened(1).key, {"pledge": 3 * UNIT}))
    parlour.pass_time(30)
    assert parlour.last(1, m.State).public["ada"]["pledge"] == 2 * UNIT


def test_time_stands_still_while_no_person_is_here() -> None:
    """A closed laptop costs no time; one of two people going away stops nothing."""
    parlour = pair(timed=True)
    token = parlour.last(1, m.Seated).token
    parlour.drop(2)
    parlour.pass_time(10)
    parlour.drop(1)
    parlour.pass_time(3600)
    parlour.send(3, m.Hello(m.VERSION, "Ada", token=token))
    assert parlour.clock(3).remaining == 20
    parlour.pass_time(20)
    assert parlour.opened(3).phase == "vote"


def test_without_a_timer_nothing_closes_by_itself() -> None:
    """Untimed tables have no remaining time and wait."""
    parlour = pair()
    assert parlour.clock(1).remaining is None
    parlour.pass_time(1e9)
    assert parlour.opened(1).phase == "pledge"


@pytest.mark.parametrize("seat", ["ada", "cem"])
def test_a_draft_is_not_left_to_who_sits_down_next(seat: str) -> None:
    """Someone else's half-typed answers never count as mine."""
    parlour = seated(seat, "ben", timed=True)
    parlour.send(1, m.Draft(parlour.opened(1).key, {"pledge": 4 * UNIT}))
    parlour.send(1, m.Leave(for_good=True))
    parlour.sit(3, seat)
    parlour.pass_time(30)
    assert parlour.last(3, m.State).public[seat]["pledge"] == UNIT
