"""Rounds per second of a full game beside bare common-pool loops, in one run on one core.

    python -m allmende_lab.bench [--profile]

The game is the valley with 8 seats under democratic market neo-communism: bots answer from their
views, the ledger is kept, and every entry of the record is encoded as a line, digests included.
Nothing is written to disk.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from time import perf_counter

from allmende_lab.bench_reference import LOOPS, Loop
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game, play_on
from allmende_lab.stopwatch import Stopwatch
from allmende_rules.record import Entry, line
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario

SCENARIO, SYSTEM, BAR = "valley", "dmnc", 500
SECONDS = 4.0
"""How long each thing is measured; whole games or batches, so it takes a little longer."""
BATCH = 5_000


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
        game = open_game(
            scenario,
            system=SYSTEM,
            seed=seed,
            rounds=scenario.rounds,
            keep=watch.timed("record", write),
        )
        game.system = watch.system(game.system)
        play_on(game, watch.players(players))
    return written


def rate(run: Callable[[int], int]) -> float:
    """Rounds per second of `run`, which plays its n-th batch and returns the rounds in it."""
    run(0)
    rounds, start = 0, perf_counter()
    while (spent := perf_counter() - start) < SECONDS:
        rounds += run(rounds)
    return rounds / spent


def measure() -> dict[str, float]:
    """Rounds per second of the game and of each reference loop."""
    scenario = load_scenario(SCENARIO)

    def game(batch: int) -> int:
        play_once(scenario, batch)
        return scenario.rounds

    measured = {f"Allmende, {SCENARIO}, {SYSTEM}, 8 seats, record": rate(game)}
    return measured | {name: rate(partial(_batch, loop)) for name, loop in LOOPS.items()}


def _batch(loop: Loop, _number: int) -> int:
    return len(loop(BATCH))


def profile() -> list[tuple[str, float]]:
    """Milliseconds a round by part: each phase's rule, questions, bots, the record, the rest."""
    scenario, watch = load_scenario(SCENARIO), Stopwatch()
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
    print(f"{'bar for the game, one core':<42} {BAR:>12,} rounds/s")
    if asked.profile:
        print()
        for name, spent in profile():
            print(f"{name:<42} {spent:>12.3f} ms a round")


if __name__ == "__main__":
    main()
