"""Paired experiments: shared chance, means, intervals, and agreement with what was stated."""

from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from allmende_lab.paired import (
    Arm,
    Experiment,
    Indicator,
    compared,
    gathered,
    interval,
    run,
    series,
)
from allmende_rules.game import Game
from tests.scenarios_tiny import TINY

STRICT = Experiment(
    off=Arm(TINY, "dmnc", {"cap_vote": 0, "cap_share": 1.5}),
    on=Arm(TINY, "dmnc", {"cap_vote": 0, "cap_share": 0.3}),
    measure=Indicator("stock.lake"),
    rounds=4,
    direction=1,
)


def test_a_stricter_cap_leaves_more_in_every_pair() -> None:
    """What must hold seed by seed is found so, with an interval that excludes none."""
    (found,) = run([STRICT], range(1, 6), workers=1)
    assert found.seeds == 5
    assert found.agree == 1.0
    assert 0 < found.low <= found.difference <= found.high
    assert found.difference == pytest.approx(found.on - found.off)


def test_the_same_setting_twice_differs_in_nothing() -> None:
    """Both games of a pair meet the same chance."""
    same = Experiment(STRICT.off, STRICT.off, STRICT.measure, 3, 0)
    (found,) = run([same], range(1, 4), workers=1)
    assert (found.difference, found.low, found.high, found.agree) == (0, 0, 0, 1.0)


def test_other_processes_find_the_same() -> None:
    """How many processes play makes no difference."""
    experiments = [STRICT, Experiment(STRICT.on, STRICT.off, STRICT.measure, 2, -1)]
    alone = list(run(experiments, range(1, 3), workers=1))
    assert list(run(experiments, range(1, 3), workers=2)) == alone


@given(
    values=st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=20).filter(lambda v: len({*v}) > 1)
)
def test_the_interval_is_students(values: list[float]) -> None:
    """The textbook's, as SciPy's test of a mean has it."""
    expected = ttest_1samp(values, 0.0).confidence_interval(0.95)
    middle, low, high = interval(values)
    assert middle == pytest.approx(fmean(values))
    assert (low, high) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-6)


def test_agreement_counts_the_stated_sign() -> None:
    """A difference of rounding is none; up, down and nothing are told apart."""
    pairs = [(0.0, 1.0), (1.0, 0.0), (1.0, 1.0 + 1e-12), (2.0, 3.0)]
    assert [compared(pairs, way).agree for way in (1, -1, 0)] == [0.5, 0.25, 0.25]


def finished() -> Game:
    """A short game."""
    return STRICT.off.play(seed=1, rounds=3)


def test_indicators_are_gathered_over_rounds() -> None:
    """At the end, on average, and where it was least or most."""
    game = finished()
    values = series(game, "stock.lake")
    assert values == [game.world.public[f"round {n}"]["stock.lake"] for n in (1, 2, 3)]
    assert gathered([3.0, 1.0, 2.0], "end") == 2.0
    assert gathered([3.0, 1.0, 2.0], "mean") == 2.0
    assert gathered([3.0, 1.0, 2.0], "least") == 1.0
    assert gathered([3.0, 1.0, 2.0], "most") == 3.0


def test_what_is_not_measured_is_said() -> None:
    """A misspelt indicator is an error with its name."""
    with pytest.raises(LookupError, match="stock"):
        Indicator("stock.moon")(finished())
