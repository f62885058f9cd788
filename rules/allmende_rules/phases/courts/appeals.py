"""Appeals: a licensee found in breach by an inspection, or convicted on a complaint, has a jury judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from allmende_rules.amounts import micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.court import appeal_size, conviction
from allmende_rules.phases.courts.facts import (
    COURT,
    CourtCase,
    affordable,
    cases,
    docket,
    faced,
    in_session,
    panel,
    purse,
)
from allmende_rules.phases.courts.jurors import costs, evidence, with_jury
from allmende_rules.questions import Answers, Effect, Flag, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import NO_BOOK, TABLE, World

APPEAL = "appeal"
AT_STAKE = (
    "It costs {cost} of your {money}. If it stands you face: {faced}. A jury of {many} convicts the "
    "innocent with a chance of {odds} %."
)
AGAIN = "{who} appeals: another jury judges {site}."


def appeal(site: str) -> Flag:
    """Whether a licensee takes its case to a jury, or to another one."""
    return Flag(
        id=f"{APPEAL}:{site}",
        topic=APPEAL,
        about=site,
        title="Appeal",
        help="Jurors who have not judged it yet judge the case. The cost is yours, whatever they say.",
        default=False,
        required=False,
        once=True,
        effects=(Effect("fines", -1),),
    )


def appellants(world: World, replies: Replies, paying: Sequence[str] = ()) -> list[str]:
    """The sites whose licensees appeal, as far as they can pay for each beside a complaint."""
    cost = micro(world.dial("court_cost"))
    money = {seat: world.amount(purse(world, seat)) - cost * (seat in paying) for seat in replies}
    sites: list[str] = []
    for seat in sorted(replies):
        for question, said in replies[seat].items():
            if question.startswith(f"{APPEAL}:") and said is True and money[seat] >= cost:
                money[seat] -= cost
                sites.append(question.partition(":")[2])
    return sites


def ask_appeal(world: World, seat: str) -> tuple[Question, ...]:
    """Whether a licensee convicted on a complaint appeals; a finding's appeal has been heard."""
    if not in_session(world):
        return ()
    lost = [case for case in cases(world) if _may_appeal(case) and case.accused == seat]
    return tuple(appeal(case.site) for case in lost) if lost and affordable(world, seat) else ()


def _may_appeal(case: CourtCase) -> bool:
    return case.guilty and bool(case.by) and not case.appealed


def preview_appeal(
    view: View, questions: tuple[Question, ...], _draft: Answers
) -> tuple[Line, ...]:
    """What it costs, what a breach that stands would bring, and how often such a jury errs."""
    return tuple(
        Line(one.id, AT_STAKE, _at_stake(view, one.about))
        for one in questions
        if one.topic == APPEAL
    )


def _at_stake(view: View, site: str) -> dict[str, object]:
    tried = {case.site: case.found for case in cases(view) if case.guilty}
    seen: Mapping[str, int] = view.fact(COURT, "found", NO_BOOK)
    many = reviewers(view, site)
    innocent = conviction(many, view.fact("dials", "court_accuracy"), guilty=False)
    amount = tried.get(site, seen.get(site, 0))
    enterprise = view.land.enterprise(site)
    return {
        "cost": round(view.fact("dials", "court_cost"), 2),
        "money": round(units(view.amount(purse(view, view.seat or ""))), 1),
        "faced": faced(view, enterprise, amount, view.fact(TABLE, "round")),
        "many": many,
        "odds": round(100 * innocent),
    }


def reviewers(view: View, site: str) -> int:
    """How many would judge the appeal of one of the asking seat's sites; a judge if nobody is left."""
    size = int(view.fact("dials", "jury"))
    tried = next((case for case in cases(view) if case.site == site), None)
    fresh = CourtCase(site, view.seat or "", 0)
    return (panel(view, tried, appeal_size(size)) if tried else panel(view, fresh, size)) or 1


def file_appeals(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Cases that are appealed come before another jury, which is larger if enough are left."""
    asked = set(appellants(world, replies)) if replies else set()
    if not asked:
        return []
    size = appeal_size(int(world.dial("jury")))
    found = [
        replace(with_jury(world, replace(case, appealed=True), size, chance), votes=None)
        if case.site in asked
        else case
        for case in cases(world)
    ]
    again = [case for case in found if case.votes is None]
    return [
        *costs(world, [case.accused for case in again]),
        *(_tell(world, case) for case in again),
        docket(found),
        *evidence(world, again, chance),
    ]


def _tell(world: World, case: CourtCase) -> Event:
    facts = {"who": world.land.name(case.accused), "site": world.land.name(case.site)}
    return Told("all", AGAIN, facts)
