"""Sellers with prices of their own: what each sells, who is served first, and who is paid what."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.execution import Executed, execute
from allmende_rules.physics.orders import Delivery, Orders, Seller
from allmende_rules.physics.settlement import settle
from allmende_rules.physics.split import fill
from allmende_rules.physics.technology import Site

UNIT = 1_000_000
wholes = st.integers(0, 10**9)
rooms_ = st.lists(st.tuples(wholes, wholes), min_size=1, max_size=6)


@given(rooms_, st.floats(0, 1))
def test_what_is_filled_adds_up_and_overflows_nobody(
    sellers: list[tuple[int, int]], share: float
) -> None:
    """Every micro-unit finds a room, and no room takes more than it has."""
    weights, rooms = [weight for weight, _ in sellers], [room for _, room in sellers]
    total = int(share * sum(rooms))
    parts = fill(total, weights, rooms)
    assert sum(parts) == total
    assert all(0 <= part <= room for part, room in zip(parts, rooms, strict=True))


def test_more_than_there_is_room_for_is_refused() -> None:
    """The error says how much there is."""
    with pytest.raises(ValueError, match="room for 3 micro-units, not for 4"):
        fill(4, [1, 1], [1, 2])


def test_those_without_weight_come_last() -> None:
    """Nobody turns to the second first; what the first lacks is bought of it."""
    assert fill(5, [1, 0], [9, 9]) == [5, 0]
    assert fill(12, [1, 0], [9, 9]) == [9, 3]


def bakery(name: str) -> Site:
    """A baker of ten loaves, an hour each."""
    return Site(name, "bread", 1.0, 10 * UNIT, {}, {})


def ordered(
    sellers: dict[str, Seller], deliveries: Sequence[Delivery], contracts: Sequence[str] = ()
) -> Orders:
    """Two bakers are to make ten loaves each, at a mean price of 1.2."""
    return Orders(
        scales={"a": 10 * UNIT, "b": 10 * UNIT},
        labour={"a": 10 * UNIT, "b": 10 * UNIT},
        inputs={"a": {}, "b": {}},
        offered={"a": 0, "b": 0},
        deliveries=list(deliveries),
        prices={"bread": 1_200_000},
        wage=UNIT,
        owners={"a": "a", "b": "b"},
        sellers=sellers,
        contracts=list(contracts),
    )


def done(orders: Orders) -> Executed:
    """What the bakers make of it."""
    return execute(orders, [bakery("a"), bakery("b")], {}, {})


TEN = Delivery("home", "home", "bread", 10 * UNIT, 12 * UNIT)
CHEAP = {"a": Seller(UNIT, 8 * UNIT), "b": Seller(2 * UNIT, 2 * UNIT)}


def test_sales_follow_what_buyers_want_of_each() -> None:
    """Of ten loaves eight are bought of the cheap baker; without own prices both sell the same."""
    assert done(ordered(CHEAP, [TEN])).sold == {"a": 8 * UNIT, "b": 2 * UNIT}
    assert done(ordered({}, [TEN])).sold == {"a": 5 * UNIT, "b": 5 * UNIT}


def test_whom_a_seller_cannot_serve_goes_to_the_next() -> None:
    """Sixteen are bought; ten are all that the cheap baker has."""
    more = Delivery("home", "home", "bread", 16 * UNIT, 20 * UNIT)
    assert done(ordered(CHEAP, [more])).sold == {"a": 10 * UNIT, "b": 6 * UNIT}


def test_takings_go_by_own_price_and_quantity() -> None:
    """Twelve are paid for ten loaves: 8 at 1 and 2 at 2."""
    orders = ordered(CHEAP, [TEN])
    result = settle(orders, done(orders), {"home": 20 * UNIT}, {"home": 20 * UNIT}, {})
    moves = [
        m for event in result.events if event.cause == "sales less inputs" for m in event.moves
    ]
    assert {m.target: m.amount for m in moves} == {"a": 8 * UNIT, "b": 4 * UNIT}


wanted_ = st.tuples(st.integers(1, 10**7), st.integers(0, 10**8))


@given(wanted_, wanted_, st.integers(0, 30 * UNIT), st.integers(0, 40 * UNIT))
def test_money_is_exact_whatever_is_posted(
    a: tuple[int, int], b: tuple[int, int], quantity: int, cash: int
) -> None:
    """What buyers pay is what sellers take, to the micro-unit."""
    orders = ordered(
        {"a": Seller(*a), "b": Seller(*b)}, [Delivery("home", "home", "bread", quantity, cash)]
    )
    result = settle(orders, done(orders), {"home": cash}, {"home": 20 * UNIT}, {})
    moves = [move for event in result.events for move in event.moves]
    for account in ("clearing",):
        came = sum(m.amount for m in moves if m.target == account and m.asset == "money")
        went = sum(m.amount for m in moves if m.source == account and m.asset == "money")
        assert came == went


def test_contracts_are_served_first() -> None:
    """Fifteen are wanted for machines and fifteen at the counter; twenty there are."""
    yard = Delivery("fund", "build.a", "bread", 15 * UNIT, 20 * UNIT)
    shop = Delivery("home", "home", "bread", 15 * UNIT, 20 * UNIT)
    assert done(ordered(CHEAP, [shop, yard], ["build.a"])).delivered == [5 * UNIT, 15 * UNIT]
    assert done(ordered(CHEAP, [shop, yard])).delivered == [10 * UNIT, 10 * UNIT]


def test_orders_without_sellers_read_as_they_always_did() -> None:
    """Nothing is added to orders where prices clear, and old ones can be read."""
    plain = msgspec.to_builtins(ordered({}, [TEN]))
    assert "sellers" not in plain
    assert "contracts" not in plain
    assert msgspec.convert(plain, Orders).sellers == {}
