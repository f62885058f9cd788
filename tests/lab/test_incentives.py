"""Hypotheses on failure by incentive: declared in full, playable, and judged by their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_lab.failures import claims, outcomes
from allmende_lab.hypotheses import hypotheses
from allmende_lab.hypotheses_gain import runner, with_one_seller
from allmende_lab.incentive_measures import MeanCap, RealPrice, misstated
from allmende_lab.incentives import Hypothesis, Setting, tried, verdict
from allmende_lab.paired import Arm, Indicator, Paired, run
from allmende_rules.system import check_dials
from allmende_rules.systems.registry import SYSTEMS, find_system
from tests.headless import VALLEY
from tests.scenarios_tiny import TINY

PLAYABLE = [one for one in hypotheses() if set(one.systems) <= set(SYSTEMS)]


def found(low: float, high: float) -> Paired:
    """A result with this interval."""
    return Paired(9, 0.0, 0.0, (low + high) / 2, low, high, 1.0)


@pytest.mark.parametrize(
    ("low", "high", "direction", "said"),
    [
        (0.1, 0.3, 1, "as stated"),
        (0.1, 0.3, -1, "contrary"),
        (-0.3, -0.1, -1, "as stated"),
        (-0.1, 0.3, 1, "undecided"),
        (-1e-9, 1e-9, 0, "as stated"),
        (0.1, 0.3, 0, "contrary"),
        (-0.1, 0.3, 0, "undecided"),
        (0.0, 0.0, 1, "contrary"),
    ],
)
def test_the_interval_decides(low: float, high: float, direction: int, said: str) -> None:
    """All of it must lie where it was stated, or it must all lie elsewhere."""
    assert verdict(found(low, high), direction) == said


@given(
    ends=st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted),
    direction=st.sampled_from((-1, 1)),
)
def test_verdicts_are_symmetric(ends: list[float], direction: int) -> None:
    """Turning both the claim and the outcome round changes nothing."""
    low, high = ends
    assert verdict(found(low, high), direction) == verdict(found(-high, -low), -direction)


def test_what_is_slight_counts_as_none() -> None:
    """In both directions of the claim."""
    assert verdict(found(0.005, 0.015), 0, slight=0.02) == "as stated"
    assert verdict(found(0.005, 0.015), 1, slight=0.02) == "contrary"


def test_hypotheses_have_names_of_their_own() -> None:
    """And a claim, a source, and words for what is measured."""
    names = [one.id for one in hypotheses()]
    assert len(set(names)) == len(names)
    assert all(one.claim.endswith(".") and one.source and one.measured for one in hypotheses())


@pytest.mark.parametrize("one", PLAYABLE, ids=lambda one: one.id)
def test_every_hypothesis_can_be_played(one: Hypothesis) -> None:
    """Its settings exist, differ, and its measure reads what a game brings."""
    arms = [setting.arm() for setting in (one.off, one.on)]
    for arm in arms:
        check_dials(find_system(arm.system), arm.dials)
    assert arms[0] != arms[1]
    game = arms[1].play(seed=1, rounds=2)
    assert isinstance(one.measure(game), float)


def test_every_hypothesis_can_travel() -> None:
    """Other processes get the same experiments: a pair of each, short, is the same there."""
    some = [one.experiment() for one in PLAYABLE if one.id in ("cap-money", "rivals")]
    short = [type(one)(one.off, one.on, one.measure, 2, one.direction) for one in some]
    assert list(run(short, [1], workers=2)) == list(run(short, [1], workers=1))


def test_what_cannot_be_played_is_told() -> None:
    """A hypothesis on a system that is not there is no result and no error."""
    there = Setting(TINY, "dmnc")
    away = Setting(TINY, "elsewhere")
    measure = Indicator("stock.lake")
    shared = ("", "A claim.", "ours", 2)
    both = [
        Hypothesis("away", *shared[1:], there, away, "lake", measure, 1),
        Hypothesis("here", *shared[1:], there, there, "lake", measure, 0),
    ]
    told = list(tried(both, [1, 2], workers=1))
    assert [one.verdict for one in told] == [None, "as stated"]
    lines = ["  ".join(row) for row in outcomes(told).rows]
    assert "the system cannot be played" in lines[1]
    assert lines[2] == "dmnc: lake, default → default" + "  " * 8
    assert lines[3].endswith("100%  as stated")
    assert claims(told).rows[0] == ("away: A claim. (ours)",)


def test_one_seller_has_all_the_machines() -> None:
    """The trade is as large as before, and nobody else is in it."""
    alone = with_one_seller(VALLEY, "workshop_river")
    makers = alone.land.makers["tools"]
    assert [site.id for site in makers] == ["workshop_river"]
    assert makers[0].capacity == sum(site.capacity for site in VALLEY.land.makers["tools"])
    assert runner(alone, "workshop_river") == "dora"


def test_measures_read_games() -> None:
    """Truthful bots misstate nothing; caps and real prices are means over rounds."""
    game = Arm(VALLEY, "dmnc", {"cap_vote": 0}).play(seed=1, rounds=3)
    assert misstated(game) == 0.0
    caps = [game.snapshots[n][2].fact("forest", "cap") / 1e6 for n in (1, 2, 3)]
    assert MeanCap("forest")(game) == pytest.approx(sum(caps) / 3)
    told = [game.world.public[f"round {n}"] for n in (1, 2, 3)]
    prices = [one["price.tools"] / one["wage"] for one in told]
    assert RealPrice("tools")(game) == pytest.approx(sum(prices) / 3)
