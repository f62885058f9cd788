"""Accounts of goods: what a plan had for each use of a good, and what became of it.

What is made goes to sites as inputs, into machines, to people and into stores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from allmende_rules.amounts import MICRO, units
from allmende_rules.land import Good
from allmende_rules.phases.abatement import burden
from allmende_rules.phases.command.facts import PLAN
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.physics.execution import Executed
from allmende_rules.world import World


class Uses(NamedTuple):
    """Units of a good: made, used by sites, built into machines, and for people."""

    made: float
    inputs: float
    machines: float
    people: float


def planned_uses(world: World, good: Good) -> Uses:
    """What the plan had for each use; it counts on no stores."""
    plan, land = world.public[PLAN], world.land
    return Uses(
        made=plan["outputs"][good.id],
        inputs=sum(
            [
                land.uses[e.good].get(good.id, 0.0)
                * burden(world, e)
                * units(world.fact(e.id, "planned"))
                for e in land.enterprises
            ]
        ),
        machines=sum(
            [
                plan["machines"][e.id] * land.machines[e.good].get(good.id, 0.0)
                for e in land.enterprises
            ]
        ),
        people=plan["people"][good.id],
    )


def uses_had(world: World, done: Executed, good: Good) -> Uses:
    """What became of it."""
    orders: Mapping[str, Any] = world.hidden[ORDERS]["orders"]
    served = {True: 0, False: 0}
    for (payer, taker, name, *_), many in zip(orders["deliveries"], done.delivered, strict=True):
        if name == good.id:
            served[payer == taker] += many
    return Uses(
        made=units(sum([done.outputs.get(e.id, 0) for e in world.land.makers[good.id]])),
        inputs=units(sum([used.get(good.id, 0) for used in done.inputs.values()])),
        machines=units(served[False]),
        people=units(served[True]),
    )


def stored(world: World, done: Executed, good: Good) -> float:
    """Units that stores gained."""
    offered: Mapping[str, int] = world.hidden[ORDERS]["orders"]["offered"]
    makers = [site.id for site in world.land.makers[good.id]]
    return units(sum([done.leftover[site] - offered.get(site, 0) for site in makers]))


def wanted_by_people(world: World, good: Good) -> float:
    """Units that people put money on at the list price."""
    price: int = world.fact(good.id, "price")
    orders: Mapping[str, Any] = world.hidden[ORDERS]["orders"]
    return sum(
        [
            units(budget * MICRO // price)
            for payer, taker, name, _, budget in orders["deliveries"]
            if payer == taker and name == good.id
        ]
    )
