"""Zero intelligence: any legal answer is as likely as any other, but never a bid at a loss.

Gode and Sunder (1993) showed with such traders how much of a market's efficiency is due to its rules and
how little to its traders. Their constraint, no trade at a loss, is kept: a bid stays below what a unit
earns. Draws follow from what the seat alone knows, so each game and seat has its own.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from allmende_bots.mind import Bot
from allmende_bots.reckoning import bid_for_lots, bid_for_site
from allmende_rules.amounts import largest_remainder
from allmende_rules.chance import Chance
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    Estimate,
    Flag,
    Offer,
    Option,
    Question,
    Ranking,
    Split,
    Value,
)
from allmende_rules.view import View

GRAIN = 10**6


def any_answer(view: View, question: Question) -> Value:
    """A legal answer, drawn at random; motions and words are left unsaid."""
    lot = _Lot(view, question)
    match question:
        case Amount() | Estimate():
            return lot.between(question.low, question.high)
        case Choice():
            return lot.of(question.options)
        case Flag():
            return bool(lot.between(0, 1))
        case Split():
            return lot.shares(question)
        case Bid():
            return _bid(lot, view, question)
        case Ranking():
            return lot.order(question.options)
        case Ballot():
            return _ballot(lot, question)
        case _:
            return question.default


def no_loss(view: View, question: Amount) -> Value:
    """Up to what the site would leave."""
    return _Lot(view, question).between(0, bid_for_site(view, question, 1.0))


def _bid(lot: _Lot, view: View, question: Bid) -> Offer:
    """Some of what may be had, at some price that a unit earns."""
    best = bid_for_lots(view, question, 1.0)
    return Offer(lot.between(0, best.quantity), lot.between(0, best.limit, "price"))


def _ballot(lot: _Lot, question: Ballot) -> Value:
    match question.takes:
        case "number":
            return lot.between(question.low, question.high)
        case "choice":
            return lot.of(question.options)
        case "approvals":
            return tuple([o.value for o in question.options if lot.between(0, 1, o.value)])
        case "ranking":
            return lot.order(question.options)
        case "points":
            return {lot.of(question.options): lot.between(-1, 1) * int(question.credits**0.5)}


class _Lot:
    """The draws for one question: named, so that one more moves no other."""

    def __init__(self, view: View, question: Question) -> None:
        self._chance = _chance(
            repr(sorted(view.own.get(view.holds[0], {}).get("tastes", {}).items()))
        )
        self._round: int = view.fact("table", "round", 0)
        self._question = f"{view.seat}/{question.id}"

    def between(self, low: int, high: int, name: str = "") -> int:
        """A whole number from `low` to `high`."""
        part = self._chance.uniform("zero intelligence", self._round, f"{self._question}/{name}")
        return low + int(part * (high - low + 1))

    def of(self, options: tuple[Option, ...]) -> str:
        """One of the options."""
        return options[self.between(0, len(options) - 1)].value

    def order(self, options: tuple[Option, ...]) -> tuple[str, ...]:
        """All options in some order."""
        drawn = {option.value: self.between(0, GRAIN, option.value) for option in options}
        return tuple(sorted(drawn, key=lambda name: drawn[name]))

    def shares(self, question: Split) -> dict[str, int]:
        """The total divided somehow."""
        weights = [self.between(1, GRAIN, part.value) for part in question.parts]
        whole = largest_remainder(question.total, weights)
        return dict(zip([part.value for part in question.parts], whole, strict=True))


@lru_cache(maxsize=1024)
def _chance(known: str) -> Chance:
    return Chance(int.from_bytes(blake2b(known.encode(), digest_size=8).digest(), "big"))


ZERO_INTELLIGENCE = Bot(
    id="zero_intelligence",
    name="Zero intelligence",
    rule="Answers at random within the rules, but never bids more than a thing would bring in.",
    habits={"site": no_loss},
    otherwise=any_answer,
)
