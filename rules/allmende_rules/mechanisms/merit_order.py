"""A solver made for the joint clearing where labour is the only limit that plants share.

A good's plants are called up in order of what they cost, the cheapest first, each to its capacity;
the last one called is marginal. Prices follow from that alone, up to a few numbers. With A the inputs,
L = (I - A)⁻¹ the total requirements (Leontief 1941), R the bundles that are wanted, U = L R, v_i what
a unit of good i brings over its inputs, and w the wage, prices of goods and bundles are

    p = L'v,  π = U'v,  with  v_i = ask + w l  of the marginal plant of good i,

and v_i is free where demand for good i ends between two plants, all called ones being full. So,
given who is marginal, the unknowns are the wage and those few v_i (the non-substitution theorem,
Samuelson 1951). With y bundles bought at π and stocks W, gross output is q = U y - L W, and what is
left to solve is

    q_i = capacity called, where v_i is free,    hours used = hours there

(`merit_values`, `price_descent`). Then the call is made anew: demand for q_i, a curve in v_i through
the point found, meets the staircase of the good's plants on a step or on a riser. A call that repeats
itself is the optimum.

All plants of a good use the same inputs. Plain floats and no library: the same program gives the same
bits on every machine. A call that does
not settle is given up, and so are shared limits other than labour: a general solver takes those.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import mul
from typing import NamedTuple

from allmende_rules.mechanisms.clearing_tables import Demand, Offers
from allmende_rules.mechanisms.merit_values import Call, Curve, Economy, Step, prices_at, values_at
from allmende_rules.mechanisms.price_descent import AstrayError, Purses

CALLS = 6
"""A program from a game takes 2 or 3; more means that two plants of a good share the margin."""

FIRST_WAGE = 0.75
"""Share of all cash that goes to wages in the first guess."""


class Settled(NamedTuple):
    """The wage, what a unit of each good brings over its inputs, and outputs of all plants."""

    wage: float
    values: list[float]
    scales: list[float]


def settle(
    offers: Offers,
    demands: Sequence[Demand],
    requirements: Sequence[Sequence[float]],
    stock: Sequence[float],
    floor: float,
) -> Settled | None:
    """Return the optimum, or None where the method does not apply or does not settle.

    `requirements` are L, `stock` W, `floor` is the wage floor. Deterministic.
    """
    if len(offers.limits) > 1 or not demands or any(map((1.0).__ne__, offers.burden)):
        return None
    economy = _economy(offers, demands, requirements, stock, floor)
    if not all(map(any, economy.upstream)):  # A good that nobody wants has no price to find.
        return None
    try:
        return _settle(economy, len(offers.good))
    except ArithmeticError:
        return None


def _economy(
    offers: Offers,
    demands: Sequence[Demand],
    requirements: Sequence[Sequence[float]],
    stock: Sequence[float],
    floor: float,
) -> Economy:
    """Sort plants by good. Those that cost the same are one step of the staircase."""
    alike: dict[tuple[int, float, float], list[tuple[int, float]]] = {}
    plants = zip(offers.good, offers.ask, offers.draws[0], strict=True)
    for f, (key, capacity) in enumerate(zip(plants, offers.greatest, strict=True)):
        if capacity > 0:
            alike.setdefault(key, []).append((f, capacity))
    staircases: list[list[Step]] = [[] for _ in stock]
    for (good, ask, labour), members in alike.items():
        capacity = sum([one for _, one in members])
        staircases[good].append(Step(ask, labour, capacity, members))
    recipes = [demand.recipe for demand in demands]
    bounds = [(k, one.most) for k, one in enumerate(demands) if one.most is not None]
    return Economy(
        staircases,
        Purses([demand.cash for demand in demands], bounds),
        [_times(recipes, row) for row in requirements],
        _times(requirements, stock),
        offers.limits[0],
        floor,
    )


def _times(rows: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(map(mul, row, vector)) for row in rows]


def _settle(economy: Economy, plants: int) -> Settled:
    """Call plants and solve for prices in turn, until the call repeats itself."""
    wage, values = _guess(economy)
    before: list[Call] = []
    tight = True
    for _ in range(CALLS):
        curves = _curves(economy, values)
        calls = list(map(_call, economy.staircases, economy.stored, curves, repeat(wage)))
        if calls == before:
            scales, hours = _run(economy, calls, curves, plants)
            if tight or hours <= economy.hours:
                return Settled(wage, values, scales)
            tight = True
        if tight and all(call.marginal is None for call in calls):
            calls = _hire(economy, calls, values)
        before = calls
        wage, values, tight = values_at(economy, calls, curves, wage, tight=tight)
    raise AstrayError


def _curves(economy: Economy, values: list[float]) -> list[Curve]:
    """Demand for gross output of each good, its own inputs and what is in stock included."""
    amounts, slopes = economy.purses.ask(prices_at(economy, values))
    asked = _times(economy.upstream, amounts)
    falls = [sum(map(mul, slopes, map(mul, up, up))) for up in economy.upstream]
    return list(map(Curve, asked, falls, values))


def _guess(economy: Economy) -> tuple[float, list[float]]:
    """A wage that leaves a part of all cash to rents, and values at which every plant would run."""
    wage = max(economy.floor, FIRST_WAGE * sum(economy.purses.cash) / economy.hours)
    return wage, [
        max([step.ask + wage * step.labour for step in steps], default=wage)
        for steps in economy.staircases
    ]


def _call(steps: list[Step], stored: float, curve: Curve, wage: float) -> Call:
    """Where the demand curve meets the merit order; what is `stored` comes before all plants.

    Where nothing would be called, the cheapest step is marginal: it says where demand begins.
    """
    full: list[Step] = []
    supply = stored
    for cost, _, step in sorted([(s.ask + wage * s.labour, s.plants, s) for s in steps]):
        wanted = curve.at(cost)
        if wanted < supply + step.capacity:
            return Call(full, step if wanted > supply or not full else None)
        supply += step.capacity
        full.append(step)
    return Call(full, None)


def _hire(economy: Economy, calls: list[Call], values: list[float]) -> list[Call]:
    """Where all called plants are full, make marginal the one that a change of wage reaches first.

    If they take more hours than there are, the wage rises until the first of them pays no more;
    else it falls until the next one pays, or to its floor, and then nobody is marginal.
    """
    full = [(good, step) for good, call in enumerate(calls) for step in call.full]
    scarce = sum([step.labour * step.capacity for _, step in full]) > economy.hours
    every = [(good, step) for good, steps in enumerate(economy.staircases) for step in steps]
    reached = [
        ((values[good] - step.ask) / step.labour, good, step)
        for good, step in (full if scarce else every)
        if step.labour and (scarce or step not in calls[good].full)
    ]
    wage, good, step = (min if scarce else max)(reached, default=(0.0, 0, None))
    if step is None or (wage <= economy.floor and not scarce):
        return calls
    rest = [one for one in calls[good].full if one is not step]
    return [*calls[:good], Call(rest, step), *calls[good + 1 :]]


def _run(
    economy: Economy, calls: list[Call], curves: list[Curve], plants: int
) -> tuple[list[float], float]:
    """Outputs of all plants, shared within a step by capacity, and the hours they take."""
    scales, hours = [0.0] * plants, 0.0
    for (full, marginal), curve, stored in zip(calls, curves, economy.stored, strict=True):
        supply = stored
        for step in full:
            hours += step.labour * step.capacity
            supply += step.capacity
            for f, capacity in step.plants:
                scales[f] = capacity
        if marginal:
            share = min(max((curve.asked - supply) / marginal.capacity, 0.0), 1.0)
            hours += marginal.labour * marginal.capacity * share
            for f, capacity in marginal.plants:
                scales[f] = share * capacity
    return scales, hours
