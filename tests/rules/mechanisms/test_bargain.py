"""Wage bargaining: the closed form is the maximum of the Nash product, and its comparative statics."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from allmende_rules.mechanisms.bargain import (
    bargained,
    natural_unemployment,
    reservation,
    rigid_floor,
    union_floor,
)

parts = st.floats(0.05, 0.95)
powers = st.floats(0.0, 1.0)
wages = st.floats(0.01, 100.0)


def nash_optimum(outside: float, share: float, power: float) -> float:
    """The wage that maximises the Nash product, found numerically: L = (share/w)^(1/(1-share))."""

    def loss(wage: float) -> float:
        hired = -log(wage) / (1 - share)
        profit = -log(wage) * share / (1 - share)
        return -(power * (hired + log(wage - outside)) + (1 - power) * profit)

    found = minimize_scalar(
        loss, bounds=(outside * (1 + 1e-9), outside * 50), method="bounded", options={"xatol": 1e-9}
    )
    return float(found.x)


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("power", [0.2, 0.5, 0.9])
def test_the_closed_form_is_the_nash_bargain(share: float, power: float) -> None:
    """A numerical search for the best Nash product finds the same wage."""
    assert bargained(2.0, share, power) == pytest.approx(nash_optimum(2.0, share, power), rel=1e-4)


def test_the_ends_of_power() -> None:
    """Without power the reservation wage, with all of it a monopoly union's, r over labour's share."""
    assert bargained(2.0, 0.5, 0.0) == 2.0
    assert bargained(2.0, 0.5, 1.0) == pytest.approx(4.0)


@given(wages, parts, powers, powers)
def test_more_power_never_lowers_the_wage(
    outside: float, share: float, one: float, other: float
) -> None:
    """The wage rises with power."""
    low, high = sorted((one, other))
    assert bargained(outside, share, low) <= bargained(outside, share, high)


@given(wages, parts, powers)
def test_wages_stand_still_at_the_natural_rate(wage: float, share: float, power: float) -> None:
    """At natural unemployment the bargained wage is the wage elsewhere; with less it is higher."""
    rate = natural_unemployment(share, power)
    assert 0 <= rate < 1
    assert bargained(reservation(wage, rate), share, power) == pytest.approx(wage)
    assert bargained(reservation(wage, rate / 2), share, power) >= wage * (1 - 1e-9)


def test_no_floor_without_power_or_rigidity() -> None:
    """Both frictions are off at 0."""
    assert union_floor(3.0, 0.1, 0.6, 0.0) == 0.0
    assert rigid_floor(3.0, 0.0) == 0.0
    assert rigid_floor(3.0, 1.0) == 3.0


@pytest.mark.parametrize(("share", "power"), [(0.0, 0.5), (1.1, 0.5), (0.5, -0.1), (0.5, 1.1)])
def test_shares_and_power_are_parts_of_one(share: float, power: float) -> None:
    """Anything else is refused with a sentence."""
    with pytest.raises(ValueError, match="not"):
        bargained(1.0, share, power)
