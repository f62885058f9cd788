"""The tables that every system is held to: each system on each small scenario."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from allmende_rules.game import Game
from allmende_rules.ledger import Balance, balances
from allmende_rules.systems.registry import SYSTEMS
from tests.headless import SCENARIOS, bots_of, mixed, new_game, play_on

ROUNDS = 3
TABLES = [(system, scenario) for system in SYSTEMS for scenario in SCENARIOS]
each_table = pytest.mark.parametrize(("system", "scenario"), TABLES)
each_system = pytest.mark.parametrize("system", SYSTEMS)


def fresh(system: str, scenario: str, seed: int = 1) -> Game:
    """A started game at one of the tables."""
    return new_game(SCENARIOS[scenario], system, seed=seed, rounds=ROUNDS)


@cache
def finished(system: str, scenario: str, seed: int = 1) -> Game:
    """A game that a mix of all bots has played to its end; nobody may change it."""
    game = fresh(system, scenario, seed)
    return play_on(game, bots_of(mixed(game)))


def books(game: Game) -> list[dict[str, Balance]]:
    """The balances of each round that has ended, first round first."""
    ledgers = [world.ledger for _, (_, _, world) in sorted(game.snapshots.items())]
    return [balances(before, after) for before, after in pairwise(ledgers)]
