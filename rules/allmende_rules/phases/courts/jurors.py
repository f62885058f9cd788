"""Jurors: who is drawn to judge a case, what bringing it costs, and what each juror's own eyes say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from allmende_rules.amounts import micro
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.ledger import post
from allmende_rules.mechanisms.court import draw_jury, impressions
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.phases.courts.facts import CourtCase, purse, truly_over
from allmende_rules.world import TABLE, World

COST = "court costs"
DRAWN = "You are drawn as a juror on {site}: to your eyes the evidence says {seen}."


def with_jury(world: World, case: CourtCase, size: float, chance: Chance) -> CourtCase:
    """The case with jurors drawn from the table: no party to it, and nobody who has judged it."""
    parties = (case.accused, case.by, *case.jury)
    seats = world.fact(TABLE, "seats", ())
    name = case.site + " again" * case.appealed
    return replace(case, jury=draw_jury(seats, parties, int(size), chance, name, world.round))


def costs(world: World, seats: Iterable[str]) -> list[Event]:
    """What bringing cases costs goes to the Commons."""
    cost = micro(world.dial("court_cost"))
    return post(COST, [Move(purse(world, seat), COMMONS, "money", cost) for seat in seats])


def evidence(world: World, found: Sequence[CourtCase], chance: Chance) -> list[Event]:
    """Each juror looks at the record and at the site, and sees the truth with the court's accuracy."""
    eyes: dict[str, dict[str, bool]] = {}
    for case in found:
        seen = impressions(
            case.jury,
            truth=truly_over(world, case.site),
            accuracy=world.dial("court_accuracy"),
            chance=chance,
            case=case.site,
            round=world.round,
        )
        for juror, guilty in seen.items():
            eyes.setdefault(juror, {})[case.site] = guilty
    return [
        event
        for juror, sees in sorted(eyes.items())
        for event in (
            Stated("holder", juror, {"evidence": sees}),
            *(_told(world, juror, site, guilty=guilty) for site, guilty in sees.items()),
        )
    ]


def _told(world: World, juror: str, site: str, *, guilty: bool) -> Event:
    seen = "more than its lots was taken" if guilty else "its lots were kept"
    return Told(juror, DRAWN, {"site": world.land.name(site), "seen": seen})
