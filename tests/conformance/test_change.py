"""Change of system: every registered system has one way out and one way in, and nothing leaks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.events import Posted, Struck, Told
from allmende_rules.game import CHANGE, Game
from allmende_rules.inventory import come_home, is_common, seats, strays, struck, totals
from allmende_rules.ledger import CONTRA, balances
from allmende_rules.record import Resolved, line, parse_all
from allmende_rules.replay import restore, verify
from allmende_rules.rounds import finished_round
from allmende_rules.scenario import Act
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import TABLE, World, fold
from tests.conformance.tables import each_system
from tests.conformance.test_systems import sound
from tests.headless import SCENARIOS, at_levels, bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import TINY
from tests.strategies import levels

PAIRS = list(product(SYSTEMS, SYSTEMS))
SMALL = ("tiny", "valley")
each_pair = pytest.mark.parametrize(("old", "new"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
each_small = pytest.mark.parametrize("scenario", SMALL)


@cache
def changed(scenario: str, old: str, new: str, seed: int = 1) -> Game:
    """A game of one act after another that a mix of bots has played; nobody may change it."""
    then = [Act(system=new, rounds=2)]
    game = new_game(SCENARIOS[scenario], old, seed=seed, rounds=4, then=then)
    return play_on(game, bots_of(mixed(game)))


def change_of(game: Game) -> Resolved:
    """The step of the record in which the system changed."""
    (found,) = [
        entry.body
        for entry in game.entries
        if isinstance(entry.body, Resolved) and entry.body.phase == CHANGE
    ]
    return found


def around(game: Game) -> tuple[World, World]:
    """The state that the change met, and that it left."""
    change = change_of(game)
    before = finished_round(game, change.round).unchanged
    assert before is not None
    return before, fold(before, change.events)


@each_small
@each_pair
def test_every_change_is_exact(scenario: str, old: str, new: str) -> None:
    """Money, machines and goods are the same before and after; no money is issued or lost in it."""
    game = changed(scenario, old, new)
    before, after = around(game)
    assert totals(before) == totals(after)
    for event in change_of(game).events:
        if isinstance(event, Posted):
            passed = [
                move
                for move in event.moves
                if {move.source, move.target} & set(CONTRA) and is_common(move.asset)
            ]
            assert passed == [], event.cause
    assert game.finished
    sound(game)


@each_small
@each_pair
def test_every_change_is_told_to_every_seat(scenario: str, old: str, new: str) -> None:
    """One entry of the record; each seat has a receipt with both systems' names, all an announcement."""
    game = changed(scenario, old, new)
    told = [event for event in change_of(game).events if isinstance(event, Told)]
    names = {SYSTEMS[old].name, SYSTEMS[new].name}
    for to in ("all", *game.header.seats):
        said = [event.text.format(**event.facts) for event in told if event.to == to]
        assert any(all(name in sentence for name in names) for sentence in said), (to, said)


@each_small
@each_pair
def test_the_table_goes_on_under_the_new_system(scenario: str, old: str, new: str) -> None:
    """System, dials and phases are the new one's; what stood for questions no longer asked is gone."""
    game = changed(scenario, old, new)
    _, after = around(game)
    system = SYSTEMS[new]
    assert game.system is system
    assert after.fact(TABLE, "system") == new
    assert list(after.public["dials"]) == [dial.id for dial in system.dials]
    for seat in seats(after):
        asked = {one.id for phase in system.phases for one in phase.ask(after, seat)}
        assert set(after.secret(seat, "standing", {})) <= asked


@each_small
@each_pair
def test_a_changed_game_replays_and_is_taken_up_again(scenario: str, old: str, new: str) -> None:
    """Its record verifies, restores to the same state, and to the same game from within the change."""
    game = changed(scenario, old, new)
    entries, damage = parse_all([line(entry) for entry in game.entries])
    assert damage is None
    verdict = verify(entries)
    assert (verdict.rounds, verdict.first) == ((1, 2, 3, 4), None)
    assert restore(entries).digest == game.digest
    at = next(e.id for e in entries if isinstance(e.body, Resolved) and e.body.phase == CHANGE)
    for cut in (at, at + 1):
        taken_up = restore(entries[:cut])
        assert taken_up.system.id == new
        play_on(taken_up, bots_of(mixed(taken_up)))
        assert taken_up.digest == game.digest


@each_pair
def test_a_change_is_undone_by_rollback(old: str, new: str) -> None:
    """Back before it the old system goes on; played the same again, it is the same game."""
    game = new_game(TINY, old, rounds=4, then=[Act(system=new, rounds=2)])
    cast = bots_of(mixed(game))
    play_on(game, cast)
    digest = game.digest
    for back, system in ((1, old), (2, new), (3, new), (1, old)):
        game.roll_back(back, "host")
        assert game.system.id == system
        assert game.phase in game.system.phases
        play_on(game, cast)
        assert game.digest == digest
    assert verify(game.entries).same


@each_system
@settings(max_examples=10)
@given(seed=st.integers(0, 9), chosen=levels)
def test_a_system_leaves_a_neutral_world(system: str, seed: int, chosen: list[float]) -> None:
    """Whatever was played, after it only people and enterprises hold anything, and nothing is lost."""
    game = play_on(new_game(TINY, system, seed=seed, rounds=3), at_levels(chosen), before=3)
    ruled, before = game.system, game.snapshots[2][2]
    world = fold(before, ruled.leave(before))
    world = fold(world, struck(world))
    world = fold(world, come_home(world))
    assert strays(world) == ()
    assert totals(world) == totals(before)
    assert struck(world) == []
    assert come_home(world) == []


def test_a_neutral_world_keeps_what_an_opening_states() -> None:
    """No fact that an opening states of land, people and nature would be struck but a permit's price."""
    for scenario in SCENARIOS.values():
        opening = new_game(scenario, "open_access", rounds=1).snapshots[0][2]
        gone = [(one.entity, one.names) for one in struck(opening) if isinstance(one, Struck)]
        assert set(gone) <= {("sky", ("price",)), ("dials", tuple(opening.public["dials"]))}


@each_small
def test_one_game_passes_through_all_systems(scenario: str) -> None:
    """A round under each system, there and back: the books are exact in every round."""
    first, *others = [*SYSTEMS, *reversed(list(SYSTEMS))]
    then = [Act(system=system, rounds=1) for system in others]
    game = new_game(SCENARIOS[scenario], first, rounds=len(others) + 1, then=then)
    play_on(game, bots_of(mixed(game)))
    played = [finished_round(game, n).system.id for n in range(1, game.header.rounds + 1)]
    assert played == [first, *others]
    worlds = [world for _, (_, _, world) in sorted(game.snapshots.items())]
    for before, after in pairwise(worlds):
        assert all(balance.exact for balance in balances(before.ledger, after.ledger).values())
    sound(game)
    assert verify(game.entries).same


@pytest.mark.deep
@pytest.mark.parametrize("scenario", [name for name in SCENARIOS if name not in SMALL])
@each_pair
def test_every_change_is_exact_in_larger_worlds(scenario: str, old: str, new: str) -> None:
    """The same where there is a sky, research, and more people."""
    test_every_change_is_exact(scenario, old, new)
    assert verify(changed(scenario, old, new).entries).same


@pytest.mark.deep
@settings(max_examples=60)
@given(order=st.permutations(sorted(SYSTEMS)), seed=st.integers(0, 99), chosen=levels)
def test_any_play_through_all_systems_is_sound(
    order: list[str], seed: int, chosen: list[float]
) -> None:
    """Whatever legal answers are given, in whatever order systems follow one another."""
    first, *others = order
    then = [Act(system=system, rounds=1) for system in others]
    game = new_game(TINY, first, seed=seed, rounds=len(order), then=then)
    sound(play_on(game, at_levels(chosen)))
