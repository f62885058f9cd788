"""A seller who reckons its best mark-up from what it sees of demand and of rivals (Bertrand and Edgeworth).

People are taken to spend the same on a good whatever it costs, and rivals to sell at the last price as
much as their machines allow. Who has none to fear finds that the dearest is best.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende_bots.mind import Bot
from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.phases.market.enterprise import reach, true_labour, unit_cost
from allmende_rules.phases.units import HUNDRED, share
from allmende_rules.questions import Amount, Value
from allmende_rules.view import View

CHOICES = 20
"""Mark-ups that a seller compares, from the least to the most that is allowed."""


class Market(NamedTuple):
    """A good as a seller sees it: money spent on it, its last price, own and rivals' capacity, own cost."""

    spent: float
    price: float
    own: float
    rivals: float
    cost: float


def market_of(view: View, site: Enterprise) -> Market | None:
    """What last round showed; None before there is one."""
    makers = view.land.makers[site.good]
    made = [view.fact(one.id, "output") for one in makers]
    if None in made:
        return None
    price = units(view.fact(site.good, "price"))
    own = sum(units(reach(view, one)) for one in makers if one.id in view.holds)
    whole = sum(units(reach(view, one)) for one in makers)
    cost = unit_cost(view, site, true_labour(view, site))
    return Market(price * units(sum(made)), price, own, whole - own, cost)


def profit(market: Market, markup: float) -> float:
    """What a mark-up leaves: at or below the last price all sell alike, above it rivals sell first."""
    price = market.cost * (1 + markup)
    wanted = market.spent / price
    if price <= market.price or not market.rivals:
        sold = wanted * market.own / (market.own + market.rivals)
    else:
        sold = max(0.0, wanted - market.rivals)
    return markup * market.cost * min(market.own, sold)


def best_markup(view: View, question: Amount) -> Value:
    """The mark-up that leaves most; of equally good ones the least."""
    market = market_of(view, view.land.enterprise(question.about))
    if market is None or not market.own:
        return question.default
    span = question.high - question.low
    choices = [question.low + span * k // CHOICES for k in range(CHOICES + 1)]
    return max(choices, key=lambda asked: (profit(market, share(asked)), HUNDRED - asked))


SELLER = Bot(
    id="seller",
    name="Seller for profit",
    rule="Asks the mark-up that it reckons to leave most, beside what rivals can sell; else silent.",
    habits={"ask": best_markup},
)
