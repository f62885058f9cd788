"""The plan of one round that takes all the money, or delivers all for the least of it.

Every good comes from its cheapest source, bought or made, inputs counted in full, and what money there
is buys the same share of the whole basket. Where a source is full, the next one that is cheapest goes
on (`plan_tableau`). If all the money goes that way, no other plan delivers more: this one's shadow prices
say so. Where that is not certain, or more than one plan delivers as much, nothing is claimed.
"""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from allmende_rules.mechanisms.plan_program import Plan, Row
from allmende_rules.mechanisms.plan_tableau import Tableau, UnclearError


class Affordable(NamedTuple):
    """Baskets delivered (1 is all that is asked), and the output of each process.

    `cost` is what all that is asked would cost, None where the cheapest sources do not suffice for it.
    `scarcest` is the limit or capacity to which most of the plan is due: its price times its number.
    """

    baskets: float
    outputs: tuple[float, ...]
    cost: float | None
    scarcest: Row


def by_money(plan: Plan, money: int) -> Affordable | None:
    """The plan's optimum if the limit at place `money` binds in it; None if that is not certain.

    For plans of one round without floors and targets, whose basket nobody wants more than once. Of
    those that deliver all, the one that costs least is given.
    """
    if not _applies(plan, money):
        return None
    try:
        return _affordable(plan, money)
    except UnclearError:
        return None


def _applies(plan: Plan, money: int) -> bool:
    """Whether this is a plan of one round for a basket, in which costs are money alone."""
    simple = plan.rounds == 1 and plan.most == 1.0 and not plan.floors and not plan.targets
    costs = any(process.cost for process in plan.processes) or any(plan.worth)
    totals = any(limit.total is not None for limit in plan.limits)
    return (
        simple and any(plan.basket) and not costs and not totals and bool(plan.limits[money].each)
    )


def _affordable(plan: Plan, money: int) -> Affordable:
    """Deliver more and more, until the money is gone or all is delivered."""
    (cash,) = plan.limits[money].each or ()
    table = Tableau(plan, money)
    table.cheapen()
    end, at = table.reach()
    cost = table.cost(1.0) if end >= 1.0 else None
    baskets = min(1.0, table.affordable(cash))
    for _ in table.most:
        if end >= baskets:
            break
        table.relieve(at)
        end, at = table.reach()
        baskets = min(1.0, table.affordable(cash))
    if end < baskets:
        raise UnclearError
    outputs = table.amounts(baskets)[: len(plan.processes)]
    return Affordable(baskets, tuple(outputs), cost, _scarcest(plan, money, table.savings()))


def _scarcest(plan: Plan, money: int, savings: dict[int, float]) -> Row:
    """The limit or capacity to which most of the plan is due. Each unit of money is worth itself."""
    if not savings:
        return Row("limit", money, 0)
    ways = len(plan.processes)
    others = [place for place, limit in enumerate(plan.limits) if limit.each and place != money]
    prices = {place: savings.get(ways + n, 0.0) for n, place in enumerate(others)} | {money: 1.0}
    limits = [
        (price * sum(plan.limits[place].each or ()), Row("limit", place, 0))
        for place, price in sorted(prices.items())
    ]
    capacities = [
        (price * plan.processes[way].capacity, Row("capacity", way, 0))
        for way, price in sorted(savings.items())
        if way < ways
    ]
    return max([*limits, *capacities], key=itemgetter(0))[1]
