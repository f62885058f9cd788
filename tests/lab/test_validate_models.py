"""What stands behind the figures: traders who lose nothing, plans carried out, searches that find."""

from __future__ import annotations

from itertools import pairwise
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_lab.validate import six_sectors
from allmende_lab.validate.auctions import first_price, gain_by_lying
from allmende_lab.validate.incentives import Manager, foresighted, highest
from allmende_lab.validate.input_output import harmony, market_values, shadow_values
from allmende_lab.validate.markets import first_market, smith_market
from allmende_lab.validate.plan_errors import (
    TRUTH,
    Statement,
    executed,
    loss,
    noisy,
    padded,
    planned,
    productive,
    sampling,
)
from allmende_lab.validate.public_goods import PEOPLE, TOKENS, best_reply, payoff, replaced
from allmende_lab.validate.traders import Market, best, period
from allmende_rules.amounts import MICRO
from allmende_rules.chance import Chance

worths = st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=3), min_size=1, max_size=4)


@st.composite
def small_markets(draw: st.DrawFn) -> Market:
    """A few traders with a few units, best first."""
    values = tuple(tuple(sorted(own, reverse=True)) for own in draw(worths))
    costs = tuple(tuple(sorted(own)) for own in draw(worths))
    return Market(values, costs, highest=40)


@settings(max_examples=40)
@given(small_markets(), st.integers(0, 99))
def test_constrained_traders_never_lose(market: Market, number: int) -> None:
    """What they gain is at least 0 and at most what there is, at prices that both sides can bear."""
    done = period(market, Chance(3), number, constrained=True)
    _, most = best(market)
    assert 0 <= done.surplus <= most
    assert all(1 <= price <= 30 for price in done.prices)


@settings(max_examples=40)
@given(small_markets(), st.integers(0, 99))
def test_free_traders_trade_until_one_side_has_nothing(market: Market, number: int) -> None:
    """The shorter side trades all its units."""
    done = period(market, Chance(3), number, constrained=False)
    assert len(done.prices) == min(sum(map(len, market.values)), sum(map(len, market.costs)))


@given(small_markets())
def test_no_set_of_trades_is_worth_more_than_the_best(market: Market) -> None:
    """The call auction's surplus is that of pairing the best values with the least costs."""
    values = sorted((v for own in market.values for v in own), reverse=True)
    costs = sorted(c for own in market.costs for c in own)
    assert best(market)[1] == sum(max(0, v - c) for v, c in zip(values, costs, strict=False))


def test_every_trader_has_his_best_unit_first() -> None:
    """Values fall and costs rise for each of 6 and 6, or 11 and 11, and none is beyond the prices."""
    for market, size in ((first_market(4), 6), (first_market(3), 6), (smith_market(), 11)):
        assert len(market.values) == len(market.costs) == size
        assert all(a > b for own in market.values for a, b in pairwise(own))
        assert all(a < b for own in market.costs for a, b in pairwise(own))
        everything = [u for side in (market.values, market.costs) for own in side for u in own]
        assert min(everything) >= 1
        assert max(everything) <= market.highest


def test_the_highest_of_sealed_bids_pays_itself() -> None:
    """In whatever order they come."""
    assert first_price([3, 9, 4]) == first_price([9, 4, 3]) == 9


@settings(max_examples=50)
@given(st.lists(st.integers(0, MICRO), min_size=5, max_size=5), st.integers(1, 4))
def test_truth_is_a_best_reply_for_any_number_of_lots(worth: list[int], lots: int) -> None:
    """With unit demand nobody gains by another bid."""
    assert gain_by_lying(worth, lots) <= 1


@settings(max_examples=30)
@given(st.integers(0, 500))
def test_wrong_data_never_help(number: int) -> None:
    """No statement brings more than the truth does, and what it brings is more than nothing."""
    stated = noisy(0.2, Chance(5), number)
    if productive(stated):
        assert -1e-4 <= loss(executed(planned(stated)), executed(planned(TRUTH))) <= 100


def test_the_plan_of_the_truth_is_carried_out() -> None:
    """Consumption is the share of hours spent on each good over the labour in it."""
    values = market_values(six_sectors.INPUTS, six_sectors.LABOUR, six_sectors.BASKET)
    expected = [
        b * six_sectors.HOURS / v for b, v in zip(six_sectors.tastes(), values, strict=True)
    ]
    assert executed(planned(TRUTH)) == pytest.approx(expected, abs=1e-4)


@given(st.floats(0.0, 1.0))
def test_padding_costs_its_closed_form(share: float) -> None:
    """Padded by h, all plans shrink by 1 + h."""
    lost = loss(executed(planned(padded(share))), executed(planned(TRUTH)))
    assert lost == pytest.approx(100 * share / (1 + share), abs=1e-3)


def test_a_table_that_eats_itself_is_not_believed() -> None:
    """A good that takes one of itself leaves nothing."""
    rows = [list(row) for row in six_sectors.INPUTS]
    rows[2][2] = 1.0
    assert not productive(Statement(tuple(map(tuple, rows)), six_sectors.LABOUR))


def test_a_good_that_nobody_gets_loses_all() -> None:
    """Logarithmic tastes bear no nothing."""
    assert loss((0.0, 1.0, 1.0, 1.0, 1.0, 1.0), (1.0,) * 6) == 100


def test_more_draws_err_less() -> None:
    """The error of a quantile falls with the root of the sample."""
    few, many = (sampling([k / size for k in range(size)], 0.5) for size in (400, 40_000))
    assert few == pytest.approx(10 * many, rel=0.05)


@settings(max_examples=20)
@given(
    st.floats(0.5, 5), st.floats(0.5, 3), st.floats(20, 90), st.floats(0.05, 0.4), st.floats(0, 0.9)
)
def test_a_manager_who_looks_ahead_holds_back(
    slope: float, cost: float, natural: float, interest: float, pace: float
) -> None:
    """The output found by dynamic programming is the closed form's, whatever the figures."""
    one = Manager(slope, cost, natural, interest, pace)
    assert foresighted(one) == pytest.approx(one.closed_form, abs=1e-3)


@given(st.floats(-5, 5))
def test_the_search_finds_the_top(top: float) -> None:
    """Of a parabola anywhere between the ends, or the nearer end."""
    assert highest(lambda x: -((x - top) ** 2), -3.0, 3.0) == pytest.approx(
        min(max(top, -3.0), 3.0), abs=1e-6
    )


@given(st.tuples(*[st.integers(0, TOKENS)] * PEOPLE), st.integers(0, TOKENS))
def test_nothing_pays_more_than_a_best_reply(played: tuple[int, ...], other: int) -> None:
    """Whatever the others give, no other contribution pays more."""
    reply = replaced(played, 1, best_reply(played, 1))
    assert payoff(reply, 1) >= payoff(replaced(played, 1, other), 1)


def test_plan_and_market_value_the_six_goods_alike() -> None:
    """Shadow prices of the plan are the market's, without rents."""
    technology = (six_sectors.INPUTS, six_sectors.LABOUR, six_sectors.BASKET)
    assert shadow_values(*technology) == pytest.approx(market_values(*technology), rel=1e-9)


@given(st.floats(0.1, 3.0), st.floats(0.1, 3.0))
def test_harmony_prefers_what_is_short(target: float, made: float) -> None:
    """It rises with what is made, at the target smoothly, and a loss weighs more than a gain."""
    assert harmony(target, made + 0.1) > harmony(target, made)
    assert harmony(target, target) == 0
    assert -harmony(target, 0.9 * target) > harmony(target, 1.1 * target) == pytest.approx(log(1.1))
