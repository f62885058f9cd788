"""The omniscient optimum: published figures, closed forms, and that nothing beats it."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_lab.minds import minds
from allmende_lab.neutral.table import (
    BASKET,
    EMISSION,
    GOODS,
    HOURS,
    INPUTS,
    LABOUR,
    OPENING,
    PRINTED,
)
from allmende_lab.optimum import Means, OptimumError, People, optimum
from allmende_lab.rounds import rounds
from allmende_lab.simulate import open_game, play_on
from allmende_lab.welfare import (
    eaten,
    equivalent,
    means_of_round,
    means_of_scenario,
    people_of,
    total_welfare,
)
from allmende_rules.amounts import micro
from allmende_rules.physics.technology import Site
from allmende_rules.systems.registry import SYSTEMS
from tests.scenarios_tiny import TINY


def six_sectors(cap: float) -> Means:
    """The six-sector economy of the United States in 2019, with a cap on emissions."""
    sites = [
        Site(
            enterprise=good,
            good=good,
            labour_per_unit=LABOUR[good],
            capacity=micro(1e4),
            harvest={},
            inputs={user: INPUTS[i][j] for i, user in enumerate(GOODS)},
        )
        for j, good in enumerate(GOODS)
    ]
    return Means(sites, HOURS, emission=EMISSION, emissions=cap * OPENING)


@pytest.mark.parametrize("cap", PRINTED)
def test_the_optimum_is_the_neutral_limit(cap: float) -> None:
    """One consumer with logarithmic tastes: consumption within a thousandth of the printed table."""
    tastes = {good: part / sum(BASKET.values()) for good, part in BASKET.items()}
    needs = dict.fromkeys(GOODS, 0.0)
    found = optimum(six_sectors(cap), {"all": People(1, tastes)}, needs)["all"]
    assert list(found.values()) == pytest.approx(PRINTED[cap].consumption, rel=2e-3)


def one_field(capacity: float) -> Means:
    """Grain for nothing, up to a capacity."""
    return Means([Site("field", "grain", 0.1, micro(capacity), {}, {})], hours=1e3)


@given(st.floats(0.1, 3), st.integers(1, 20))
def test_hungry_people_share_what_there_is(heads: float, people: int) -> None:
    """With one good and too little of it everything is eaten, and welfare is the tangent's."""
    capacity = round(heads * people / 4, 3)
    groups = {"a": People(people, {"grain": 1.0}), "b": People(people, {"grain": 1.0})}
    found = optimum(one_field(capacity), groups, {"grain": 1.0})
    total = people * (found["a"]["grain"] + found["b"]["grain"])
    assert total == pytest.approx(capacity, rel=1e-5)
    if capacity < 2 * people:
        edge = 0.05
        short = capacity - 2 * people
        expected = 2 * people * (log(edge) - 1) + short / edge
        assert total_welfare(found, groups, {"grain": 1.0}) == pytest.approx(expected, rel=1e-5)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(list(SYSTEMS)), st.sampled_from(list(BOTS)), st.integers(0, 2**32))
def test_no_round_is_better_than_the_best(system: str, bot: str, seed: int) -> None:
    """What people had is at most what could be done with what the round had, under every system."""
    game = open_game(TINY, system=system, seed=seed, rounds=2)
    play_on(game, minds(TINY, {"rest": bot}))
    for one in rounds(game.entries):
        people, had = people_of(one.opening), eaten(one)
        best = optimum(means_of_round(one), people, TINY.land.needs)
        reached = total_welfare(had, people, TINY.land.needs)
        assert reached <= total_welfare(best, people, TINY.land.needs) + 1e-4
        assert equivalent([had], [best], people, TINY.land.needs) <= 1 + 1e-5


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.05, 2))
def test_a_part_of_the_best_is_worth_that_part(seed: int, part: float) -> None:
    """Consumption-equivalents are of the best consumption: 1 for it, a half for half of everything."""
    game = open_game(TINY, system="open_access", seed=seed, rounds=1)
    play_on(game, minds(TINY, {}))
    opening, needs = game.snapshots[0][2], TINY.land.needs
    one = next(iter(rounds(game.entries)))
    people = people_of(opening)
    best = optimum(means_of_scenario(opening, one), people, needs)
    had = {group: {g: part * c for g, c in eats.items()} for group, eats in best.items()}
    assert equivalent([had], [best], people, needs) == pytest.approx(part, rel=1e-6)


def test_what_a_scenario_allows_is_the_same_under_every_system() -> None:
    """It hangs on scenario, seed and round alone: neither bots nor institutions move it."""
    found = []
    for system in SYSTEMS:
        for bot in ("greedy", "cooperative"):
            game = open_game(TINY, system=system, seed=5, rounds=3)
            play_on(game, minds(TINY, {"rest": bot}))
            opening = game.snapshots[0][2]
            people = people_of(opening)
            last = list(rounds(game.entries))[-1]
            found.append(optimum(means_of_scenario(opening, last), people, TINY.land.needs))
    assert all(one == found[0] for one in found)


def test_what_cannot_be_has_no_optimum() -> None:
    """More set aside than there is: the solver's word is passed on."""
    means = Means(one_field(1.0).sites, 1e3, aside={"grain": 2.0})
    with pytest.raises(OptimumError, match="not found: the solver says"):
        optimum(means, {"all": People(1, {"grain": 1.0})}, {"grain": 0.0})
