"""Who is drawn by lot: each set of names alike, and nothing else decides."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, permutations
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.voting.registry import by_lot
from allmende_rules.mechanisms.voting.sortition import sortition

POOL = ("ann", "ben", "cem", "dora", "eve")
seeds = st.integers(0, 2**64 - 1)


class Draws:
    """Draws that a test names, in place of those of a seed."""

    def __init__(self, draws: Mapping[str, float]) -> None:
        self.draws = draws

    def uniform(self, purpose: str, round_: int, entity: str) -> float:
        """The draw named for the entity."""
        return self.draws[entity]


def named(draws: Mapping[str, float]) -> Chance:
    """A chance of these draws."""
    return cast("Chance", Draws(draws))


def test_every_jury_comes_from_as_many_orders_of_draws() -> None:
    """Draws are alike and independent, so all 120 orders are as likely: each of ten juries has 12."""
    draws = [dict(zip(POOL, order, strict=True)) for order in permutations((1, 2, 3, 4, 5))]
    juries = Counter(frozenset(sortition(POOL, 3, named(draw), "", 0).elected) for draw in draws)
    assert juries == {frozenset(jury): 12 for jury in combinations(POOL, 3)}


def test_juries_of_the_projects_own_chance_are_uniform() -> None:
    """Over 2 000 rounds of one seed, chi-square of ten juries stays below its 99.9 % point, 27.9."""
    chance = Chance(20240611)
    juries = Counter(
        frozenset(sortition(POOL, 3, chance, "jury", round_).elected) for round_ in range(2_000)
    )
    assert len(juries) == 10
    assert sum((seen - 200) ** 2 / 200 for seen in juries.values()) < 27.9


@given(seeds, st.permutations(POOL), st.integers(1, 5))
def test_the_order_of_the_pool_does_not_matter(seed: int, order: list[str], seats: int) -> None:
    """The same names are drawn in the same order, and more seats keep those drawn first."""
    drawn = sortition(POOL, seats, Chance(seed), "jury", 3).elected
    assert sortition(order, seats, Chance(seed), "jury", 3).elected == drawn
    assert sortition(POOL, 5, Chance(seed), "jury", 3).elected[:seats] == drawn


@given(seeds, st.integers(1, 4))
def test_a_newcomer_takes_a_place_or_none(seed: int, seats: int) -> None:
    """With one more in the pool at most one of those drawn is replaced, and by the newcomer."""
    before = set(sortition(POOL, seats, Chance(seed), "jury", 1).elected)
    after = set(sortition((*POOL, "fay"), seats, Chance(seed), "jury", 1).elected)
    assert after - before <= {"fay"}


def test_equal_draws_go_by_name() -> None:
    """What happens once in 2 ** 53 still does not depend on the order of the pool."""
    level = named(dict.fromkeys(POOL, 0.5))
    assert sortition(POOL[::-1], 2, level, "jury", 0).elected == ("ann", "ben")


def test_as_a_method_it_takes_no_ballots() -> None:
    """The lot draws one, or as many as there are seats, from the options."""
    lot = by_lot(Chance(7), "jury", 2)
    assert lot.takes == "nothing"
    assert lot.fill is not None
    drawn = lot.fill(POOL, (), 3)
    assert drawn == sortition(POOL, 3, Chance(7), "jury", 2)
    assert lot.count(POOL, ()).elected == drawn.elected[:1]


@pytest.mark.parametrize(
    ("pool", "seats", "why"), [(POOL, 6, "cannot fill 6 seats"), (("ann", "ann"), 1, "listed once")]
)
def test_impossible_draws_are_refused(pool: tuple[str, ...], seats: int, why: str) -> None:
    """More seats than names, or a name twice."""
    with pytest.raises(ValueError, match=why):
        sortition(pool, seats, Chance(0), "jury", 0)
