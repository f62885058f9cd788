"""The fishery: greed without rules tips the cod, restraint or a cap does not (critical depensation).

Few seeds in the normal run, fifty in the deep one, with the same share required.
"""

from __future__ import annotations

from functools import cache

import pytest

from allmende_lab.simulate import GameResult, play_game
from tests.headless import FISHERY

TIPPING = 0.2
"""Below this share of the banks the cod dies out."""
ROUNDS, LONG = 12, 50
SEEDS = [pytest.param(5, id="5"), pytest.param(50, id="50", marks=pytest.mark.deep)]
FEW = [pytest.param(1, id="1"), pytest.param(10, id="10", marks=pytest.mark.deep)]


@cache
def games(system: str, bot: str, seeds: int, rounds: int = ROUNDS) -> tuple[GameResult, ...]:
    """Games with one bot in every seat, or with the file's own."""
    bots = {} if bot == "own" else {"rest": bot, "house": bot}
    return tuple(
        play_game(FISHERY, system=system, seed=seed, rounds=rounds, bots=bots)
        for seed in range(seeds)
    )


def banks(game: GameResult) -> list[float]:
    """What is left of the cod after each round."""
    return [one.indicators["stock.cod_banks"] for one in game.rounds]


@pytest.mark.parametrize("seeds", SEEDS)
def test_greed_without_rules_tips_the_cod(seeds: int) -> None:
    """In nine games of ten or more; and what has tipped does not come back."""
    found = [banks(game) for game in games("open_access", "greedy", seeds)]
    assert sum(left[-1] < TIPPING for left in found) >= 0.9 * seeds
    for left in found:
        fallen = [stock for stock in left if stock < TIPPING]
        assert fallen == sorted(fallen, reverse=True)


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize(
    ("system", "bot"), [("open_access", "cooperative"), ("dmnc", "own"), ("dmnc", "greedy")]
)
def test_restraint_or_a_cap_keeps_the_cod(system: str, bot: str, seeds: int) -> None:
    """Cooperative users without rules, and anybody under a cap: the banks never tip."""
    assert all(min(banks(game)) > TIPPING for game in games(system, bot, seeds))


@pytest.mark.parametrize("seeds", FEW)
def test_the_island_lives_for_fifty_rounds(seeds: int) -> None:
    """Under DMNC with its own bots: both fish are there, nearly all have what they need, all adds up."""
    for game in games("dmnc", "own", seeds, LONG):
        assert all(line.exact for one in game.rounds for line in one.ledger.values())
        assert min(banks(game)) > TIPPING
        assert min(one.indicators["stock.herring_shoals"] for one in game.rounds) > 0.1
        fed = [one.indicators["needs_met"] for one in game.rounds]
        assert sum(fed) / len(fed) > 0.95
