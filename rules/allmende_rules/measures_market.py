"""Measures of a round's market: who stood in a queue, and what stayed on the shelves (DESIGN 8).

They read what was wanted beside what was delivered, so they mean the same wherever prices clear, are
posted, or are fixed: what buyers wanted at the prices that held, with the money that they put up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.physical import EXECUTED
from allmende_rules.world import World


def market(world: World, prices: Mapping[str, float], wage: float) -> dict[str, float]:
    """`queue.GOOD`, `unsold.GOOD` and `queue_hours` of a round. `prices` and `wage` are in money."""
    orders: Mapping[str, Any] = world.hidden[ORDERS]["orders"]
    done: Mapping[str, Any] = world.hidden[EXECUTED]["executed"]
    wanted, missing = dict.fromkeys(prices, 0), dict.fromkeys(prices, 0)
    homes = {group.id: group.people for group in world.land.households}
    forgone = 0.0
    for (_, taker, good, quantity, _), got in zip(
        orders["deliveries"], done["delivered"], strict=True
    ):
        wanted[good] += quantity
        missing[good] += quantity - got
        if taker in homes:
            forgone += prices[good] * (quantity - got)
    measured = {f"queue.{good}": _part(missing[good], wanted[good]) for good in prices}
    measured |= {f"unsold.{good}": _unsold(world, good, done) for good in prices}
    return measured | {"queue_hours": _hours(forgone, wage, sum(homes.values()))}


def _unsold(world: World, good: str, done: Mapping[str, Any]) -> float:
    """What was left with sellers of a good, of all that they brought."""
    names = [site.id for site in world.land.makers[good]]
    left = sum([done["leftover"][site] for site in names])
    return _part(left, left + sum([done["sold"][site] for site in names]))


def _part(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _hours(forgone: float, wage: float, people: int) -> float:
    """Hours a head that would have earned the goods that people could not get.

    So long they would wait for them rather than work, if waiting could bring them (Barzel 1974).
    """
    return forgone / wage / people / 1_000_000 if wage else 0.0
