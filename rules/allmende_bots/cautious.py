"""The cautious mind."""

from __future__ import annotations

from allmende_bots import on_capitalism, on_ostrom
from allmende_bots.ballots import vote
from allmende_bots.mind import Bot
from allmende_bots.reckoning import bid_for_lots
from allmende_bots.under_quota import within
from allmende_rules.phases.assembly.decision import KEEP
from allmende_rules.phases.units import percent
from allmende_rules.questions import Ballot, Bid, Question, Value
from allmende_rules.view import View

BID, EFFORT = 0.5, 2 / 3


def easing_effort(view: View, question: Question) -> Value:
    """Two thirds of what machines could reach at a full stock, and less in proportion as it empties."""
    site = view.land.enterprise(question.about)
    stocks = [
        view.fact(name, "stock") / view.land.resource(name).carrying_capacity
        for name in view.land.good(site.good).harvest
    ]
    return percent(EFFORT * min(stocks, default=1.0))


def sure_lots(view: View, question: Bid) -> Value:
    """Half of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def against(_view: View, question: Ballot) -> Value:
    """No change of rules."""
    return vote(question, {KEEP: 1})


CAUTIOUS = Bot(
    id="cautious",
    name="Cautious",
    rule="Keeps to what is proposed or was done before, bids half, and votes against changes.",
    habits={
        "effort": within(easing_effort),
        "lots": sure_lots,
        "vote": against,
        **on_ostrom.CAUTIOUS,
        **on_capitalism.CAUTIOUS,
    },
)
