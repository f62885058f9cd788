"""Material balances: passes, cuts by priority, and the labour balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.material_balance import (
    Norms,
    balance,
    closed,
    hours_of,
    inputs_of,
    passes,
    ration,
    ration_whole,
    shares_of,
)

WHEAT_CLOTH = ((0.25, 0.40), (0.14, 0.12))
"""Leontief's two sectors (ECONOMICS D2): f = (55, 30) takes x = (100, 50) and 260 hours."""
LABOUR = (0.8, 3.6)
NORMS = Norms(WHEAT_CLOTH, LABOUR)
PLENTY = (1e6, 1e6)
amounts = st.lists(st.floats(0, 100), min_size=1, max_size=6)


def test_many_passes_reach_the_leontief_inverse() -> None:
    """Passes rise towards x = (I - A)^-1 f and get there."""
    gross = passes(WHEAT_CLOTH, (55, 30), 60)
    assert gross == pytest.approx([100, 50], rel=1e-9)
    assert hours_of(LABOUR, gross) == pytest.approx(260)


def test_each_pass_adds_the_inputs_of_the_last() -> None:
    """x(1) = f + A f, x(2) = f + A x(1): few passes leave out the inputs of the inputs."""
    assert passes(WHEAT_CLOTH, (55, 30), 0) == [55, 30]
    one = passes(WHEAT_CLOTH, (55, 30), 1)
    assert one == pytest.approx([55 + 0.25 * 55 + 0.4 * 30, 30 + 0.14 * 55 + 0.12 * 30])
    two = passes(WHEAT_CLOTH, (55, 30), 2)
    assert two == pytest.approx(
        [55 + 0.25 * one[0] + 0.4 * one[1], 30 + 0.14 * one[0] + 0.12 * one[1]]
    )
    assert one[0] < two[0] < 100


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_what_few_passes_leave_open_is_cut_from_last_uses(many: int) -> None:
    """Inputs and first uses are served; hours are used up, but what they bring is out of proportion."""
    plan = balance(NORMS, (5, 0), (50, 30), PLENTY, 260, many)
    used = inputs_of(WHEAT_CLOTH, plan.outputs)
    whole = balance(NORMS, (5, 0), (50, 30), PLENTY, 260, 60)
    assert plan.first == [5, 0]
    for i in range(2):
        assert used[i] + plan.first[i] + plan.last[i] == pytest.approx(plan.outputs[i])
    assert whole.last == pytest.approx([50, 30], rel=1e-6)
    assert min(plan.last[0] / 50, plan.last[1] / 30) < 1 - 1e-4
    assert hours_of(LABOUR, plan.outputs) == pytest.approx(260)


def test_all_hours_are_planned() -> None:
    """Last uses are scaled until the reported hours are used up."""
    plan = balance(NORMS, (0, 0), (11, 6), PLENTY, 130, 60)
    assert hours_of(LABOUR, plan.outputs) == pytest.approx(130)
    assert plan.last == pytest.approx([27.5, 15])


def test_a_good_at_its_limit_frees_hours_for_the_others() -> None:
    """What cannot be made of one good is made of the other, and the limit holds."""
    plan = balance(NORMS, (0, 0), (55, 30), (80, 1e6), 260, 60)
    assert plan.outputs[0] == pytest.approx(80)
    assert plan.last[1] > 30
    assert plan.last[0] < 55
    assert hours_of(LABOUR, plan.outputs) == pytest.approx(260)


def test_what_even_first_uses_lack_is_named() -> None:
    """Where a limit cannot serve the inputs, last and first uses fall to 0 and the rest stands open."""
    plan = balance(NORMS, (2, 0), (0, 30), (10, 1e6), 260, 60)
    assert plan.first[0] == 0
    assert plan.open_[0] > 0


def test_a_plan_that_covers_its_inputs_stays_as_it_is() -> None:
    """The Leontief outputs of a final use are their own closure, at any ranks."""
    gross = passes(WHEAT_CLOTH, (55, 30), 60)
    assert closed(WHEAT_CLOTH, gross, (0, 1)) == gross


@given(
    table=st.lists(st.lists(st.floats(0, 0.3), min_size=3, max_size=3), min_size=3, max_size=3),
    gross=st.lists(st.floats(1, 100), min_size=3, max_size=3),
    ranks=st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_a_closed_plan_covers_its_inputs(
    table: list[list[float]], gross: list[float], ranks: list[int]
) -> None:
    """After closing no good is used beyond what is made of it, and nobody makes more than before."""
    kept = closed(table, gross, ranks)
    for i, row in enumerate(table):
        assert sum(a * x for a, x in zip(row, kept, strict=True)) <= kept[i] * (1 + 1e-6) + 1e-6
    assert all(0 <= now <= then for now, then in zip(kept, gross, strict=True))


@given(available=st.floats(0, 200), claims=amounts, data=st.data())
def test_rations_serve_ranks_in_order(
    available: float, claims: list[float], data: st.DataObject
) -> None:
    """Nobody gets more than claimed, a rank gets nothing before the one above is served, all is used."""
    ranks = [data.draw(st.integers(0, 2)) for _ in claims]
    parts = ration(available, claims, ranks)
    assert sum(parts) == pytest.approx(min(available, sum(claims)), abs=1e-6)
    for i, part in enumerate(parts):
        assert 0 <= part <= claims[i] + 1e-9
        if part > 1e-6:
            above = [j for j in range(len(claims)) if ranks[j] < ranks[i]]
            assert all(parts[j] == pytest.approx(claims[j]) for j in above)


@given(
    available=st.integers(0, 10**9),
    claims=st.lists(st.integers(0, 10**9), max_size=6),
    data=st.data(),
)
def test_whole_rations_add_up(available: int, claims: list[int], data: st.DataObject) -> None:
    """In whole numbers nothing is lost, nobody gets more than claimed, and rank goes before."""
    ranks = [data.draw(st.integers(0, 2)) for _ in claims]
    parts = ration_whole(available, claims, ranks)
    assert sum(parts) == min(available, sum(claims))
    assert all(0 <= part <= claim for part, claim in zip(parts, claims, strict=True))
    for i, part in enumerate(parts):
        if part:
            assert all(parts[j] == claims[j] for j in range(len(claims)) if ranks[j] < ranks[i])


@given(total=st.floats(0, 500), capacities=amounts)
def test_sites_share_a_plan_by_reported_capacity(total: float, capacities: list[float]) -> None:
    """Shares add up to the plan as far as capacity goes, and none is above its own."""
    shares = shares_of(total, capacities)
    assert sum(shares) == pytest.approx(min(total, sum(capacities)), abs=1e-6)
    assert all(one <= most * (1 + 1e-12) for one, most in zip(shares, capacities, strict=True))
