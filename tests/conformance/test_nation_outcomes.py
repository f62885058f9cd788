"""What becomes of the nation: it lives, its books are exact, and it warms by what its cap allows.

Measured over fifty seeds in the deep run, over four in the normal one. `pytest -s` prints the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import isfinite
from statistics import fmean

import pytest

from allmende_lab.simulate import GameResult, play_game
from allmende_scenarios.catalogue import load_scenario

NATION = load_scenario("nation")
SEEDS = [pytest.param(4, id="4"), pytest.param(50, id="50", marks=pytest.mark.deep)]
CUTS = (0.0, 0.05, 0.1, 0.2)
"""How much the statutory carbon cap falls each round."""
over_seeds = pytest.mark.parametrize("seeds", SEEDS)


@cache
def games(
    system: str, seeds: int, dials: tuple[tuple[str, float], ...] = ()
) -> tuple[GameResult, ...]:
    """Games of the nation between its own bots, one a seed."""
    return tuple(
        play_game(NATION, system=system, seed=seed, rounds=NATION.rounds, dials=dict(dials))
        for seed in range(seeds)
    )


def statutory(cut: float) -> tuple[tuple[str, float], ...]:
    """The cap is the statutes', whatever members would vote."""
    return (("cap_vote", 0.0), ("carbon_cap", 1.0), ("carbon_cut", cut))


def last(results: Sequence[GameResult], indicator: str) -> list[float]:
    """An indicator at the end of each game."""
    return [game.rounds[-1].indicators[indicator] for game in results]


def show(title: str, measured: Mapping[str, Sequence[float]]) -> None:
    """Means of what was measured, for pytest -s."""
    print(title, {name: round(fmean(values), 3) for name, values in measured.items()})  # noqa: T201


@over_seeds
@pytest.mark.parametrize("system", ["dmnc", "open_access"])
def test_the_ledger_is_exact(system: str, seeds: int) -> None:
    """Per asset and round: opening + made + issued = closing + used + lost."""
    for game in games(system, seeds):
        for result in game.rounds:
            for asset, book in result.ledger.items():
                came = book.opening + book.made + book.issued
                assert came == book.closing + book.used + book.lost, (game.seed, asset)


@over_seeds
@pytest.mark.parametrize("system", ["dmnc", "open_access"])
def test_nobody_dies_of_arithmetic(system: str, seeds: int) -> None:
    """All numbers stay numbers, something is made and eaten in every round, and shares stay shares."""
    for game in games(system, seeds):
        assert len(game.rounds) == NATION.rounds
        for result in game.rounds:
            seen: Mapping[str, float] = result.indicators
            assert all(isfinite(value) for value in seen.values())
            assert seen["consumption"] > 0.5 * game.rounds[0].indicators["consumption"]
            assert all(seen[f"output.{good.id}"] > 0 for good in NATION.land.goods)
            for share in ("needs_met", "gini", "unemployment", "basics"):
                assert -1e-9 <= seen[share] <= 1 + 1e-9, share
    show(system, {name: last(games(system, seeds), name) for name in ("needs_met", "capital")})


@over_seeds
def test_it_warms_by_what_the_cap_allows(seeds: int) -> None:
    """In every seed: the faster the cap falls, the cooler the end; and without rules it is warmest."""
    warmth = {cut: last(games("dmnc", seeds, statutory(cut)), "temperature") for cut in CUTS}
    free = last(games("dmnc", seeds, (("carbon_cap", 2.0),)), "temperature")
    show("temperature", {"no cap": free, **{f"cut {cut}": ends for cut, ends in warmth.items()}})
    for seed in range(seeds):
        ordered = [free[seed], *(warmth[cut][seed] for cut in CUTS)]
        assert all(a >= b - 1e-9 for a, b in pairwise(ordered)), seed
        assert ordered[-1] < ordered[0] - 0.05
