"""Fulfilment: where the plan for people was missed, and by what, from the account of each good.

What is made of a good goes to sites as inputs, into machines, to people and into stores. So what people
got less than was planned was not made, was used by others, or lies in stores; each part is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.land import Enterprise, Good
from allmende_rules.phases.command.goods_accounts import (
    Uses,
    planned_uses,
    stored,
    uses_had,
    wanted_by_people,
)
from allmende_rules.physics.execution import Executed
from allmende_rules.world import TABLE, World

MISSED = "Of {good} for people {planned} {unit} were planned and {got} delivered"
OF_NEED = ", {part} % of what all need"
MADE = "its sites made {made} of {scale}"
FEWER_HOURS = ", with {hours} of the {due} hours planned for them"
STATED = ", for their hours made less than they had stated"
MACHINES_FULL = ", for their machines make no more"
RAN_OUT = ", for {limit} ran out"
INPUTS = "inputs of sites came first and took {used}, where {meant} was planned"
MACHINES = "machines came first and took {built}, where {parts} was planned"
WANTED = "people wanted no more at {price}"
STORED = "{kept} more of it lies in stores"
NOTABLE = 0.05
"""A smaller share of what was planned is no news."""
NAMED = 0.2
"""Parts of what is missing from this share on are named; of four at least one is."""


class Part(NamedTuple):
    """A part of what is missing, in units, with a clause about it and the clause's facts."""

    missing: float
    text: str
    facts: Mapping[str, Any]


def fulfilment(world: World, done: Executed) -> list[Event]:
    """To whoever plans: each good of which people got notably less than was planned, and why."""
    planners = [s for s in world.fact(TABLE, "seats", ()) if world.fact(s, "role") == "planner"]
    if not planners:
        return []
    told: list[tuple[str, dict[str, Any]]] = []
    for good in world.land.wanted:
        planned, had = planned_uses(world, good), uses_had(world, done, good)
        if planned.people - had.people > NOTABLE * planned.people:
            told.append(_missed(world, done, good, (planned, had)))
    return [Told(seat, text, facts) for seat in planners for text, facts in told]


def _missed(
    world: World, done: Executed, good: Good, uses: tuple[Uses, Uses]
) -> tuple[str, dict[str, Any]]:
    """A sentence with its facts: what was planned, what came, and the larger parts of the difference."""
    planned, had = uses
    least = NAMED * (planned.people - had.people)
    named = [one for one in _parts(world, done, good, uses) if one.missing >= least]
    named.sort(key=lambda one: -one.missing)
    facts: dict[str, Any] = {
        "good": good.name,
        "unit": good.unit,
        "planned": _shown(planned.people),
        "got": _shown(had.people),
    }
    text = MISSED
    if good.need:
        people = sum([group.people for group in world.land.households])
        facts["part"] = round(100 * had.people / (good.need * people), 1)
        text += OF_NEED
    for one in named:
        facts |= one.facts
    return f"{text}: {'; '.join([one.text for one in named])}.", facts


def _parts(world: World, done: Executed, good: Good, uses: tuple[Uses, Uses]) -> list[Part]:
    """All that people got less because of it; together, less what the plan had left over, it is the gap."""
    planned, had = uses
    inputs = {"used": _shown(had.inputs), "meant": _shown(planned.inputs)}
    machines = {"built": _shown(had.machines), "parts": _shown(planned.machines)}
    return [
        _not_made(world, done, good, uses),
        Part(had.inputs - planned.inputs, INPUTS, inputs),
        Part(had.machines - planned.machines, MACHINES, machines),
        _kept(world, done, good, had),
    ]


def _not_made(world: World, done: Executed, good: Good, uses: tuple[Uses, Uses]) -> Part:
    """What was not made of what the plan gave hours for, and what most of it was for want of."""
    planned, had = uses
    facts = {"made": _shown(had.made), "scale": _shown(planned.made)}
    text, more = _held_back(world, done, world.land.makers[good.id])
    return Part(planned.made - had.made, MADE + text, facts | more)


def _held_back(
    world: World, done: Executed, makers: Sequence[Enterprise]
) -> tuple[str, dict[str, Any]]:
    """What held back most of what makers fell short of their balanced scales."""
    limits = {short.enterprise: short.limit for short in done.shortages}
    short = Counter[str]()
    for site in makers:
        missing = world.fact(site.id, "planned") - done.outputs.get(site.id, 0)
        if site.id in limits and missing > 0:
            short[limits[site.id]] += missing
    if not short:
        return "", {}
    ((limit, _),) = short.most_common(1)
    if limit == "capacity":
        return MACHINES_FULL, {}
    if limit != "labour":
        return RAN_OUT, {"limit": world.land.name(limit)}
    return _short_of_hours(world, makers)


def _short_of_hours(world: World, makers: Sequence[Enterprise]) -> tuple[str, dict[str, Any]]:
    """Either fewer hours came than were planned, or they made less than was stated of them."""
    due = sum(
        [
            units(world.fact(e.id, "planned")) * units(world.fact(e.id, "reported_labour"))
            for e in makers
        ]
    )
    hours = units(sum([world.fact(e.id, "hours") for e in makers]))
    if hours >= (1.0 - NOTABLE) * due:
        return STATED, {}
    return FEWER_HOURS, {"hours": _shown(hours), "due": _shown(due)}


def _kept(world: World, done: Executed, good: Good, had: Uses) -> Part:
    """What went into stores: unsold where people got all that they wanted at the list price."""
    kept = stored(world, done, good)
    if had.people >= (1.0 - NOTABLE) * wanted_by_people(world, good):
        return Part(kept, WANTED, {"price": round(units(world.fact(good.id, "price")), 2)})
    return Part(kept, STORED, {"kept": _shown(kept)})


def _shown(value: float) -> float:
    return round(value, 1)
