"""What is told of the watch: whom the monitor saw, what it measured, and what the landing books say.

The books are exact and public; the monitor's measure errs, and may accuse by mistake, as far as the
dials `error` and `false_alarm` say. Where they do, it is said beside the measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.monitoring import Case, Finding
from allmende_rules.phases.self_government.group import rule
from allmende_rules.view import View
from allmende_rules.world import World

SEEN = "The monitor saw {seen} of {sites} sites that have a quota."
NOBODY = "The monitor saw {seen} of {sites} sites that have a quota, and nothing wrong."
BEYOND = "By the landing books these took more than their quota, which is in brackets: {sites}."
ACCUSED = (
    "The monitor measured {seen} at {site}, whose quota is {allowed} and whose landing books say {took}: "
    "that is an offence."
)
UNSEEN = "{site} landed {took} of a quota of {allowed}; the monitor did not come by."
CLEAR = "{site} landed {took} of a quota of {allowed}; the monitor measured {seen} and let it pass."
FOUND = (
    "{site} landed {took} of a quota of {allowed}; the monitor measured {seen}: that is an offence."
)
ERRS = " The monitor's measures may differ from the landing books by up to {error} %."
ALARMS = (
    " In {alarm} % of inspections of those who keep their quota the monitor accuses by mistake."
)


def tell_watch(
    world: World, cases: Sequence[Case], found: Iterable[Finding], *, watched: bool
) -> list[Event]:
    """To all who was found and what the books say; to each appropriator whether it was seen."""
    beyond = _tell_beyond(world, cases)
    if not cases or not watched:
        return beyond
    by = {one.subject: one for one in found if one.seen is not None}
    accused = [one for one in cases if one.subject in by and by[one.subject].flagged]
    text, errors = how_it_errs(world)
    facts: dict[str, float] = {"sites": len(cases), "seen": len(by)}
    if by:
        facts |= errors
    return [
        Told("all", (SEEN if accused or not by else NOBODY) + text * bool(by), facts),
        *(Told("all", ACCUSED, _facts(world, one, by[one.subject])) for one in accused),
        *beyond,
        *(_tell_site(world, one, by.get(one.subject)) for one in cases),
    ]


def how_it_errs(seen: World | View, *, alarms: bool = True) -> tuple[str, dict[str, float]]:
    """Whether, and how far, measures differ from the books: sentences and their facts, none if they agree.

    Without `alarms` nothing is said of accusations by mistake.
    """
    error, alarm = rule(seen, "error"), rule(seen, "false_alarm") * alarms
    facts: dict[str, float] = {}
    if error:
        facts["error"] = round(100 * error, 1)
    if alarm:
        facts["alarm"] = round(100 * alarm, 1)
    return ERRS * bool(error) + ALARMS * bool(alarm), facts


def _tell_beyond(world: World, cases: Sequence[Case]) -> list[Event]:
    """Whose landings, which are public, are more than its quota, so far as anyone can read it."""
    sites = [
        f"{world.land.name(one.subject)} {_tenth(one.took)} ({_tenth(one.allowed)})"
        for one in cases
        if _tenth(one.took) > _tenth(one.allowed)
    ]
    return [Told("all", BEYOND, {"sites": ", ".join(sites)})] if sites else []


def _tell_site(world: World, case: Case, finding: Finding | None) -> Event:
    """Whether a site was seen, to who runs it; where measure and books differ, by how much they may."""
    holder, facts = world.fact(case.subject, "holder"), _facts(world, case, finding)
    if finding is None:
        return Told(holder, UNSEEN, facts)
    verdict = FOUND if finding.flagged else CLEAR
    if facts["seen"] == facts["took"]:
        return Told(holder, verdict, facts)
    text, errors = how_it_errs(world, alarms=finding.flagged and case.took <= case.allowed)
    return Told(holder, verdict + text, facts | errors)


def _facts(world: World, case: Case, finding: Finding | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "site": world.land.name(case.subject),
        "took": _tenth(case.took),
        "allowed": _tenth(case.allowed),
    }
    if finding is not None and finding.seen is not None:
        facts["seen"] = _tenth(finding.seen)
    return facts


def _tenth(amount: int) -> float:
    return round(units(amount), 1)
