"""The way out of a Commons: its purses are everybody's, and licences, findings and laws are void.

Fees are paid for a round and shared out in it, so none are held for a time to come. Fines and offers
fall due or lapse in the round in which they are made, so of a court only findings and memory are left.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.sanctions import remembered
from allmende_rules.phases.assembly.laws import LAWS, lapse
from allmende_rules.phases.commons.sectors import BASICS, COMMONS, RENEWAL
from allmende_rules.phases.commons.site_licences import standing
from allmende_rules.phases.courts.facts import COURT, history
from allmende_rules.phases.leaving import to_everyone, voided
from allmende_rules.world import NO_BOOK, TABLE, World

PURSES = (COMMONS, BASICS, RENEWAL)
SHARED = "The Commons ends: its {money} go to all people alike."
REPEALED = "Laws that end with it: {laws}."
LICENCE = (
    "{site}: your licence, at {fee} a round until round {until}, is void. Nothing more is owed for it, and "
    "nothing is paid back."
)
FORGIVEN = "{site}: what an inspection found, {found} {unit} beyond its lots, comes before no court any more."
FORGOTTEN = "Your record before the court is void; it remembered {many} of your breaches."


def dissolve(world: World) -> list[Event]:
    """The Commons' purses go to all people, the same a head; all else is void, and each seat hears what."""
    return [
        *to_everyone(world, PURSES, "the Commons is shared out"),
        *voided(world, "licence:", "licences end"),
        *_announced(world),
        *lapse(world),
        *(told for seat in world.fact(TABLE, "seats") for told in _receipt(world, seat)),
    ]


def _announced(world: World) -> list[Event]:
    """What ends for everybody: the purses, and laws in force."""
    money = sum([world.amount(purse) for purse in PURSES])
    ended = world.fact(LAWS, "in_force", ())
    laws = "; ".join([f"{law['label']}: {law['text']}" for law in ended])
    return [
        Told("all", SHARED, {"money": round(units(money), 1)}),
        *([Told("all", REPEALED, {"laws": laws})] if laws else []),
    ]


def _receipt(world: World, seat: str) -> list[Event]:
    """The licences of a seat, what it was found to have taken, and its record, which are void."""
    return [*_licences(world, seat), *_findings(world, seat), *_record(world, seat)]


def _licences(world: World, seat: str) -> list[Event]:
    held = [one for one in standing(world) if one.holder == seat]
    facts = [
        {
            "site": world.land.name(one.kind),
            "fee": round(units(one.fee), 2),
            "until": one.expires,
        }
        for one in held
    ]
    return [Told(seat, LICENCE, each) for each in facts]


def _findings(world: World, seat: str) -> list[Event]:
    found: Mapping[str, int] = world.fact(COURT, "found", NO_BOOK)
    sites = [world.land.enterprise(site) for site in world.held(seat) if site in found]
    facts = [
        {
            "site": site.name,
            "found": round(units(found[site.id]), 1),
            "unit": world.land.good(site.good).unit,
        }
        for site in sites
    ]
    return [Told(seat, FORGIVEN, each) for each in facts]


def _record(world: World, seat: str) -> list[Event]:
    memory = int(world.dial("memory"))
    many = len(remembered(history(world, seat), world.round, memory))
    return [Told(seat, FORGOTTEN, {"many": many})] if many else []
