"""What any system must do, whatever its rules: every registered one is held to all of it."""

from collections import Counter
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.game import Game
from allmende_rules.ledger import balances, overdrawn
from allmende_rules.record import Answered, Resolved, line, parse
from allmende_rules.system import Dial, System
from allmende_rules.systems.registry import SYSTEMS, find_system
from allmende_rules.world import World, fold
from tests.conformance.tables import TABLES, books, each_system, each_table, finished, fresh
from tests.headless import (
    SCENARIOS,
    Player,
    at_levels,
    bots_of,
    mixed,
    new_game,
    play_on,
    step,
)
from tests.scenarios_tiny import TINY
from tests.strategies import legal_corners, levels

DIALS = [
    (system.id, dial, value)
    for system in SYSTEMS.values()
    for dial in system.dials
    for value in (dial.low, dial.high)
]


def sound(game: Game) -> None:
    """Assert the identities of the ledger, in every round that has ended and now."""
    for number, balance in enumerate(books(game), start=1):
        assert {asset: b for asset, b in balance.items() if not b.exact} == {}, number
    whole = balances({}, game.world.ledger)
    assert {asset: b for asset, b in whole.items() if not b.exact} == {}
    assert overdrawn(game.world.ledger) == []
    assert {k: v for k, v in game.world.ledger.get("clearing", {}).items() if v} == {}
    total: Counter[str] = Counter()
    for book in game.world.ledger.values():
        total.update(book)
    assert {asset: amount for asset, amount in total.items() if amount} == {}


def nearest_to(turn: int) -> Player:
    """Every question answered by the same corner of what is legal: 0 the lowest, -1 the highest."""
    return lambda _game, _seat, asked: {q.id: legal_corners(q)[turn] for q in asked}


@each_table
def test_the_same_seed_is_the_same_game(system: str, scenario: str) -> None:
    """Two games in step make equal entries at every step, and the same digests."""
    one, other = fresh(system, scenario), fresh(system, scenario)
    cast = bots_of(mixed(one))
    while not one.finished:
        step(one, cast)
        step(other, cast)
        assert one.entries[-1] == other.entries[-1]
    assert one.entries == other.entries
    assert one.digest == other.digest


@each_table
def test_another_seed_is_another_game(system: str, scenario: str) -> None:
    """The seed matters: with another one the same bots play another game."""
    assert finished(system, scenario).digest != finished(system, scenario, 2).digest


@each_table
def test_the_record_folds_to_the_world(system: str, scenario: str) -> None:
    """Folding the recorded events alone, with no rule, is the live world."""
    game = finished(system, scenario)
    world = World(land=game.header.scenario.land)
    for entry in game.entries:
        if isinstance(entry.body, Resolved):
            world = fold(world, entry.body.events)
    assert world == game.world


@each_table
def test_every_entry_survives_its_line(system: str, scenario: str) -> None:
    """Written and read again, an entry folds to the same state and is written the same."""
    game = finished(system, scenario)
    world = World(land=game.header.scenario.land)
    for entry in game.entries:
        again = parse(line(entry))
        assert line(again) == line(entry)
        if isinstance(again.body, Resolved):
            world = fold(world, again.body.events)
    assert world.ledger == game.world.ledger
    assert parse(line(game.entries[0])) == game.entries[0]


@each_table
def test_the_ledger_is_exact_in_every_round(system: str, scenario: str) -> None:
    """Opening + made + issued = closing + used + lost, for every asset and round; nobody is overdrawn."""
    game = finished(system, scenario)
    assert len(books(game)) == game.header.rounds
    sound(game)


@each_table
def test_no_money_appears_after_the_opening(system: str, scenario: str) -> None:
    """A system issues and destroys money only if it says so."""
    if find_system(system).mints:
        pytest.skip("this system mints")
    for balance in books(finished(system, scenario)):
        assert (balance["money"].issued, balance["money"].lost) == (0, 0)
        assert balance["money"].opening == balance["money"].closing


@each_table
@pytest.mark.parametrize("turn", [0, 1, -1], ids=["lowest", "middle", "highest"])
def test_the_corners_of_what_is_legal_can_be_played(system: str, scenario: str, turn: int) -> None:
    """Everyone at the lowest, a middle or the highest answer: the game goes on and its books are exact."""
    game = play_on(fresh(system, scenario), nearest_to(turn))
    sound(game)


@each_system
@settings(max_examples=30)
@given(seed=st.integers(0, 9), chosen=levels)
def test_any_legal_play_is_sound(system: str, seed: int, chosen: list[float]) -> None:
    """Whatever legal answers are given, the game plays on and its books are exact."""
    sound(play_on(new_game(TINY, system, seed=seed, rounds=3), at_levels(chosen)))


@pytest.mark.parametrize(
    ("system", "dial", "value"), DIALS, ids=[f"{s}-{d.id}-{v:g}" for s, d, v in DIALS]
)
def test_every_dial_plays_at_its_bounds(system: str, dial: Dial, value: float) -> None:
    """Three rounds at the low and at the high bound of a dial end, with exact books."""
    game = new_game(TINY, system, rounds=3, dials={dial.id: value})
    play_on(game, bots_of(mixed(game)))
    sound(game)
    assert all(isfinite(number) for number in game.world.public["round 3"].values())


@each_system
def test_a_system_describes_itself(system: str) -> None:
    """Name, summary, a title for each role, phases with unique ids, and dials whose default is in range."""
    described = find_system(system)
    assert described.name
    assert described.summary.endswith(".")
    assert set(described.roles) >= {"licensee", "member", "planner"}
    ids = [phase.id for phase in described.phases]
    assert len(set(ids)) == len(ids)
    for dial in described.dials:
        assert dial.label
        assert dial.source
        assert dial.low <= dial.default <= dial.high
        assert dial.off is None or dial.low <= dial.off <= dial.high


@each_system
def test_the_sealed_phases_are_in_order(system: str) -> None:
    """Every system executes, settles and lets nature work, in that order and after all decisions."""
    phases = list(find_system(system).phases)
    at = {phase.id: index for index, phase in enumerate(phases)}
    assert at["execute"] < at["settle"] < at["nature"] < at["report"] == len(phases) - 1
    asking = [index for index, phase in enumerate(phases) if _asks(system, phase.id)]
    assert max(asking) < at["execute"]


def _asks(system: str, phase: str) -> bool:
    bodies = [entry.body for entry in finished(system, "tiny").entries]
    return phase in {body.phase for body in bodies if isinstance(body, Answered)}


def test_every_system_and_scenario_is_at_a_table() -> None:
    """The suite covers each registered system with every scenario."""
    assert Counter(system for system, _ in TABLES) == dict.fromkeys(SYSTEMS, len(SCENARIOS))
    assert all(isinstance(system, System) for system in SYSTEMS.values())
