"""Headless play: whole games between bots, and what is measured of them, the same on every run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import msgspec

from allmende_bots.mind import Bot
from allmende_lab.appraisal import Appraisal, appraise
from allmende_lab.minds import Names, minds
from allmende_rules.acts import settled
from allmende_rules.game import Game, Keep, new_header
from allmende_rules.ledger import Balance, balances
from allmende_rules.record import RoundEnded, content_hash
from allmende_rules.scenario import Act, Scenario
from allmende_rules.version import ENGINE
from allmende_rules.view import view
from allmende_rules.world import TABLE

LIBRARIES = ("clarabel", "msgspec", "numpy", "scipy")
"""What the numbers depend on beside the engine."""


class RoundResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One round: the valley's indicators, each seat's own, the ledger by asset, and the digest.

    Amounts in the ledger are integers in micro-units; indicators are plain units. `system` is the one
    that was in force, where the game had more than one.
    """

    round: int
    indicators: dict[str, float]
    seats: dict[str, dict[str, float]]
    ledger: dict[str, Balance]
    digest: str
    system: str = ""


class GameResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One game, from round 1 on, and what it was worth if that was asked."""

    seed: int
    rounds: tuple[RoundResult, ...]
    appraisal: Appraisal | None = None


def play_game(  # noqa: PLR0913  # what a game is of, each by its name
    scenario: Scenario,
    *,
    system: str,
    seed: int,
    rounds: int,
    bots: Names | None = None,
    dials: Mapping[str, float] | None = None,
    then: Sequence[Act] = (),
    appraised: bool = False,
) -> GameResult:
    """Play a game from its opening to its end. `bots` by seat, as `allmende_lab.minds` reads them.

    `then` are the acts that follow within the `rounds`. `appraised` adds what takes as long again as
    the game.

    Raises LookupError for an unknown system, bot or dial, and ValueError for a dial out of range.
    """
    game = open_game(scenario, system=system, seed=seed, rounds=rounds, dials=dials, then=then)
    play_on(game, minds(scenario, bots or {}))
    found = results(game)
    if not appraised:
        return found
    return msgspec.structs.replace(found, appraisal=appraise(game.entries))


def open_game(
    scenario: Scenario,
    *,
    system: str,
    seed: int,
    rounds: int,
    dials: Mapping[str, float] | None = None,
    then: Sequence[Act] = (),
    keep: Keep | None = None,
) -> Game:
    """A game that has been opened and waits for its first answers."""
    header = new_header(scenario, system=system, seed=seed, rounds=rounds, dials=dials, then=then)
    game = Game(header, keep)
    game.start()
    return game


def play_on(game: Game, players: Mapping[str, Bot]) -> None:
    """Let bots answer from their views, by the same door as people, until the game is over.

    A bot with no habit for any of a phase's questions is silent, and leaves no entry.
    """
    while not game.finished:
        for seat, questions in game.asked.items():
            bot = players[seat]
            if bot.has_habit(questions):
                game.submit(seat, bot.answer(view(game.world, seat), questions), by=bot.id)
        game.close()


def results(game: Game) -> GameResult:
    """What was measured in every round that has ended."""
    digests = {e.body.round: e.body.digest for e in game.entries if isinstance(e.body, RoundEnded)}
    ruled = {number: _system(game, number) for number in sorted(digests)}
    several = len(set(ruled.values())) > 1
    return GameResult(
        seed=game.header.seed,
        rounds=tuple(
            _round(game, number, digests[number], system if several else "")
            for number, system in ruled.items()
        ),
    )


def _system(game: Game, number: int) -> str:
    """The system under which a round was played."""
    found: str = game.snapshots[number][2].fact(TABLE, "system")
    return found


def _round(game: Game, number: int, digest: str, system: str) -> RoundResult:
    before, after = game.snapshots[number - 1][2], game.snapshots[number][2]
    name = f"round {number}"
    return RoundResult(
        round=number,
        indicators=dict(after.public[name]),
        seats={seat: dict(after.secret(seat, name, {})) for seat in game.header.seats},
        ledger=balances(before.ledger, after.ledger),
        digest=digest,
        system=system,
    )


def simulation(  # noqa: PLR0913  # what games are of, each by its name
    scenario: Scenario,
    *,
    system: str,
    seeds: Iterable[int],
    rounds: int,
    bots: Names | None = None,
    dials: Mapping[str, float] | None = None,
    then: Sequence[Act] = (),
    appraised: bool = False,
) -> dict[str, Any]:
    """Several games as plain data: a header that says what they depend on, and the games."""
    seeds = list(seeds)
    players = minds(scenario, bots or {})
    games = [
        play_game(
            scenario,
            system=system,
            seed=seed,
            rounds=rounds,
            bots=bots,
            dials=dials,
            then=then,
            appraised=appraised,
        )
        for seed in seeds
    ]
    first = settled(scenario, Act(system=system, rounds=rounds, dials=dict(dials or {})))
    header = {
        "versions": {"engine": ENGINE, **{name: version(name) for name in LIBRARIES}},
        "scenario": scenario.id,
        "scenario_hash": content_hash(scenario),
        "system": system,
        "dials": first.dials,
        **({"then": [settled(scenario, act) for act in then]} if then else {}),
        "bots": {seat: bot.id for seat, bot in players.items()},
        "rounds": rounds,
        "seeds": seeds,
    }
    return {"header": msgspec.to_builtins(header), "games": msgspec.to_builtins(games)}
