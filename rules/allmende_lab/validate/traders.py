"""Zero-intelligence traders in a continuous double auction (Gode and Sunder 1993).

Each quotes at random for the best unit that he has left: within its worth (constrained, ZI-C) or at any
price (unconstrained, ZI-U). Every trade is at the earlier quote and clears all quotes.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.call_auction import Ask, Bid, Call, call_auction
from allmende_rules.mechanisms.double_auction import EMPTY, Order, Side, Trade, place

Units = tuple[tuple[int, ...], ...]
"""For each trader what his units are worth to him or cost him, in the order that he trades them."""


Left = dict[Side, list[list[int]]]
"""The same of those units that are not yet traded, by side."""


class Market(NamedTuple):
    """Induced values of buyers and costs of sellers (Smith 1962), and the highest price there is."""

    values: Units
    costs: Units
    highest: int

    @property
    def worth_of_all(self) -> int:
        """The surplus if every unit trades, those that cost more than they are worth included."""
        return sum(map(sum, self.values)) - sum(map(sum, self.costs))


class Period(NamedTuple):
    """The surplus that one trading period brought, and its prices."""

    surplus: int
    prices: tuple[int, ...]


def best(market: Market) -> tuple[Call, int]:
    """The call auction of all true values and costs, and the surplus of those who trade in it."""
    values = {f"b{i}.{k}": v for i, own in enumerate(market.values) for k, v in enumerate(own)}
    costs = {f"s{i}.{k}": c for i, own in enumerate(market.costs) for k, c in enumerate(own)}
    call = call_auction(
        [Bid(name, 1, value) for name, value in values.items()],
        [Ask(name, 1, cost) for name, cost in costs.items()],
    )
    gained = sum([values[name] for name, got in call.fills.items() if got])
    return call, gained - sum([costs[name] for name, sold in call.sales.items() if sold])


def period(market: Market, chance: Chance, number: int, *, constrained: bool) -> Period:
    """Let the traders quote until one side has no unit left, or, if constrained, nobody can gain."""
    left: Left = {
        "buy": [list(own) for own in market.values],
        "sell": [list(own) for own in market.costs],
    }
    book, surplus, prices = EMPTY, 0, list[int]()
    owners: dict[str, int] = {}
    while not _over(left, constrained=constrained):
        order, owner = _quote(market, left, chance, (number, len(owners)), constrained=constrained)
        owners[order.id] = owner
        book, trades = place(book, order)
        for trade in trades:
            surplus += _exchange(left, order, trade, owners)
            prices.append(trade.price)
            book = EMPTY
    return Period(surplus, tuple(prices))


def _over(left: Left, *, constrained: bool) -> bool:
    most = max([own[0] for own in left["buy"] if own], default=None)
    least = min([own[0] for own in left["sell"] if own], default=None)
    if most is None or least is None:
        return True
    return constrained and most <= least


def _quote(
    market: Market, left: Left, chance: Chance, at: tuple[int, int], *, constrained: bool
) -> tuple[Order, int]:
    """The order of a trader drawn among those with units left, and who he is on his side."""
    active = [(side, i) for side, units in left.items() for i, own in enumerate(units) if own]
    number, step = at
    side, owner = active[int(chance.uniform("who", number, str(step)) * len(active))]
    low, high = 1, market.highest
    if constrained and side == "buy":
        high = left[side][owner][0]
    elif constrained:
        low = left[side][owner][0]
    price = low + int(chance.uniform("price", number, str(step)) * (high - low + 1))
    return Order(str(step), side, 1, price), owner


def _exchange(left: Left, order: Order, trade: Trade, owners: dict[str, int]) -> int:
    """Take the traded unit from both sides, and return what it was worth over its cost."""
    own = left[order.side][owners[trade.incoming]].pop(0)
    if order.side == "buy":
        return own - left["sell"][owners[trade.resting]].pop(0)
    return left["buy"][owners[trade.resting]].pop(0) - own
