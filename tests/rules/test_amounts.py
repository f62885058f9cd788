from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO, largest_remainder, micro, units

totals = st.integers(-(10**18), 10**18)
weights_of = st.lists(
    st.integers(0, 10**12) | st.floats(0, 1e12, allow_subnormal=False), min_size=1, max_size=12
).filter(lambda weights: sum(weights) > 0)


def test_micro_and_units_are_inverse() -> None:
    """A unit is a million micro-units; halves round to even."""
    assert micro(1.5) == 1_500_000
    assert micro(-0.0000005) == 0
    assert units(2_500_000) == 2.5
    assert micro(1) == MICRO


@given(st.integers(-(2**52), 2**52))
def test_any_amount_a_game_can_hold_survives_the_round_trip(amount: int) -> None:
    """From micro-units to units and back nothing is lost below 2^52."""
    assert micro(units(amount)) == amount


def test_largest_remainders_get_the_rest() -> None:
    """Hamilton's method on a case by hand; equal remainders go to the lower index."""
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(10, [0.5, 0.3, 0.2]) == [5, 3, 2]
    assert largest_remainder(-10, [1, 1, 1]) == [-4, -3, -3]
    assert largest_remainder(7, [0, 2.0, 0]) == [0, 7, 0]


def test_nothing_can_be_split_among_nobody() -> None:
    """A total of 0 is fine without weights, any other total is refused."""
    assert largest_remainder(0, []) == []
    assert largest_remainder(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="Nobody"):
        largest_remainder(1, [0, 0])


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_impossible_weights_are_refused(weight: float) -> None:
    """Weights are finite and at least 0."""
    with pytest.raises(ValueError, match="Weights"):
        largest_remainder(1, [1, weight])


@given(totals, weights_of)
def test_the_parts_are_exact_and_within_one_of_their_quota(
    total: int, weights: list[float]
) -> None:
    """The sum is the total to the last unit, and every part its quota rounded up or down."""
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    whole = sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * Fraction(weight) / whole) < 1


@given(st.integers(0, 10**18), weights_of)
def test_a_larger_weight_never_gets_less(total: int, weights: list[float]) -> None:
    """Parts are in the order of the weights, and equal weights differ by one unit at most."""
    parts = largest_remainder(total, weights)
    pairs = sorted(zip(weights, parts, strict=True))
    for (light, small), (heavy, large) in pairwise(pairs):
        assert small <= large
        if light == heavy:
            assert large - small <= 1
