"""The floor under wages: what unions bargained for, and how far down a wage can go in a round."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import units
from allmende_rules.mechanisms.bargain import rigid_floor, union_floor
from allmende_rules.world import World

LEAST, MOST = 0.3, 0.95
"""Bounds on labour's share as it is measured: a round in which hardly anything sold says little."""


def wage_floor(world: World) -> float:
    """Money an hour below which nobody may work this round; 0 where there is none.

    Both rest on the last round: its wage, its unemployment, labour's share of what it brought. Nobody
    has bargained before the first.
    """
    labour = world.public["labour"]
    if "worked" not in labour:
        return 0.0
    wage, offered = units(labour["wage"]), labour["offered"]
    idle = 1 - labour["worked"] / offered if offered else 0.0
    return max(
        union_floor(wage, idle, labour_share(world, labour), world.dial("bargaining")),
        rigid_floor(wage, world.dial("rigidity")),
    )


def labour_share(world: World, labour: Mapping[str, int]) -> float:
    """Wages over the worth of what was made, less inputs, at last prices."""
    price = {good.id: units(world.fact(good.id, "price")) for good in world.land.goods}
    added = 0.0
    for site in world.land.enterprises:
        uses = world.land.uses[site.good]
        worth = price[site.good] - sum([a * price[good] for good, a in uses.items()])
        added += units(world.fact(site.id, "output", 0)) * worth
    wages = units(labour["worked"]) * units(labour["wage"])
    return min(MOST, max(LEAST, wages / added)) if added > 0 else MOST
