"""What a round's work came to: shortage, idleness, waste and investment, as shares (DESIGN 8).

Goods are weighed by the round's prices. Orders and idle hours of single sites are known to few; what is
stated here is of all sites together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allmende_rules.amounts import MICRO
from allmende_rules.phases.market.clearing import ORDERS
from allmende_rules.phases.physical import EXECUTED
from allmende_rules.physics.nature import spoil, wear
from allmende_rules.world import World


def work(world: World, prices: Mapping[str, float], consumed: float) -> dict[str, float]:
    """`shortage`, `idle`, `waste` and `investment` of a round, before people consume.

    `prices` are money for a unit of each good, `consumed` is the worth of what people have to consume.
    """
    orders: Mapping[str, Any] = world.hidden[ORDERS]["orders"]
    done: Mapping[str, Any] = world.hidden[EXECUTED]["executed"]
    return {
        "shortage": _shortage(world, orders["scales"], done["shortages"], prices),
        "idle": _idle(orders["labour"], done["idle_hours"]),
        "waste": _waste(world, done, prices),
        "investment": _investment(world, prices, consumed),
    }


def _shortage(
    world: World,
    planned: Mapping[str, int],
    shortages: Sequence[Sequence[Any]],
    prices: Mapping[str, float],
) -> float:
    """What was ordered and not made, over all that was ordered."""
    if not shortages:
        return 0.0
    missing = {site: amount for site, _, amount in shortages}
    return _worth(world, missing, prices) / _worth(world, planned, prices)


def _idle(hired: Mapping[str, int], idle: Mapping[str, int]) -> float:
    """Hours that were hired and found nothing to do, over all hours hired."""
    whole = sum(hired.values())
    return sum(idle.values()) / whole if whole else 0.0


def _waste(world: World, done: Mapping[str, Any], prices: Mapping[str, float]) -> float:
    """Goods that spoiled in warehouses, over all goods brought to market."""
    left: Mapping[str, int] = done["leftover"]
    land = world.land
    rates = {site.id: land.good(site.good).spoilage for site in land.enterprises if left[site.id]}
    spoiled = {site: much for site, rate in rates.items() if (much := spoil(left[site], rate))}
    if not spoiled:
        return 0.0
    whole = _worth(world, done["sold"], prices) + _worth(world, left, prices)
    return _worth(world, spoiled, prices) / whole if whole else 0.0


def _worth(world: World, amounts: Mapping[str, int], prices: Mapping[str, float]) -> float:
    """Micro-money for amounts of what each site makes."""
    made = world.land.enterprise
    return sum([prices[made(site).good] * amount for site, amount in amounts.items()])


def _investment(world: World, prices: Mapping[str, float], consumed: float) -> float:
    """New machines over new machines and consumption: the gross rate of investment."""
    rate, public, built = world.land.frictions.depreciation, world.public, 0.0
    for good, makers in world.land.makers.items():
        new = 0
        for site in makers:
            before: int = public[site.id]["capacity"]
            new += world.amount(site.id, "capital") - before + wear(before, rate)
        if new:
            basket = world.land.machines[good]
            built += new * sum([amount * prices[part] for part, amount in basket.items()])
    built /= MICRO
    return built / (built + consumed) if built else 0.0
