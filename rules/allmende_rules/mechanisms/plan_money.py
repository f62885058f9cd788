"""The plan of one round where nothing is scarce but money: no program has to be solved for it.

Every good comes from its cheapest source, bought or made, inputs counted in full, and what money there
is buys the same share of the whole basket. If every plant, everything on offer and every other limit
suffice for that, it is the optimum of the plan, whose other limits can only take away from it.

Plain arithmetic on a handful of numbers: it is done sooner than a library is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from allmende_rules.mechanisms.plan_program import Plan, Process

SLACK = 1e-9
"""Relative size below which a difference is rounding."""
SAME, PASSES = 1e-13, 200
"""Relative change at which passes end, and how many there are at most."""
DEAR = 1e6
"""Costs are found from above, falling: they start at so many times the dearest process's own."""

Inputs = tuple[tuple[int, float], ...]
"""What a unit takes, by the places of goods."""


class Affordable(NamedTuple):
    """Baskets delivered (1 is all that is asked), and the output of each process.

    `cost` is what all that is asked would cost, None where the cheapest sources do not suffice for it.
    """

    baskets: float
    outputs: tuple[float, ...]
    cost: float | None


class Sources(NamedTuple):
    """The cheapest source of each good (a process by place), what a unit costs from it, what it takes.

    Goods that are not to be had have place -1 and an infinite cost.
    """

    chosen: list[int]
    costs: list[float]
    inputs: list[Inputs]


def by_money_alone(plan: Plan, money: int) -> Affordable | None:
    """The plan's optimum if only the limit at place `money` binds in it; None if that is not certain.

    For plans of one round without floors and targets, whose basket nobody wants more than once.
    """
    cash = plan.limits[money].each
    if plan.rounds != 1 or plan.most != 1.0 or plan.floors or plan.targets or not cash:
        return None
    sources = cheapest_sources(plan.processes, plan.limits[money].use, len(plan.goods))
    asked = [good for good, amount in enumerate(plan.basket) if amount]
    if sources is None or not asked or any(not 0.0 < sources.costs[g] < inf for g in asked):
        return None
    store = plan.supply[0]
    whole = _made(plan.basket, sources)
    spared = _made(store, sources) if any(store) else store
    if whole is None or spared is None:
        return None
    if any(kept and not made for kept, made in zip(store, whole, strict=True)):
        return None  # What is in store for nothing could make another source the cheapest.
    gross = sum([plan.basket[good] * sources.costs[good] for good in asked])
    saved = sum([kept * cost for kept, cost in zip(store, sources.costs, strict=True) if kept])
    baskets = min(1.0, (cash[0] + saved) / gross)
    outputs = _outputs(plan, sources, baskets, whole, spared)
    if outputs is None or not _suffices(plan, money, outputs):
        return None
    every = _outputs(plan, sources, 1.0, whole, spared)
    enough = every is not None and _suffices(plan, money, every)
    return Affordable(baskets, outputs, gross - saved if enough else None)


def cheapest_sources(
    processes: Sequence[Process], spent: Sequence[float], goods: int
) -> Sources | None:
    """Where a unit of each good costs least, its inputs from their cheapest sources too.

    `spent` is the money that a unit of each process takes beside inputs. None where costs go on falling.
    """
    inputs = [_inputs(process) for process in processes]
    able = _able(processes, inputs)[::-1]  # Purchases stand last, and need nothing else.
    start = DEAR * (1.0 + max(spent))
    costs, chosen = [start] * goods, [-1] * goods
    for _ in range(PASSES):
        settled = True
        for place in able:
            good = processes[place].good
            cost = spent[place] + sum([amount * costs[part] for part, amount in inputs[place]])
            if cost < costs[good]:
                settled = settled and costs[good] - cost <= SAME * cost
                costs[good], chosen[good] = cost, place
        if settled:
            known = [cost if at >= 0 else inf for cost, at in zip(costs, chosen, strict=True)]
            return Sources(chosen, known, [inputs[at] if at >= 0 else () for at in chosen])
    return None


def _able(processes: Sequence[Process], inputs: Sequence[Inputs]) -> list[int]:
    """The processes that can run: those with capacity for whose inputs there is one that can run too.

    Flows of a round are simultaneous, so they may supply each other.
    """
    able = [place for place, process in enumerate(processes) if process.capacity]
    while True:
        had = {processes[place].good for place in able}
        kept = [place for place in able if all(part in had for part, _ in inputs[place])]
        if len(kept) == len(able):
            return able
        able = kept


def _inputs(process: Process) -> Inputs:
    return tuple([(part, amount) for part, amount in enumerate(process.inputs) if amount])


def _made(asked: Sequence[float], sources: Sources) -> Sequence[float] | None:
    """What must be had of each good, so that `asked` is left after all inputs; None if that never ends."""
    whole, more = list(asked), list(asked)
    for _ in range(PASSES):
        further = [0.0] * len(more)
        for good, amount in enumerate(more):
            if amount:
                for part, each in sources.inputs[good]:
                    further[part] += each * amount
        whole = [had + amount for had, amount in zip(whole, further, strict=True)]
        if all(amount <= SAME * had for had, amount in zip(whole, further, strict=True)):
            return whole
        more = further
    return None


def _outputs(
    plan: Plan, sources: Sources, baskets: float, whole: Sequence[float], spared: Sequence[float]
) -> tuple[float, ...] | None:
    """The output of each process; None if more lies in store than is needed of something."""
    outputs = [0.0] * len(plan.processes)
    for place, made, less in zip(sources.chosen, whole, spared, strict=True):
        amount = baskets * made - less
        if amount < -SLACK:
            return None
        if place >= 0:
            outputs[place] = max(0.0, amount)
    return tuple(outputs)


def _suffices(plan: Plan, money: int, outputs: Sequence[float]) -> bool:
    """Whether all capacities, and all limits but that of money, have room for these outputs."""
    pairs = zip(plan.processes, outputs, strict=True)
    if any(amount > one.capacity * (1 + SLACK) for one, amount in pairs):
        return False
    return all(
        sum([each * amount for each, amount in zip(limit.use, outputs, strict=True) if each])
        <= limit.each[0] * (1 + SLACK)
        for place, limit in enumerate(plan.limits)
        if place != money and limit.each
    )
