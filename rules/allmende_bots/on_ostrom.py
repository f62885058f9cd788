"""Minds in a self-governed commons: how hard to harvest under a quota, what to say, and how to vote.

Greedy is a myopic best reply to what is published: it breaks a quota if the money that it brings now is
more than the fine that it brings on average. Cooperative keeps its word and deters others. Conditional
keeps a quota as far as others did.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_bots.mind import Habit
from allmende_bots.reckoning import sustainable_part
from allmende_bots.under_quota import keeping, kept_by_others
from allmende_rules.amounts import micro
from allmende_rules.mechanisms.monitoring import detection, rate_for
from allmende_rules.phases.self_government.group import (
    appropriates,
    findings,
    quota,
    rule,
)
from allmende_rules.phases.self_government.hearing import OVERTURN, UPHOLD, offences
from allmende_rules.phases.units import percent
from allmende_rules.questions import Amount, Ballot, Split, Value
from allmende_rules.view import View

ENOUGH = 1.2
"""A cooperative member wants an offence to cost so many times what it brings."""
QUOTAS = ("quota", "bound")
"""Topics that are caps on a harvest: minds vote them as they vote a cap."""


def fair_pledge(view: View, question: Amount) -> Value:
    """What it will do: its quota, or its part of what the stock can bear."""
    if quota(view, question.about) is not None:
        return keeping(view, question)
    return percent(sustainable_part(view, question))


def cheap_pledge(view: View, question: Amount) -> Value:
    """The least that others may believe: restraint of others is good for it, and words cost nothing."""
    return min(percent(sustainable_part(view, question)), keeping(view, question))


def least_or_most(view: View, question: Ballot) -> Value:
    """No watch and no fine if it harvests; the most of both if only others pay, and fines come to all."""
    return question.low if appropriates(view, view.seat or "") else question.high


def deterring_watch(view: View, question: Ballot) -> Value:
    """As many inspections as make a second offence cost more than it brings, with fines as they are."""
    fine = rule(view, "fine")
    chance = min(0.95, ENOUGH / fine) if fine else 0.0
    return max(question.low, min(question.high, micro(rate_for(chance))))


def deterring_fine(view: View, question: Ballot) -> Value:
    """A fine that makes an offence cost more than it brings, with the watch as it is."""
    chance = detection(rule(view, "watch"))
    wanted = micro(ENOUGH / chance) if chance else question.high
    return max(question.low, min(question.high, wanted))


def honest_verdict(view: View, question: Ballot) -> Value:
    """By the landing books: a finding is wrong if the site kept its quota."""
    one = next(one for one in findings(view) if one["site"] == question.about)
    kept = view.fact(question.about, "harvest", 0) <= one["allowed"]
    return OVERTURN if kept else UPHOLD


def as_found(_view: View, _question: Ballot) -> Value:
    """What the monitor says stands: fines of others are shared out to all."""
    return UPHOLD


def where_it_was(view: View, question: Split) -> Value:
    """Twice as much for sites that were found out before."""
    weights = {part.value: 1 + bool(offences(view, part.value)) for part in question.parts}
    whole = sum(weights.values())
    split = {site: question.total * weight // whole for site, weight in weights.items()}
    first = next(iter(split))
    return {**split, first: split[first] + question.total - sum(split.values())}


def firm_if_broken(firm: Habit) -> Habit:
    """Rules as they are while others keep them, and firm ones once they do not."""

    def habit(view: View, question: Ballot) -> Value:
        return question.default if kept_by_others(view, view.holds) == 1.0 else firm(view, question)

    return habit


CAUTIOUS: Mapping[str, Habit] = {"hearing": as_found}
GREEDY: Mapping[str, Habit] = {
    "pledge": cheap_pledge,
    "watch": least_or_most,
    "fine": least_or_most,
    "hearing": as_found,
}
COOPERATIVE: Mapping[str, Habit] = {
    "pledge": fair_pledge,
    "watch": deterring_watch,
    "fine": deterring_fine,
    "hearing": honest_verdict,
    "patrol": where_it_was,
}
CONDITIONAL: Mapping[str, Habit] = {
    "watch": firm_if_broken(deterring_watch),
    "fine": firm_if_broken(deterring_fine),
    "hearing": honest_verdict,
}
CONSTITUENCY: Mapping[str, Habit] = {"hearing": honest_verdict}
