"""The recorded games: for each system, one for every ending and every turn of play worth keeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from allmende_rules.game import Game
from allmende_rules.phases.decision import MOTION
from allmende_rules.questions import Proposal
from allmende_rules.record import line
from allmende_rules.world import World
from tests.headless import (
    SCENARIOS,
    Player,
    all_played_by,
    answer_all,
    at_levels,
    bots_of,
    mixed,
    new_game,
    play_on,
    step,
)

FOLDER = Path(__file__).parent
SUFFIX = ".allmende"
Ending = Callable[[World], bool]
"""What the last state must show, so that a recording goes on showing what it is named for."""


def finished(world: World) -> bool:
    """All rounds were played."""
    return bool(world.fact("table", "finished"))


def played_by(bot: str) -> Callable[[Game], Player]:
    """The same bot everywhere."""
    return lambda game: bots_of(all_played_by(game, bot))


def by_turns(game: Game) -> Player:
    """The three bots by turns."""
    return bots_of(mixed(game))


def wild(_game: Game) -> Player:
    """Answers all over what is legal, motions included."""
    return at_levels([0.41, 0.97, 0.08, 0.66, 0.83])


def silent(_game: Game) -> Player:
    """Nobody says a word: every answer is the published stand-in's."""
    return lambda _game, _seat, _asked: {}


def play_through(game: Game, player: Player) -> None:
    """Play to the end, and nothing else."""
    play_on(game, player)


def change_of_mind(game: Game, player: Player) -> None:
    """A game with talk, an answer taken back, and a round played again after a rollback."""
    game.seat("ann", "person", "Ann")
    game.say("ann", "table", "Leave some for next year.")
    answer_all(game, player)
    game.withdraw(next(iter(game.given)))
    game.close()
    play_on(game, player, before=2)
    answer_all(game, player)
    game.roll_back(1, "host")
    step(game, bots_of(all_played_by(game, "cooperative")))
    play_on(game, player)


def motion_passed(game: Game, player: Player) -> None:
    """A member changes a rule in the first round, and the game is played under it."""
    game.submit("bo", {"motion": Proposal("flat_fee", 250_000)})
    game.close()
    game.close()
    game.submit("bo", {"vote:flat_fee": MOTION})
    game.close()
    play_on(game, player)


@dataclass(frozen=True)
class Recording:
    """How a recorded game comes about, and what its end must show."""

    system: str
    name: str
    scenario: str = "tiny"
    rounds: int = 3
    seed: int = 1
    cast: Callable[[Game], Player] = by_turns
    course: Callable[[Game, Player], None] = play_through
    dials: Mapping[str, float] = field(default_factory=dict)
    ending: Ending = finished

    @property
    def path(self) -> Path:
        """Where its lines are."""
        return FOLDER / self.system / (self.name + SUFFIX)

    def lines(self) -> list[str]:
        """The record's lines, played anew."""
        game = new_game(
            SCENARIOS[self.scenario],
            self.system,
            seed=self.seed,
            rounds=self.rounds,
            dials=self.dials,
        )
        self.course(game, self.cast(game))
        return [line(entry) for entry in game.entries]


def left(world: World) -> float:
    """What is left at the end of the first stock, as a share of what the land carries."""
    share: float = world.public["end"]["last"][f"stock.{world.land.resources[0].id}"]
    return share


RECORDINGS = (
    Recording("open_access", "quick-valley", scenario="valley"),
    Recording(
        "open_access",
        "greedy-collapse",
        rounds=8,
        cast=played_by("greedy"),
        ending=lambda world: left(world) < 0.1,
    ),
    Recording(
        "open_access",
        "cooperative-kept",
        rounds=4,
        cast=played_by("cooperative"),
        ending=lambda world: left(world) > 0.4,
    ),
    Recording("open_access", "silence", rounds=2, cast=silent),
    Recording(
        "open_access",
        "cod-tipped",
        scenario="fishery",
        rounds=8,
        cast=played_by("greedy"),
        ending=lambda world: left(world) < 0.1,
    ),
    Recording("open_access", "anything-goes", cast=wild),
    Recording("open_access", "taken-back", rounds=2, course=change_of_mind),
    Recording("dmnc", "quick-valley", scenario="valley"),
    Recording(
        "dmnc",
        "nation-under-a-carbon-cap",
        scenario="nation",
        rounds=2,
        dials={"cap_vote": 0.0, "carbon_cap": 0.8},
        ending=lambda world: world.fact("sky", "price") > 0,
    ),
    Recording(
        "dmnc",
        "greedy-under-a-cap",
        scenario="valley",
        rounds=2,
        cast=played_by("greedy"),
        dials={"cap_vote": 0},
        ending=lambda world: left(world) > 0.4,
    ),
    Recording("dmnc", "fees-from-the-clearing", dials={"auction": 0}),
    Recording("dmnc", "silence", rounds=2, cast=silent),
    Recording("dmnc", "anything-goes", cast=wild),
    Recording(
        "dmnc",
        "motion-passed",
        rounds=2,
        course=motion_passed,
        ending=lambda world: world.dial("flat_fee") == 0.25,
    ),
    Recording("dmnc", "taken-back", rounds=2, course=change_of_mind),
)
