"""Posted prices: what moves them, what sellers plan at them, and how buyers spread over sellers."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.clearing_program import Buyer, Plant, Program
from allmende_rules.mechanisms.posted_plans import Posting, Stand, post, rationed
from allmende_rules.mechanisms.posted_price import Trade, excess, expected_sales, moved
from allmende_rules.mechanisms.posted_sales import bundles_for, spread, total

amounts = st.floats(0.01, 100)
steps = st.floats(0, 1.5)
trades = st.builds(Trade, st.floats(0, 200), amounts, amounts, amounts)
NEAR = 1e-9


def whole_trade(amount: float) -> Trade:
    """A seller that sold exactly what it could bring."""
    return Trade(wanted=amount, meant=amount, brought=amount, able=amount)


@given(amounts, steps)
def test_no_price_moves_without_excess_demand(price: float, step: float) -> None:
    """Who sells exactly what it can bring has no reason to change."""
    assert excess(whole_trade(7.0)) == 0
    assert moved(price, excess(whole_trade(7.0)), step) == price


@given(trades, amounts, steps)
def test_a_price_follows_excess_demand_and_no_further_than_its_step(
    trade: Trade, price: float, step: float
) -> None:
    """Up where more is wanted, down where less is, at most by the whole step."""
    e, after = excess(trade), moved(price, excess(trade), step)
    assert -1 <= e <= 1
    assert (after - price) * e >= 0
    assert price * exp(-step) * (1 - NEAR) <= after <= price * exp(step) * (1 + NEAR)


def test_a_queue_before_full_machines_raises_the_price() -> None:
    """A tenth more is wanted than can be made."""
    assert excess(Trade(wanted=11, meant=10, brought=10, able=10)) == pytest.approx(0.1)


def test_a_queue_for_want_of_hands_raises_the_price() -> None:
    """The seller meant to bring 10 and could have brought 20, but got hands for 8."""
    assert excess(Trade(wanted=10, meant=10, brought=8, able=20)) == pytest.approx(0.25)


def test_a_queue_for_want_of_plans_lowers_it() -> None:
    """Who has idle machines makes more next time, and can sell it only for less."""
    assert excess(Trade(wanted=10, meant=8, brought=8, able=20)) == pytest.approx(-0.5)


def test_who_can_bring_nothing_leaves_its_price() -> None:
    """Without machines and stock nothing is learned about a price."""
    assert excess(Trade(wanted=5, meant=0, brought=0, able=0)) == 0


@given(amounts, trades)
def test_expected_sales_lie_between_what_was_expected_and_what_was_wanted(
    expected: float, trade: Trade
) -> None:
    """Expectations adapt, and never overshoot."""
    now = expected_sales(expected, trade)
    low, high = sorted((expected, trade.wanted))
    assert low - NEAR <= now <= high + NEAR


rows = st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=6)


@given(rows, st.floats(0, 100))
def test_buyers_spread_within_what_each_seller_has(
    sellers: list[tuple[float, float]], much: float
) -> None:
    """Nobody sells more than it has, and nobody goes without while somebody who draws has some left."""
    weights, rooms = [w for w, _ in sellers], [room for _, room in sellers]
    parts = spread(much, weights, rooms)
    assert all(part <= room for part, room in zip(parts, rooms, strict=True))
    drawn = sum(room for weight, room in sellers if weight > 0)
    assert sum(parts) == pytest.approx(min(much, drawn), abs=1e-6)


def test_buyers_spread_by_weight_until_somebody_is_sold_out() -> None:
    """The second has room for one alone; the rest goes to the others as they draw."""
    assert spread(10, [1, 1, 2], [9, 1, 9]) == pytest.approx([3, 1, 6])


@given(rows, st.floats(0.1, 100))
def test_a_ration_keeps_within_its_limit(plants: list[tuple[float, float]], limit: float) -> None:
    """All who draw are cut by the same share, the others not at all, and nobody without need."""
    scales, draws = [x for x, _ in plants], [draw for _, draw in plants]
    cut = rationed(scales, draws, limit)
    assert total(cut, draws) <= limit * (1 + NEAR)
    if total(scales, draws) <= limit:
        assert cut == scales
    drawing = zip(cut, scales, draws, strict=True)
    shares = [after / x for after, x, draw in drawing if draw and x > NEAR]
    assert all(share == pytest.approx(shares[0]) for share in shares)


@given(amounts, st.lists(st.tuples(st.floats(0, 5), amounts), min_size=1, max_size=5))
def test_bundles_cost_no_more_than_the_cash(cash: float, goods: list[tuple[float, float]]) -> None:
    """Who wants no end of bundles spends all, who wants few no more than these."""
    recipe, prices = tuple(a for a, _ in goods), [p for _, p in goods]
    many = bundles_for(Buyer("one", cash, recipe), prices)
    assert many * total(recipe, prices) <= cash * (1 + NEAR)
    assert bundles_for(Buyer("one", cash, recipe, 0.5), prices) == min(many, 0.5)


@st.composite
def programs(draw: st.DrawFn) -> tuple[Program, list[Stand]]:
    """Two goods, one an input of the other, and sellers with any past."""
    many = draw(st.integers(1, 5))
    plants = [
        Plant(
            f"plant {f}",
            draw(st.integers(0, 1)),
            labour=draw(st.floats(0.1, 2)),
            capacity=draw(st.floats(0, 50)),
            harvest=(cut := draw(st.sampled_from([0.0, 0.5]))),
            emission=draw(st.sampled_from([0.0, 0.2, 3.0])),
            resource=0 if cut else None,
        )
        for f in range(many)
    ]
    stands = [
        Stand(
            price=draw(st.floats(0.05, 20)),
            least=draw(st.floats(0, 20)),
            stock=draw(st.sampled_from([0.0, 3.0])),
            last=draw(st.floats(0.05, 20)),
            expected=draw(st.none() | st.floats(0, 60)),
            buffer=draw(st.floats(0, 1)),
        )
        for _ in range(many)
    ]
    program = Program(
        goods=("grain", "bread"),
        inputs=((0.0, 0.3), (0.1, 0.0)),
        plants=tuple(plants),
        buyers=(
            Buyer("grain", draw(amounts), (1.0, 0.0)),
            Buyer("bread", draw(amounts), (0.0, 1.0)),
            Buyer("machines", draw(amounts), (1.0, 2.0), most=draw(st.none() | amounts)),
        ),
        warehouse=(0.0, 0.0),
        labour=draw(st.floats(0.5, 100)),
        harvest_caps=(draw(st.none() | st.floats(0.0, 20)),),
        emission_cap=draw(st.none() | st.floats(0.0, 20)),
    )
    return program, stands


def posted(case: tuple[Program, list[Stand]], shopping: float = 4.0) -> Posting:
    """What follows with both goods at 1 where nobody sells them."""
    return post(*case, [1.0, 1.0], shopping)


@given(programs())
def test_plans_keep_within_machines_hours_and_caps(case: tuple[Program, list[Stand]]) -> None:
    """Statements, hours and caps bind every plan, whatever sellers hope for."""
    program, _ = case
    result = posted(case)
    plants = program.plants
    for plant, x in zip(plants, result.scales, strict=True):
        assert 0 <= x <= plant.capacity
    assert total(result.scales, [p.labour for p in plants]) <= program.labour * (1 + NEAR)
    if program.emission_cap is not None:
        emitted = total(result.scales, [p.emission for p in plants])
        assert emitted <= program.emission_cap * (1 + NEAR)
    if program.harvest_caps[0] is not None:
        cut = total(result.scales, [p.harvest for p in plants])
        assert cut <= program.harvest_caps[0] * (1 + NEAR)


@given(programs())
def test_nobody_posts_less_than_it_takes_and_nobody_spends_more_than_it_has(
    case: tuple[Program, list[Stand]],
) -> None:
    """Own prices cover cost, ask and caps; mean prices lie between them; bundles cost at most the cash."""
    program, stands = case
    result = posted(case)
    rows = zip(program.plants, stands, result.own, result.above, strict=True)
    for plant, stand, own, above in rows:
        caps = plant.emission * result.permit_value + plant.harvest * result.harvest_values[0]
        assert own >= stand.least + caps - NEAR * own
        assert above == pytest.approx(own - stand.least - caps, abs=1e-6 * own)
    has = zip(program.plants, stands, strict=True)
    sold = {plant.good for plant, stand in has if plant.capacity + stand.stock > 0}
    for good, price in enumerate(result.sales.prices):
        paid = [1.0] if good not in sold else []
        paid += [p for p, f in zip(result.own, program.plants, strict=True) if f.good == good]
        assert min(paid) * (1 - NEAR) <= price <= max(paid) * (1 + NEAR)
    for buyer, many in zip(program.buyers, result.sales.bundles, strict=True):
        assert many * total(buyer.recipe, result.sales.prices) <= buyer.cash * (1 + NEAR)


def bakers(*stands: Stand, cash: float = 12.0, cap: float | None = None) -> Posting:
    """Bakers of ten loaves each, one hour and one unit of emission a loaf, and people with cash."""
    plants = tuple(
        Plant(f"baker {f}", 0, labour=1.0, capacity=10.0, emission=1.0) for f in range(len(stands))
    )
    buyer = Buyer("bread", cash, (1.0,))
    program = Program(("bread",), ((0.0,),), plants, (buyer,), (0.0,), 100.0, emission_cap=cap)
    return post(program, stands, [1.0], 4.0)


def baker(price: float, *, expected: float = 6.0, least: float = 1.0) -> Stand:
    """One that had this price in the last round as well, and aims at no stock."""
    return Stand(price, least, 0.0, price, expected, 0.0)


def test_the_cheaper_baker_draws_more_people() -> None:
    """At an elasticity of 4 a price twice as high draws a sixteenth."""
    cheap, dear = bakers(baker(1.0), baker(2.0)).sales.wanted
    assert cheap / dear == pytest.approx(16)


def test_people_pay_the_mean_of_what_they_buy() -> None:
    """The cheap baker is sold out at 6 loaves, the dear one sells 4.5 for 9: a loaf is 15 / 10.5."""
    result = bakers(baker(1.0), baker(2.0), cash=15.0)
    assert result.sales.prices[0] == pytest.approx(15 / 10.5)
    assert result.sales.bundles[0] == pytest.approx(10.5)


def test_a_sole_bakers_takings_do_not_depend_on_its_price() -> None:
    """People spend the same sum on bread: it expects that, and so it is (a mark-up is held by nobody)."""
    low = bakers(Stand(1.0, 1.0, 0.0, 1.0, 8.0, 0.0), cash=8.0)
    high = bakers(Stand(1.0, 2.0, 0.0, 1.0, 8.0, 0.0), cash=8.0)
    assert (low.own, high.own) == ([1.0], [2.0])
    assert (low.scales, high.scales) == ([8.0], [4.0])
    assert high.sales.wanted == [4.0]


def test_a_cap_has_the_price_at_which_plans_keep_to_it() -> None:
    """Twelve loaves planned at 1, six permits: at a price of bread of 2 six are planned, so a permit is 1."""
    result = bakers(baker(1.0), baker(1.0), cap=6.0)
    assert result.permit_value == pytest.approx(1.0)
    assert sum(result.scales) == pytest.approx(6.0)


def test_a_slack_cap_costs_nothing() -> None:
    """Nor does one that binds nobody."""
    assert bakers(baker(1.0), cap=6.0).permit_value == 0
    assert bakers(baker(1.0)).permit_value == 0


def test_who_has_a_price_above_cost_pays_permits_out_of_it() -> None:
    """At cost 1 and price 3 the permit rises to 2 before anyone raises its price for it."""
    result = bakers(baker(3.0), cap=5.9)
    assert result.permit_value > 2
    assert result.own[0] == pytest.approx(1 + result.permit_value)


def test_a_newcomer_hopes_to_sell_all_it_can_make() -> None:
    """And stock on the shelf need not be made."""
    result = bakers(Stand(1.0, 1.0, 4.0, 1.0, None, 0.0))
    assert result.scales == [6.0]
    assert result.meant == [10.0]


def test_at_rest_nothing_moves() -> None:
    """Prices at cost, sales as expected: the next round has the same prices and plans."""
    result = bakers(baker(1.0), baker(1.0), cash=12.0)
    assert result.scales == pytest.approx([6.0, 6.0])
    assert result.sales.wanted == pytest.approx([6.0, 6.0])
    for wanted, meant, able in zip(result.sales.wanted, result.meant, result.able, strict=True):
        trade = Trade(wanted, meant, meant, able)
        assert max(1.0, moved(1.0, excess(trade), 0.3)) == 1.0
        assert expected_sales(6.0, trade) == pytest.approx(6.0)
