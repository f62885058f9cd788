"""Queues: what people wanted at list prices and did not get, and the money that they could not spend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import MICRO, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.command.prices import excess_demand
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.physics.execution import Executed
from allmende_rules.world import World

IN_LINE = (
    "Your people wanted {wanted} of {good} at {price} and got {got}: the list price stands and it ran "
    "out. Of all that they wanted to buy {kept} of money is unspent."
)
NOTABLE = 0.02
"""A queue of a smaller share of what was wanted is no news."""


def queues(world: World, done: Executed) -> list[Event]:
    """Excess demand by good, for the list; and to each seat the good for which its people queued most."""
    orders: Mapping[str, Any] = world.hidden[ORDERS]["orders"]
    wanted, got = dict[tuple[str, str], int](), dict[tuple[str, str], int]()
    for (payer, taker, good, _, budget), served in zip(
        orders["deliveries"], done.delivered, strict=True
    ):
        if payer == taker:
            key = payer, good
            wanted[key] = wanted.get(key, 0) + budget * MICRO // world.fact(good, "price")
            got[key] = got.get(key, 0) + served
    return [*_excess(world, done, wanted, got), *_told(world, wanted, got)]


def _excess(
    world: World,
    done: Executed,
    wanted: Mapping[tuple[str, str], int],
    got: Mapping[tuple[str, str], int],
) -> list[Event]:
    events: list[Event] = []
    for good in world.land.goods:
        asked = sum([many for (_, one), many in wanted.items() if one == good.id])
        there = sum([many for (_, one), many in got.items() if one == good.id])
        there += sum([done.leftover[site.id] for site in world.land.makers[good.id]])
        events.append(Stated("all", good.id, {"excess": round(excess_demand(asked, there), 6)}))
    return events


def _told(
    world: World, wanted: Mapping[tuple[str, str], int], got: Mapping[tuple[str, str], int]
) -> list[Event]:
    events: list[Event] = []
    for group in world.land.households:
        missed = {
            good: (many - got[one, good]) * world.fact(good, "price")
            for (one, good), many in wanted.items()
            if one == group.id and many - got[one, good] > NOTABLE * many
        }
        if missed:
            good = max(missed, key=lambda name: missed[name])
            facts = {
                "wanted": round(units(wanted[group.id, good]), 2),
                "got": round(units(got[group.id, good]), 2),
                "good": world.land.good(good).name,
                "price": round(units(world.fact(good, "price")), 2),
                "kept": round(units(sum(missed.values()) // MICRO), 2),
            }
            events.append(Told(holder(world, group.id), IN_LINE, facts))
    return events
