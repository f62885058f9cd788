"""What is said ahead of the meeting and before going out: what quotas leave, and what breaking them risks."""

from __future__ import annotations

from typing import Any

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.mechanisms.monitoring import detection, inspection_cost
from allmende_rules.mechanisms.sanctions import LARGER
from allmende_rules.phases.market.effort import most, taking
from allmende_rules.phases.self_government.group import (
    NESTING,
    SANCTIONS,
    UNIFORM,
    excluded,
    governed,
    insiders,
    kept_out,
    quota,
    rule,
    watches,
)
from allmende_rules.phases.self_government.group_verdicts import RISK, TOO_LATE, fined, kind
from allmende_rules.phases.self_government.hearing import follows, preview_hearing
from allmende_rules.phases.self_government.meeting_votes import BOUND, QUOTA
from allmende_rules.phases.self_government.quotas import by_machines, parts
from allmende_rules.phases.self_government.watch import preview_patrol, worth_of
from allmende_rules.phases.self_government.watch_hours import inspections, most_watch
from allmende_rules.physics.nature import expected_growth
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line
from allmende_rules.view import View
from allmende_rules.world import TABLE

STOCK = "{name} is expected to grow by {growth}. If just this quota is taken, it goes from {now} to {then}."
YOURS = (
    "{name} is expected to grow by {growth}. If just this quota is taken, it goes from {now} to {then}. "
    "Your sites' part of it would be {yours}."
)
WATCHING = (
    "Each site would be seen with a chance of {chance} %. That takes {hours} hours on watch, for which "
    "users pay {cost} at the last wage."
)
STEPS = (
    "A first offence brings a warning; a second costs {rate} times the worth of what was taken too much, a "
    "third {larger} times. With the watch in force a repeated offence costs {mean} times on average."
)
ALIKE = (
    "Each offence costs {rate} times the worth of what was taken too much; with the watch in force, {mean} "
    "times on average."
)


def preview_meeting(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What quotas, watch and fines would come to; the evidence of findings."""
    lines = preview_hearing(view, questions, draft)
    for question in questions:
        chosen = draft.get(question.id, question.default)
        if not isinstance(chosen, int):
            continue
        if question.topic in (QUOTA, BOUND):
            lines.append(_stock(view, question, chosen))
        elif question.topic == "watch":
            lines.append(_watch(view, question, units(chosen)))
        elif question.topic == "fine":
            lines.append(_fine(view, question, units(chosen)))
        elif question.topic == "by_machines":
            lines += _shares(view, question, units(chosen))
    return tuple(lines)


def _stock(view: View, question: Question, chosen: int) -> Line:
    resource = view.land.resource(question.about)
    stock: float = view.fact(resource.id, "stock")
    growth = expected_growth(resource, stock)
    facts: dict[str, Any] = {
        "name": resource.name,
        "growth": round(growth, 1),
        "now": round(stock, 1),
        "then": round(max(0.0, stock + growth - units(chosen)), 1),
    }
    share = parts(view, resource.id, by_machines(view))
    mine = [share[site] for site in view.holds if site in share]
    if mine and (question.topic == QUOTA or not rule(view, NESTING)):
        return Line(question.id, YOURS, {**facts, "yours": _tenth(chosen * sum(mine))})
    return Line(question.id, STOCK, facts)


def _watch(view: View, question: Question, rate: float) -> Line:
    sites = [site.id for site in insiders(view)]
    hours = inspection_cost(dict.fromkeys(sites, rate), rule(view, "inspection_hours"))
    facts = {
        "chance": round(100 * detection(rate)),
        "hours": round(hours, 2),
        "cost": round(hours * units(view.fact("labour", "wage")), 2),
    }
    return Line(question.id, WATCHING, facts)


def _fine(view: View, question: Question, rate: float) -> Line:
    """What an offence would cost, and on average with the watch as it is: below 1 time it may pay."""
    facts = {"rate": round(rate, 2), "mean": round(rate * _chance(view), 2)}
    if rule(view, SANCTIONS) == UNIFORM:
        return Line(question.id, ALIKE, facts)
    return Line(question.id, STEPS, {**facts, "larger": round(LARGER * rate, 2)})


def _chance(view: View) -> float:
    """The chance that a site is seen at the watch in force, before this round's recognition is known."""
    return detection(min(rule(view, "watch"), most_watch(view))) if watches(view) else 0.0


def _shares(view: View, question: Question, part: float) -> list[Line]:
    """What part of each stock's quota one's sites would get."""
    lines: list[Line] = []
    for name in governed(view):
        share = parts(view, name, part)
        if mine := [share[site] for site in view.holds if site in share]:
            facts = {"name": view.land.name(name), "yours": round(100 * sum(mine), 1)}
            text = "Your sites would get {yours} % of the quota of {name}."
            lines.append(Line(question.id, text, facts))
    return lines


def preview_effort_and_patrol(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What effort brings beside the quota, what is risked, and whom the watch would see."""
    lines = preview_patrol(view, questions, draft)
    for question in questions:
        if question.topic in ("effort", "pledge"):
            chosen = draft.get(question.id, question.default)
            lines.append(_taking(view, question, chosen))
    return tuple(lines)


def _taking(view: View, question: Question, effort: object) -> Line:
    """What an effort takes at most: freely, within the quota, or at what risk beyond it."""
    site = view.land.enterprise(question.about)
    out = micro(most(view, site, effort) * (1 - kept_out(view, site)))
    allowed, facts = quota(view, site.id), {"most": _tenth(out)}
    if excluded(view, site.id):
        return Line(question.id, "You are excluded: at most {most} slips past the others.", facts)
    if allowed is None:
        return taking(view, question, site, units(out))
    facts["quota"] = _tenth(allowed)
    if question.topic == "pledge":
        text = "You say up to {most}; your quota is {quota}."
        return Line(question.id, text, facts)
    if out <= allowed:
        return Line(question.id, "You would take up to {most} of a quota of {quota}.", facts)
    return _risk(view, question, facts, out - allowed)


def _risk(view: View, question: Question, facts: dict[str, Any], excess: int) -> Line:
    """What taking so much beyond the quota risks, as published."""
    site, now = question.about, view.fact(TABLE, "round")
    worth, chance = worth_of(view, site, excess), detection(inspections(view))
    penalty = follows(view, site, worth, now)
    expected = _tenth(chance * penalty.fine) if penalty else 0.0
    facts |= {"excess": _tenth(excess), "worth": _tenth(worth), "chance": round(100 * chance)}
    if now + 1 + int(rule(view, "delay")) > view.fact(TABLE, "rounds"):
        return Line(question.id, TOO_LATE, facts)
    return Line(question.id, RISK[kind(penalty)], {**facts, **fined(penalty), "expected": expected})


def _tenth(amount: float) -> float:
    """Micro-units as units, rounded for reading."""
    return round(amount / MICRO, 1)
