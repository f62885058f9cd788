"""The cooperative mind."""

from __future__ import annotations

from allmende_bots.mind import Bot
from allmende_bots.reckoning import bearable, bid_for_lots, bid_for_site, sustainable_part
from allmende_rules.amounts import micro
from allmende_rules.phases.assembly import NO, YES
from allmende_rules.phases.units import percent
from allmende_rules.questions import Amount, Ballot, Bid, Value
from allmende_rules.view import View

BID = 0.7


def own_share(view: View, question: Ballot) -> Value:
    """Its part of what the stock can bear, as if all others did the same."""
    return percent(sustainable_part(view, question))


def fair_lots(view: View, question: Bid) -> Value:
    """Seven tenths of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def fair_site(view: View, question: Amount) -> Value:
    """Seven tenths of its worth for a site it runs; it does not outbid a neighbour."""
    return bid_for_site(view, question, BID) if question.about in view.holds else 0


def bearable_cap(view: View, question: Ballot) -> Value:
    """What the stock can bear."""
    return max(question.low, min(question.high, micro(bearable(view, question.about))))


def with_others(_view: View, question: Ballot) -> Value:
    """Yes to what a neighbour proposes, unless it raises the cap."""
    raised = any(effect.sign > 0 for effect in question.effects)
    return NO if raised and question.about == "cap_share" else YES


COOPERATIVE = Bot(
    id="cooperative",
    name="Cooperative",
    rule="Takes its share of what the commons can bear, and votes for the commons before itself.",
    habits={
        "effort": own_share,
        "lots": fair_lots,
        "site": fair_site,
        "cap": bearable_cap,
        "vote": with_others,
    },
)
