"""What is said ahead of a director's reports: what they would bring, and beside what truth they stand.

All of it comes from the director's own view: published rules, public reports, and its own truth.
"""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.phases.command.bonus import (
    NAIVE,
    NONE,
    TRUTHFUL,
    Work,
    audit,
    bonus,
    coming_pressure,
    wage_fund,
)
from allmende_rules.phases.command.facts import in_plan, setting
from allmende_rules.phases.command.reports import OUTPUT
from allmende_rules.phases.market.enterprise import reach, stated, true_labour
from allmende_rules.phases.units import HUNDRED, share
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line
from allmende_rules.view import View

BRINGS = "You made {made} of a target of {target} and would report {report}: a bonus of {bonus}."
PROMISED = (
    "You made {made} in {hours} hours, had stated {norm} hours a unit, and would report {report}: a bonus "
    "of {bonus}."
)
NEXT = " You would next be asked for {asked} % of what the hours that you state make."
FOUND = (
    " Inspectors would find it out in {found} % of cases; then it counts as made and costs {fine}."
)
NORM = "You state {said} hours a unit; it takes you {true}."
ASKED = " You may be asked for {asked} % of what such hours make."
EARNS = " With them, and machines enough, your bonus would be {bonus}."
NOTICED = " Inspectors would find this one in {found} % of cases; then it costs {fine}."
REACH = "You say that you can make {said} {unit}; your machines allow {true}."
IN_FULL = " If the plan counts on all of it, you may be asked for {target}."
CLAIMED = "Wear takes machines for {wear} {unit} a round; you claim machines for {claimed}."
SLIGHT = 1e-9


def preview_site(view: View, question: Question, draft: Answers) -> tuple[Line, ...]:
    """The line under a question about a site, for this draft of all answers."""
    site, value = view.land.enterprise(question.about), draft[question.id]
    if not isinstance(value, int):
        return ()
    match question.topic:
        case "report_output":
            return (_brings(view, question.id, site, share(value)),)
        case "report_norm":
            return (_norm(view, question.id, site, draft),)
        case "report_capacity":
            return (_reach(view, question.id, site, draft),)
        case "claim":
            return (_claimed(view, question.id, site, share(value)),)
    return ()


def _brings(view: View, question: str, site: Enterprise, part: float) -> Line:
    made, target = units(view.fact(site.id, "output", 0)), units(view.fact(site.id, "target", 0))
    norm, hours = view.fact(site.id, "reported_labour", 1), view.fact(site.id, "hours", 0)
    done = Work(target, part * made, units(hours), units(norm))
    inspection, fund = audit(view), wage_fund(view, site)
    facts = {
        "made": _shown(made),
        "target": _shown(target),
        "hours": _shown(done.hours),
        "norm": f"{done.norm:.3f}",
        "report": _shown(done.report),
        "bonus": _shown(bonus(view, site, done) * fund),
        "found": f"{100 * inspection.detection(part - 1):.0f}",
        "fine": _shown(inspection.fine(part - 1) * fund),
        "asked": f"{100 * _asked(view, site, done.report):.0f}",
    }
    text = PROMISED if setting(view, "bonus_scheme") == TRUTHFUL else BRINGS
    moves = setting(view, "ratchet") > 0 or setting(view, "ratchet_drift") > 0
    return Line(question, text + NEXT * moves + FOUND * (part > 1), facts)


def _asked(view: View, site: Enterprise, report: float) -> float:
    """What a site may be asked for next, in parts of what its stated hours make, if it reports so much."""
    taut = in_plan(view, "tautness", setting(view, "tautness"))
    return taut * coming_pressure(view, site, report)


def _asked_after(view: View, site: Enterprise, draft: Answers) -> float:
    """The same with what the draft reports of last round's output, if anything."""
    said = draft.get(OUTPUT + site.id, HUNDRED)
    part = share(said) if isinstance(said, int) else 1.0
    return _asked(view, site, part * units(view.fact(site.id, "output", 0)))


def _norm(view: View, question: str, site: Enterprise, draft: Answers) -> Line:
    true, said = true_labour(view, site), stated(view, site, draft).labour
    asked, fund, inspection = _asked_after(view, site, draft), wage_fund(view, site), audit(view)
    made = min(said / true, asked) * (1 + SLIGHT)
    facts = {
        "said": f"{said:.3f}",
        "true": f"{true:.3f}",
        "asked": f"{100 * asked:.0f}",
        "bonus": _shown(bonus(view, site, Work(asked, made, said, said)) * fund),
        "found": f"{100 * inspection.detection(said / true - 1):.0f}",
        "fine": _shown(inspection.fine(said / true - 1) * fund),
    }
    scheme = setting(view, "bonus_scheme")
    text = NORM + ASKED * (scheme == NAIVE) + EARNS * (scheme != NONE)
    return Line(question, text + NOTICED * (said > true), facts)


def _reach(view: View, question: str, site: Enterprise, draft: Answers) -> Line:
    said = stated(view, site, draft).capacity
    facts = {
        "said": _shown(said),
        "true": _shown(units(reach(view, site))),
        "unit": view.land.good(site.good).unit,
        "target": _shown(said * _asked_after(view, site, draft)),
    }
    return Line(question, REACH + IN_FULL * (setting(view, "bonus_scheme") == NAIVE), facts)


def _claimed(view: View, question: str, site: Enterprise, part: float) -> Line:
    wear = view.land.frictions.depreciation * units(view.fact(site.id, "capacity"))
    facts = {
        "wear": _shown(wear),
        "claimed": _shown(part * wear),
        "unit": view.land.good(site.good).unit,
    }
    return Line(question, CLAIMED, facts)


def _shown(value: float) -> str:
    return f"{value:.2f}"
