"""The cautious mind."""

from __future__ import annotations

from allmende_bots.mind import Bot
from allmende_bots.reckoning import bid_for_lots, bid_for_site
from allmende_rules.phases.units import percent
from allmende_rules.questions import Question, Value
from allmende_rules.view import View

BID = 0.5


def steady_effort(_view: View, _question: Question) -> Value:
    """Two thirds of what machines could reach, come what may."""
    return percent(2 / 3)


def sure_lots(view: View, question: Question) -> Value:
    """Half of what a unit would earn."""
    return bid_for_lots(view, question, BID)


def keep_site(view: View, question: Question) -> Value:
    """Bids half of its worth for a site it runs, and for no other."""
    return bid_for_site(view, question, BID) if question.about in view.holds else 0


CAUTIOUS = Bot(
    id="cautious",
    name="Cautious",
    rule="Keeps to what was proposed or done before, and bids no more than half of what it expects.",
    habits={"effort": steady_effort, "lots": sure_lots, "site": keep_site},
)
