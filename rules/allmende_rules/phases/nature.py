"""Nature: stocks regrow, the sky warms, machines wear and are built, goods spoil, and sites learn.

The same under every system, after what was executed and whatever a law allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import LOST, MADE, USED, Event, Move, Stated
from allmende_rules.ledger import post
from allmende_rules.phases.climate import warm
from allmende_rules.phases.physical import BUILD, EXECUTED, capital_recipe
from allmende_rules.phases.research import learn
from allmende_rules.physics import nature
from allmende_rules.system import Phase, Replies
from allmende_rules.world import World


def run_nature(world: World, _replies: Replies, chance: Chance) -> list[Event]:
    """Stocks regrow, machines wear and are built, warehouses spoil."""
    done = world.hidden[EXECUTED]["executed"]
    return [
        *_regrow(world, done["harvest"], chance),
        *warm(world, done["outputs"]),
        *_wear(world),
        *_build(world),
        *_spoil(world),
        *learn(world),
    ]


def _regrow(world: World, taken: Mapping[str, Mapping[str, int]], chance: Chance) -> list[Event]:
    events: list[Event] = []
    for resource in world.land.resources:
        harvest = units(sum(taken.get(resource.id, {}).values()))
        stock: float = world.fact(resource.id, "stock")
        noise = chance.normal("growth", world.round, resource.id)
        grown = nature.regrow(resource, stock, harvest, noise)
        facts: dict[str, Any] = {"stock": grown, "harvest": round(harvest, 6), "before": stock}
        events.append(Stated("all", resource.id, facts))
    return events


def _wear(world: World) -> list[Event]:
    rate = world.land.frictions.depreciation
    sites = world.land.enterprises
    return post(
        "wear",
        (
            Move(e.id, USED, "capital", nature.wear(world.amount(e.id, "capital"), rate))
            for e in sites
        ),
    )


def _build(world: World) -> list[Event]:
    """Turn gathered goods into machines: as many units as the scarcest of the recipe's goods allows."""
    moves: list[Move] = []
    for site in world.land.enterprises:
        yard = BUILD + site.id
        if yard not in world.ledger:
            continue
        recipe = capital_recipe(world.land, site.id)
        many = min((world.amount(yard, f"good:{g}") / a for g, a in recipe.items()), default=0.0)
        if built := int(many):
            moves += [Move(yard, USED, f"good:{g}", int(built * a)) for g, a in recipe.items()]
            moves.append(Move(MADE, site.id, "capital", built))
    return post("new machines", moves)


def _spoil(world: World) -> list[Event]:
    moves: list[Move] = []
    for site in world.land.enterprises:
        asset, rate = f"good:{site.good}", world.land.good(site.good).spoilage
        moves.append(Move(site.id, LOST, asset, nature.spoil(world.amount(site.id, asset), rate)))
    return post("spoilage", moves)


NATURE = Phase("nature", "Nature", resolve=run_nature, cause="nature")
