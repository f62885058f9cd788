import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.double_auction import (
    EMPTY,
    Book,
    Cancel,
    Order,
    Quote,
    Trade,
    cancel,
    double_auction,
    place,
)

ORACLE = Path(__file__).parents[2] / "oracles" / "auctions.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
STREAMS = [case for case in CASES if case["type"] == "order stream"]


def event(said: dict[str, Any]) -> Order | Cancel:
    """An oracle's event as an order or a cancellation."""
    if said["do"] == "cancel":
        return Cancel(str(said["id"]))
    return Order(str(said["id"]), said["side"], said["qty"], said.get("price"))


@pytest.mark.parametrize("case", STREAMS, ids=lambda case: case["id"])
def test_every_trade_is_the_oracles(case: dict[str, Any]) -> None:
    """Trades one by one, and the book at the end, are those of three other order books."""
    wiped = case["book_cleared_after_each_trading_order"]
    found = double_auction(map(event, case["events"]), wiped=wiped)
    trades = [[int(t.incoming), int(t.resting), t.price, t.quantity] for t in found.trades]
    assert trades == case["trades"]
    last = case["final_book"]
    for side, quotes in (("bids", found.book.bids), ("asks", found.book.asks)):
        assert [[int(q.id), q.price, q.quantity] for q in quotes] == last[side], side


def test_both_kinds_of_stream_are_read() -> None:
    """There are streams with and without a wiped book."""
    assert {case["book_cleared_after_each_trading_order"] for case in STREAMS} == {True, False}


def test_a_trade_is_at_the_earlier_quote() -> None:
    """Whoever comes second takes the price that stands, be it better than his own."""
    _, trades = place(Book(asks=(Quote("ann", 5, 2),)), Order("ben", "buy", 1, 9))
    assert trades == (Trade("ben", "ann", 5, 1),)
    _, trades = place(Book(bids=(Quote("ben", 9, 2),)), Order("ann", "sell", 1, 5))
    assert trades == (Trade("ann", "ben", 9, 1),)


def test_a_market_order_takes_what_there_is_and_waits_for_nothing() -> None:
    """It goes through the book from the best price, and what is left of it is void."""
    book = Book(asks=(Quote("ann", 5, 2), Quote("ben", 7, 2)))
    after, trades = place(book, Order("cem", "buy", 5))
    assert [(t.price, t.quantity) for t in trades] == [(5, 2), (7, 2)]
    assert after == EMPTY


def test_a_partly_filled_quote_keeps_its_place() -> None:
    """It stays ahead of later quotes of its price."""
    book = Book(bids=(Quote("ann", 5, 3), Quote("ben", 5, 1)))
    after, _ = place(book, Order("cem", "sell", 1))
    assert after.bids == (Quote("ann", 5, 2), Quote("ben", 5, 1))


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (Order("ben", "buy", 0, 4), "at least 1"),
        (Order("ben", "buy", 1, -4), "at least 0"),
        (Order("ann", "buy", 1, 4), "stands in the book already"),
    ],
)
def test_impossible_orders_are_refused(order: Order, sentence: str) -> None:
    """Nothing, less than nothing, and an id that is taken."""
    with pytest.raises(ValueError, match=sentence):
        place(Book(asks=(Quote("ann", 9, 1),)), order)


sides = st.sampled_from(["buy", "sell"])
moves = st.one_of(
    st.tuples(st.just("order"), sides, st.integers(1, 5), st.none() | st.integers(0, 9)),
    st.tuples(st.just("cancel"), st.integers(0, 20)),
)


@st.composite
def streams(draw: st.DrawFn) -> list[Order | Cancel]:
    """Orders numbered as they come, with cancellations of some."""
    stream: list[Order | Cancel] = []
    for number, move in enumerate(draw(st.lists(moves, max_size=20))):
        stream.append(Order(str(number), *move[1:]) if move[0] == "order" else Cancel(str(move[1])))
    return stream


@given(streams(), st.booleans())
def test_nobody_trades_more_or_worse_than_he_said(
    stream: list[Order | Cancel], wiped: bool
) -> None:
    """Each order trades at most its quantity, at its price or better, and only with the other side."""
    orders = {event.id: event for event in stream if isinstance(event, Order)}
    traded = dict.fromkeys(orders, 0)
    for trade in double_auction(stream, wiped=wiped).trades:
        incoming, resting = orders[trade.incoming], orders[trade.resting]
        assert int(resting.id) < int(incoming.id)
        assert {incoming.side, resting.side} == {"buy", "sell"}
        assert trade.price == resting.price
        buyer, seller = sorted((incoming, resting), key=lambda order: order.side)
        assert buyer.price is None or buyer.price >= trade.price
        assert seller.price is None or seller.price <= trade.price
        traded[incoming.id] += trade.quantity
        traded[resting.id] += trade.quantity
    assert all(traded[name] <= order.quantity for name, order in orders.items())


@given(streams())
def test_nothing_is_lost_in_the_book(stream: list[Order | Cancel]) -> None:
    """What was ordered was traded, stands, was cancelled, or was the void rest of a market order."""
    book, gone = EMPTY, set[str]()
    for event in stream:
        if isinstance(event, Cancel):
            gone |= {q.id for side in book for q in side if q.id == event.id}
            book = cancel(book, event.id)
            assert not any(q.id == event.id for side in book for q in side)
        else:
            book, _ = place(book, event)
    session = double_auction(stream)
    assert session.book == book
    stands = {quote.id: quote.quantity for side in book for quote in side}
    for order in (event for event in stream if isinstance(event, Order)):
        done = sum(t.quantity for t in session.trades if order.id in (t.incoming, t.resting))
        if order.price is not None and order.id not in gone:
            assert done + stands.get(order.id, 0) == order.quantity


@given(streams())
def test_the_book_is_sorted_and_never_crossed(stream: list[Order | Cancel]) -> None:
    """Best first, earlier first at one price, and no bid as high as an ask."""
    book = double_auction(stream).book
    assert list(book.bids) == sorted(book.bids, key=lambda q: (-q.price, int(q.id)))
    assert list(book.asks) == sorted(book.asks, key=lambda q: (q.price, int(q.id)))
    if book.bids and book.asks:
        assert book.bids[0].price < book.asks[0].price
