"""Laws of the proportional methods: every group that agrees gets its part, and no more is spent."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.counting import Cast, Election
from allmende_rules.mechanisms.voting.equal_shares import buy, equal_part, equal_shares, fund
from allmende_rules.mechanisms.voting.phragmen import phragmen
from tests.rules.mechanisms.voting.profiles import OPTIONS, Approved, profiles

Count = Callable[[Sequence[str], Approved, int], Election]

approvals = profiles("approvals", min_size=1)
seats_of = st.integers(1, 4)
costs_of = st.fixed_dictionaries(dict.fromkeys(OPTIONS, st.integers(1, 20)))


def subsets(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """All subsets, the empty one too."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def heads(casts: Approved) -> int:
    """How many voters there are."""
    return sum(cast.weight for cast in casts)


@given(approvals, seats_of)
def test_equal_shares_gives_extended_justified_representation(casts: Approved, seats: int) -> None:
    """Among l/k of the voters who agree on l options, one has at least l of those elected."""
    elected = set(buy(dict.fromkeys(OPTIONS, 1), casts, seats).election.elected)
    for agreed in filter(None, subsets(OPTIONS)):
        wanting = [
            cast
            for cast in casts
            if agreed <= cast.ballot and len(cast.ballot & elected) < len(agreed)
        ]
        assert heads(wanting) * seats < len(agreed) * heads(casts)


@pytest.mark.parametrize("count", [phragmen, equal_shares])
@given(casts=approvals, seats=seats_of)
def test_groups_that_agree_are_represented_in_proportion(
    count: Count, casts: Approved, seats: int
) -> None:
    """Of l/k of the voters who agree on l options l are elected that some of them approve of.

    That is proportional justified representation.
    """
    elected = set(count(OPTIONS, casts, seats).elected)
    for agreed in filter(None, subsets(OPTIONS)):
        for reached in subsets(tuple(sorted(elected))):
            group = [c for c in casts if agreed <= c.ballot and c.ballot & elected <= reached]
            if len(reached) < len(agreed):
                assert heads(group) * seats < len(agreed) * heads(casts)


@given(approvals, seats_of)
def test_another_seat_keeps_those_elected_by_phragmen(casts: Approved, seats: int) -> None:
    """Committee monotonicity, and the greatest load never falls."""
    longer = phragmen(OPTIONS, casts, 4)
    assert longer.elected[:seats] == phragmen(OPTIONS, casts, seats).elected
    lowest = [min(shared.values()) for shared in longer.rounds]
    assert lowest == sorted(lowest)


@given(approvals)
def test_loads_add_up_to_the_seats(casts: Approved) -> None:
    """After each election the voters carry exactly as many seats as their options have."""
    found = phragmen(OPTIONS, casts, 4)
    loads = [Fraction(0)] * len(casts)
    for seat, (option, shared) in enumerate(zip(found.elected, found.rounds, strict=False), 1):
        for index, cast in enumerate(casts):
            if option in cast.ballot:
                assert loads[index] <= shared[option]
                loads[index] = Fraction(shared[option])
        assert sum(load * cast.weight for load, cast in zip(loads, casts, strict=True)) == seat


@given(approvals, st.permutations(OPTIONS))
def test_with_one_seat_the_most_approved_is_elected(casts: Approved, order: list[str]) -> None:
    """Both methods are then approval voting."""
    support = {o: sum(w for ballot, w in casts if o in ballot) for o in OPTIONS}
    for count in (phragmen, equal_shares):
        (winner,) = count(order, casts).elected
        assert support[winner] == max(support.values())


@given(costs_of, approvals, st.integers(0, 60))
def test_no_budget_is_exceeded(costs: dict[str, int], casts: Approved, budget: int) -> None:
    """What is chosen costs no more than there is, and somebody approves of each."""
    for found in (buy(costs, casts, budget).election, fund(costs, casts, budget)):
        assert sum(costs[name] for name in found.elected) <= budget
        assert len(set(found.elected)) == len(found.elected)
        assert all(any(name in cast.ballot for cast in casts) for name in found.elected)


@given(costs_of, approvals, st.integers(0, 60))
def test_money_that_is_left_pays_for_nothing_wanted(
    costs: dict[str, int], casts: Approved, budget: int
) -> None:
    """After completion each project that somebody wants and is not chosen costs more than is left."""
    found = fund(costs, casts, budget)
    left = budget - sum(costs[name] for name in found.elected)
    for name in set(OPTIONS) - set(found.elected):
        assert costs[name] > left or not any(name in cast.ballot for cast in casts)


@given(costs_of, approvals, st.integers(0, 60))
def test_purchases_are_paid_by_those_who_want_them(
    costs: dict[str, int], casts: Approved, budget: int
) -> None:
    """A price system: nobody pays more than an equal share, or for what they do not approve of.

    Costs are met exactly, and what the supporters of any other option have left does not pay for it.
    """
    bought = buy(costs, casts, budget)
    for name, paid in bought.payments.items():
        assert (
            sum(part * cast.weight for part, cast in zip(paid, casts, strict=True)) == costs[name]
        )
        assert all(part == 0 or name in c.ballot for part, c in zip(paid, casts, strict=True))
    for index, purse in enumerate(bought.purses):
        spent = sum(paid[index] for paid in bought.payments.values())
        assert purse >= 0
        assert purse + spent == Fraction(budget, heads(casts))
    for name in set(OPTIONS) - set(bought.election.elected):
        purses = zip(bought.purses, casts, strict=True)
        assert sum(purse * c.weight for purse, c in purses if name in c.ballot) < costs[name]


@given(st.lists(st.tuples(st.fractions(0, 9), st.integers(1, 3)), max_size=6), st.integers(1, 30))
def test_the_equal_part_meets_the_cost(supporters: list[tuple[Fraction, int]], cost: int) -> None:
    """Those who have less give all, the others the part; None exactly if all of it is too little."""
    part = equal_part(cost, sorted(supporters))
    if part is None:
        assert sum(purse * weight for purse, weight in supporters) < cost
    else:
        assert sum(min(purse, part) * weight for purse, weight in supporters) == cost


def test_projects_by_hand() -> None:
    """Ten voters share 100: six buy a park for 60; four the pool for 40, not the road for 41."""
    casts = [Cast(frozenset({"park"}), 6), Cast(frozenset({"pool", "road"}), 4)]
    costs = {"road": 41, "park": 60, "pool": 40}
    assert buy(costs, casts, 100).election.elected == ("park", "pool")
    assert buy(costs, casts, 99).election.elected == ()
    assert fund(costs, casts, 99).elected == ("park",)
    assert fund(costs, casts, 81).elected == ("park",)


def test_a_tie_between_projects_is_told() -> None:
    """Two that are level and exclude each other: the one listed first, and both are named."""
    casts = [Cast(frozenset({"park", "pool"}), 4)]
    found = fund({"pool": 60, "park": 60}, casts, 100)
    assert (found.elected, found.tied) == (("pool",), ("pool", "park"))


def test_impossible_budgets_are_refused() -> None:
    """A negative budget and a project that costs nothing."""
    with pytest.raises(ValueError, match="at least 0, not -1"):
        fund({"park": 1}, [], -1)
    with pytest.raises(ValueError, match="“park” must cost at least 1, not 0"):
        fund({"park": 0}, [], 1)
