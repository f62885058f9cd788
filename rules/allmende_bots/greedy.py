"""The greedy mind."""

from __future__ import annotations

from allmende_bots import on_capitalism, on_command, on_courts, on_ostrom
from allmende_bots.ballots import directions, vote
from allmende_bots.mind import Bot
from allmende_bots.reckoning import bid_for_lots, bid_for_site
from allmende_bots.under_quota import best_reply
from allmende_rules.phases.assembly.decision import KEEP
from allmende_rules.phases.units import percent
from allmende_rules.questions import Amount, Ballot, Bid, Value
from allmende_rules.view import View

MARKUP, BID, APPETITE = 0.3, 0.9, 1.5
GAINS = ("cap_share", "dividend_share")
"""Dials that bring money now when they go up."""


def all_out(_view: View, question: Amount) -> Value:
    """As much as there is."""
    return question.high


def dear(_view: View, question: Amount) -> Value:
    """A mark-up of three tenths, or the most that is allowed."""
    return min(question.high, percent(MARKUP))


def eager_lots(view: View, question: Bid) -> Value:
    """Nine tenths of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def any_site(view: View, question: Amount) -> Value:
    """Nine tenths of a site's worth, whoever runs it."""
    return bid_for_site(view, question, BID)


def high_cap(_view: View, question: Ballot) -> Value:
    """Half as much again as the statutes propose, if there is that much."""
    proposed = question.default if isinstance(question.default, int) else question.low
    return min(question.high, round(APPETITE * proposed))


def top_dividend(_view: View, question: Ballot) -> Value:
    """The whole rent paid out, now."""
    return question.high


def gainful(_view: View, question: Ballot) -> Value:
    """Motions that would bring money now."""
    ways = directions(question)
    return tuple([dial for dial in ways if dial in GAINS and ways[dial] > 0])


def more_now(_view: View, question: Ballot) -> Value:
    """For a higher cap or dividend, against all else."""
    if question.about in GAINS:
        return vote(question, directions(question))
    return vote(question, {KEEP: 1})


GREEDY = Bot(
    id="greedy",
    name="Greedy",
    rule="Takes and asks for as much as the rules allow it this round, and votes for money now.",
    habits={
        "effort": best_reply(all_out),
        "hours": all_out,
        "ask": dear,
        "lots": eager_lots,
        "site": any_site,
        "cap": high_cap,
        "plan_harvest": high_cap,
        "carbon": high_cap,
        "dividend": top_dividend,
        "second": gainful,
        "vote": more_now,
        **dict.fromkeys(on_ostrom.QUOTAS, high_cap),
        **on_ostrom.GREEDY,
        **on_courts.GREEDY,
        **on_capitalism.GREEDY,
        **on_command.GREEDY,
    },
)
