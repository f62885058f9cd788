"""Inspection of harvesters: what the Commons pays for, what is seen, and what the stock itself shows.

Every harvester under licence has the same chance to be inspected. What a stock lost beyond all that is
booked is in sight of everybody, so nobody can be found to have taken more than is missing.
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.measures import GAUGES, rounded
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.mechanisms.monitoring import Case, Draws, Finding, Watch, monitor
from allmende_rules.phases.commons.harvest_lots import harvest_limits, licensed_harvesters
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.phases.courts.facts import (
    COURT,
    missing_harvest,
    overcutting,
    suspects,
    unaccounted,
)
from allmende_rules.system import Replies
from allmende_rules.world import World

INSPECTION = "inspection"
MISSING = "{resource}: {missing} {unit} more were taken than all books show."
SEEN = "An inspection of {site} found about {excess} {unit} beyond its lots."
IN_ORDER = "{site} was inspected: nothing beyond its lots was found."


def pay_inspectors(world: World) -> list[Event]:
    """Inspections are paid for in advance, as far as the Commons' money goes; citizens do them in turn."""
    if not overcutting(world):
        return []
    many = len({site.id for site, _ in licensed_harvesters(world)})
    wanted = world.dial("inspection")
    cost = int(wanted * many * world.dial("inspection_cost") * MICRO)
    paid = min(cost, world.amount(COMMONS))
    watch = wanted * paid / cost if cost else wanted
    people = {group.id: group.people for group in world.land.households}
    moves = [Move(COMMONS, home, "money", part) for home, part in per_head(paid, people).items()]
    return [*post(INSPECTION, moves), Stated("all", COURT, {"watch": round(watch, 6)})]


def inspect(world: World, _replies: Replies, chance: Chance) -> list[Event]:
    """What is missing is told to all, and who was found to have taken it."""
    if not overcutting(world):
        return []
    missing = missing_harvest(world)
    able = suspects(world, licensed_harvesters(world), missing)
    seen = _inspections(world, chance)
    found = {
        one.subject: min(one.excess, able[one.subject])
        for one in seen
        if one.flagged and one.subject in able
    }
    others = [one for one in licensed_harvesters(world) if one[0].id not in found]
    left = suspects(world, others, unaccounted(world, missing, found))
    return [
        Stated("all", COURT, {"missing": missing, "suspects": left, "found": found}),
        Stated("all", GAUGES, _gauges(world, missing)),
        *_tell_missing(world, missing),
        *(_tell_inspected(world, one, found.get(one.subject, 0)) for one in seen),
    ]


def _gauges(world: World, missing: dict[str, int]) -> dict[str, float]:
    """What courts are for, as indicators: harvest beyond lots as a share of these, and fines imposed."""
    lots = sum(
        world.amount(site.id, f"licence:{resource}")
        for site, resource in licensed_harvesters(world)
    )
    beyond = sum(missing.values())
    return {
        "overharvest": rounded(beyond / lots) if lots else float(bool(beyond)),
        "fines": units(world.fact(COURT, "fined", 0)),
    }


def _inspections(world: World, chance: Chance) -> list[Finding]:
    """Inspectors go out and read what they can; who was not found at home is left out."""
    sites = {site.id: site for site, _ in licensed_harvesters(world)}
    allowed, error = harvest_limits(world), world.dial("inspection_error")
    cases = [_case(world, site, micro(allowed[name])) for name, site in sites.items()]
    rates = dict.fromkeys(sites, float(world.fact(COURT, "watch", 0.0)))
    draws = {name: _draws(chance, world.round, name) for name in sites}
    found = monitor(cases, rates, Watch(error, error, error), draws)
    return [one for one in found if one.seen is not None]


def _case(world: World, site: Enterprise, allowed: int) -> Case:
    """What a site was allowed to make and what it truly made: this is where an inspector looks."""
    made = world.fact(site.id, "output", 0) + world.secret(site.id, "unbooked", 0)
    return Case(site.id, allowed, made)


def _draws(chance: Chance, round_: int, site: str) -> Draws:
    return Draws(*(chance.uniform(f"{INSPECTION} {what}", round_, site) for what in Draws._fields))


def _tell_missing(world: World, missing: dict[str, int]) -> list[Event]:
    return [
        Told(
            "all",
            MISSING,
            {
                "resource": world.land.name(resource),
                "missing": round(units(gone), 1),
                "unit": world.land.resource(resource).unit,
            },
        )
        for resource, gone in missing.items()
        if gone
    ]


def _tell_inspected(world: World, one: Finding, found: int) -> Event:
    site = world.land.enterprise(one.subject)
    if not found:
        return Told(world.fact(site.id, "holder"), IN_ORDER, {"site": site.name})
    facts = {
        "site": site.name,
        "excess": round(units(found), 1),
        "unit": world.land.good(site.good).unit,
    }
    return Told("all", SEEN, facts)
