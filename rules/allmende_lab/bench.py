"""Rounds per second of a full game beside bare common-pool loops, in one run on one core.

    python -m allmende_lab.bench [--profile]

The games are the valley with 8 seats and the nation with 12 under democratic market neo-communism:
bots answer from their views, the ledger is kept, and every entry of the record is encoded as a line,
digests included. Nothing is written to disk.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from msgspec.structs import replace

from allmende_lab.bench_reference import LOOPS, Loop
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game, play_on
from allmende_lab.stopwatch import Stopwatch
from allmende_rules.game import Game, Keep, new_header
from allmende_rules.land import Seat
from allmende_rules.record import Entry, Header, line
from allmende_rules.scenario import Scenario
from allmende_rules.system import System
from allmende_rules.systems.registry import find_system
from allmende_scenarios.catalogue import load_scenario

SYSTEM, BARS = "dmnc", {"valley": 500, "nation": 400}
"""What is asked of a round of each game, in rounds per second on one core."""
SECONDS = 4.0
"""How long each thing is measured; whole games or batches, so it takes a little longer."""
BATCH = 5_000
SEATS = 12
"""The most seats of a game that is measured."""


def play_once(scenario: Scenario, seed: int, watch: Stopwatch | None = None) -> int:
    """Play one whole game; returns the characters of its record."""
    written = 0

    def write(entry: Entry) -> None:
        nonlocal written
        written += len(line(entry))

    players = minds(scenario, {})
    if watch is None:
        play_on(
            open_game(scenario, system=SYSTEM, seed=seed, rounds=scenario.rounds, keep=write),
            players,
        )
    else:
        header = new_header(scenario, system=SYSTEM, seed=seed, rounds=scenario.rounds)
        game = _Watched(header, watch.timed("record", write), watch)
        game.start()
        play_on(game, watch.players(players))
    return written


class _Watched(Game):
    """A game whose phases a stopwatch times."""

    def __init__(self, header: Header, keep: Keep, watch: Stopwatch) -> None:
        self._timed = watch.system(find_system(header.system))
        super().__init__(header, keep)

    @property
    def system(self) -> System:
        return self._timed


def rate(run: Callable[[int], int]) -> float:
    """Rounds per second of `run`, which plays its n-th batch and returns the rounds in it."""
    run(0)
    rounds, start = 0, perf_counter()
    while (spent := perf_counter() - start) < SECONDS:
        rounds += run(rounds)
    return rounds / spent


def measure() -> dict[str, float]:
    """Rounds per second of each game and of each reference loop."""
    games = {_title(scenario): rate(partial(_game, scenario)) for scenario in map(crewed, BARS)}
    return games | {name: rate(partial(_batch, loop)) for name, loop in LOOPS.items()}


def crewed(name: str) -> Scenario:
    """A scenario with the seats that are always taken; what the others would hold is the house's."""
    scenario = load_scenario(name)
    if len(scenario.land.seats) <= SEATS:
        return scenario
    seats = tuple(seat for seat in scenario.land.seats if not seat.optional)
    return replace(scenario, land=replace(scenario.land, seats=seats), bots=_of(scenario, seats))


def _of(scenario: Scenario, seats: Sequence[Seat]) -> dict[str, str]:
    return {seat.id: scenario.bots[seat.id] for seat in seats if seat.id in scenario.bots}


def _title(scenario: Scenario) -> str:
    return f"{scenario.id}, {SYSTEM}, {len(scenario.land.seats)} seats, record"


def _game(scenario: Scenario, seed: int) -> int:
    play_once(scenario, seed)
    return scenario.rounds


def _batch(loop: Loop, _number: int) -> int:
    return len(loop(BATCH))


def profile(name: str) -> list[tuple[str, float]]:
    """Milliseconds a round by part: each phase's rule, questions, bots, the record, the rest."""
    scenario, watch = crewed(name), Stopwatch()
    games, start = 5, perf_counter()
    for seed in range(games):
        play_once(scenario, seed, watch)
    whole, rounds = perf_counter() - start, games * scenario.rounds
    parts = {**watch.seconds, "answers, state, digests": whole - sum(watch.seconds.values())}
    ranked = sorted(parts.items(), key=lambda part: -part[1])
    return [(name, 1000 * seconds / rounds) for name, seconds in ranked]


def main(arguments: list[str] | None = None) -> None:
    """Print the table, and on request where the time of a round goes."""
    parser = argparse.ArgumentParser(prog="python -m allmende_lab.bench", description=__doc__)
    parser.add_argument(
        "--profile", action="store_true", help="print where the time of a round goes"
    )
    asked = parser.parse_args(arguments)
    for name, value in measure().items():
        print(f"{name:<42} {value:>12,.0f} rounds/s")
    for name, bar in BARS.items():
        print(f"{'bar for the ' + name + ', one core':<42} {bar:>12,} rounds/s")
    for name in BARS if asked.profile else ():
        print(f"\n{name}")
        for part, spent in profile(name):
            print(f"{part:<42} {spent:>12.3f} ms a round")


if __name__ == "__main__":
    main()
