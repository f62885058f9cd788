"""Members who vote the cap by gain: what dividends and goods a cap would bring their own people.

They reckon it from what they see, and are told no answer. They differ in what they count, money alone or
goods too, and in what they believe: that a permit fetches the same however many there are, or that people
spend the same on a good however scarce it is. On all else they are silent.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import NamedTuple

from allmende_bots.mind import Bot, Habit
from allmende_rules.amounts import micro, units
from allmende_rules.phases.commons.harvest_lots import LOTS
from allmende_rules.phases.commons.sectors import COMMONS, RENEWAL
from allmende_rules.physics.nature import expected_growth
from allmende_rules.questions import Ballot, Value
from allmende_rules.view import View
from allmende_rules.world import TABLE

CHOICES = 40
"""Caps that a voter compares: so many parts of the stock."""
LEAST = 1e-3
"""The share of the carrying capacity that a harvest is never thought to fall below."""


class Seen(NamedTuple):
    """What a voter saw last round of a stock: its harvest, the fee for a unit, and what sold for what.

    `price` is what a unit of harvest is sold for, `spent` what the voter's people spent on it, `part` of
    all fees what reaches them as a dividend.
    """

    harvest: float
    fee: float
    price: float
    spent: float
    part: float


Belief = Callable[[Seen, float], float]
"""The fee for a unit that a voter expects at a harvest."""
Gain = Callable[[Seen, float], float]
"""What a harvest is worth to the voter's people in a round, in money."""


def as_it_was(seen: Seen, _harvest: float) -> float:
    """The fee stays what it was: each takes prices as given."""
    return seen.fee


def dearer_if_scarce(seen: Seen, harvest: float) -> float:
    """People spend the same on less, all other costs of a unit stay, and the fee takes what is left."""
    return max(0.0, seen.price * seen.harvest / harvest - (seen.price - seen.fee))


def seen_of(view: View, name: str) -> Seen | None:
    """What last round told; None before there is one, and where nothing was harvested."""
    last = f"round {view.fact(TABLE, 'round') - 1}"
    harvest: float = view.fact(last, f"harvest.{name}", 0.0)
    lots = view.fact(LOTS, name)
    if not harvest or not lots:
        return None
    goods = {good.id: good.harvest[name] for good in view.land.goods if name in good.harvest}
    sold = {good: view.fact(last, f"price.{good}") for good in goods}
    made = {good: view.fact(last, f"output.{good}") for good in goods}
    own = view.secret(view.seat or "", last, {})
    heads = _own_heads(view)
    return Seen(
        harvest=harvest,
        fee=units(lots["price"]),
        price=sum(sold[good] * made[good] for good in goods) / harvest,
        spent=sum(sold[good] * own[f"consumption.{good}"] * heads for good in goods),
        part=_dividend_part(view) * heads / sum(group.people for group in view.land.households),
    )


def _own_heads(view: View) -> int:
    return sum(group.people for group in view.land.households if group.id in view.holds)


def _dividend_part(view: View) -> float:
    """The part of fees that is paid out, after renewal as it was last round."""
    rent: int = view.fact(COMMONS, "rent", 0)
    renewal: int = view.fact(COMMONS, "funds", {}).get(RENEWAL, 0)
    share: float = view.fact("dials", "dividend_share")
    return share * (1 - min(1.0, renewal / rent)) if rent else share


def dividends(seen: Seen, harvest: float, belief: Belief) -> float:
    """What a harvest brings the voter's people in money."""
    return seen.part * belief(seen, harvest) * harvest


def goods(seen: Seen, harvest: float) -> float:
    """What a harvest is worth to people who spend a fixed sum on what is made of it.

    Twice the harvest of a good halves its price, which is worth ln 2 of what they spend on it.
    """
    return seen.spent * log(harvest)


def best_cap(view: View, name: str, gain: Gain) -> float | None:
    """The cap with the greatest gain: this round's, and in all rounds to come that of what grows back.

    None before anything was seen, and if no cap is better than another.
    """
    seen = seen_of(view, name)
    if seen is None:
        return None
    resource, known = view.land.resource(name), seen
    stock: float = view.fact(name, "stock")
    left: int = view.fact(TABLE, "rounds") - view.fact(TABLE, "round")
    least = LEAST * resource.carrying_capacity
    grown = expected_growth(resource, stock)

    def worth(cap: float) -> float:
        after = expected_growth(resource, max(0.0, stock + grown - cap))
        return gain(known, cap) + left * gain(known, max(least, after))

    caps = [max(least, stock * k / CHOICES) for k in range(CHOICES + 1)]
    gains = [worth(cap) for cap in caps]
    return caps[gains.index(max(gains))] if max(gains) > min(gains) else None


def _cap(view: View, question: Ballot, gain: Gain) -> Value:
    """A vote for the best cap; whoever does not care abstains."""
    wanted = best_cap(view, question.about, gain)
    return None if wanted is None else max(question.low, min(question.high, micro(wanted)))


def for_money_at_given_fees(view: View, question: Ballot) -> Value:
    """The cap with the greatest dividend, if the fee stays what it was."""
    return _cap(view, question, lambda seen, cut: dividends(seen, cut, as_it_was))


def for_money_under_scarcity(view: View, question: Ballot) -> Value:
    """The cap with the greatest dividend, if less of a good is dearer."""
    return _cap(view, question, lambda seen, cut: dividends(seen, cut, dearer_if_scarce))


def for_all_at_given_fees(view: View, question: Ballot) -> Value:
    """The cap with the greatest dividend and the cheapest goods, if the fee stays what it was."""
    return _cap(
        view, question, lambda seen, cut: dividends(seen, cut, as_it_was) + goods(seen, cut)
    )


def for_all_under_scarcity(view: View, question: Ballot) -> Value:
    """The cap with the greatest dividend and the cheapest goods, if less of a good is dearer."""
    return _cap(
        view, question, lambda seen, cut: dividends(seen, cut, dearer_if_scarce) + goods(seen, cut)
    )


def _voter(id_: str, rule: str, cap: Habit) -> Bot:
    return Bot(id=id_, name="Voter by gain", rule=rule, habits={"cap": cap})


MONEY_AT_GIVEN_FEES = _voter(
    "money_at_given_fees",
    "Votes the cap with the greatest dividend, if a permit fetches what it fetched.",
    for_money_at_given_fees,
)
MONEY_UNDER_SCARCITY = _voter(
    "money_under_scarcity",
    "Votes the cap with the greatest dividend, if people spend the same on less.",
    for_money_under_scarcity,
)
ALL_AT_GIVEN_FEES = _voter(
    "all_at_given_fees",
    "Votes the cap that brings most in dividends and cheap goods, if a permit fetches what it fetched.",
    for_all_at_given_fees,
)
ALL_UNDER_SCARCITY = _voter(
    "all_under_scarcity",
    "Votes the cap that brings most in dividends and cheap goods, if people spend the same on less.",
    for_all_under_scarcity,
)
