"""Whole numbers that add up: supply = inputs + deliveries + leftovers, for every good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from allmende_rules.physics.orders import Orders
from allmende_rules.physics.plants import Pools
from allmende_rules.physics.split import fill, split
from allmende_rules.physics.technology import Site


class Tally(msgspec.Struct, frozen=True):
    """What became of all goods, in micro-units; `delivered` goes with `orders.deliveries`."""

    inputs: dict[str, dict[str, int]]
    delivered: list[int]
    sold: dict[str, int]
    leftover: dict[str, int]


def tally(orders: Orders, sites: Sequence[Site], pools: Pools, made: Mapping[str, int]) -> Tally:
    """Share out `made` output and offered old stock: inputs first, final use is the residual.

    Sellers of a good sell the same share of what they brought, or follow what buyers want of each
    where orders name sellers; the rest stays with them.
    """
    brought = {f: x + pools.offered[f] for f, x in made.items()}
    left = {g: sum(brought[f] for f in sellers) for g, sellers in pools.sellers.items()}
    inputs = _inputs(orders, sites, made, left)
    delivered = _deliver(orders, left)
    sold: dict[str, int] = {}
    for good, sellers in pools.sellers.items():
        there = [brought[f] for f in sellers]
        total = sum(there) - left[good]
        parts = (
            fill(total, _wanted(orders, sellers), there) if orders.sellers else split(total, there)
        )
        sold.update(zip(sellers, parts, strict=True))
    return Tally(
        inputs=inputs,
        delivered=delivered,
        sold=sold,
        leftover={f: there - sold[f] for f, there in brought.items()},
    )


def _wanted(orders: Orders, sellers: Sequence[str]) -> list[int]:
    """What buyers want of each seller first."""
    return [orders.sellers[f].wanted if f in orders.sellers else 0 for f in sellers]


def _inputs(
    orders: Orders, sites: Sequence[Site], made: Mapping[str, int], left: dict[str, int]
) -> dict[str, dict[str, int]]:
    """What production used up, to the nearest micro-unit, within allowances; taken out of `left`.

    Rounding may ask for some micro-units more than there are; these are made do without.
    """
    used: dict[str, dict[str, int]] = {}
    for site in sites:
        x, allowances = made[site.enterprise], orders.inputs.get(site.enterprise, {})
        used[site.enterprise] = own = {}
        for good, per_unit in site.inputs.items():
            amount, most = round(per_unit * x), allowances.get(good, 0)
            own[good] = amount = min(most, amount)
            left[good] -= amount
    for good, rest in left.items():
        if rest < 0:
            users = [own for own in used.values() if good in own]
            asked = [own[good] for own in users]
            for own, part in zip(users, split(sum(asked) + rest, asked), strict=True):
                own[good] = part
            left[good] = 0
    return used


def _deliver(orders: Orders, left: dict[str, int]) -> list[int]:
    """Split what is left of each good over its deliveries by plan; taken out of `left`.

    Those who have a contract come first.
    """
    contracts = frozenset(orders.contracts)
    delivered = [0] * len(orders.deliveries)
    for first in (True, False) if contracts else (False,):
        queues: dict[str, list[int]] = {}
        for place, delivery in enumerate(orders.deliveries):
            if (delivery.taker in contracts) is first:
                queues.setdefault(delivery.good, []).append(place)
        for good, places in queues.items():
            planned = [orders.deliveries[place].quantity for place in places]
            total = min(sum(planned), left[good])
            left[good] -= total
            for place, part in zip(places, split(total, planned), strict=True):
                delivered[place] = part
    return delivered
