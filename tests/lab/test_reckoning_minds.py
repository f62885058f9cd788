"""Minds that reckon their own gain: sellers of their mark-up, voters of a cap."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_lab.sellers import Market, best_markup, market_of, profit
from allmende_lab.voters import (
    Seen,
    as_it_was,
    dearer_if_scarce,
    dividends,
    for_all_at_given_fees,
    for_money_at_given_fees,
    goods,
    seen_of,
)
from allmende_rules.game import Game
from allmende_rules.phases.units import share
from allmende_rules.questions import Amount, Ballot
from allmende_rules.view import View, view
from tests.headless import VALLEY, bots_of, mixed, new_game, play_on

MARKUPS = [k / 20 for k in range(21)]
positive = st.floats(0.1, 100)


@given(spent=positive, own=positive, cost=positive)
def test_alone_the_dearest_is_best(spent: float, own: float, cost: float) -> None:
    """With fixed spending and no rival, each mark-up leaves more than the one below."""
    market = Market(spent, cost, own, 0.0, cost)
    left = [profit(market, markup) for markup in MARKUPS]
    assert left == sorted(left)


@given(spent=positive, own=positive, cost=positive, markup=st.sampled_from(MARKUPS))
def test_rivals_with_room_take_all_who_pay_too_much(
    spent: float, own: float, cost: float, markup: float
) -> None:
    """Above the last price nothing is left to sell where rivals can make all that is wanted."""
    price = 1.2 * cost
    market = Market(spent, price, own, 2 * spent / cost, cost)
    if cost * (1 + markup) > price:
        assert profit(market, markup) == 0.0


SEEN = Seen(harvest=10.0, fee=2.0, price=5.0, spent=7.0, part=0.1)


def test_both_beliefs_agree_on_what_was_seen() -> None:
    """At last round's harvest the fee is last round's; less is dearer only to one of them."""
    assert as_it_was(SEEN, 10.0) == dearer_if_scarce(SEEN, 10.0) == 2.0
    assert as_it_was(SEEN, 5.0) == 2.0
    assert dearer_if_scarce(SEEN, 5.0) == 5.0 * 2 - 3.0
    assert dearer_if_scarce(SEEN, 50.0) == 0.0


def test_gains_are_money_and_cheap_goods() -> None:
    """A part of all fees, and the logarithm of what fixed spending buys."""
    assert dividends(SEEN, 10.0, as_it_was) == pytest.approx(0.1 * 2.0 * 10.0)
    assert goods(SEEN, 20.0) - goods(SEEN, 10.0) == pytest.approx(7.0 * log(2))


def voting(share: float, round_: int) -> Game:
    """A valley in which members vote the cap of this round, at this dividend share."""
    game = new_game(VALLEY, "dmnc", rounds=4, dials={"dividend_share": share})
    return play_on(game, bots_of(mixed(game)), before=round_)


def member(game: Game) -> tuple[View, Ballot]:
    """What a member sees, and the question that it is asked."""
    seat = next(seat.id for seat in VALLEY.land.seats if seat.role == "member")
    ballot = next(one for one in game.asked[seat] if one.topic == "cap")
    assert isinstance(ballot, Ballot)
    return view(game.world, seat), ballot


def test_without_a_dividend_no_cap_brings_money() -> None:
    """Then a voter for money has no cap to want, and abstains; with one it votes the best."""
    assert for_money_at_given_fees(*member(voting(0, 3))) is None
    seen, ballot = member(voting(1, 3))
    wanted = for_money_at_given_fees(seen, ballot)
    assert isinstance(wanted, int)
    assert ballot.low <= wanted <= ballot.high


def test_before_anything_was_seen_a_voter_abstains() -> None:
    """In the first round there is no fee to reckon with."""
    assert seen_of(member(voting(1, 1))[0], "forest") is None
    assert for_money_at_given_fees(*member(voting(1, 1))) is None


def test_what_was_seen_is_what_the_round_told() -> None:
    """Harvest, fee and price as measured; of all rent the voter's people get their part a head."""
    game = voting(1, 3)
    seen = seen_of(member(game)[0], "forest")
    told = game.world.public["round 2"]
    assert seen is not None
    assert seen.harvest == told["harvest.forest"]
    assert seen.fee == game.world.fact("lots", "forest")["price"] / 1e6
    assert seen.price == pytest.approx(told["price.timber"] * told["output.timber"] / seen.harvest)
    people = sum(group.people for group in VALLEY.land.households)
    home = next(seat.household for seat in VALLEY.land.seats if seat.role == "member")
    assert 0 < seen.part <= VALLEY.land.household(home).people / people


def test_the_last_round_has_no_later_to_spare_for() -> None:
    """In it every voter for cheap goods wants all that there is."""
    seen, ballot = member(voting(1, 4))
    assert for_all_at_given_fees(seen, ballot) == ballot.high


def seller(round_: int) -> tuple[View, Amount]:
    """What runs the workshop at the river sees, and the mark-up that it is asked."""
    game = voting(1, round_)
    while not any(one.topic == "ask" for one in game.asked.get("dora", ())):
        game.close()
    asked = next(one for one in game.asked["dora"] if one.topic == "ask")
    assert isinstance(asked, Amount)
    return view(game.world, "dora"), asked


def test_a_seller_reckons_from_the_second_round_on() -> None:
    """Before that it asks what is proposed; then no other mark-up that it compares leaves more."""
    seen, asked = seller(1)
    assert best_markup(seen, asked) == asked.default
    seen, asked = seller(2)
    chosen = best_markup(seen, asked)
    market = market_of(seen, seen.land.enterprise("workshop_river"))
    assert market is not None
    assert isinstance(chosen, int)
    most = max(profit(market, markup) for markup in MARKUPS)
    assert profit(market, share(chosen)) == pytest.approx(most)
