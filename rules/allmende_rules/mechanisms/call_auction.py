"""Call auction: sealed orders, one price for all, the orders at that price share what is left.

The price is the lowest whole one that clears. With a fixed supply that is the highest losing bid,
or the reserve where nobody loses (Vickrey 1961; with unit demands, truth is then a best reply).
Both sides take it: a two-sided call is thus kind to buyers, by rule.

Quantities and money are in micro-units, prices in micro-money per whole unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder


class Bid(NamedTuple):
    """A sealed order to buy `quantity`, or what `budget` pays for, or the lesser of the two.

    It wants all below `limit`, any part at it, nothing above; None is any price. At least one of
    quantity and budget must be given.
    """

    bidder: str
    quantity: int | None = None
    limit: int | None = None
    budget: int | None = None


class Ask(NamedTuple):
    """A sealed order to sell `quantity`: all above `limit`, any part at it, nothing below."""

    seller: str
    quantity: int
    limit: int = 0


class Call(NamedTuple):
    """The price, who got and sold how much, who pays and receives what.

    Both pairs add up to the same: goods to goods, money to money.
    """

    price: int
    fills: dict[str, int]
    sales: dict[str, int]
    payments: dict[str, int]
    receipts: dict[str, int]


def call_auction(bids: Sequence[Bid], asks: Sequence[Ask]) -> Call:
    """Clear sealed orders at one price.

    Where bids at any price outnumber the supply there is no clearing price: then the highest
    limit stated is the price, and they share the supply. Rationing is by largest remainder over
    the quantities wanted; equal remainders go to the order handed in first.

    Raises ValueError for an order with a negative figure, or a bid for neither quantity nor money.
    """
    _check(bids, asks)
    price = _clearing_price(bids, asks)
    firm, marginal = _sides(bids, price)
    firm_sale = [ask.quantity if ask.limit < price else 0 for ask in asks]
    marginal_sale = [ask.quantity if ask.limit == price else 0 for ask in asks]
    traded = min(sum(firm) + sum(marginal), sum(firm_sale) + sum(marginal_sale))
    fills = _sum_by((bid.bidder for bid in bids), _ration(traded, firm, marginal))
    sales = _sum_by((ask.seller for ask in asks), _ration(traded, firm_sale, marginal_sale))
    money = traded * price // MICRO
    return Call(price, fills, sales, _divide(money, fills), _divide(money, sales))


def at_most(bids: Iterable[Bid], most: int) -> list[Bid]:
    """Return the bids cut so that no bidder asks for more than `most` in all.

    A bidder's best-paying bids are kept first. A bid of a budget may take all the room that is
    left, so it leaves none to lower bids of the same bidder.
    """
    room: dict[str, int] = defaultdict(lambda: most)
    kept = []
    for bid in sorted(bids, key=lambda bid: (bid.limit is not None, -(bid.limit or 0))):
        quantity = min(room[bid.bidder], most if bid.quantity is None else bid.quantity)
        room[bid.bidder] -= quantity
        if quantity > 0:
            kept.append(bid._replace(quantity=quantity))
    return kept


def _check(bids: Sequence[Bid], asks: Sequence[Ask]) -> None:
    for bid in bids:
        if bid.quantity is None and bid.budget is None:
            raise ValueError(f"{bid} asks for nothing: give it a quantity or a budget.")
        if min(bid.quantity or 0, bid.limit or 0, bid.budget or 0) < 0:
            raise ValueError(f"Figures of an order must be at least 0: {bid}.")
    for ask in asks:
        if ask.quantity < 0 or ask.limit < 0:
            raise ValueError(f"Figures of an order must be at least 0: {ask}.")


def _wanted(bid: Bid, price: int) -> int | None:
    """Return the whole quantity a bid wants at a price below its limit; None is without end."""
    affordable = None
    if bid.budget is not None and (price > 0 or bid.budget == 0):
        affordable = bid.budget * MICRO // price if price else 0
    if bid.quantity is None or affordable is None:
        return bid.quantity if affordable is None else affordable
    return min(bid.quantity, affordable)


def _clearing_price(bids: Sequence[Bid], asks: Sequence[Ask]) -> int:
    """Return the lowest whole price at which supply covers all bids that are above it.

    That excess falls with the price, so the first limit where it is gone is found by bisection;
    below that limit and above the one before it, supply and the set of bids stay the same.
    """
    limits = {bid.limit for bid in bids if bid.limit is not None} | {ask.limit for ask in asks}
    points = sorted({0} | limits | _budget_kinks(bids))
    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        if _covered(bids, asks, points[middle]):
            high = middle
        else:
            low = middle + 1
    if low == 0:
        return points[0]
    inside = _price_above(bids, asks, points[low - 1])
    if low == len(points):
        return max(limits, default=0) if inside is None else inside
    return points[low] if inside is None else min(points[low], inside)


def _budget_kinks(bids: Sequence[Bid]) -> set[int]:
    """Return the whole prices either side of where a bid's budget begins to cut its quantity."""
    kinks = {
        bid.budget * MICRO // bid.quantity
        for bid in bids
        if bid.budget is not None and bid.quantity
    }
    return kinks | {kink + 1 for kink in kinks}


def _covered(bids: Sequence[Bid], asks: Sequence[Ask], price: int) -> bool:
    supply = sum(ask.quantity for ask in asks if ask.limit <= price)
    for bid in bids:
        if bid.limit is None or bid.limit > price:
            wanted = _wanted(bid, price)
            if wanted is None:
                return False
            supply -= wanted
    return supply >= 0


def _price_above(bids: Sequence[Bid], asks: Sequence[Ask], limit: int) -> int | None:
    """Return the lowest whole price over `limit` that clears, while no order joins or leaves."""
    price = limit + 1
    supply = sum(ask.quantity for ask in asks if ask.limit <= limit)
    money = 0
    for bid in bids:
        if bid.limit is not None and bid.limit <= limit:
            continue
        if bid.budget is not None and _wanted(bid, price) != bid.quantity:
            money += bid.budget
        else:
            supply -= bid.quantity or 0
    if money == 0:
        return price if supply >= 0 else None
    return max(price, -(-money * MICRO // supply)) if supply > 0 else None


def _sides(bids: Sequence[Bid], price: int) -> tuple[list[int], list[int]]:
    """Return what bids above the price want, and what bids at it could take."""
    firm, marginal = [], []
    for bid in bids:
        wanted = _wanted(bid, price) or 0
        firm.append(wanted if bid.limit is None or bid.limit > price else 0)
        marginal.append(wanted if bid.limit == price else 0)
    return firm, marginal


def _ration(traded: int, firm: list[int], marginal: list[int]) -> list[int]:
    """Return each order's part: firm ones in full and the rest to marginal ones, if it reaches."""
    left = traded - sum(firm)
    if left < 0:
        return largest_remainder(traded, firm)
    shared = largest_remainder(left, marginal)
    return [whole + part for whole, part in zip(firm, shared, strict=True)]


def _sum_by(names: Iterable[str], amounts: Iterable[int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for name, amount in zip(names, amounts, strict=True):
        totals[name] = totals.get(name, 0) + amount
    return totals


def _divide(money: int, quantities: dict[str, int]) -> dict[str, int]:
    parts = largest_remainder(money, list(quantities.values()))
    return dict(zip(quantities, parts, strict=True))
