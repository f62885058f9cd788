"""How hard minds harvest under a quota: they keep it, or break it where that pays or where others do."""

from __future__ import annotations

from allmende_bots.mind import Habit
from allmende_bots.reckoning import margin, sustainable_part
from allmende_rules.amounts import MICRO
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.monitoring import detection
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.self_government.group import (
    GROUP,
    insiders,
    kept_out,
    quota,
    rule,
    sanctions,
)
from allmende_rules.phases.self_government.hearing import next_sanction
from allmende_rules.phases.self_government.quotas import keeping_effort
from allmende_rules.phases.self_government.watch import worth_of
from allmende_rules.phases.self_government.watch_hours import inspections
from allmende_rules.phases.units import HUNDRED, percent
from allmende_rules.questions import Amount, Value
from allmende_rules.view import View
from allmende_rules.world import TABLE


def keeping(view: View, question: Amount) -> int:
    """The effort at which a site keeps its quota; all there is where it has none."""
    site = view.land.enterprise(question.about)
    allowed = quota(view, site.id)
    if allowed is None:
        return HUNDRED
    open_part = 1 - kept_out(view, site)
    return keeping_effort(view, site, allowed, int(reach(view, site) * open_part))


def within(otherwise: Habit) -> Habit:
    """A habit that keeps the quota, and below it does as it would without one."""

    def habit(view: View, question: Amount) -> Value:
        wanted = otherwise(view, question)
        return min(wanted if isinstance(wanted, int) else 0, keeping(view, question))

    return habit


def pays_to_break(view: View, site: Enterprise) -> bool:
    """Whether a unit beyond the quota brings more now than its fine costs on average.

    A fine that would fall due after the last round costs nothing.
    """
    if not sanctions(view):
        return True
    harvest = sum(view.land.good(site.good).harvest.values())
    gain = margin(view, site) / harvest * MICRO
    now: int = view.fact(TABLE, "round")
    if now + 1 + int(rule(view, "delay")) > view.fact(TABLE, "rounds"):
        return True
    fine = next_sanction(view, site.id, worth_of(view, site.id, MICRO), now).fine
    return gain > detection(inspections(view)) * fine


def best_reply(otherwise: Habit) -> Habit:
    """All there is if that pays, else the quota; without a quota as without one."""

    def habit(view: View, question: Amount) -> Value:
        site = view.land.enterprise(question.about)
        if quota(view, site.id) is None or pays_to_break(view, site):
            return otherwise(view, question)
        return min(question.high, keeping(view, question))

    return habit


def kept_by_others(view: View, mine: tuple[str, ...]) -> float:
    """How far other members kept their quotas last round: 1 if all did, 0 if they took twice as much."""
    others = [site.id for site in insiders(view) if site.id not in mine]
    before: dict[str, int] = view.fact(GROUP, "last_quotas", {})
    allowed = sum([before.get(site, 0) for site in others])
    taken = sum([min(2 * before[s], view.fact(s, "harvest", 0)) for s in others if s in before])
    return min(1.0, max(0.0, 2.0 - taken / allowed)) if allowed else 1.0


def promised_by_others(view: View, question: Amount, mine: tuple[str, ...]) -> float:
    """How much restraint others pledge: 1 at the effort that the stock could bear, 0 at all there is."""
    pledges = [view.fact(e.id, "pledge") for e in insiders(view) if e.id not in mine]
    spoken = [pledge for pledge in pledges if pledge is not None]
    fair = percent(sustainable_part(view, question))
    if not spoken or fair >= HUNDRED:
        return 1.0
    mean: float = sum(spoken) / len(spoken)
    return min(1.0, max(0.0, (HUNDRED - mean) / (HUNDRED - fair)))


def in_kind(otherwise: Habit, slope: float) -> Habit:
    """Between its quota and all there is: nearer to all, the more others broke theirs or say they will.

    `slope` is how much of others' restraint it gives back. It keeps the quota where breaking it does not
    pay; without a quota it does as it would without one, or as others pledge if that is less.
    """

    def habit(view: View, question: Amount) -> Value:
        usual = otherwise(view, question)
        site = view.land.enterprise(question.about)
        fair = percent(sustainable_part(view, question))
        if quota(view, site.id) is not None:
            fair = keeping(view, question)
            usual = HUNDRED if pays_to_break(view, site) else fair
        return _given_back(view, question, slope, fair, usual if isinstance(usual, int) else fair)

    return habit


def _given_back(view: View, question: Amount, slope: float, fair: int, usual: int) -> int:
    """What is fair as far as others are trusted, and at most what is usual."""
    trust: float = kept_by_others(view, view.holds)
    if rule_or(view, "talk"):
        trust = (trust + promised_by_others(view, question, view.holds)) / 2
    elif quota(view, question.about) is None:
        return usual
    kept = slope * trust
    return min(usual, round(kept * fair + (1 - kept) * HUNDRED))


def word_kept(view: View, question: Amount) -> Value:
    """What it pledged, its quota, or its part of what the stock bears: the least of these."""
    pledged = view.fact(question.about, "pledge") if rule_or(view, "talk") else None
    fair = percent(sustainable_part(view, question))
    if quota(view, question.about) is not None:
        fair = keeping(view, question)
    return fair if pledged is None else min(fair, pledged)


def rule_or(view: View, dial: str) -> float:
    """A dial's value, 0 under a system without it."""
    value: float = view.fact("dials", dial, 0.0)
    return value
