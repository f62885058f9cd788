"""Welfare is defined everywhere, smooth where it changes form, and rises with consumption."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.households import (
    HUNGER,
    SCANT,
    needs_met,
    people_in_need,
    welfare,
)

need = st.one_of(st.just(0.0), st.floats(0.01, 5.0))
amount = st.floats(0.0, 50.0)


def test_stone_geary_by_hand() -> None:
    """Sum of b ln(c - g), for goods above their need."""
    value = welfare({"grain": 3.0, "care": 1.5}, {"grain": 1.0}, {"grain": 0.4, "care": 0.6})
    assert value == pytest.approx(0.4 * log(2.0) + 0.6 * log(1.5))


def test_welfare_in_hunger_by_hand() -> None:
    """At c = 0 the tangent gives ln(.05 g) - 21; for a good nobody needs ln(.01) - 1."""
    assert welfare({}, {"grain": 2.0}, {"grain": 1.0}) == pytest.approx(log(0.1) - 21)
    assert welfare({}, {}, {"care": 1.0}) == pytest.approx(log(0.01) - 1)


@given(need)
def test_value_and_slope_are_continuous(g: float) -> None:
    """On both sides of the edge between the logarithm and its tangent."""
    edge = g + (HUNGER * g or SCANT)
    step = (edge - g) * 1e-4
    below, at, above = (
        welfare({"x": c}, {"x": g}, {"x": 1.0}) for c in (edge - step, edge, edge + step)
    )
    assert at == pytest.approx(log(edge - g), abs=1e-9)
    assert (at - below) / step == pytest.approx((above - at) / step, rel=1e-3)


@given(need, amount, amount)
def test_welfare_rises_with_consumption_ever_more_slowly(
    g: float, one: float, other: float
) -> None:
    """It is monotone and concave, in hunger and out of it."""
    low, high = sorted([one, other])
    first, middle, last = (
        welfare({"x": c}, {"x": g}, {"x": 1.0}) for c in (low, (low + high) / 2, high)
    )
    assert first <= middle <= last
    assert middle >= (first + last) / 2 - 1e-9


def test_tasteless_goods_do_not_count() -> None:
    """A taste of 0 adds nothing, whatever the need."""
    assert welfare({"x": 0.0}, {"x": 9.0}, {"x": 0.0}) == 0.0


@given(
    st.dictionaries(st.sampled_from("abc"), amount), st.dictionaries(st.sampled_from("abc"), need)
)
def test_needs_are_met_or_people_are_in_need(
    consumption: dict[str, float], needs: dict[str, float]
) -> None:
    """The share met is 1 exactly if nobody has to go short."""
    share = needs_met(consumption, needs)
    assert 0.0 <= share <= 1.0
    assert (share < 1.0) == (people_in_need(40, consumption, needs) > 0)


def test_people_in_need_are_as_few_as_can_be() -> None:
    """Nine tenths of the grain feeds 36 of 40 in full; a micro-unit short is not hunger."""
    needs = {"grain": 2.0, "care": 1.0}
    assert people_in_need(40, {"grain": 1.8, "care": 1.0}, needs) == 4
    assert people_in_need(40, {"grain": 1.81, "care": 1.0}, needs) == 4
    assert people_in_need(40, {"grain": 2.0 - 1e-7, "care": 1.0}, needs) == 0
    assert people_in_need(40, {}, needs) == 40
    assert needs_met({"grain": 1.0, "care": 0.75}, needs) == 0.5
