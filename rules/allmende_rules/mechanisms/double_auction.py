"""Continuous double auction: orders meet as they come, the best price first, the earlier first.

An incoming order trades with the best quote of the other side that stands in the book, at the price of
that quote, which is the earlier of the two. What is left of a limit order stands in the book, behind
those of its own price; what is left of a market order is void (Smith 1962; Friedman and Rust 1993).

Quantities and prices are whole numbers of what the caller counts in.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Side = Literal["buy", "sell"]


class Order(NamedTuple):
    """An order to buy or sell `quantity` at `price` or better; None is any price (a market order)."""

    id: str
    side: Side
    quantity: int
    price: int | None = None


class Cancel(NamedTuple):
    """The wish to take what is left of the order `id` out of the book."""

    id: str


class Quote(NamedTuple):
    """A limit order, or what is left of it, standing in the book."""

    id: str
    price: int
    quantity: int


class Trade(NamedTuple):
    """`quantity` that the `incoming` order traded with the `resting` one, at its price."""

    incoming: str
    resting: str
    price: int
    quantity: int


class Book(NamedTuple):
    """Quotes that stand, of each side the best price first and of one price the earliest first."""

    bids: tuple[Quote, ...] = ()
    asks: tuple[Quote, ...] = ()


class Session(NamedTuple):
    """The trades of a stream of orders in the order that they came about, and the book at its end."""

    trades: tuple[Trade, ...]
    book: Book


EMPTY = Book()


def double_auction(stream: Iterable[Order | Cancel], *, wiped: bool = False) -> Session:
    """Trade through a stream of orders and cancellations.

    With `wiped`, every order that trades clears the whole book, as in Gode and Sunder (1993). Raises
    ValueError as `place` does.
    """
    book, trades = EMPTY, list[Trade]()
    for event in stream:
        if isinstance(event, Cancel):
            book = cancel(book, event.id)
            continue
        book, done = place(book, event)
        trades += done
        if wiped and done:
            book = EMPTY
    return Session(tuple(trades), book)


def place(book: Book, order: Order) -> tuple[Book, tuple[Trade, ...]]:
    """The book after an order, and its trades.

    Raises ValueError for a quantity below 1, a negative price, or an id that stands in the book.
    """
    _check(book, order)
    facing = book.asks if order.side == "buy" else book.bids
    trades, facing, left = _match(facing, order)
    own = book.bids if order.side == "buy" else book.asks
    if left and order.price is not None:
        own = _queued(own, Quote(order.id, order.price, left), order.side)
    return (Book(own, facing) if order.side == "buy" else Book(facing, own)), trades


def cancel(book: Book, order: str) -> Book:
    """The book without an order; the same book if it does not stand there."""
    return Book(*[tuple([quote for quote in side if quote.id != order]) for side in book])


def _check(book: Book, order: Order) -> None:
    if order.quantity < 1:
        raise ValueError(f"An order is for at least 1: {order}.")
    if order.price is not None and order.price < 0:
        raise ValueError(f"A price is at least 0: {order}.")
    if any(quote.id == order.id for side in book for quote in side):
        raise ValueError(f"An order called {order.id} stands in the book already.")


def _match(
    facing: tuple[Quote, ...], order: Order
) -> tuple[tuple[Trade, ...], tuple[Quote, ...], int]:
    """Trade with the best quotes while there are any that suit: trades, what stands, what is left."""
    trades, left = list[Trade](), order.quantity
    for at, quote in enumerate(facing):
        if left == 0 or not _suits(order, quote):
            return tuple(trades), facing[at:], left
        traded = min(left, quote.quantity)
        trades.append(Trade(order.id, quote.id, quote.price, traded))
        left -= traded
        if traded < quote.quantity:
            rest = quote._replace(quantity=quote.quantity - traded)
            return tuple(trades), (rest, *facing[at + 1 :]), left
    return tuple(trades), (), left


def _suits(order: Order, quote: Quote) -> bool:
    if order.price is None:
        return True
    return quote.price <= order.price if order.side == "buy" else quote.price >= order.price


def _queued(side: tuple[Quote, ...], quote: Quote, name: Side) -> tuple[Quote, ...]:
    """A side with one more quote, behind all that are as good or better."""
    ahead = [q.price >= quote.price if name == "buy" else q.price <= quote.price for q in side]
    behind = sum(ahead)
    return (*side[:behind], quote, *side[behind:])
