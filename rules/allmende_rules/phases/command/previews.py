"""What is said ahead in a command economy: what ends and a plan would cover of needs, and ask of sites.

All of it comes from the asking seat's view: published rules and public reports.
"""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.land import Good
from allmende_rules.phases.command.balance import Plan, make_plan
from allmende_rules.phases.command.bonus import audit
from allmende_rules.phases.command.facts import PLAN, hours_to_inspect
from allmende_rules.phases.command.needs import FULL
from allmende_rules.phases.command.plan import asked_of_sites
from allmende_rules.phases.command.planner import AUDIT, TAUTNESS, choices, part_said
from allmende_rules.phases.command.prices import WAGE
from allmende_rules.phases.command.queues import NOTABLE
from allmende_rules.phases.command.report_previews import preview_site
from allmende_rules.phases.command.wishes import VOTED, WISHES
from allmende_rules.phases.market.household import preview_household
from allmende_rules.physics.nature import expected_growth
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line
from allmende_rules.view import View

WISHED = "With these ends, and reports as they stand, the plan would make, of what all people need: {needs}."
MAKES = (
    "With these ends, and reports as they stand, the plan would make {made} {unit} of it for people"
)
OF_NEED = ", {part} % of what all need"
COVERS = (
    "The plan would make, of what all people need: {needs}. It takes {hours} hours as reported, of {there} "
    "expected."
)
BUILDS = (
    "The plan would build {part} % of what wear takes, and make, of what all people need: {needs}."
)
TAKES = "If all targets are met {taken} {unit} are taken; {growth} should grow."
ASKS = "Sites would be asked for {asked} % of what their reported hours make"
FINDS = "A statement that is off by a tenth would be found in {found} % of cases."
TAKES_HOURS = " That takes {hours} hours off everyone's work, for which the state pays {pay}."
COSTS = "A unit of {name} would cost {price}."
HOUR = "An hour of {name} would bring {price}."
QUEUED = "Last round people got {got} % of the {good} that they wanted at its list price."


def preview_reports(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What a director's draft reports would bring, and what a delegate's ends would cover of needs."""
    draft = {question.id: question.default for question in questions} | draft
    votes = {q.about: draft[q.id] for q in questions if q.topic == VOTED}
    lines: list[Line] = []
    for question in questions:
        if view.land.is_enterprise(question.about):
            lines += preview_site(view, question, draft)
        elif question.topic == WISHES:
            plan = _with_ends(view, draft[question.id])
            lines += [Line(question.id, WISHED, {"needs": _of_needs(view, plan)})] if plan else []
    return (*lines, *_voted(view, questions, _with_ends(view, votes)))


def _with_ends(view: View, said: object) -> Plan | None:
    """The plan if its ends were in these proportions; None where they name none."""
    parts = said if isinstance(said, dict) else {}
    ends = {good: part for good, part in parts.items() if isinstance(part, int)}
    whole = sum(ends.values())
    if not whole:
        return None
    scaled = {good: FULL * part / whole for good, part in ends.items()}
    return make_plan(view, choices(view, {})._replace(ends=scaled))


def _voted(view: View, questions: tuple[Question, ...], plan: Plan | None) -> list[Line]:
    """Under each ballot on the ends what comes of its good, if all voted so."""
    lines: list[Line] = []
    for question in questions:
        if plan and question.topic == VOTED:
            good = view.land.good(question.about)
            facts = {"made": f"{plan.people[good.id]:.1f}", "unit": good.unit}
            if good.need:
                facts["part"] = _part_of_need(view, plan, good)
            lines.append(Line(question.id, MAKES + OF_NEED * (good.need > 0) + ".", facts))
    return lines


def preview_plan(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What a draft plan would cover of needs, ask of sites and find out, from what everybody sees."""
    draft = {question.id: question.default for question in questions} | draft
    lines: list[Line] = []
    plan: Plan | None = None
    for question in questions:
        if question.topic in ("plan_ends", "plan_machines", "plan_harvest"):
            plan = plan or make_plan(view, choices(view, draft))
            lines.append(_planned(view, question, plan))
        elif question.id == TAUTNESS:
            why, asked = asked_of_sites(view, part_said(draft, TAUTNESS, 1.0))
            lines.append(Line(question.id, ASKS + why + ".", asked))
        elif question.id == AUDIT:
            lines.append(_inspected(view, question, part_said(draft, AUDIT, 0.0)))
        elif question.topic == "list_price":
            lines += [_listed(view, question, draft, COSTS, "price"), *_queued(view, question)]
        elif question.id == WAGE:
            lines.append(_listed(view, question, draft, HOUR, "wage"))
    return tuple(lines)


def _inspected(view: View, question: Question, effort: float) -> Line:
    """What inspecting so many sites finds, and what it takes where it takes any hours."""
    found = audit(view)._replace(effort=effort).detection(0.1)
    hours = hours_to_inspect(view, effort)
    facts = {"found": f"{100 * found:.0f}"}
    if not hours:
        return Line(question.id, FINDS, facts)
    pay = hours * units(view.fact("labour", "wage"))
    facts |= {"hours": f"{hours:.2f}", "pay": f"{pay:.2f}"}
    return Line(question.id, FINDS + TAKES_HOURS, facts)


def _listed(view: View, question: Question, draft: Answers, text: str, name: str) -> Line:
    """What a price or the wage would come to."""
    now = units(view.fact(question.about, name)) * part_said(draft, question.id, 1.0)
    return Line(question.id, text, {"name": view.land.name(question.about), "price": f"{now:.3f}"})


def _planned(view: View, question: Question, plan: Plan) -> Line:
    """What the plan comes to, beside what the question decides of it."""
    if question.topic == "plan_machines":
        facts = {"part": _part_of_wear(view, plan), "needs": _of_needs(view, plan)}
        return Line(question.id, BUILDS, facts)
    if question.topic == "plan_harvest":
        return Line(question.id, TAKES, _taken(view, question.about, plan))
    facts = {
        "needs": _of_needs(view, plan),
        "hours": f"{plan.hours:.1f}",
        "there": f"{plan.there:.1f}",
    }
    return Line(question.id, COVERS, facts)


def _taken(view: View, stock: str, plan: Plan) -> dict[str, str]:
    """What targets take of a stock, and what it should grow by."""
    one, land = view.land.resource(stock), view.land
    taken = [
        land.good(site.good).harvest.get(stock, 0.0) * plan.targets[site.id]
        for site in land.enterprises
    ]
    growth = expected_growth(one, view.fact(stock, "stock"))
    return {"taken": f"{sum(taken):.1f}", "unit": one.unit, "growth": f"{growth:.1f}"}


def _part_of_wear(view: View, plan: Plan) -> str:
    """Machines to be built, in percent of what wear takes of all, by worth."""
    land, rate = view.land, view.land.frictions.depreciation
    worth = {site.id: land.machine_worth[site.good] for site in land.enterprises}
    wear = sum([rate * units(view.fact(site, "capacity")) * each for site, each in worth.items()])
    built = sum([plan.machines[site] * each for site, each in worth.items()])
    return f"{100 * built / wear:.0f}" if wear else "0"


def _of_needs(view: View, plan: Plan) -> str:
    """What a plan makes for people, in percent of what all of them need."""
    needed = [good for good in view.land.goods if good.need]
    return ", ".join([f"{good.name} {_part_of_need(view, plan, good)} %" for good in needed])


def _part_of_need(view: View, plan: Plan, good: Good) -> str:
    people = sum([group.people for group in view.land.households])
    return f"{100 * plan.people[good.id] / (good.need * people):.0f}"


def _queued(view: View, question: Question) -> list[Line]:
    """How much of what people wanted they got last round."""
    last = view.public.get(f"round {view.fact('table', 'round', 1) - 1}", {})
    queue = last.get(f"queue.{question.about}")
    if queue is None:
        return []
    facts = {"good": view.land.name(question.about), "got": f"{100 * (1 - queue):.0f}"}
    return [Line(question.id, QUEUED, facts)]


def preview_people(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What a budget would buy of needs at list prices, and for what people queued last round."""
    lines = list(preview_household(view, questions, draft))
    for question in questions:
        if question.topic == "budget" and view.public.get(PLAN):
            lines += _queues(view, question.id)
    return tuple(lines)


def _queues(view: View, question: str) -> list[Line]:
    """The good of which last round most was wanting."""
    last = view.public.get(f"round {view.fact('table', 'round', 1) - 1}", {})
    queues = {good.id: last.get(f"queue.{good.id}", 0.0) for good in view.land.wanted}
    good = max(queues, key=lambda name: queues[name])
    if queues[good] < NOTABLE:
        return []
    facts = {"good": view.land.name(good), "got": f"{100 * (1 - queues[good]):.0f}"}
    return [Line(question, QUEUED, facts)]
