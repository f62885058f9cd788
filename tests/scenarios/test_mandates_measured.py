"""Mandates under systems, measured: what is asked there is met in some games and missed in others."""

from __future__ import annotations

from functools import cache
from statistics import fmean

import numpy as np
import pytest

from allmende_bots.registry import BOTS
from allmende_lab.simulate import GameResult, play_game
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario, names
from tests.conformance.test_nation import met, rows

SCENARIOS = {name: load_scenario(name) for name in names()}
MINDS = sorted(set(BOTS) - {"zero_intelligence"})
SEEDS = range(101, 131)
ASKED = [
    (name, system)
    for name, scenario in SCENARIOS.items()
    for system in SYSTEMS
    if any(system in (seat.under or {}) for seat in scenario.land.seats)
]


@cache
def games(name: str, system: str) -> list[GameResult]:
    """Whole games at tables where each seat has a mind that was drawn for it."""
    scenario, found = SCENARIOS[name], []
    for seed in SEEDS:
        drawn = np.random.default_rng(seed).integers(len(MINDS), size=len(scenario.land.seats))
        bots = {seat.id: MINDS[mind] for seat, mind in zip(scenario.land.seats, drawn, strict=True)}
        rounds = scenario.rounds
        found.append(play_game(scenario, system=system, seed=seed, rounds=rounds, bots=bots))
    return found


@pytest.mark.deep
@pytest.mark.parametrize(("name", "system"), ASKED)
def test_what_is_asked_instead_is_not_decided_beforehand(name: str, system: str) -> None:
    """Each goal that the ordinary mandate does not have is met in 5 % to 95 % of mixed games."""
    played, decided = games(name, system), {}
    for seat in SCENARIOS[name].land.seats:
        mandate = (seat.under or {}).get(system, seat.mandate)
        for goal in mandate.goals:
            share = fmean(met(goal, rows(game, seat.id)) for game in played)
            if goal not in seat.mandate.goals and not 0.05 <= share <= 0.95:
                decided[seat.id, goal.text] = share
    assert decided == {}
