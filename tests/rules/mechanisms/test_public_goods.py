"""Voluntary contributions: the numbers of the laboratory, and that money adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.public_goods import (
    buys,
    multiplied,
    provides,
    punish,
    punish_by_share,
)

FOUR = ("ada", "ben", "cem", "dora")
TOKENS = 20 * MICRO
FEHR_GAECHTER = 1_600_000
"""Four people at a marginal per-capita return of 0.4."""
groups = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(0, 10**12), min_size=1, max_size=8
)


def payoffs(*given_: int) -> list[float]:
    """What four people with 20 tokens have after contributing, in tokens."""
    gave = {name: much * MICRO for name, much in zip(FOUR, given_, strict=True)}
    funded = multiplied(gave, dict.fromkeys(FOUR, TOKENS), FEHR_GAECHTER)
    return [funded.payoffs[name] / MICRO for name in FOUR]


def test_the_figures_of_fehr_and_gaechter() -> None:
    """Nobody gives: 20 each. All give: 32. A free rider among givers has 44 to their 24."""
    assert payoffs(0, 0, 0, 0) == [20, 20, 20, 20]
    assert payoffs(20, 20, 20, 20) == [32, 32, 32, 32]
    assert payoffs(0, 20, 20, 20) == [44, 24, 24, 24]
    assert payoffs(20, 0, 0, 0) == [8, 28, 28, 28]


@pytest.mark.parametrize(("people", "return_"), [(4, 300_000), (4, 750_000), (10, 300_000)])
def test_the_treatments_of_isaac_and_walker(people: int, return_: int) -> None:
    """A token given returns .3 or .75 to each of 4 or 10 people, whatever the others do."""
    names = [f"p{n:02}" for n in range(people)]
    tokens = dict.fromkeys(names, TOKENS)
    for others in (0, TOKENS):
        gave = {**dict.fromkeys(names, others), names[0]: 0}
        before = multiplied(gave, tokens, people * return_)
        after = multiplied({**gave, names[0]: MICRO}, tokens, people * return_)
        assert after.payoffs[names[0]] - before.payoffs[names[0]] == return_ - MICRO
        assert after.payoffs[names[1]] - before.payoffs[names[1]] == return_


@given(st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(0, 3), st.integers(1, 20))
def test_giving_less_is_dominant_and_giving_all_is_best(
    gave: list[int], who: int, less: int
) -> None:
    """At a return between a quarter and one each gains by giving less, and the group loses."""
    fewer = [max(0, much - less) if n == who else much for n, much in enumerate(gave)]
    before, after = payoffs(*gave), payoffs(*fewer)
    if fewer != gave:
        assert after[who] > before[who]
        assert sum(after) < sum(before)


@given(groups, st.integers(0, 3 * MICRO))
def test_the_money_of_the_laboratory_is_issued_openly(
    gave: dict[str, int], multiplier: int
) -> None:
    """Payoffs are endowments plus what was issued, to the micro-unit."""
    tokens = dict.fromkeys(gave, 10**12)
    funded = multiplied(gave, tokens, multiplier)
    assert sum(funded.payoffs.values()) == sum(tokens.values()) + funded.issued
    assert max(funded.returns.values()) - min(funded.returns.values()) <= 1


@given(groups, st.integers(1, 10**8), st.integers(1, 40))
def test_a_fund_that_buys_issues_nothing(gave: dict[str, int], price: int, heads: int) -> None:
    """Spent and refunded make up the fund; all people share the good alike, givers or not."""
    people = {**dict.fromkeys(gave, heads), "outsiders": heads}
    bought = buys(gave, price, people)
    fund = sum(gave.values())
    assert bought.spent + sum(bought.refunds.values()) == fund
    assert bought.spent * MICRO >= sum(bought.goods.values()) * price > bought.spent * MICRO - MICRO
    assert (fund - bought.spent) * MICRO < price + MICRO
    assert max(bought.goods.values()) - min(bought.goods.values()) <= 1


@given(groups, st.integers(0, 10**12), st.booleans(), st.booleans())
def test_assurance_costs_nobody_anything_unless_the_good_comes(
    gave: dict[str, int], threshold: int, rebate: bool, refund: bool
) -> None:
    """Below the threshold all is refunded; above it contributors pay the threshold, or all they gave."""
    provided, back = provides(gave, threshold, rebate=rebate, refund=refund)
    kept = sum(gave.values()) - sum(back.values())
    assert provided == (sum(gave.values()) >= threshold)
    if provided:
        assert kept == (threshold if rebate else sum(gave.values()))
    else:
        assert kept == (0 if refund else sum(gave.values()))
    assert all(0 <= back[name] <= much for name, much in gave.items())


def test_a_point_takes_three_for_one() -> None:
    """Three givers hand a free rider 4 points each: 4 from each of them, 36 from him."""
    incomes = {"ada": 44 * MICRO, **dict.fromkeys(FOUR[1:], 24 * MICRO)}
    points = {name: {"ada": 4} for name in FOUR[1:]}
    done = punish(points, incomes, MICRO, 3 * MICRO)
    assert done.left == {"ada": 8 * MICRO, **dict.fromkeys(FOUR[1:], 20 * MICRO)}


def test_the_sanctions_of_fehr_and_gaechter() -> None:
    """Points take a tenth of income each and cost 0, 1, 2, 4, 6, ... tokens: free riding stops paying."""
    incomes = {"ada": 44 * MICRO, **dict.fromkeys(FOUR[1:], 24 * MICRO)}
    done = punish_by_share({name: {"ada": 2} for name in FOUR[1:]}, incomes)
    assert done.losses["ada"] == 0.6 * 44 * MICRO
    assert done.costs == {"ada": 0, **dict.fromkeys(FOUR[1:], 2 * MICRO)}
    assert done.left["ada"] < done.left["ben"] < 24 * MICRO
    harsh = punish_by_share({name: {"ada": 5} for name in FOUR[1:]}, incomes)
    assert harsh.left["ada"] == 0
    assert harsh.costs["ben"] == 9 * MICRO


@given(st.data())
def test_sanctions_only_destroy(data: st.DataObject) -> None:
    """What is left is income less costs and losses, never below nothing, at any ratio."""
    incomes = {name: data.draw(st.integers(100, 10**9)) for name in FOUR}
    few = st.integers(0, 3)
    points = {a: {b: data.draw(few) for b in FOUR if b != a} for a in FOUR}
    cost, effect = data.draw(st.integers(0, 10)), data.draw(st.integers(0, 10**9))
    costs, losses, left = punish(points, incomes, cost, effect)
    for name, money in incomes.items():
        assert left[name] == money - costs[name] - losses[name] >= 0
        assert costs[name] == cost * sum(points[name].values())
        assert losses[name] <= effect * sum(points[a].get(name, 0) for a in FOUR)


def test_what_nobody_can_do_is_refused() -> None:
    """More than one has, points to oneself or to strangers, too many points, or dearer than income."""
    with pytest.raises(ValueError, match="ada can contribute from 0 to 5, not 6"):
        multiplied({"ada": 6}, {"ada": 5}, MICRO)
    with pytest.raises(ValueError, match="from one of ada, ben to another"):
        punish({"ada": {"ada": 1}}, {"ada": 5, "ben": 5}, 1, 3)
    with pytest.raises(ValueError, match="from one of ada, ben to another"):
        punish_by_share({"ada": {"eli": 1}}, {"ada": 5, "ben": 5})
    with pytest.raises(ValueError, match="from 0 to 10"):
        punish_by_share({"ada": {"ben": 11}}, {"ada": 5, "ben": 5})
    with pytest.raises(ValueError, match="points for 10 out of an income of 5"):
        punish({"ada": {"ben": 10}}, {"ada": 5, "ben": 5}, 1, 3)
    with pytest.raises(ValueError, match="price of at least 1"):
        buys({"ada": 1}, 0, {"ada": 1})
