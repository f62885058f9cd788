"""A solver made for the joint clearing, where plants share few limits: labour, emissions, harvests.

A good's plants are called up in order of what they cost, the cheapest first, each to its capacity;
the last one called is marginal. Prices follow from that alone, up to a few numbers. With A the inputs
of a unit at the marginal plant, L = (I - A)⁻¹ the total requirements (Leontief 1941), R the bundles
that are wanted, U = L R, v_i what a unit of good i brings over its inputs, and w the rates of the
limits (the wage, the price of permits), prices of goods and bundles are

    p = L'v,  π = U'v,  with  v_i = ask + w·draws  of the marginal plant of good i,

and v_i is free where demand for good i ends between two plants, all called ones being full. So,
given who is marginal, the unknowns are the rates and those few v_i (the non-substitution theorem,
Samuelson 1951). With y bundles bought at π and stocks W, gross output is q = U y - L W, and what is
left to solve is

    q_i = capacity called, where v_i is free,    use = limit, where a limit is tight

(`merit_values`). Newton's method (`price_descent`) goes one step towards that; then the call is made
anew (`merit_calls`): demand for q_i, a curve in v_i through the point found, meets the staircase of the
good's plants on a step or on a riser. A call that stands, with steps gone to nothing, is the optimum.

Plain floats and no library: the same program gives the same bits on every machine. A search that does
not end is given up: a general solver takes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add, lt
from typing import NamedTuple

from allmende_rules.mechanisms.clearing_tables import Demand, Offers, Table
from allmende_rules.mechanisms.merit_calls import revised
from allmende_rules.mechanisms.merit_values import (
    Call,
    Economy,
    Standing,
    Steps,
    Technique,
    Unknowns,
    bundles,
    goods_prices,
    standing_at,
    technique,
    unknowns,
)
from allmende_rules.mechanisms.price_descent import AstrayError, Purses, along, approach

STEPS = 15
"""A program from a game takes 4 to 12; more means that two plants of a good share the margin."""

NEAR, CLOSE = 0.5, 1e-7
"""Relative changes of prices: a step below the first is near enough to ask anew who is called; one below
the second leaves an error of about its square."""

FIRST_WAGE = 0.75
"""Share of all cash that goes to wages in the first guess."""


class Settled(NamedTuple):
    """The rates of limits, prices of goods, and outputs of all plants."""

    rates: list[float]
    prices: list[float]
    scales: list[float]


def settle(
    offers: Offers,
    demands: Sequence[Demand],
    inputs: Table,
    stock: Sequence[float],
    floor: float,
) -> Settled | None:
    """Return the optimum, or None where the method does not apply or does not settle.

    `inputs` are A without burdens, `stock` W, `floor` is the wage floor. Deterministic.
    """
    if not demands or not all(offers.limits) or not any(offers.greatest):
        return None
    try:
        return _settle(_economy(offers, demands, inputs, stock, floor), len(offers.good))
    except ArithmeticError:
        return None


def _economy(
    offers: Offers,
    demands: Sequence[Demand],
    inputs: Table,
    stock: Sequence[float],
    floor: float,
) -> Economy:
    """Write the program down by steps."""
    bounds = [(k, one.most) for k, one in enumerate(demands) if one.most is not None]
    steps = _steps(offers, len(stock))
    return Economy(
        steps,
        Purses([demand.cash for demand in demands], bounds),
        [demand.recipe for demand in demands],
        inputs,
        stock,
        offers.limits,
        [floor, *[0.0] * (len(offers.limits) - 1)],
        len(set(zip(steps.good, steps.burden, strict=True))) > len(set(steps.good)),
    )


def _steps(offers: Offers, goods: int) -> Steps:
    """Put plants together that cost the same, and sort these steps by good."""
    alike: dict[tuple[float, ...], list[tuple[int, float]]] = {}
    plants = zip(offers.good, offers.ask, offers.burden, *offers.draws, strict=True)
    for f, (key, capacity) in enumerate(zip(plants, offers.greatest, strict=True)):
        if capacity > 0:
            alike.setdefault(key, []).append((f, capacity))
    good, ask, burden, *draws = map(list, zip(*alike, strict=True))
    members = list(alike.values())
    of: list[list[int]] = [[] for _ in range(goods)]
    for step, own in enumerate(good):
        of[own].append(step)
    capacities = [sum([most for _, most in one]) for one in members]
    return Steps(good, ask, burden, draws, capacities, members, of)


def _settle(economy: Economy, plants: int) -> Settled:
    """Go towards the prices that clear this call, and call anew, until both stand."""
    standing = _guess(economy)
    used = technique(economy, standing.calls)
    if not all(map(any, used.upstream)):  # A good that nobody wants has no price to find.
        raise AstrayError
    prices, change, near = bundles(used, standing.values), 1.0, NEAR
    standing, _ = revised(economy, used, standing, economy.purses.ask(prices))
    used, open_, prices = _opened(economy, used, standing)
    found = open_.start
    for _ in range(STEPS):
        asked = economy.purses.ask(prices)
        if change < near or any(map(lt, found, open_.least)):
            before, near = standing_at(open_, standing, found), CLOSE
            standing, outputs = revised(economy, used, before, asked)
            if standing is not before:
                used, open_, prices = _opened(economy, used, standing)
                found, near, asked = open_.start, NEAR, economy.purses.ask(prices)
            elif change < CLOSE:
                return _result(economy, used, standing, outputs, plants)
        moves, prices, change = approach(prices, asked, open_.ways, open_.there)
        found = list(map(add, found, moves))
    raise AstrayError


def _opened(
    economy: Economy, used: Technique, standing: Standing
) -> tuple[Technique, Unknowns, list[float]]:
    """The technique of a call, what it leaves open, and prices of bundles where that stands."""
    if economy.mixed:
        used = technique(economy, standing.calls)
    open_ = unknowns(economy, used, standing)
    return used, open_, bundles(used, standing_at(open_, standing, open_.start).values)


def _guess(economy: Economy) -> Standing:
    """A wage that leaves a part of all cash to rents, at which the dearest plants are marginal."""
    steps = economy.steps
    wage = max(economy.floors[0], FIRST_WAGE * sum(economy.purses.cash) / economy.limits[0])
    rates = [wage, *economy.floors[1:]]
    costs = along(steps.ask, steps.draws, rates)
    order = [sorted(of, key=costs.__getitem__) for of in steps.of]
    calls = [Call(of[:-1], of[-1]) if of else Call([], None) for of in order]
    return Standing(calls, [0], rates, [costs[of[-1]] if of else wage for of in order])


def _result(
    economy: Economy, used: Technique, standing: Standing, outputs: list[float], plants: int
) -> Settled:
    """Outputs of all plants, shared within a step by capacity."""
    scales, steps = [0.0] * plants, economy.steps
    for members, output, capacity in zip(steps.plants, outputs, steps.capacity, strict=True):
        share = min(max(output / capacity, 0.0), 1.0)
        for f, own in members:
            scales[f] = share * own
    return Settled(standing.rates, goods_prices(used, standing.values), scales)
