"""Stocks, wear and productivity follow their closed forms."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.land import Resource
from allmende_rules.physics.nature import (
    DEPLETED,
    drift,
    expected_growth,
    harvest_labour_factor,
    regrow,
    spoil,
    wear,
)

FOREST = Resource(
    id="forest",
    name="Forest",
    unit="stands",
    stock=60.0,
    carrying_capacity=100.0,
    growth=0.5,
    growth_noise=0.2,
)
FRAGILE = msgspec.structs.replace(FOREST, tipping=20.0)
forests = st.sampled_from([FOREST, FRAGILE])
stocks = st.floats(0.0, 100.0)


@pytest.mark.parametrize("forest", [FOREST, FRAGILE])
@pytest.mark.parametrize("stock", [0.0, 100.0])
def test_empty_and_full_stocks_stay(forest: Resource, stock: float) -> None:
    """0 and K are fixed points."""
    assert regrow(forest, stock, 0.0, noise=1.3) == stock


def test_maximum_sustainable_yield_of_the_logistic() -> None:
    """Growth is greatest at K/2, where it is rK/4; harvesting it leaves the stock as it is."""
    best = max(range(101), key=lambda n: expected_growth(FOREST, n))
    assert best == 50
    assert expected_growth(FOREST, 50.0) == pytest.approx(12.5)
    assert regrow(FOREST, 50.0, 12.5, noise=0.0) == 50.0


def test_depensation_peaks_where_the_reference_says() -> None:
    """With r = .5, K = 100, A = 20 growth peaks at 26.26 where N = 70.6 (ECONOMICS C3)."""
    best = max(range(1001), key=lambda n: expected_growth(FRAGILE, n / 10)) / 10
    assert best == pytest.approx(70.6)
    assert expected_growth(FRAGILE, best) == pytest.approx(26.26, abs=0.005)


@given(st.floats(0.0, 19.9))
def test_below_the_tipping_point_a_stock_dies_out(stock: float) -> None:
    """Even without harvest it falls in every round, to next to nothing."""
    for _ in range(2_000):
        after = regrow(FRAGILE, stock, 0.0, noise=0.0)
        assert after < stock or stock < 1e-5
        stock = after
    assert stock < 1e-5


@given(st.floats(20.1, 100.0))
def test_above_the_tipping_point_a_stock_recovers(stock: float) -> None:
    """Left alone it reaches carrying capacity."""
    for _ in range(500):
        stock = regrow(FRAGILE, stock, 0.0, noise=0.0)
    assert stock == pytest.approx(100.0, abs=1e-3)


@given(forests, stocks, st.floats(0.0, 1.0), st.floats(-9.0, 9.0))
def test_stocks_stay_within_nothing_and_capacity(
    forest: Resource, stock: float, share: float, noise: float
) -> None:
    """Whatever is harvested and whatever the weather, and to six decimals."""
    after = regrow(forest, stock, share * stock, noise)
    assert 0.0 <= after <= forest.carrying_capacity
    assert after == round(after, 6)


@given(forests, stocks, st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(-3.0, 3.0))
def test_more_harvest_leaves_no_more(
    forest: Resource, stock: float, one: float, other: float, noise: float
) -> None:
    """The stock after a round falls with the harvest."""
    low, high = sorted([one * stock, other * stock])
    assert regrow(forest, stock, high, noise) <= regrow(forest, stock, low, noise)


def test_weather_scales_growth() -> None:
    """A draw of +1 adds growth_noise to growth; a very bad year has no growth at all."""
    assert regrow(FOREST, 50.0, 0.0, noise=1.0) == 50.0 + 12.5 * 1.2
    assert regrow(FOREST, 50.0, 0.0, noise=-7.0) == 50.0


def test_more_than_the_stock_cannot_be_harvested() -> None:
    """The error names the resource, the harvest and the stock."""
    with pytest.raises(ValueError, match=r"forest is 61.0, but the stock is 60.0"):
        regrow(FOREST, 60.0, 61.0, noise=0.0)


def test_harvest_labour_rises_as_the_stock_falls() -> None:
    """It is (N/K)^-1, and finite for an empty stock."""
    assert harvest_labour_factor(FOREST, 100.0) == 1.0
    assert harvest_labour_factor(FOREST, 25.0) == 4.0
    assert harvest_labour_factor(FOREST, 0.0) == 1 / DEPLETED


@given(st.integers(0, 10**13), st.floats(0.0, 1.0))
def test_wear_and_spoilage_take_their_rate(amount: int, rate: float) -> None:
    """At most what there is, to the nearest micro-unit."""
    for lost in (wear(amount, rate), spoil(amount, rate)):
        assert 0 <= lost <= amount
        assert abs(lost - amount * rate) <= 0.5 + 1e-3
    assert wear(1_000_000, 0.41) == 410_000


def test_drift_is_a_first_order_autoregression() -> None:
    """It forgets at its persistence and learns of shocks at their standard deviation."""
    assert drift(0.5, 0.8, 0.0, 0.12) == pytest.approx(0.4)
    assert drift(0.0, 0.8, -2.0, 0.12) == pytest.approx(-0.24)
    assert drift(0.7, 0.8, 1.0, 0.0) == pytest.approx(0.56)
