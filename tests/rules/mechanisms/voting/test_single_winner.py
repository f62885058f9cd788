"""Laws of the methods that elect one: who must win, and what more support does."""

from collections.abc import Sequence
from itertools import pairwise as successive
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.borda import borda
from allmende_rules.mechanisms.voting.counting import Cast
from allmende_rules.mechanisms.voting.instant_runoff import first_places, instant_runoff
from allmende_rules.mechanisms.voting.quadratic import CREDITS, cost, quadratic
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.mechanisms.voting.schulze import condorcet_winner, pairwise, schulze
from tests.rules.mechanisms.voting.profiles import OPTIONS, Ranked, profiles

ranked = profiles("ranking", min_size=1)


def raised(ranking: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The same ranking with one option first."""
    return (option, *(other for other in ranking if other != option))


@given(ranked)
def test_schulze_elects_the_condorcet_winner(casts: Ranked) -> None:
    """Who beats every other one to one is elected, alone."""
    winner = condorcet_winner(OPTIONS, casts)
    found = schulze(OPTIONS, casts)
    if winner is not None:
        assert (found.elected, found.tied) == ((winner,), ())


@given(ranked)
def test_schulze_elects_from_the_smith_set(casts: Ranked) -> None:
    """Nobody outside a group whose members beat all others is elected."""
    above = pairwise(OPTIONS, casts)
    for size in range(1, 4):
        for start in range(4):
            group = set((OPTIONS * 2)[start : start + size])
            others = set(OPTIONS) - group
            if all(above[a, b] > above[b, a] for a in group for b in others):
                assert group.issuperset(schulze(OPTIONS, casts).elected)


def test_majorities_in_a_circle() -> None:
    """A beats b and b beats c by 5, c beats a by 1: the weakest majority yields, a is elected."""
    casts = [Cast(("a", "b", "c"), 5), Cast(("b", "c", "a"), 3), Cast(("c", "a", "b"), 3)]
    above = pairwise("abc", casts)
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    assert [above[pair] - above[pair[::-1]] for pair in pairs] == [5, 5, 1]
    assert condorcet_winner("abc", casts) is None
    found = schulze("abc", casts)
    assert found.elected == ("a",)
    assert found.rounds == ({"a": 2, "b": 1, "c": 0},)


@given(ranked)
def test_who_is_first_on_most_ballots_wins_the_runoff(casts: Ranked) -> None:
    """More than half of the first places elect at once, and no Condorcet loser is elected."""
    votes = first_places(OPTIONS, casts)
    found = instant_runoff(OPTIONS, casts)
    for option, number in votes.items():
        if 2 * number > sum(votes.values()):
            assert (found.elected, found.tied, found.rounds) == ((option,), (), (votes,))
    above = pairwise(OPTIONS, casts)
    (winner,) = found.elected
    rivals = [other for other in OPTIONS if other != winner]
    assert any(above[winner, other] >= above[other, winner] for other in rivals)


@given(ranked)
def test_no_ballot_is_lost_in_a_runoff(casts: Ranked) -> None:
    """Each round counts all ballots, among fewer options; the last has a majority or one option."""
    rounds = instant_runoff(OPTIONS, casts).rounds
    assert {sum(votes.values()) for votes in rounds} == {sum(cast.weight for cast in casts)}
    assert all(set(after) < set(before) for before, after in successive(rounds))


def test_of_level_options_the_one_listed_last_leaves() -> None:
    """B and c are level at the bottom: as listed, c leaves and passes on to b; turned, b to a."""
    casts = [Cast(("a", "b", "c"), 4), Cast(("b", "a", "c"), 3), Cast(("c", "b", "a"), 3)]
    assert instant_runoff("abc", casts).elected == ("b",)
    assert instant_runoff("abc", casts).tied == ("b", "c")
    assert instant_runoff("acb", casts).elected == ("a",)


def test_more_support_can_cost_a_runoff() -> None:
    """Instant runoff is not monotone: ten voters who raise the winner a to first make c win."""
    before = [Cast(("a", "b", "c"), 39), Cast(("b", "c", "a"), 35), Cast(("c", "a", "b"), 26)]
    after = [Cast(("a", "b", "c"), 49), Cast(("b", "c", "a"), 25), Cast(("c", "a", "b"), 26)]
    assert instant_runoff("abc", before).elected == ("a",)
    assert instant_runoff("abc", after).elected == ("c",)


@pytest.mark.parametrize("count", [schulze, borda])
@given(casts=ranked, data=st.data())
def test_a_winner_ranked_higher_still_wins(count: Any, casts: Ranked, data: st.DataObject) -> None:
    """Monotonicity of Schulze and Borda, co-winners included."""
    found = count(OPTIONS, casts)
    index = data.draw(st.integers(0, len(casts) - 1))
    for winner in found.tied or found.elected:
        better = list(casts)
        better[index] = Cast(raised(casts[index].ballot, winner), casts[index].weight)
        again = count(OPTIONS, better)
        assert winner in (again.tied or again.elected)


@pytest.mark.parametrize("name", ["plurality", "approval", "quadratic"])
@given(data=st.data())
def test_another_ballot_for_the_winner_leaves_it_winning(name: str, data: st.DataObject) -> None:
    """Monotonicity of the methods that add votes up: the winner then wins alone."""
    method = METHODS[name]
    casts = data.draw(profiles(method.takes))
    (winner,) = method.count(OPTIONS, casts).elected
    vote = {"choice": winner, "approvals": {winner}, "points": {winner: 1}}[method.takes]
    found = method.count(OPTIONS, [*casts, Cast(vote)])
    assert (found.elected, found.tied) == ((winner,), ())


@given(ranked)
def test_borda_points_are_victories_one_to_one(casts: Ranked) -> None:
    """An option's points are the voters who rank it above another, over all others."""
    above = pairwise(OPTIONS, casts)
    for option, points in borda(OPTIONS, casts).rounds[0].items():
        assert points == sum(n for (better, _), n in above.items() if better == option)


@pytest.mark.parametrize("ranking", [(), ("a", "b"), ("a", "b", "c", "d", "a")])
@pytest.mark.parametrize("name", ["instant_runoff", "borda", "schulze"])
def test_a_ranking_names_each_option_once(name: str, ranking: tuple[str, ...]) -> None:
    """An empty one, a short one and one that names an option twice are refused."""
    with pytest.raises(ValueError, match="names each of the 4 options once"):
        METHODS[name].count(OPTIONS, [Cast(ranking)])


@given(st.dictionaries(st.sampled_from(OPTIONS), st.integers(-12, 12)))
def test_votes_cost_their_square(points: dict[str, int]) -> None:
    """One more vote on an option that has n costs 2 n + 1; what passes the credits is refused."""
    assert cost(points) == sum(abs(votes) ** 2 for votes in points.values())
    for option, votes in points.items():
        if votes >= 0:
            assert cost({**points, option: votes + 1}) - cost(points) == 2 * votes + 1
    if cost(points) > CREDITS:
        with pytest.raises(ValueError, match=f"cost {cost(points)} credits and there are 100"):
            quadratic(OPTIONS, [Cast(points)])
    else:
        assert quadratic(OPTIONS, [Cast(points)]).rounds == (
            {option: points.get(option, 0) for option in OPTIONS},
        )


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=4), st.integers(1, 100))
def test_votes_in_proportion_to_worth_buy_most(worth: Sequence[int], scale: int) -> None:
    """No bundle of the same cost is worth more to a voter than votes in proportion to worth."""
    proportional = dict(zip(OPTIONS, worth, strict=True))
    for option in OPTIONS:
        for other in OPTIONS:
            shifted = {**proportional, option: proportional[option] + scale}
            shifted[other] -= scale
            if cost(shifted) <= cost(proportional):
                assert sum(w * shifted[o] for o, w in zip(OPTIONS, worth, strict=True)) <= sum(
                    w * w for w in worth
                )


def test_intensity_decides_a_quadratic_vote() -> None:
    """Two who care much outvote three who care little, and votes against count."""
    casts = [Cast({"park": 4, "road": -2}, 2), Cast({"road": 2}, 3)]
    found = quadratic(("road", "park"), casts)
    assert found.elected == ("park",)
    assert found.rounds == ({"road": 2, "park": 8},)
