"""Power indices: counts against an oracle, and what any index of power owes to the members."""

import json
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.measures_power import banzhaf, penrose, shapley_shubik, swings

ORACLE = Path(__file__).parents[1] / "oracles" / "power_inequality.json"
GAMES: list[dict[str, Any]] = [
    case
    for case in json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
    if case["type"] == "voting game"
]
INDICES = (penrose, banzhaf, shapley_shubik)


@st.composite
def games(draw: st.DrawFn) -> tuple[list[int], int]:
    """Weights and a quota that some coalition reaches."""
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any))
    return weights, draw(st.integers(1, sum(weights)))


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game["id"])
def test_indices_are_the_oracles(game: dict[str, Any]) -> None:
    """Swings and Shapley-Shubik exactly, Banzhaf within 1e-9; dummies and dictators as told."""
    weights, quota = game["weights"], game["quota"]
    assert swings(weights, quota) == tuple(game["swings"])
    exact = tuple(Fraction(*pair) for pair in game["shapley_shubik_exact"])
    assert shapley_shubik(weights, quota) == exact
    assert penrose(weights, quota) == pytest.approx(game["banzhaf_raw"], abs=1e-9)
    found = banzhaf(weights, quota)
    assert found == pytest.approx(game["banzhaf_normalised"], abs=1e-9)
    assert [member for member, share in enumerate(found) if share == 0] == game["dummies"]
    assert (found.index(1) if 1 in found else None) == game["dictator"]


@given(games())
def test_swings_are_counted_by_trying_all_coalitions(game: tuple[list[int], int]) -> None:
    """Each coalition of the others that fails, and passes with the member, is one swing."""
    weights, quota = game
    for member, number in enumerate(swings(weights, quota)):
        others = [weight for i, weight in enumerate(weights) if i != member]
        totals = [sum(c) for size in range(len(weights)) for c in combinations(others, size)]
        assert number == sum(quota - weights[member] <= total < quota for total in totals)


@given(games())
def test_shapley_shubik_is_the_share_of_orders_decided(game: tuple[list[int], int]) -> None:
    """Of all orders of joining, those in which the member is the one that reaches the quota."""
    weights, quota = game
    orders = list(permutations(range(len(weights))))
    decided = [0] * len(weights)
    for order in orders:
        joined = 0
        for member in order:
            joined += weights[member]
            if joined >= quota:
                decided[member] += 1
                break
    assert shapley_shubik(weights, quota) == tuple(Fraction(d, len(orders)) for d in decided)


@given(games())
def test_shares_of_power_add_up(game: tuple[list[int], int]) -> None:
    """Banzhaf's and Shapley-Shubik's to 1; Penrose's are chances."""
    assert sum(banzhaf(*game)) == 1
    assert sum(shapley_shubik(*game)) == 1
    assert all(0 <= chance <= 1 for chance in penrose(*game))


@pytest.mark.parametrize("index", INDICES)
@given(game=games())
def test_more_weight_is_never_less_power(index: Any, game: tuple[list[int], int]) -> None:
    """Within a game power follows weight, and equal weights have equal power."""
    weights, quota = game
    ranked = sorted(zip(weights, index(weights, quota), strict=True))
    assert [power for _, power in ranked] == sorted(power for _, power in ranked)
    assert len(dict(ranked)) == len(set(ranked))


@given(st.integers(1, 9), st.data())
def test_one_vote_each_is_equal_power(members: int, data: st.DataObject) -> None:
    """Whatever the quota."""
    quota = data.draw(st.integers(1, members))
    assert set(banzhaf([1] * members, quota)) == {Fraction(1, members)}
    assert set(shapley_shubik([1] * members, quota)) == {Fraction(1, members)}


@pytest.mark.parametrize(
    ("weights", "quota", "why"),
    [
        ([1, 2], 4, "from 1 to all 3 votes, not 4"),
        ([1, 2], 0, "from 1 to all 3 votes, not 0"),
        ([3, -1], 1, "at least 0"),
        ([], 1, "from 1 to all 0 votes"),
    ],
)
def test_impossible_games_are_refused(weights: list[int], quota: int, why: str) -> None:
    """A quota that nobody reaches or everybody does, and a negative weight."""
    with pytest.raises(ValueError, match=why):
        swings(weights, quota)
