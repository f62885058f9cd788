"""Damages, abatement and research follow their closed forms, and stay within their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.damages import (
    ABATEMENT_CEILING,
    OMEGA_FLOOR,
    abatement_cost,
    greatest_abatement,
    learned,
    omega,
)

degrees = st.floats(-20.0, 60.0)
shares = st.floats(0.0, 1.0)
backstops = st.floats(0.0, 5.0)
efforts = st.floats(0.0, 100.0)
gaps = st.floats(0.0, 3.0)


@pytest.mark.parametrize(
    ("temperature", "damage", "left"),
    [
        (0.0, 0.003467, 1.0),
        (1.247, 0.003467, 0.994609),
        (3.55, 0.003467, 0.956307),
        (3.0, 0.01, 0.91),
    ],
)
def test_omega(temperature: float, damage: float, left: float) -> None:
    """1 - a2 T^2 at temperatures of this century, with DICE-2023's a2 and with Howard and Sterner's."""
    assert omega(temperature, damage) == pytest.approx(left, abs=1e-6)


def test_a_steeper_law_of_damages() -> None:
    """Weitzman's second term, (T / 6.081)^6.754, halves the work at about 5.5 degrees."""
    damage = 6.081**-6.754
    assert omega(6.081, damage, 6.754) == pytest.approx(OMEGA_FLOOR)
    assert omega(5.488, damage, 6.754) == pytest.approx(0.5, abs=0.001)


@given(degrees, degrees, st.floats(0.0, 0.1), st.floats(1.0, 7.0))
def test_warming_never_helps(first: float, second: float, damage: float, exponent: float) -> None:
    """Omega falls with temperature and stays between its floor and 1."""
    cool, warm = sorted((first, second))
    assert OMEGA_FLOOR <= omega(warm, damage, exponent) <= omega(cool, damage, exponent) <= 1.0


@given(degrees)
def test_damages_can_be_switched_off(temperature: float) -> None:
    """With a2 = 0 warmth takes nothing."""
    assert omega(temperature, 0.0) == 1.0


@pytest.mark.parametrize(
    ("backstop", "abated", "cost"),
    [(0.1, 0.0, 0.0), (0.1, 1.0, 0.1), (0.1, 0.5, 0.0164938), (0.8, 0.25, 0.0217634)],
)
def test_abatement_cost(backstop: float, abated: float, cost: float) -> None:
    """theta1 mu^2.6."""
    assert abatement_cost(backstop, abated) == pytest.approx(cost, rel=1e-4)


@given(backstops, shares, shares)
def test_more_abatement_costs_more(backstop: float, first: float, second: float) -> None:
    """It rises, ever faster, and leaves something of output whatever it costs."""
    less, more = sorted((first, second))
    cheap, dear = abatement_cost(backstop, less), abatement_cost(backstop, more)
    assert 0.0 <= cheap <= dear <= ABATEMENT_CEILING
    if dear < ABATEMENT_CEILING:
        assert abatement_cost(backstop, (less + more) / 2) <= (cheap + dear) / 2 + 1e-12


@given(backstops)
def test_no_abatement_on_offer_is_free(backstop: float) -> None:
    """All that is offered costs what the law says; only beyond it would the ceiling hide costs."""
    most = greatest_abatement(backstop)
    assert 0.0 < most <= 1.0
    assert abatement_cost(backstop, most) == pytest.approx(backstop * most**2.6)
    assert most == 1.0 or abatement_cost(backstop, most) == pytest.approx(ABATEMENT_CEILING)


@pytest.mark.parametrize("abated", [-0.01, 1.01, float("nan")])
def test_no_more_than_everything_can_be_abated(abated: float) -> None:
    """Shares outside 0 to 1 are refused."""
    with pytest.raises(ValueError, match="has to be 0 to 1"):
        abatement_cost(0.1, abated)


def test_learning_by_hand() -> None:
    """With eta = .05: .05 sqrt(4) + .3 * .5 = .25; nobody is held back by leading."""
    assert learned(4.0, 0.05, behind=0.5, imitation=0.3) == pytest.approx(0.25)
    assert learned(4.0, 0.05, behind=-0.5, imitation=0.3) == pytest.approx(0.1)
    assert learned(0.0, 0.05) == 0.0


@given(efforts, efforts, st.floats(0.0, 0.5))
def test_research_has_decreasing_returns(first: float, second: float, efficiency: float) -> None:
    """More research teaches more, and split over two rounds it teaches more than at once."""
    together = learned(first + second, efficiency)
    apart = learned(first, efficiency) + learned(second, efficiency)
    assert max(learned(first, efficiency), learned(second, efficiency)) <= together + 1e-12
    assert together <= apart + 1e-12


@given(gaps, shares)
def test_imitation_closes_a_gap_and_never_overtakes(gap: float, imitation: float) -> None:
    """The follower comes nearer, by the part of the gap that imitation closes."""
    left = gap - learned(0.0, 0.1, gap, imitation)
    assert -1e-12 <= left <= gap
    assert left == pytest.approx((1.0 - imitation) * gap)


def test_what_makes_no_sense_is_refused() -> None:
    """Negative spending, and imitation that is not a part."""
    with pytest.raises(ValueError, match="cannot be negative"):
        learned(-1.0, 0.1)
    with pytest.raises(ValueError, match="0 to 1"):
        learned(1.0, 0.1, 0.5, 1.5)
