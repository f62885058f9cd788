"""Playing a game without a table around it: bots answer, phases close."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from itertools import cycle

from allmende_bots.registry import BOTS
from allmende_rules.game import Game, new_header
from allmende_rules.opening import HOUSE
from allmende_rules.questions import Answers, Question
from allmende_rules.scenario import Act, Scenario
from allmende_rules.view import view
from allmende_scenarios.catalogue import load_scenario
from tests.scenarios_tiny import TINY
from tests.strategies import at_level

Cast = Mapping[str, str]
"""The bot of each seat, by name."""
Player = Callable[[Game, str, tuple[Question, ...]], Answers]
"""What a seat answers to its open questions."""

VALLEY, FISHERY, NATION = map(load_scenario, ("valley", "fishery", "nation"))
MIX = ("cautious", "greedy", "cooperative")
SCENARIOS: Mapping[str, Scenario] = {
    "valley": VALLEY,
    "tiny": TINY,
    "fishery": FISHERY,
    "nation": NATION,
}


def new_game(
    scenario: Scenario,
    system: str,
    *,
    seed: int = 1,
    rounds: int = 3,
    dials: Mapping[str, float] | None = None,
    then: Sequence[Act] = (),
) -> Game:
    """A started game; `then` are the acts that follow within its rounds."""
    header = new_header(scenario, system=system, seed=seed, rounds=rounds, dials=dials, then=then)
    game = Game(header)
    game.start()
    return game


def all_played_by(game: Game, bot: str, house: str | None = None) -> Cast:
    """The same bot in every seat; `house` plays what no seat holds, the same bot unless told."""
    return {**dict.fromkeys(game.seats, bot), HOUSE: house or bot}


def mixed(game: Game, turn: int = 0) -> Cast:
    """Three bots by turns, starting with another one for each `turn`."""
    return {seat: MIX[(at + turn) % len(MIX)] for at, seat in enumerate(game.seats)}


def bots_of(cast: Cast) -> Player:
    """A player who answers as the seat's bot does."""
    return lambda game, seat, asked: BOTS[cast[seat]].answer(view(game.world, seat), asked)


def at_levels(levels: Sequence[float]) -> Player:
    """A player who answers each question at the next of the levels, from 0 (lowest) to 1 (highest)."""
    turn = cycle(levels)
    return lambda _game, _seat, asked: {q.id: at_level(q, next(turn)) for q in asked}


def answer_all(game: Game, player: Player) -> None:
    """Every seat that is asked answers."""
    for seat, asked in game.asked.items():
        game.submit(seat, player(game, seat, asked))


def step(game: Game, player: Player) -> None:
    """Play the open phase."""
    answer_all(game, player)
    game.close()


def play_on(game: Game, player: Player, *, before: int | None = None) -> Game:
    """Play on to the end, or to the first phase of round `before` that asks anyone."""
    while not game.finished and (before is None or game.world.round < before):
        step(game, player)
    return game


def play(
    scenario: Scenario,
    system: str,
    bot: str,
    *,
    seed: int = 1,
    rounds: int = 3,
    dials: Mapping[str, float] | None = None,
) -> Game:
    """A whole game with the same bot everywhere."""
    game = new_game(scenario, system, seed=seed, rounds=rounds, dials=dials)
    return play_on(game, bots_of(all_played_by(game, bot)))


def fork(game: Game) -> Game:
    """A game that goes on from where `game` stands, and leaves it as it is."""
    twin = copy(game)
    twin.entries, twin.given = list(game.entries), dict(game.given)
    twin.snapshots, twin._since = dict(game.snapshots), list(game._since)
    return twin


def indicator(game: Game, seat: str, name: str, round_: int) -> float | None:
    """An indicator of a round as a seat reads it: its own if it has one of that name, else the valley's."""
    shelf = f"round {round_}"
    own = game.world.secret(seat, shelf, {})
    value: float | None = own.get(name, game.world.fact(shelf, name))
    return value
