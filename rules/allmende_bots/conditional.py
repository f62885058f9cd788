"""The conditional cooperator: restrained as far as others are, a little less than they (slope below one).

In public goods games most people give when others do, but less than they on average (Fischbacher,
Gächter and Fehr 2001; ECONOMICS D6), which is why goodwill alone wears off.
"""

from __future__ import annotations

from allmende_bots import on_capitalism, on_command, on_courts, on_ostrom
from allmende_bots.ballots import directions, vote
from allmende_bots.mind import Bot
from allmende_bots.reckoning import bearable, bid_for_lots, bid_for_site, sustainable_part
from allmende_bots.under_quota import in_kind
from allmende_rules.amounts import micro, units
from allmende_rules.phases.units import HUNDRED, percent
from allmende_rules.questions import Amount, Ballot, Bid, Value
from allmende_rules.view import View

SLOPE = 0.7
"""How much of others' restraint it gives back."""
BID = 0.8


def restraint(view: View, name: str) -> float:
    """How far all together kept last round to what a stock could bear: 1 if they did, 0 at twice that.

    Before there is a last round, the best is thought of others.
    """
    before: float | None = view.fact(name, "before")
    cut: float = view.fact(name, "harvest", 0.0)
    if before is None:
        return 1.0
    could = bearable(view, name)
    if not could:
        return 0.0 if cut else 1.0
    return min(1.0, max(0.0, 2.0 - cut / could))


def matching_effort(view: View, question: Amount) -> Value:
    """Between its share of what the stock bears and all there is: nearer to all, the more others took."""
    site = view.land.enterprise(question.about)
    stocks = [restraint(view, name) for name in view.land.good(site.good).harvest]
    given_back = SLOPE * min(stocks, default=1.0)
    fair = percent(sustainable_part(view, question))
    return round(given_back * fair + (1 - given_back) * HUNDRED)


def matching_cap(view: View, question: Ballot) -> Value:
    """What the stock bears, and more than that by what others took beyond it."""
    wanted = bearable(view, question.about) * (1 + SLOPE * (1 - restraint(view, question.about)))
    return max(question.low, min(question.high, micro(wanted)))


def matching_carbon(view: View, question: Ballot) -> Value:
    """The statutory cap if the last one was kept, and nearer to what was emitted if it was not."""
    proposed = question.default if isinstance(question.default, int) else question.low
    emitted = view.fact(question.about, "emissions")
    over = max(0.0, emitted - units(proposed)) if emitted is not None else 0.0
    return min(question.high, proposed + round((1 - SLOPE) * micro(over)))


def usual_lots(view: View, question: Bid) -> Value:
    """Eight tenths of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def usual_site(view: View, question: Amount) -> Value:
    """Eight tenths of its worth for a site it runs; it does not outbid a neighbour."""
    return bid_for_site(view, question, BID) if question.about in view.holds else 0


def if_others_would(view: View, question: Ballot) -> Value:
    """For stricter caps where stocks were overused, against them where they were not."""
    strained = any(restraint(view, resource.id) < 1 for resource in view.land.resources)
    way = -1 if strained else 1
    return vote(question, {option: way * up for option, up in directions(question).items()})


CONDITIONAL = Bot(
    id="conditional",
    name="Conditional cooperator",
    rule="Holds back as far as others did last round, and a little less; bids eight tenths.",
    habits={
        "effort": in_kind(matching_effort, SLOPE),
        "lots": usual_lots,
        "site": usual_site,
        "cap": matching_cap,
        "plan_harvest": matching_cap,
        "carbon": matching_carbon,
        "vote": if_others_would,
        **dict.fromkeys(on_ostrom.QUOTAS, matching_cap),
        **on_ostrom.CONDITIONAL,
        **on_courts.CONDITIONAL,
        **on_capitalism.CONDITIONAL,
        **on_command.CONDITIONAL,
    },
)
