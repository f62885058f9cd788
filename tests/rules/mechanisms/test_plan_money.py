"""A plan that takes all the money, done by plain arithmetic, is the optimum of the program."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from allmende_rules.mechanisms.plan_lp import solve
from allmende_rules.mechanisms.plan_money import by_money
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Row

LABOUR, MONEY = 0, 1
GOODS = 3
NEAR = 1e-6

shares = st.integers(0, 250).map(lambda n: n / 1000)
amounts = st.integers(0, 400).map(lambda n: n / 10)
figures = st.integers(1, 5000).map(lambda n: n / 1000)
"""Plain numbers, seldom 0: floats that are drawn are mostly at an end of their range."""


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One plant and one purchase for each of three goods that go into each other, and two limits."""
    row = st.tuples(*[shares] * GOODS)
    made = [Process(f"plant {n}", n, draw(row), draw(amounts), cost=0.0) for n in range(GOODS)]
    nothing = (0.0,) * GOODS
    bought = [Process(f"market {n}", n, nothing, draw(amounts), given=True) for n in range(GOODS)]
    hours = [*(draw(figures) for _ in made), *(0.0 for _ in bought)]
    spent = [draw(figures) for _ in (*made, *bought)]
    basket = draw(st.tuples(*[amounts] * GOODS))
    store = draw(st.tuples(*[st.sampled_from([0.0, 1e-6, 2.0])] * GOODS))
    return Plan(
        goods=("bread", "wood", "care"),
        units=("units",) * GOODS,
        processes=(*made, *bought),
        limits=(
            Limit("labour", "hours", tuple(hours), (5.0 * draw(amounts),)),
            Limit("money", "units", tuple(spent), (5.0 * draw(amounts),)),
        ),
        rounds=1,
        basket=basket,
        supply=(store,),
        most=1.0,
    )


@settings(max_examples=300, deadline=None)
@given(plans())
def test_what_takes_all_the_money_is_the_optimum_of_the_program(plan: Plan) -> None:
    """Where arithmetic gives an answer, the linear program gives the same, and it keeps all limits."""
    found = by_money(plan, MONEY)
    event("by hand" if found else "left to the program")
    if found is None:
        return
    best = solve(plan)
    assert best is not None
    assert found.baskets == pytest.approx(best.baskets[0], abs=NEAR)
    worth = best.multipliers * best.bounds
    assert worth[best.form.place(found.scarcest)] == pytest.approx(worth[GOODS:-1].max(), abs=NEAR)
    for process, made in zip(plan.processes, found.outputs, strict=True):
        assert -NEAR <= made <= process.capacity * (1 + NEAR)
    for limit in plan.limits:
        used = sum(made * use for made, use in zip(found.outputs, limit.use, strict=True))
        assert limit.each is not None
        assert used <= limit.each[0] * (1 + NEAR) + NEAR
    for good, there in enumerate(plan.supply[0]):
        own = [n for n, process in enumerate(plan.processes) if process.good == good]
        had = there + sum(found.outputs[n] for n in own)
        taken = found.baskets * plan.basket[good] + sum(
            process.inputs[good] * made
            for process, made in zip(plan.processes, found.outputs, strict=True)
        )
        assert taken <= had + NEAR * max(1.0, had)


@given(plans())
def test_the_sum_that_is_named_pays_for_all_that_is_asked(plan: Plan) -> None:
    """With the cost of the whole as money everything is delivered; with a tenth less it is not."""
    found = by_money(plan, MONEY)
    if found is None or found.cost is None or found.cost <= 0:
        return
    for part, enough in ((1 + NEAR, True), (0.9, False)):
        labour, cash = plan.limits
        richer = plan._replace(limits=(labour, cash._replace(each=(part * found.cost,))))
        best = solve(richer)
        assert best is not None
        assert (best.baskets[0] >= 1 - NEAR) is enough


def one_good(**changes: Any) -> Plan:
    """Bread from an oven at 1 an hour and 2 in money, or bought at 5; 10 are asked, 10 is there."""
    plan = Plan(
        goods=("bread",),
        units=("loaves",),
        processes=(
            Process("oven", 0, (0.0,), 100.0),
            Process("market", 0, (0.0,), 100.0, given=True),
        ),
        limits=(
            Limit("labour", "hours", (1.0, 0.0), (100.0,)),
            Limit("money", "units", (2.0, 5.0), (10.0,)),
        ),
        rounds=1,
        basket=(10.0,),
        supply=((0.0,),),
        most=1.0,
    )
    return plan._replace(**changes)


def test_the_cheapest_source_delivers() -> None:
    """Ten in money buy five loaves from the oven, half of what is asked; all would cost twenty."""
    found = by_money(one_good(), MONEY)
    assert found is not None
    assert (found.baskets, found.outputs, found.cost) == (0.5, (5.0, 0.0), 20.0)


SMALL = Process("oven", 0, (0.0,), 4.0)
MARKET = Process("market", 0, (0.0,), 100.0, given=True)
HOURS = Limit("labour", "hours", (1.0, 0.0), (4.0,))
CASH = Limit("money", "units", (2.0, 5.0), (10.0,))
RICH = CASH._replace(each=(99.0,))


@pytest.mark.parametrize(
    ("changes", "scarcest"),
    [
        ({"processes": (SMALL, MARKET)}, Row("capacity", 0, 0)),
        ({"limits": (HOURS, CASH)}, Row("limit", LABOUR, 0)),
    ],
    ids=["a small oven", "few hours"],
)
def test_where_the_cheapest_source_is_full_the_next_one_goes_on(
    changes: dict[str, Any], scarcest: Row
) -> None:
    """Four loaves are baked for eight; two in money are left for two fifths of a loaf at the market.

    Each of the four saves three in money: more is due to them than to the ten that there are.
    """
    found = by_money(one_good(**changes), MONEY)
    assert found is not None
    assert found.baskets == pytest.approx(0.44)
    assert found.outputs == pytest.approx((4.0, 0.4))
    assert (found.cost, found.scarcest) == (None, scarcest)


def test_what_is_delivered_whole_costs_the_least() -> None:
    """Of many plans that deliver all ten loaves for 99 in money it is the one that takes only 38."""
    found = by_money(one_good(processes=(SMALL, MARKET), limits=(HOURS, RICH)), MONEY)
    assert found is not None
    assert found.baskets == 1.0
    assert found.outputs == pytest.approx((4.0, 6.0))


@pytest.mark.parametrize(
    "changes",
    [
        {"processes": (SMALL, MARKET._replace(capacity=0.0))},
        {"limits": (HOURS._replace(each=(100.0,)), CASH._replace(use=(2.0, 2.0)))},
        {"targets": ((1.0,),)},
        {"floors": (0.1,)},
        {"basket": (0.0,)},
    ],
    ids=["no money left over", "two of a price", "targets", "floors", "nothing"],
)
def test_where_more_than_one_plan_may_be_best_nothing_is_claimed(changes: dict[str, Any]) -> None:
    """Where something else than money is scarce, or sources cost the same, a program has to be solved."""
    assert by_money(one_good(**changes), MONEY) is None


def test_where_more_than_the_cheapest_source_would_be_needed_no_sum_is_named() -> None:
    """An oven for six loaves does for what ten buys, but what all ten would cost is not known from it."""
    small = (Process("oven", 0, (0.0,), 6.0), Process("market", 0, (0.0,), 100.0, given=True))
    found = by_money(one_good(processes=small), MONEY)
    assert found is not None
    assert found.baskets == 0.5
    assert found.cost is None
