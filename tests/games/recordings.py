"""The recorded games: for each system, one for every ending and every turn of play worth keeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from allmende_rules.game import Game
from allmende_rules.phases.assembly.decision import MOTION
from allmende_rules.phases.market.enterprise import true_labour
from allmende_rules.questions import Proposal
from allmende_rules.record import line
from allmende_rules.scenario import Act
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import find_system
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


def voted_out(game: Game, player: Player) -> None:
    """The members end the system in the first round; what follows is played under another."""
    systems = [one["act"]["system"] for one in game.world.fact("table", "systems")]
    game.submit("bo", {"motion": Proposal("system", 1_000_000 * systems.index("open_access"))})
    game.close()
    game.close()
    game.submit("bo", {"vote:system": MOTION})
    game.close()
    play_on(game, player)


def planner_recalled(game: Game, player: Player) -> None:
    """Two delegates put one of them in the planner's place, and the game is played under the new plan."""
    for seat in ("eli", "fay"):
        game.submit(seat, {"recall": "eli"})
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
    then: tuple[Act, ...] = ()
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
            then=self.then,
        )
        self.course(game, self.cast(game))
        return [line(entry) for entry in game.entries]


def left(world: World) -> float:
    """What is left at the end of the first stock, as a share of what the land carries."""
    share: float = world.public["end"]["last"][f"stock.{world.land.resources[0].id}"]
    return share


LAISSEZ_FAIRE = {"tax_vote": 0.0}
"""Nothing that is harvested or emitted has a price, and nobody votes on it."""


def changed_hands(world: World) -> bool:
    """A seat runs an enterprise that another one ran when the game opened."""
    at_first = {unit: seat.id for seat in world.land.seats for unit in seat.enterprises}
    return any(world.fact(site, "holder") != seat for site, seat in at_first.items())


NO_PRINCIPLES = preset_dials(find_system("ostrom"), ["principles_off"])
FIRM = {"right_to_organise": 1.0, "collective_choice": 0.0, "watch": 2.0, "fine": 2.0}
"""Rules of a group that nobody can vote away, with a watch that finds most and fines that deter."""


def padded(world: World) -> bool:
    """Whether some site has stated a tenth more labour than a unit takes."""
    return any(
        world.fact(site.id, "reported_labour") > 1_100_000 * true_labour(world, site)
        for site in world.land.enterprises
    )


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
    Recording(
        "open_access",
        "agenda-there-and-back",
        rounds=3,
        then=(Act(system="dmnc", rounds=1), Act(system="open_access", rounds=1)),
        ending=lambda world: world.fact("table", "since") == 3,
    ),
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
    Recording(
        "dmnc",
        "court-in-session",
        scenario="valley",
        rounds=4,
        dials={"overcut": 1, "inspection": 0.5, "hand_on": 1, "renewable": 1},
        ending=lambda world: bool(world.fact("court", "history")),
    ),
    Recording(
        "dmnc",
        "voted-out",
        rounds=2,
        course=voted_out,
        ending=lambda world: world.fact("table", "system") == "open_access",
    ),
    Recording("capitalism", "quick-valley", scenario="valley"),
    Recording(
        "capitalism",
        "laissez-faire-collapse",
        rounds=8,
        cast=played_by("greedy"),
        dials=LAISSEZ_FAIRE,
        ending=lambda world: left(world) < 0.1,
    ),
    Recording(
        "capitalism",
        "greedy-under-cap-and-dividend",
        rounds=8,
        cast=played_by("greedy"),
        dials=LAISSEZ_FAIRE | {"harvest_cap": 1.0},
        ending=lambda world: left(world) > 0.4,
    ),
    Recording(
        "capitalism",
        "taxed-by-voters",
        scenario="nation",
        rounds=2,
        ending=lambda world: world.dial("carbon_tax") > 0,
    ),
    Recording(
        "capitalism",
        "sold-up",
        scenario="valley",
        rounds=8,
        cast=played_by("greedy"),
        dials={"ltv": 0.95, "spread": 0.3},
        ending=changed_hands,
    ),
    Recording("capitalism", "silence", rounds=2, cast=silent),
    Recording("capitalism", "anything-goes", cast=wild),
    Recording("capitalism", "taken-back", rounds=2, course=change_of_mind),
    Recording("ostrom", "quick-valley", scenario="valley"),
    Recording("ostrom", "nation-and-its-soil", scenario="nation", rounds=2),
    Recording(
        "ostrom",
        "no-principles",
        rounds=8,
        cast=played_by("greedy"),
        dials=NO_PRINCIPLES,
        ending=lambda world: left(world) < 0.1,
    ),
    Recording(
        "ostrom",
        "watched-not-sanctioned",
        scenario="fishery",
        rounds=8,
        cast=played_by("greedy"),
        dials=FIRM | {"sanctions": 0.0},
        ending=lambda world: left(world) < 0.15,
    ),
    Recording(
        "ostrom",
        "sanctions-hold",
        scenario="fishery",
        rounds=8,
        cast=played_by("greedy"),
        dials=FIRM,
        ending=lambda world: left(world) > 0.3,
    ),
    Recording(
        "ostrom",
        "shut-out",
        rounds=6,
        cast=played_by("greedy"),
        dials=FIRM | {"fine": 0.0, "watch": 3.0, "memory": 12.0},
        ending=lambda world: bool(world.fact("group", "excluded")),
    ),
    Recording(
        "ostrom",
        "cleared-by-the-meeting",
        scenario="fishery",
        cast=played_by("cooperative"),
        dials=FIRM | {"false_alarm": 0.5},
        ending=lambda world: (
            world.fact("round 3", "overturned") > 0 and not world.fact("group", "offences")
        ),
    ),
    Recording(
        "ostrom",
        "never-recognised",
        rounds=2,
        dials={"right_to_organise": 0.0},
        ending=lambda world: not world.fact("group", "recognised"),
    ),
    Recording("ostrom", "silence", rounds=2, cast=silent),
    Recording("ostrom", "anything-goes", cast=wild),
    Recording("ostrom", "taken-back", rounds=2, course=change_of_mind),
    Recording("command", "quick-valley", scenario="valley"),
    Recording(
        "command",
        "norms-padded",
        scenario="valley",
        rounds=5,
        cast=played_by("greedy"),
        ending=padded,
    ),
    Recording(
        "command",
        "honest-reports",
        scenario="valley",
        rounds=4,
        cast=played_by("greedy"),
        dials={"bonus_scheme": 2.0, "ratchet": 0.0, "ratchet_drift": 0.0},
        ending=lambda world: world.public["end"]["last"]["fines"] == 0,
    ),
    Recording(
        "command",
        "queues-and-new-money",
        scenario="nation",
        rounds=4,
        ending=lambda world: (
            world.fact("state", "debt") > 0 and world.public["end"]["last"]["queue_hours"] > 0
        ),
    ),
    Recording(
        "command",
        "lake-overplanned",
        rounds=4,
        cast=played_by("greedy"),
        dials={"harvest_norm": 4.0},
        ending=lambda world: left(world) < 0.4,
    ),
    Recording(
        "command",
        "planner-recalled",
        scenario="valley",
        rounds=2,
        course=planner_recalled,
        dials={"ends_by": 1.0, "recall": 1.0},
        ending=lambda world: world.fact("offices", "planner") == "eli",
    ),
    Recording("command", "silence", rounds=2, cast=silent),
    Recording("command", "anything-goes", cast=wild),
    Recording("command", "taken-back", rounds=2, course=change_of_mind),
)
