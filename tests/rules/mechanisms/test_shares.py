"""Shares: nothing is lost in dividing, and the Pareto law holds what it says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.shares import (
    HELD,
    WHOLE,
    new_shares,
    opening_shares,
    pareto_parts,
    pay_out,
    worth,
)

groups = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(1, 60), min_size=1, max_size=12
)


def test_the_richest_tenth_hold_seven_tenths() -> None:
    """Ten groups of equal size: the first holds 70 %, the first two 78 %, all of them everything."""
    parts = pareto_parts({f"g{n}": 10 for n in range(10)})
    assert parts["g0"] == pytest.approx(HELD)
    assert parts["g0"] + parts["g1"] == pytest.approx(0.7793, abs=1e-3)
    assert sum(parts.values()) == pytest.approx(1)


@given(groups)
def test_wealth_a_head_falls_in_the_order_given(people: dict[str, int]) -> None:
    """Each group has at most as much a head as the one before, however large groups are."""
    parts = pareto_parts(people)
    heads = [parts[name] / many for name, many in people.items()]
    assert sum(parts.values()) == pytest.approx(1)
    assert all(a >= b * (1 - 1e-9) for a, b in pairwise(heads))


@given(groups, st.floats(0, 1))
def test_all_shares_are_given_out(people: dict[str, int], inherited: float) -> None:
    """An enterprise has the same number of shares, however it is inherited."""
    founder = min(people)
    held = opening_shares(people, inherited, {founder: 1.0})
    assert sum(held.values()) == WHOLE
    assert held.keys() == people.keys()


def test_the_ends_of_inheritance() -> None:
    """At 0 every head has the same; at 1 the founder's family has all of it."""
    people = {"a": 1, "b": 3}
    assert opening_shares(people, 0.0, {"a": 1.0}) == {"a": WHOLE // 4, "b": WHOLE * 3 // 4}
    assert opening_shares(people, 1.0, {"a": 1.0}) == {"a": WHOLE, "b": 0}
    with pytest.raises(ValueError, match="from 0 to 1"):
        opening_shares(people, 1.5, {"a": 1.0})


@given(
    st.integers(0, 10**12), st.dictionaries(st.text(min_size=1), st.integers(1, 10**9), min_size=1)
)
def test_a_profit_is_paid_out_to_the_last_micro_unit(profit: int, shares: dict[str, int]) -> None:
    """The parts add up, and each is its exact quota rounded to a neighbour."""
    parts = pay_out(profit, shares)
    whole = sum(shares.values())
    assert sum(parts.values()) == profit
    assert all(abs(parts[name] * whole - profit * held) < whole for name, held in shares.items())


@given(st.integers(1, 10**10), st.integers(MICRO, 10**12), st.integers(0, 10**12))
def test_a_subscription_dilutes_nobody(outstanding: int, before: int, paid: int) -> None:
    """What old shares are worth does not fall: new ones are rounded down."""
    fresh = new_shares(outstanding, before, paid)
    assert (before + paid) * outstanding >= before * (outstanding + fresh)


def test_shares_are_worth_earnings_or_machines() -> None:
    """8 a round at 16 % are worth 50; machines for 60 are worth more; next to nothing counts as 1."""
    assert worth(5 * MICRO, 8 * MICRO, 160_000) == 50 * MICRO
    assert worth(60 * MICRO, 8 * MICRO, 160_000) == 60 * MICRO
    assert worth(0, 0, 160_000) == MICRO
