"""Causes: what the round did to the valley and to each seat, one sentence each, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.headlines import INCOME
from allmende_rules.land import Good
from allmende_rules.measures import Living
from allmende_rules.world import World

TOOK_IN = "You took in {income}: {wages} in wages, {profit} in profit"
PAID_TO_ALL = ", {dividend} in citizens' dividend"
ON_LAST_ROUND = " ({change} on last round)"
NOTABLE = 0.05
"""A price that moved by less than this share is no news."""


def valley_causes(world: World, now: Mapping[str, float]) -> list[Event]:
    """What became of each stock, and of the good whose price moved most."""
    return [*_stocks(world), *_dearest_change(world, now)]


def _stocks(world: World) -> list[Event]:
    text = "{name} went from {before} to {after}: {grown} grew and {cut} was taken."
    events: list[Event] = []
    for resource in world.land.resources:
        before, after = world.fact(resource.id, "before"), world.fact(resource.id, "stock")
        cut = world.fact(resource.id, "harvest", 0.0)
        if before is not None:
            facts = {
                "name": resource.name,
                "before": round(before, 1),
                "after": round(after, 1),
                "grown": round(after - before + cut, 1),
                "cut": round(cut, 1),
            }
            events.append(Told("all", text, facts))
    return events


def _dearest_change(world: World, now: Mapping[str, float]) -> list[Event]:
    """The price that moved most, beside the quantities that came to market in both rounds."""
    last: Mapping[str, float] = world.public.get(f"round {world.round - 1}", {})
    if not last:
        return []
    good = max(world.land.goods, key=lambda one: abs(_change(one, last, now)))
    if abs(_change(good, last, now)) < NOTABLE:
        return []
    facts = {
        "good": good.name,
        "before": round(last[f"price.{good.id}"], 2),
        "now": round(now[f"price.{good.id}"], 2),
        "made": round(now[f"output.{good.id}"], 1),
        "last": round(last[f"output.{good.id}"], 1),
        "unit": good.unit,
    }
    return [
        Told(
            "all",
            "{good} went from {before} to {now}: {made} {unit} were made, {last} before.",
            facts,
        )
    ]


def _change(good: Good, last: Mapping[str, float], now: Mapping[str, float]) -> float:
    name = f"price.{good.id}"
    return now[name] / last[name] - 1 if last[name] else 0.0


def seat_causes(
    world: World, seat: str, now: Mapping[str, float], lives: Mapping[str, Living]
) -> list[Event]:
    """Where a seat's income came from and how it changed, and what its people lack."""
    last: Mapping[str, float] = world.secret(seat, f"round {world.round - 1}", {})
    named = ("income", "wages", "profit", "dividend")
    facts: dict[str, Any] = {name: _tenths(now[name]) for name in named}
    if last:
        moved = INCOME.shown(now["income"]) - INCOME.shown(last["income"])
        facts["change"] = INCOME.text_of(moved, "+")
    text = TOOK_IN + PAID_TO_ALL * bool(facts["dividend"]) + ON_LAST_ROUND * bool(last) + "."
    return [Told(seat, text, facts), *_wants(world, seat, lives)]


def _tenths(value: float) -> float:
    """Rounded for reading."""
    return round(10 * value) / 10


def _wants(world: World, seat: str, lives: Mapping[str, Living]) -> list[Event]:
    events: list[Event] = []
    for unit in world.held(seat):
        if unit in lives and lives[unit].in_need:
            life = lives[unit]
            scarce = min(
                (good for good in world.land.goods if good.need),
                key=lambda good: life.goods[good.id] / good.need,
            )
            facts = {
                "people": life.in_need,
                "good": scarce.name,
                "had": round(life.goods[scarce.id], 3),
                "need": scarce.need,
                "price": round(units(world.fact(scarce.id, "price")), 2),
            }
            text = "{people} of your people went short: {had} {good} a head of {need} needed, at {price}."
            events.append(Told(seat, text, facts))
    return events
