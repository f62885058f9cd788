"""Presets: every variant and setting of every system, alone and combined, plays with exact books."""

from __future__ import annotations

from itertools import product
from math import isfinite

import pytest

from allmende_rules.system import Preset, System, check_dials, preset_dials
from allmende_rules.systems.registry import SYSTEMS
from tests.conformance.tables import each_system
from tests.conformance.test_systems import sound
from tests.headless import SCENARIOS, bots_of, mixed, new_game, play_on

SEEDS, MANY = range(5), range(200)
ROUNDS, LONG = 4, 8


def of_kind(system: System, kind: str) -> list[tuple[str, ...]]:
    """No preset, and each of a kind."""
    return [(), *((preset.id,) for preset in system.presets if preset.kind == kind)]


CHOICES = [
    (system.id, variant + setting)
    for system in SYSTEMS.values()
    for variant, setting in product(of_kind(system, "variant"), of_kind(system, "setting"))
]
PRESETS = [(system, preset) for system in SYSTEMS.values() for preset in system.presets]
each_choice = pytest.mark.parametrize(
    ("system", "presets"), CHOICES, ids=["+".join((system, *names)) for system, names in CHOICES]
)


def played(scenario: str, system: str, presets: tuple[str, ...], seed: int, rounds: int) -> None:
    """A game of mixed bots to its end: books are exact, every indicator is a number."""
    dials = preset_dials(SYSTEMS[system], presets)
    game = new_game(SCENARIOS[scenario], system, seed=seed, rounds=rounds, dials=dials)
    play_on(game, bots_of(mixed(game, seed)))
    assert game.finished
    sound(game)
    assert all(isfinite(number) for number in game.world.public[f"round {rounds}"].values())


@each_choice
def test_presets_play_the_lake_to_the_end(system: str, presets: tuple[str, ...]) -> None:
    """Five seeds of the small world."""
    for seed in SEEDS:
        played("tiny", system, presets, seed, ROUNDS)


@each_choice
def test_presets_play_the_valley_to_the_end(system: str, presets: tuple[str, ...]) -> None:
    """One seed of the valley."""
    played("valley", system, presets, 1, ROUNDS)


@pytest.mark.deep
@each_choice
def test_presets_play_many_games(system: str, presets: tuple[str, ...]) -> None:
    """Two hundred seeds of the small world, twenty of the valley, at their whole length."""
    for seed in MANY:
        played("tiny", system, presets, seed, LONG)
    for seed in MANY[::10]:
        played("valley", system, presets, seed, LONG)


@pytest.mark.parametrize(
    ("system", "preset"), PRESETS, ids=[f"{system.id}-{preset.id}" for system, preset in PRESETS]
)
def test_a_preset_says_what_it_is(system: System, preset: Preset) -> None:
    """A name, a sentence, and dials that the system has, within their bounds; some of them moved."""
    assert preset.name
    assert preset.summary.endswith(".")
    check_dials(system, preset.dials)
    defaults = {dial.id: dial.default for dial in system.dials}
    assert any(defaults[name] != value for name, value in preset.dials.items())


@each_system
def test_presets_have_names_of_their_own(system: str) -> None:
    """No two presets of a system share an id."""
    ids = [preset.id for preset in SYSTEMS[system].presets]
    assert len(set(ids)) == len(ids)
