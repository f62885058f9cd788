"""Minds in a command economy: what directors report, and what planners and delegates choose."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_bots.directing import gainful_capacity, gainful_norm, gainful_output
from allmende_bots.mind import Habit
from allmende_bots.on_capitalism import overheated
from allmende_rules.amounts import largest_remainder
from allmende_rules.measures import GAUGES
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.command.facts import reported
from allmende_rules.phases.command.wishes import STAY, WISHES
from allmende_rules.phases.commons.basics_plan import table_labour
from allmende_rules.phases.units import HUNDRED, percent, share
from allmende_rules.questions import Amount, Ballot, Estimate, Split, Value
from allmende_rules.view import View

SLOPE = 0.7
"""How much of others' padding, and of what others abate of an order, a conditional mind gives back."""


def claim_all(_view: View, question: Amount) -> Value:
    """As many machines as may be claimed: they cost the director nothing."""
    return question.high


def as_others_pad(view: View, question: Estimate) -> Value:
    """Truth, and of what others seem to pad, a part: what they state beside the public table."""
    own = question.about
    others = [
        one.labour / table_labour(view, one.site) - 1.0
        for one in reported(view)
        if one.site.id != own and view.fact(one.site.id, "reported_labour") is not None
    ]
    seems = max(0.0, sum(others) / len(others)) if others else 0.0
    return min(question.high, HUNDRED + percent(SLOPE * seems))


def as_delegates_wish(view: View, question: Split) -> Value:
    """What delegates wish, to whole percent."""
    names = [part.value for part in question.parts]
    wishes = [view.fact(GAUGES, f"{WISHES}.{name}", 0.0) for name in names]
    if not any(wishes):
        return question.default
    return dict(zip(names, largest_remainder(question.total, wishes), strict=True))


def own_wants(view: View, question: Ballot) -> Value:
    """The part that its own people would put on the good at list prices: needs first, then tastes."""
    homes = [unit for unit in view.holds if view.land.is_household(unit)]
    if not homes:
        return question.default
    home, tastes = view.land.household(homes[0]), view.secret(homes[0], "tastes", {})
    needs = {
        one.id: home.people * one.need * view.fact(one.id, "price") for one in view.land.wanted
    }
    left = max(0.0, view.amount(home.id) - sum(needs.values()))
    whole = sum(needs.values()) + left
    wanted = needs[question.about] + left * tastes.get(question.about, 0.0)
    return min(question.high, percent(wanted / whole)) if whole else question.default


def what_can_be_met(_view: View, question: Amount) -> Value:
    """Targets that the hours suffice for."""
    return question.low


def abated(view: View) -> float:
    """The part of emissions that sites abate, made as much as last round; before that, at all machines."""
    sites = view.land.enterprises
    made = [view.fact(site.id, "output", view.fact(site.id, "capacity")) for site in sites]
    goes_up, uncurbed = (
        sum([emission_rate(view, site, at) * many for site, many in zip(sites, made, strict=True)])
        for at in (None, 0)
    )
    return 1 - goes_up / uncurbed if uncurbed else 0.0


def ordered(view: View, question: Amount) -> float:
    """The part that is ordered abated: what stands of its own orders, else what sites abate now."""
    stands = view.secret(view.seat or "", "standing", {}).get(question.id)
    return abated(view) if stands is None else share(stands)


def let_up(view: View, question: Amount, times: float) -> int:
    """The order under which so many times as much goes up as under the one in force."""
    wanted = percent(1 - times * (1 - ordered(view, question)))
    return max(question.low, min(question.high, wanted))


def cooler_order(cooler: float) -> Habit:
    """As much cooler than the order in force as it votes a cap, while too much goes up; else that order."""

    def habit(view: View, question: Amount) -> Value:
        return let_up(view, question, cooler if overheated(view) else 1.0)

    return habit


def as_sites_follow(view: View, question: Amount) -> Value:
    """The order in force if it was kept, and nearer to what sites abate if they did not follow."""
    order, done = ordered(view, question), abated(view)
    given_back = done + SLOPE * (order - done) if done < order else order
    return max(question.low, min(question.high, percent(given_back)))


def none_now(_view: View, question: Amount) -> Value:
    """None: it takes hours and inputs this round, and cools later ones alone."""
    return question.low


def own_turn(view: View, question: Ballot) -> Value:
    """For itself in office if most goals of its mandate are missed, else for the planner."""
    goals = view.secret(view.seat or "", "mandate", ())
    missed = sum([not goal["met"] for goal in goals])
    names = [option.value for option in question.options]
    return view.seat if 2 * missed > len(goals) and view.seat in names else STAY


GREEDY: Mapping[str, Habit] = {
    "report_output": gainful_output,
    "report_norm": gainful_norm,
    "report_capacity": gainful_capacity,
    "claim": claim_all,
    "ends": own_wants,
    "plan_abatement": none_now,
}
COOPERATIVE: Mapping[str, Habit] = {
    "plan_ends": as_delegates_wish,
    "plan_tautness": what_can_be_met,
}
CONDITIONAL: Mapping[str, Habit] = {
    "report_norm": as_others_pad,
    "plan_abatement": as_sites_follow,
}
CONSTITUENCY: Mapping[str, Habit] = {
    "plan_ends": as_delegates_wish,
    "ends": own_wants,
    "recall": own_turn,
}
