"""Execution: orders meet the true technology (DESIGN 5, Execution, sealed).

1. What an enterprise can reach is the least of its order, hired labour, machines and the inputs it
   bought. A rounding of one micro-unit in labour or an allowance holds nobody back.
2. Every good is shared in fixed proportions: of each unit supplied a user gets its allowance over
   all planned uses, deliveries included. Each stock is shared in proportion to intended harvest. A
   plan that promises more than its own intended supply has its final use cut down to that supply
   first. Output is the greatest fixed point of these shares (`shares.fill_rates`).
3. Shares that stay unused are offered to unfilled intents again (`shares.offer_again`).
4. Outputs round down to micro-units, inputs to the nearest one; final use is the residual, split
   over deliveries in proportion to plan (`tally`). Fresh output and offered old stock sell alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from allmende_rules.physics.orders import Orders
from allmende_rules.physics.plants import Pools, gather
from allmende_rules.physics.shares import Plant, fill_rates, offer_again, outputs
from allmende_rules.physics.tally import tally
from allmende_rules.physics.technology import Site

DUST = 1e-3
"""A thousandth of a micro-unit: floating-point noise when outputs are rounded down."""


class Shortage(msgspec.Struct, frozen=True, array_like=True):
    """`missing` micro-units of its own output that an enterprise was to make and could not.

    `limit` is "labour", "capacity", or the id of the good or resource that ran out.
    """

    enterprise: str
    limit: str
    missing: int


class Executed(msgspec.Struct, frozen=True):
    """What happened, integers in micro-units.

    `goods[f]` the good that f makes; `inputs[f][good]` used up; `delivered` goes with
    `orders.deliveries` one by one; `sold[f]` of its own good; `leftover[f]` of its output and
    offered old stock; `harvest[resource][f]`.
    """

    goods: dict[str, str]
    outputs: dict[str, int]
    inputs: dict[str, dict[str, int]]
    idle_hours: dict[str, int]
    delivered: list[int]
    sold: dict[str, int]
    leftover: dict[str, int]
    harvest: dict[str, dict[str, int]]
    shortages: list[Shortage]


def execute(
    orders: Orders,
    sites: Sequence[Site],
    warehouse: Mapping[str, int],
    stocks: Mapping[str, float],
) -> Executed:
    """Carry out `orders` at the true `sites` as far as they go; the order of `sites` is irrelevant.

    `warehouse[f]` is what f holds of its own good, in micro-units; `stocks` of resources in units,
    at the opening of the round. Raises ValueError if an order names an enterprise that has no site.
    """
    sites = sorted(sites, key=lambda site: site.enterprise)
    pools, plants = gather(orders, sites, warehouse, stocks)
    rates = fill_rates(plants, pools.stock, pools.planned)
    made = outputs(plants, rates)
    free = _unused(pools, plants, rates, made)
    offer_again(plants, made, free)
    whole = {plant.name: int(x + DUST) for plant, x in zip(plants, made, strict=True)}
    books = tally(orders, sites, pools, whole)
    return Executed(
        goods={site.enterprise: site.good for site in sites},
        outputs=whole,
        inputs=books.inputs,
        idle_hours=_idle(orders, sites, whole),
        delivered=books.delivered,
        sold=books.sold,
        leftover=books.leftover,
        harvest=_harvest(sites, whole),
        shortages=_shortages(orders, plants, made, free, pools.names),
    )


def _unused(
    pools: Pools, plants: Sequence[Plant], rates: Sequence[float], made: Sequence[float]
) -> list[float]:
    """What is in each pool beyond what plants use and the share of final use."""
    free = [
        there - rate * final
        for there, rate, final in zip(pools.stock, rates, pools.final, strict=True)
    ]
    for plant, x in zip(plants, made, strict=True):
        free[plant.makes] += x
        for pool, per_unit, _ in plant.needs:
            free[pool] -= per_unit * x
    return free


def _idle(orders: Orders, sites: Sequence[Site], made: Mapping[str, int]) -> dict[str, int]:
    """Hired hours that found nothing to do."""
    idle = {}
    for site in sites:
        worked = round(site.labour_per_unit * made[site.enterprise])
        idle[site.enterprise] = max(0, orders.labour.get(site.enterprise, 0) - worked)
    return idle


def _harvest(sites: Sequence[Site], made: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """What was taken from each stock; rounded down, so that the sum stays within the stock."""
    harvest: dict[str, dict[str, int]] = {}
    for site in sites:
        for resource, per_unit in site.harvest.items():
            taken = int(per_unit * made[site.enterprise] + DUST)
            harvest.setdefault(resource, {})[site.enterprise] = taken
    return harvest


def _shortages(
    orders: Orders,
    plants: Sequence[Plant],
    made: Sequence[float],
    free: Sequence[float],
    names: Sequence[str],
) -> list[Shortage]:
    """Every enterprise more than a micro-unit below its order, and what held it back."""
    found = []
    for plant, x in zip(plants, made, strict=True):
        missing = orders.scales.get(plant.name, 0) - int(x + DUST)
        if missing > 1:
            limit = plant.limit
            if plant.want - x > 1:
                scarcest = min(plant.needs, key=lambda need: free[need[0]] / need[1])
                limit = names[scarcest[0]]
            found.append(Shortage(plant.name, limit, missing))
    return found
