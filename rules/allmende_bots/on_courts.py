"""How minds deal with lots, courts and licences: over-cut, complain, appeal, renew, return, take over.

On a jury all vote by the evidence, which is what silence means. Who never over-cuts is silent on it too.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_bots.mind import Habit
from allmende_bots.reckoning import margin, site_worth
from allmende_rules.amounts import micro, units
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.court import conviction, worth_appealing
from allmende_rules.mechanisms.sanctions import Offence, Sanction, sanction
from allmende_rules.phases.commons.site_licences import LICENCES
from allmende_rules.phases.courts.appeals import reviewers
from allmende_rules.phases.courts.facts import COURT, GRAIN, cases, history, ladder, worth
from allmende_rules.phases.courts.overcutting import beyond
from allmende_rules.phases.units import HUNDRED, share
from allmende_rules.questions import Amount, Choice, Flag, Value
from allmende_rules.view import View
from allmende_rules.world import NO_BOOK, TABLE

SLOPE = 0.7
"""How much of others' over-cutting a conditional cooperator gives back."""


def if_it_pays(view: View, question: Amount) -> Value:
    """All that is possible beyond its lots if that brings more than the penalty it must expect."""
    site = view.land.enterprise(question.about)
    over = int(beyond(view, site) * share(question.high))
    gain, loss = units(over) * margin(view, site), expected_loss(view, site, over)
    return question.high if gain > loss else 0


def expected_loss(view: View, site: Enterprise, over: int) -> float:
    """What being found costs by the published rules, times the chance to be; in money.

    A fine, the margin of what must be left standing, and that of lots withheld for a round. What is
    found after the last round has no consequence.
    """
    if view.fact(TABLE, "round") == view.fact(TABLE, "rounds"):
        return 0.0
    penalty = faced(view, site, over, view.fact(TABLE, "round") + 1)
    barred = view.fact(site.id, "capacity") if penalty.rounds else 0
    kept = over if view.fact("dials", "restoration") else 0
    cost = units(penalty.fine) + units(max(barred, kept)) * margin(view, site)
    return found_out(view, site) * cost


def faced(view: View, site: Enterprise, over: int, round_: int) -> Sanction:
    """The sanction that so much would bring if it is pronounced in a round, with what is remembered."""
    offence = Offence(round_, worth(view, site, over))
    return sanction(history(view, view.seat or ""), offence, ladder(view))


def found_out(view: View, site: Enterprise) -> float:
    """The chance to be inspected, or convicted if this round brought a complaint of the site."""
    named = any(case.site == site.id and case.by for case in cases(view))
    jury, accuracy = int(view.fact("dials", "jury")), view.fact("dials", "court_accuracy")
    convicted = conviction(jury, accuracy, guilty=True) if named else 0.0
    inspected: float = view.fact(COURT, "watch", 0.0)
    return 1 - (1 - inspected) * (1 - convicted)


def as_others_did(view: View, question: Amount) -> Value:
    """Of what is possible the part that others took beyond their lots last round, and a little less."""
    site = view.land.enterprise(question.about)
    gone: Mapping[str, int] = view.fact(COURT, "missing", NO_BOOK)
    means: Mapping[str, int] = view.fact(COURT, "means", NO_BOOK)
    parts = []
    for resource, per_unit in view.land.good(site.good).harvest.items():
        others = [e for e in means if e != site.id and resource in _harvest(view, e)]
        spare = sum(means[e] - view.fact(e, "output", 0) for e in others) * per_unit
        taken = gone.get(resource, 0) - view.secret(site.id, "undeclared", 0)
        parts.append(min(1.0, max(0.0, taken / spare)) if spare > 0 else 0.0)
    return min(question.high, round(SLOPE * max(parts, default=0.0) * HUNDRED))


def _harvest(view: View, site: str) -> Mapping[str, float]:
    return view.land.good(view.land.enterprise(site).good).harvest


def name_the_likeliest(_view: View, question: Choice) -> Value:
    """The site that may have taken most of what is missing, which is listed first."""
    return question.options[1].value


def if_clean(view: View, question: Choice) -> Value:
    """The same, if none of its own sites took more than its lots."""
    clean = all(view.secret(unit, "unbooked", 0) <= GRAIN for unit in view.holds)
    return name_the_likeliest(view, question) if clean else question.default


def if_innocent(view: View, question: Flag) -> Value:
    """Appeal if it kept its lots."""
    return not guilty(view, question.about)


def if_it_saves(view: View, question: Flag) -> Value:
    """Appeal if the fine that it may be expected to save is more than the cost."""
    site = view.land.enterprise(question.about)
    found: Mapping[str, int] = view.fact(COURT, "found", NO_BOOK)
    tried = {case.site: case.found for case in cases(view) if case.guilty}
    over = tried.get(site.id, found.get(site.id, 0))
    jury, right = reviewers(view, site.id), view.fact("dials", "court_accuracy")
    acquitted = 1 - conviction(jury, right, guilty=guilty(view, site.id))
    stake = faced(view, site, over, view.fact(TABLE, "round")).fine
    return worth_appealing(stake, micro(view.fact("dials", "court_cost")), acquitted)


def guilty(view: View, site: str) -> bool:
    """Whether a site of its own made more than its books show."""
    made: int = view.secret(site, "unbooked", 0)
    return made > GRAIN


def if_worth_its_fee(view: View, question: Flag) -> Value:
    """Keep or take a licence that left more than its fee."""
    return _left(view, question.about) > 0


def if_a_burden(view: View, question: Flag) -> Value:
    """Give a licence back that left less than its fee."""
    return _left(view, question.about) < 0


def _left(view: View, site: str) -> float:
    """What a round like the last leaves of a site after its licence's fee."""
    fees = {row[1]: row[3] for row in view.fact(LICENCES, "held", ())}
    return site_worth(view, view.land.enterprise(site)) - units(fees.get(site, 0))


LICENSEE: Mapping[str, Habit] = {
    "renew": if_worth_its_fee,
    "return": if_a_burden,
    "accept": if_worth_its_fee,
}
GREEDY: Mapping[str, Habit] = {"overcut": if_it_pays, "appeal": if_it_saves, **LICENSEE}
COOPERATIVE: Mapping[str, Habit] = {
    "complaint": name_the_likeliest,
    "appeal": if_innocent,
    **LICENSEE,
}
CONDITIONAL: Mapping[str, Habit] = {
    "overcut": as_others_did,
    "complaint": if_clean,
    "appeal": if_innocent,
    **LICENSEE,
}
