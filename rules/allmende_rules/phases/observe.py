"""Observe: the news of the round. Productivities drift, and the tape's shocks strike.

Both depend on scenario and seed alone, so every system meets the same weather.
"""

from __future__ import annotations

from math import exp
from typing import Any

from allmende_rules.chance import Chance
from allmende_rules.events import LOST, Event, Move, Stated, Told
from allmende_rules.ledger import post
from allmende_rules.physics.nature import drift
from allmende_rules.system import Phase, Replies
from allmende_rules.world import World


def observe(world: World, _replies: Replies, chance: Chance) -> list[Event]:
    """New productivities for the round, then shocks to productivity, capacity or stock, with their news."""
    shocks: list[dict[str, Any]] = world.hidden["tape"]["shocks"].get(str(world.round), [])
    events: list[Event] = []
    lost: dict[str, int] = {}
    for site in world.land.enterprises:
        struck = [shock for shock in shocks if shock["target"] in (site.id, site.good)]
        facts = _productivity(world, site.id, struck, chance)
        events.append(Stated("holder", site.id, facts))
        machines = world.amount(site.id, "capital")
        lost[site.id] = _damage(machines, struck)
        events.append(Stated("all", site.id, {"capacity": machines - lost[site.id]}))
    events += post("damage", [Move(f, LOST, "capital", amount) for f, amount in lost.items()])
    return [*events, *_stocks(world, shocks), *_news(shocks)]


def _productivity(
    world: World, site: str, shocks: list[dict[str, Any]], chance: Chance
) -> dict[str, float]:
    """AR(1) in logarithms (DESIGN 5); the opening already drew round 1."""
    frictions, known, number = world.land.frictions, world.private[site], world.round
    value: float = known["drift"]
    if number > 1:
        draw = chance.normal("productivity", number, site)
        value = drift(value, frictions.productivity_persistence, draw, frictions.productivity_noise)
    theta = known["level"] * exp(value) * _factor(shocks, "productivity")
    return {"drift": _rounded(value), "theta": _rounded(theta)}


def _rounded(value: float) -> float:
    """To nine decimals."""
    return round(value * 1e9) / 1e9


def _factor(shocks: list[dict[str, Any]], kind: str) -> float:
    product = 1.0
    for shock in shocks:
        if shock["kind"] == kind:
            product *= shock["factor"]
    return product


def _damage(capacity: int, shocks: list[dict[str, Any]]) -> int:
    return max(0, capacity - int(capacity * _factor(shocks, "capacity")))


def _stocks(world: World, shocks: list[dict[str, Any]]) -> list[Event]:
    events: list[Event] = []
    for resource in world.land.resources:
        struck = [shock for shock in shocks if shock["target"] == resource.id]
        if struck:
            struck_down = world.fact(resource.id, "stock") * _factor(struck, "stock")
            stock = min(struck_down, resource.carrying_capacity)
            events.append(Stated("all", resource.id, {"stock": round(stock, 6)}))
    return events


def _news(shocks: list[dict[str, Any]]) -> list[Event]:
    """The sentence of each shock, with how much of what it struck is left."""
    return [
        Told("all", shock["news"], {"percent": round(100 * shock["factor"])}) for shock in shocks
    ]


OBSERVE = Phase(
    "observe",
    "News",
    resolve=observe,
    help="What happened to the valley since last round: weather, luck and wear.",
    cause="nature",
)
