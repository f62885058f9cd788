import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.call_auction import Ask, Bid, Call, at_most, call_auction

ORACLE = Path(__file__).parents[2] / "oracles" / "auctions.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
CALLS = [case for case in CASES if case["type"] == "call auction"]
VCG = [case for case in CASES if case["type"] == "vcg identical"]


def whole(amount: float | None) -> int | None:
    """Return an oracle's amount in micro-units."""
    return None if amount is None else round(amount * MICRO)


def call(case: dict[str, Any]) -> Call:
    """Return what the auction makes of an oracle case."""
    bids = [
        Bid(f"b{i}", whole(b.get("qty")), whole(b.get("limit")), whole(b.get("budget")))
        for i, b in enumerate(case["bids"])
    ]
    asks = [Ask(f"s{i}", a["qty"] * MICRO, a["limit"] * MICRO) for i, a in enumerate(case["asks"])]
    return call_auction(bids, asks)


@pytest.mark.parametrize("case", CALLS, ids=lambda case: case["id"])
def test_price_and_quantity_are_in_the_oracles_range(case: dict[str, Any]) -> None:
    """The price is the lowest clearing one, rounded up to a micro; the quantity fits it."""
    found = call(case)
    lowest = Fraction(*case["price_low_exact"]) * MICRO
    assert lowest <= found.price < lowest + 1
    least, greatest = case["quantity_at_low"]
    traded = sum(found.fills.values()) / MICRO
    assert least - 1e-4 <= traded <= greatest + 1e-4
    assert traded == pytest.approx(greatest, abs=1e-4)


@pytest.mark.parametrize("case", VCG, ids=lambda case: case["id"])
def test_with_unit_demand_it_is_the_vickrey_auction(case: dict[str, Any]) -> None:
    """K identical items go to the highest values, at the (K+1)-th value for everybody."""
    bids = [Bid(str(i), MICRO, value * MICRO) for i, value in enumerate(case["values"])]
    found = call_auction(bids, [Ask("commons", case["items"] * MICRO)])
    assert found.price == case["price_each_winner_pays"] * MICRO
    for winner in case["sure_winners"]:
        assert found.fills[str(winner)] == MICRO
        assert found.payments[str(winner)] == found.price


def test_revenue_is_that_of_the_closed_form() -> None:
    """Values at their means k/(n+1): the second price earns (n-1)/(n+1), K=2 K(n-K)/(n+1)."""
    bids = [Bid(str(k), MICRO, k * MICRO // 6) for k in range(1, 6)]
    one = call_auction(bids, [Ask("commons", MICRO)])
    two = call_auction(bids, [Ask("commons", 2 * MICRO)])
    assert sum(one.payments.values()) == pytest.approx(4 / 6 * MICRO, abs=1)
    assert sum(two.payments.values()) == pytest.approx(2 * 3 / 6 * MICRO, abs=2)


def test_the_reserve_is_the_price_where_nobody_loses() -> None:
    """One bidder for a lot pays its reserve, not his bid."""
    found = call_auction([Bid("ada", MICRO, 9 * MICRO)], [Ask("commons", MICRO, 2 * MICRO)])
    assert (found.price, found.fills) == (2 * MICRO, {"ada": MICRO})


def test_bids_at_the_price_share_what_is_left() -> None:
    """Higher bids are filled, marginal ones rationed by largest remainder, first come last unit."""
    bids = [Bid("ada", 4, 9), Bid("ben", 3, 5), Bid("cem", 3, 5), Bid("dora", 3, 4)]
    found = call_auction(bids, [Ask("commons", 7)])
    assert found.price == 5
    assert found.fills == {"ada": 4, "ben": 2, "cem": 1, "dora": 0}


def test_bids_at_any_price_share_at_the_highest_limit() -> None:
    """Where no price clears, the highest limit stated is the price."""
    bids = [Bid("ada", 6 * MICRO), Bid("ben", 3 * MICRO), Bid("cem", MICRO, 5 * MICRO)]
    found = call_auction(bids, [Ask("commons", 3 * MICRO)])
    assert found.price == 5 * MICRO
    assert found.fills == {"ada": 2 * MICRO, "ben": MICRO, "cem": 0}


def test_a_budget_may_be_bounded_by_a_quantity() -> None:
    """A bid of both takes the lesser: ada wants 2 at most, ben spends the rest of the supply up."""
    bids = [Bid("ada", 2 * MICRO, budget=100 * MICRO), Bid("ben", budget=6 * MICRO)]
    found = call_auction(bids, [Ask("commons", 5 * MICRO)])
    assert found.price == 2 * MICRO
    assert found.fills == {"ada": 2 * MICRO, "ben": 3 * MICRO}


@pytest.mark.parametrize(
    "bid", [Bid("ada"), Bid("ada", -1), Bid("ada", 1, -1), Bid("ada", budget=-1)]
)
def test_impossible_orders_are_refused(bid: Bid) -> None:
    """A bid for nothing, or with a negative figure, is refused by name."""
    with pytest.raises(ValueError, match="ada"):
        call_auction([bid], [])


def test_an_impossible_ask_is_refused() -> None:
    """An ask with a negative figure is refused by name."""
    with pytest.raises(ValueError, match="ben"):
        call_auction([], [Ask("ben", -1)])


def test_cutting_keeps_the_best_bids() -> None:
    """Of a bidder's several bids, those that pay most are kept up to the bound."""
    bids = [Bid("ada", 5, 3), Bid("ada", 4, 8), Bid("ben", 2, 5), Bid("ada", budget=9, limit=1)]
    assert at_most(bids, 6) == [Bid("ada", 4, 8), Bid("ben", 2, 5), Bid("ada", 2, 3)]
    assert at_most([Bid("ada", budget=9, limit=1)], 6) == [Bid("ada", 6, 1, 9)]
    assert at_most(bids, -1) == []


figures = st.integers(0, 30) | st.integers(0, 10**9)
maybe = st.none() | figures
bids_of = st.builds(Bid, st.sampled_from("abcde"), figures, maybe, st.none()) | st.builds(
    Bid, st.sampled_from("abcde"), maybe, maybe, figures
)
asks_of = st.builds(Ask, st.sampled_from("vwxyz"), figures, figures)


@given(st.lists(bids_of, max_size=8), st.lists(asks_of, max_size=5))
def test_goods_and_money_balance(bids: list[Bid], asks: list[Ask]) -> None:
    """What is bought is sold, what is paid is received, and no bidder overspends or is forced."""
    found = call_auction(bids, asks)
    assert sum(found.fills.values()) == sum(found.sales.values())
    assert sum(found.payments.values()) == sum(found.receipts.values())
    for name, got in found.fills.items():
        own = [bid for bid in bids if bid.bidder == name]
        assert got >= 0
        if all(bid.limit is not None and bid.limit < found.price for bid in own):
            assert got == 0
        if all(bid.budget is not None for bid in own):
            assert found.payments[name] <= sum(bid.budget or 0 for bid in own)
        if all(bid.quantity is not None for bid in own):
            assert got <= sum(bid.quantity or 0 for bid in own)
    for name, sold in found.sales.items():
        willing = [ask.quantity for ask in asks if ask.seller == name and ask.limit <= found.price]
        assert 0 <= sold <= sum(willing)


limited = st.lists(
    st.builds(
        Bid, st.sampled_from("abcde"), st.integers(1, 30), st.integers(0, 12), budget=st.none()
    ),
    max_size=8,
)
small_asks = st.lists(
    st.builds(Ask, st.sampled_from("vwxyz"), st.integers(1, 30), st.integers(0, 12)), max_size=5
)


@given(limited, small_asks)
def test_the_price_is_the_lowest_that_clears(bids: list[Bid], asks: list[Ask]) -> None:
    """By trying every price: no bid above it goes unfilled, and at any lower one some would."""

    def short(price: int) -> bool:
        above = sum(bid.quantity or 0 for bid in bids if (bid.limit or 0) > price)
        return above > sum(ask.quantity for ask in asks if ask.limit <= price)

    found = call_auction(bids, asks)
    assert found.price == next(price for price in range(14) if not short(price))


@given(limited, st.integers(0, 60), st.integers(0, 12))
def test_a_higher_bid_never_gets_less(bids: list[Bid], supply: int, more: int) -> None:
    """Raising one's limit never lowers one's fill (fixed supply)."""
    for index, bid in enumerate(bids):
        others = [b for i, b in enumerate(bids) if i != index]
        mine = [bid._replace(bidder="me"), bid._replace(bidder="me", limit=(bid.limit or 0) + more)]
        low, high = (call_auction([*others, own], [Ask("commons", supply)]) for own in mine)
        assert high.fills["me"] >= low.fills["me"]
