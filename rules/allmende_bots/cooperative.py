"""The cooperative mind."""

from __future__ import annotations

from allmende_bots import on_capitalism, on_command, on_courts, on_ostrom
from allmende_bots.ballots import directions, vote
from allmende_bots.mind import Bot
from allmende_bots.reckoning import bearable, bid_for_lots, bid_for_site
from allmende_bots.under_quota import word_kept
from allmende_rules.amounts import micro
from allmende_rules.phases.assembly.decision import MOTION
from allmende_rules.questions import Amount, Ballot, Bid, Value
from allmende_rules.view import View

BID, COOLER = 0.7, 0.95


def fair_lots(view: View, question: Bid) -> Value:
    """Seven tenths of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def fair_site(view: View, question: Amount) -> Value:
    """Seven tenths of its worth for a site it runs; it does not outbid a neighbour."""
    return bid_for_site(view, question, BID) if question.about in view.holds else 0


def bearable_cap(view: View, question: Ballot) -> Value:
    """What the stock can bear."""
    return max(question.low, min(question.high, micro(bearable(view, question.about))))


def cooler_cap(_view: View, question: Ballot) -> Value:
    """A twentieth less than the statutes propose."""
    proposed = question.default if isinstance(question.default, int) else question.low
    return round(COOLER * proposed)


def hear_out(_view: View, question: Ballot) -> Value:
    """What a neighbour proposes should be put to the vote."""
    return tuple([option.value for option in question.options])


def with_others(_view: View, question: Ballot) -> Value:
    """For what a neighbour moves, then for amendments to it, but for nothing that raises the cap."""
    worth = {option: float(abs(way)) for option, way in directions(question).items()}
    worth[MOTION] = 2
    if question.about == "cap_share":
        worth = {o: -worth[o] if way > 0 else worth[o] for o, way in directions(question).items()}
    return vote(question, worth)


COOPERATIVE = Bot(
    id="cooperative",
    name="Cooperative",
    rule="Takes its share of what the commons can bear, and votes for the commons before itself.",
    habits={
        "effort": word_kept,
        "lots": fair_lots,
        "site": fair_site,
        "cap": bearable_cap,
        "plan_harvest": bearable_cap,
        "carbon": cooler_cap,
        "plan_abatement": on_command.cooler_order(COOLER),
        "second": hear_out,
        "vote": with_others,
        **dict.fromkeys(on_ostrom.QUOTAS, bearable_cap),
        **on_ostrom.COOPERATIVE,
        **on_courts.COOPERATIVE,
        **on_capitalism.COOPERATIVE,
        **on_command.COOPERATIVE,
    },
)
