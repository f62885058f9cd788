"""Going back: the state is an earlier one, the record keeps everything, and play goes on."""

import pytest

from allmende_rules.game import Game
from allmende_rules.record import Resolved, RolledBack, Said, thread
from allmende_rules.refusals import Refused
from allmende_rules.replay import verify
from allmende_rules.world import World, fold
from tests.headless import all_played_by, answer_all, bots_of, new_game, play_on, step
from tests.scenarios_tiny import TINY


def started(rounds: int = 3) -> Game:
    """A small game that waits for its first answers."""
    return new_game(TINY, "open_access", rounds=rounds)


def folded(game: Game) -> World:
    """The state that the thread's events make."""
    world = World(land=game.header.scenario.land)
    for entry in thread(game.entries):
        if isinstance(entry.body, Resolved):
            world = fold(world, entry.body.events)
    return world


@pytest.mark.parametrize("round_", [0, 1, 2])
def test_a_rollback_goes_back_and_deletes_nothing(round_: int) -> None:
    """The state is that of the round's end, old entries stay, and play goes on from there."""
    game = started()
    cast = bots_of(all_played_by(game, "greedy"))
    play_on(game, cast, before=3)
    before = list(game.entries)
    world = game.snapshots[round_][2]
    game.roll_back(round_, "host")
    assert game.entries[: len(before)] == before
    assert game.world.round == round_ + 1
    assert game.snapshots[round_][2] == world
    assert sorted(game.snapshots) == list(range(round_ + 1))
    assert folded(game) == game.world
    play_on(game, cast)
    assert folded(game) == game.world
    assert sorted(game.snapshots) == [0, 1, 2, 3]


@pytest.mark.parametrize("round_", [0, 1, 2])
def test_a_rollback_played_the_same_is_the_same_game(round_: int) -> None:
    """The same answers after a rollback lead to the same digest: chance does not depend on the way."""
    game = started()
    cast = bots_of(all_played_by(game, "cautious"))
    play_on(game, cast)
    digest, world = game.digest, game.world
    game.roll_back(round_, "host")
    play_on(game, cast)
    assert (game.digest, game.world) == (digest, world)
    assert verify(game.entries).same


def test_a_rollback_played_otherwise_is_another_game() -> None:
    """The other branch has its own digest, and its parent is the end of the round gone back to."""
    game = started()
    play_on(game, bots_of(all_played_by(game, "cautious")))
    digest = game.digest
    end = game.snapshots[1][0]
    game.roll_back(1, "host")
    back = next(entry for entry in game.entries if isinstance(entry.body, RolledBack))
    assert back.parent == end
    play_on(game, bots_of(all_played_by(game, "greedy")))
    assert game.digest != digest


def test_a_finished_game_can_be_taken_back() -> None:
    """After a rollback the game is open again."""
    game = play_on(started(2), bots_of(all_played_by(started(2), "cautious")))
    assert game.finished
    game.roll_back(1, "host")
    assert not game.finished
    assert game.asked


def test_there_is_no_way_back_to_a_round_without_an_end() -> None:
    """The refusal says which rounds have one; nothing changes."""
    game = started()
    entries, world = len(game.entries), game.world
    for round_ in (1, -1, 99):
        with pytest.raises(Refused, match="0 to 0 have"):
            game.roll_back(round_, "host")
    assert (len(game.entries), game.world) == (entries, world)


def test_chat_belongs_to_the_table() -> None:
    """What was said hangs on the header, is on no thread, and a rollback leaves it."""
    game = started()
    game.say("ann", "table", "Leave some.")
    step(game, bots_of(all_played_by(game, "greedy")))
    game.roll_back(0, "host")
    said = [entry for entry in game.entries if isinstance(entry.body, Said)]
    assert [entry.parent for entry in said] == [0]
    assert not any(isinstance(entry.body, Said) for entry in thread(game.entries))
    assert game.entries[-1].parent != said[0].id


def test_answers_given_before_a_rollback_are_gone() -> None:
    """The open phase after a rollback starts with silence."""
    game = started()
    step(game, bots_of(all_played_by(game, "greedy")))
    answer_all(game, bots_of(all_played_by(game, "greedy")))
    game.roll_back(0, "host")
    assert game.given == {}
