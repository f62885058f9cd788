"""Voice and power: who had a vote on what binds whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_lab.decisions import Decisions, decisions, power, voice
from allmende_lab.rounds import Closed, Round, rounds
from allmende_rules.events import Stated
from allmende_rules.questions import Amount, Ballot, Bid, Offer, Question
from allmende_rules.world import World, fold
from tests.headless import new_game, play
from tests.scenarios_tiny import TINY

SEATS = tuple(seat.id for seat in TINY.land.seats)
HEADS = {
    seat.id: TINY.land.household(seat.household).people
    / sum(h.people for h in TINY.land.households)
    for seat in TINY.land.seats
}


def world() -> World:
    """The small land with two dials."""
    opening = new_game(TINY, "open_access").world
    return fold(opening, [Stated("all", "dials", {"tax": 0.1, "term": 4})])


def ballot(about: str) -> Ballot:
    """A vote."""
    return Ballot(id=f"on:{about}", topic="vote", about=about, title="", help="", method="majority")


def round_of(number: int, asked: dict[str, tuple[Question, ...]], **set_: float) -> Round:
    """A round with one phase that asks, and sets dials."""
    before = world()
    events = (Stated("all", "dials", dict(set_)),) if set_ else ()
    phase = Closed(before, asked, {}, events)
    return Round(number, before, before, before, fold(before, events), {"vote": phase})


@given(st.sets(st.sampled_from(SEATS), min_size=1))
def test_a_vote_counts_by_whom_it_lets_decide(voters: set[str]) -> None:
    """One ballot beside two dials that nobody voted on: a third of the voters' share of people."""
    one = round_of(1, {seat: (ballot("assembly"),) for seat in voters})
    (taken,) = decisions([one])
    share = sum(HEADS[seat] for seat in voters)
    assert voice(one, taken) == pytest.approx(share / 3)


def test_a_dial_keeps_the_voice_that_set_it() -> None:
    """Put to the vote in round 1, it is in force by that vote in round 2; the other dial is by none."""
    first = round_of(1, {seat: (ballot("tax"),) for seat in SEATS[:2]}, tax=0.2)
    second = round_of(2, {})
    taken = decisions([first, second])
    share = sum(HEADS[seat] for seat in SEATS[:2])
    assert taken[0].standing == {"term": 0}
    assert taken[1].standing == pytest.approx({"tax": share, "term": 0})
    assert voice(first, taken[0]) == pytest.approx(share / 2)
    assert voice(second, taken[1]) == pytest.approx(share / 2)


def test_an_office_binds_without_a_vote_and_a_bid_binds_nobody() -> None:
    """A number that one seat sets for all is a decision; what it bids for a site is none."""
    plan = Amount(
        id="basics", topic="basics", about="basics", title="", help="",
        low=0, high=9, default=0, unit="%",
    )  # fmt: skip
    bid = Bid(
        id="site", topic="site", about=TINY.land.enterprises[0].id, title="", help="",
        most=1, highest=9, budget=9, unit="", default=Offer(0, 0),
    )  # fmt: skip
    (taken,) = decisions([round_of(1, {SEATS[0]: (plan, bid)})])
    assert taken.offices == ("vote/basics",)
    assert len(taken.standing) == 2


def test_where_nothing_binds_there_is_nothing_to_have_a_voice_in() -> None:
    """Open access has neither votes nor offices nor dials; under DMNC some voice is heard."""
    free = list(rounds(play(TINY, "open_access", "cautious", rounds=1).entries))
    assert voice(free[0], decisions(free)[0]) is None
    voted = list(rounds(play(TINY, "dmnc", "cautious", rounds=2).entries))
    heard = [voice(one, taken) for one, taken in zip(voted, decisions(voted), strict=True)]
    assert all(share is not None and 0 < share < 1 for share in heard)


@given(st.lists(st.sets(st.sampled_from(SEATS), min_size=1), max_size=5))
def test_power_is_shared_among_those_who_vote(electorates: list[set[str]]) -> None:
    """Indices add up to one where anybody votes; equals have equal power, outsiders none."""
    taken = [
        Decisions({f"{n}": tuple(sorted(voters))}, (), {}) for n, voters in enumerate(electorates)
    ]
    found = power(SEATS, taken)
    assert sum(found.values()) == pytest.approx(1 if electorates else 0)
    for seat in SEATS:
        expected = sum(1 / len(voters) for voters in electorates if seat in voters)
        assert found[seat] == pytest.approx(expected / max(1, len(electorates)))
