"""Complaints: anyone may bring to court a site that may have taken what is missing.

A licensee that an inspection found in breach may appeal in the same sitting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.court import draw_jury
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.courts.appeals import appeal, appellants
from allmende_rules.phases.courts.facts import (
    COURT,
    CourtCase,
    affordable,
    called,
    docket,
    findings,
    in_session,
    purse,
)
from allmende_rules.phases.courts.jurors import costs, evidence, with_jury
from allmende_rules.questions import Choice, Effect, Option, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import NO_BOOK, TABLE, World

COMPLAINT, NOBODY = "complaint", "nobody"
FILED = "{who} files a complaint: {site} is said to have taken more than its lots."
CONTESTED = "{who} appeals against the finding of the inspection at {site}."
JOINED = (
    "Your complaint of {site} goes to court with others; {who} was drawn to bring it, and pays."
)
STAKE = "The cost is {cost} of your {money}. {missing}"


def ask_complaint(world: World, seat: str) -> tuple[Question, ...]:
    """Whom a seat complains of; and whether it appeals against what inspections found."""
    if not in_session(world) or not affordable(world, seat):
        return ()
    found: Mapping[str, int] = world.fact(COURT, "found", NO_BOOK)
    able: Mapping[str, int] = world.fact(COURT, "suspects", NO_BOOK)
    held = world.held(seat)
    people = world.fact(TABLE, "seats", ())
    others = [site for site in able if site not in found and site not in held and seat in people]
    appeals = [appeal(site) for site in found if site in held]
    return (*((_complaint(world, others),) if others else ()), *appeals)


def _complaint(world: World, sites: Sequence[str]) -> Choice:
    options = [
        Option(site, f"{world.land.name(site)} ({called(world, holder(world, site))})")
        for site in sites
    ]
    return Choice(
        id=COMPLAINT,
        topic=COMPLAINT,
        about=COURT,
        title="Complain of over-cutting",
        help="More was taken than all books show. A jury judges the site that you name. If several name it, "
        "one of you is drawn to bring the case and to pay its cost.",
        options=(Option(NOBODY, "Nobody"), *options),
        default=NOBODY,
        required=False,
        once=True,
        effects=tuple(Effect("fines", 1, site) for site in sites),
    )


def preview_complaint(view: View, questions: tuple[Question, ...]) -> tuple[Line, ...]:
    """What a case costs, and what is missing."""
    missing: Mapping[str, int] = view.fact(COURT, "missing", NO_BOOK)
    named = [
        f"{view.land.name(resource)}: {units(gone):.1f} {view.land.resource(resource).unit} missing."
        for resource, gone in missing.items()
        if gone
    ]
    facts = {
        "cost": round(view.fact("dials", "court_cost"), 2),
        "money": round(units(view.amount(purse(view, view.seat or ""))), 1),
        "missing": " ".join([*named, *findings(view)]),
    }
    return tuple(Line(one.id, STAKE, facts) for one in questions if one.topic == COMPLAINT)


def file_cases(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """The cases of the round with their juries; who brings them has paid."""
    if not in_session(world):
        return [docket(())] if world.fact(COURT, "cases") else []
    named = _named(replies)
    filed = [_complaint_of(world, site, seats, chance) for site, seats in named.items()]
    found = [*filed, *_appealed(world, replies, [case.by for case in filed])]
    heard = [with_jury(world, case, world.dial("jury"), chance) for case in found]
    return [
        *costs(world, [case.by or case.accused for case in heard]),
        *(_tell(world, case) for case in heard),
        *(told for case in filed for told in _tell_joined(world, case, named[case.site])),
        docket(heard),
        *evidence(world, heard, chance),
    ]


def _named(replies: Replies) -> dict[str, list[str]]:
    """Who complains of each site."""
    named: dict[str, list[str]] = {}
    for seat in sorted(replies):
        site = replies[seat].get(COMPLAINT, NOBODY)
        if isinstance(site, str) and site != NOBODY:
            named.setdefault(site, []).append(seat)
    return dict(sorted(named.items()))


def _complaint_of(world: World, site: str, seats: Sequence[str], chance: Chance) -> CourtCase:
    """The one case of a site. Of several who name it one is drawn to bring it, and pays."""
    able: Mapping[str, int] = world.fact(COURT, "suspects", NO_BOOK)
    (by,) = draw_jury(seats, (), 1, chance, f"{site} complaint", world.round)
    return CourtCase(site, holder(world, site), able[site], by=by)


def _appealed(world: World, replies: Replies, paying: Sequence[str]) -> list[CourtCase]:
    found: Mapping[str, int] = world.fact(COURT, "found", NO_BOOK)
    return [
        CourtCase(site, holder(world, site), found[site])
        for site in appellants(world, replies, paying)
        if site in found
    ]


def _tell(world: World, case: CourtCase) -> Event:
    who = world.land.name(case.by or case.accused)
    text = FILED if case.by else CONTESTED
    return Told("all", text, {"who": who, "site": world.land.name(case.site)})


def _tell_joined(world: World, case: CourtCase, seats: Sequence[str]) -> list[Event]:
    """To others who named the site that it goes to court without cost to them."""
    facts = {"who": world.land.name(case.by), "site": world.land.name(case.site)}
    return [Told(seat, JOINED, facts) for seat in seats if seat != case.by]
