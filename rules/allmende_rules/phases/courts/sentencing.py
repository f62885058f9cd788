"""Sentencing: what follows from breaches that stand, told to all and to those whom it concerns.

What inspections found and nobody contested, and what juries decided, climbs the ladder of sanctions
and is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated, Told, plain
from allmende_rules.mechanisms.court import Remedy, remedy
from allmende_rules.mechanisms.sanctions import Offence, remembered, sanction
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.courts.facts import (
    COURT,
    CourtCase,
    history,
    ladder,
    overcutting,
    worth,
)
from allmende_rules.phases.courts.trial import second_verdicts, tell_second
from allmende_rules.system import Replies
from allmende_rules.world import NO_BOOK, NO_FACTS, World

SANCTIONED = "{site}, for {found} {unit} beyond its lots: {what}."
WARNED = "You are warned for {site}: a further breach, while this one is remembered, costs more."
YOURS = "You pay {fine} at payday for {site}: it is your breach number {many} of those that are remembered."
UPHELD, DISMISSED = (
    "Your complaint of {site} was upheld; it cost you {cost}.",
    "Your complaint of {site} was dismissed; it cost you {cost}.",
)
PARTS = (
    "a warning",
    "a fine of {fine}",
    "as much to be left standing",
    "no lots this round",
)


def close_court(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """The last verdicts, and what follows from all breaches that stand."""
    if not overcutting(world):
        return []
    judged = second_verdicts(world, replies, chance)
    found = held_for(
        world, [*(case for case in judged if case.guilty), *_uncontested(world, judged)]
    )
    remedies = {case.site: _remedy(world, case) for case in found}
    return [
        *tell_second(world, judged),
        *(_tell(world, case, remedies[case.site]) for case in found),
        *(_tell_fined(world, case, remedies[case.site].fine) for case in found),
        *(_tell_complainant(world, case) for case in judged if case.by),
        Stated("all", COURT, _pronounced(world, judged, found, remedies)),
    ]


def held_for(world: World, found: Sequence[CourtCase]) -> list[CourtCase]:
    """The breaches with what each is held to have taken: together no more than is missing of a stock."""
    missing: Mapping[str, int] = world.fact(COURT, "missing", NO_BOOK)
    parts = dict.fromkeys([case.site for case in found], 1.0)
    for resource, gone in missing.items():
        claims = {
            case.site: int(case.found * per_unit)
            for case in found
            if (per_unit := _harvest(world, case.site).get(resource))
        }
        part = min(1.0, gone / (sum(claims.values()) or 1))
        parts |= {site: min(parts[site], part) for site in claims}
    return [replace(case, found=int(case.found * parts[case.site])) for case in found]


def _harvest(world: World, site: str) -> Mapping[str, float]:
    return world.land.good(world.land.enterprise(site).good).harvest


def _uncontested(world: World, judged: Sequence[CourtCase]) -> list[CourtCase]:
    """What inspections found, where the licensee did not appeal."""
    contested = {case.site for case in judged}
    seen: Mapping[str, int] = world.fact(COURT, "found", NO_BOOK)
    return [
        CourtCase(site, holder(world, site), amount, guilty=True)
        for site, amount in seen.items()
        if site not in contested
    ]


def _remedy(world: World, case: CourtCase) -> Remedy:
    value = worth(world, world.land.enterprise(case.site), case.found)
    penalty = sanction(history(world, case.accused), Offence(world.round, value), ladder(world))
    return remedy(penalty, case.found, restore=bool(world.dial("restoration")))


def _pronounced(
    world: World,
    judged: Sequence[CourtCase],
    found: Sequence[CourtCase],
    remedies: Mapping[str, Remedy],
) -> dict[str, Any]:
    """The court's facts for the round. Breaches that are no more remembered are struck."""
    memory, now = int(world.dial("memory")), world.round
    known: Mapping[str, Sequence[int]] = world.fact(COURT, "history", NO_FACTS)
    past = {seat: list(remembered(rounds, now, memory)) for seat, rounds in known.items()}
    for case in found:
        past[case.accused] = sorted({*past.get(case.accused, ()), now})
    penalties = {
        "round": now,
        "fines": {site: one.fine for site, one in remedies.items() if one.fine},
        "accused": {case.site: case.accused for case in found},
        "restore": {site: one.restore for site, one in remedies.items() if one.restore},
        "withheld": [site for site, one in remedies.items() if one.stop],
    }
    return {
        "cases": plain(judged),
        "history": {seat: rounds for seat, rounds in past.items() if rounds},
        "penalties": penalties,
        "fined": sum(one.fine for one in remedies.values()),
        "found": {},
        "suspects": {},
    }


def _tell(world: World, case: CourtCase, one: Remedy) -> Event:
    site = world.land.enterprise(case.site)
    kept = (not one.fine, one.fine, one.restore, one.stop)
    what = ", ".join([text for text, part in zip(PARTS, kept, strict=True) if part])
    facts = {
        "site": site.name,
        "found": round(units(case.found), 1),
        "unit": world.land.good(site.good).unit,
        "what": what.format(fine=round(units(one.fine), 1)),
    }
    return Told("all", SANCTIONED, facts)


def _tell_fined(world: World, case: CourtCase, fine: int) -> Event:
    """To the licensee why it pays, or that the next breach will cost it something."""
    many = len(remembered(history(world, case.accused), world.round, int(world.dial("memory")))) + 1
    facts = {
        "site": world.land.name(case.site),
        "fine": round(units(fine), 1),
        "many": many,
    }
    return Told(case.accused, YOURS if fine else WARNED, facts)


def _tell_complainant(world: World, case: CourtCase) -> Event:
    facts = {
        "site": world.land.name(case.site),
        "cost": round(world.dial("court_cost"), 2),
    }
    return Told(case.by, UPHELD if case.guilty else DISMISSED, facts)
