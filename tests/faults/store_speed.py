"""How fast the store is, beside bare SQLite in the same run: `python -m tests.faults.store_speed`."""

import sqlite3
import sys
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from allmende_lab.minds import minds
from allmende_rules.game import Game, new_header
from allmende_rules.opening import HOUSE
from allmende_rules.play import complete
from allmende_rules.record import Answered, Entry, line
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario
from allmende_scenarios.elastic import for_people
from allmende_server.store import Store
from allmende_server.store_reading import read
from allmende_server.table import TableSettings, resume_table

RUNS, COMMITS = 5, 500
PEOPLE, ROUNDS = 40, 12


def bare(path: Path, entries: list[Entry], size: int) -> float:
    """Seconds to insert the lines of entries in batches of that size, with nothing around it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE entries (game, id, parent, line, PRIMARY KEY (game, id))")
    rows = [(1, entry.id, entry.parent, line(entry)) for entry in entries]
    start = perf_counter()
    for first in range(0, len(rows), size):
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", rows[first : first + size])
        db.execute("COMMIT")
    seconds = perf_counter() - start
    db.close()
    return seconds


def through_store(path: Path, entries: list[Entry], size: int) -> float:
    """Seconds to keep the same in a store, from entries to the disk."""
    with Store.open(path) as store:
        log = store.lay("SPEED", TableSettings(load_scenario("valley"), "dmnc", seed=1, rounds=8))
        store.commit()
        start = perf_counter()
        for first in range(0, len(entries), size):
            for entry in entries[first : first + size]:
                log.keep(entry)
            store.commit()
        return perf_counter() - start


def pace(folder: Path, bodies: list[Answered], size: int) -> str:
    """Commits a second of both, the best of several runs that take turns."""
    turns = {"store": through_store, "bare SQLite": bare}
    seconds: dict[str, list[float]] = {name: [] for name in turns}
    for run in range(RUNS):
        for name, way in turns.items():
            entries = [Entry(n, 0, one) for n, one in zip(range(COMMITS * size), cycle(bodies))]
            seconds[name].append(way(folder / f"{size} {run} {name}", entries, size))
    return ", ".join(
        f"{name} {COMMITS / min(taken):,.0f} commits/s ({COMMITS * size / min(taken):,.0f} answers/s)"
        for name, taken in seconds.items()
    )


def played(scenario: Scenario) -> Game:
    """A game in which every seat gives an answer to every question."""
    game = Game(new_header(scenario, system="dmnc", seed=1, rounds=ROUNDS))
    for seat, bot in minds(scenario, {}).items():
        game.seat(seat, bot.id)
    game.start()
    while not game.finished:
        for seat, questions in game.asked.items():
            if seat != HOUSE:
                game.submit(seat, complete(game.world, seat, questions, None))
        game.close()
    return game


def recovery(path: Path, scenario: Scenario, entries: list[Entry]) -> str:
    """How long a table takes from its file to its first question, and the parts of that."""
    settings = TableSettings(scenario, "dmnc", seed=1, rounds=ROUNDS)
    with Store.open(path) as store:
        log = store.lay("TABLE", settings)
        for entry in entries:
            log.keep(entry)
    start = perf_counter()
    (kept,) = read(path)
    loaded = perf_counter()
    with Store.open(path) as store:
        resume_table(kept.entries, kept.settings, store.log("TABLE"), "TABLE")
        done = perf_counter()
    return (
        f"recovery of {len(scenario.land.seats)} seats, {ROUNDS} rounds, {len(entries)} entries,"
        f" {path.stat().st_size / 1e6:.1f} MB: {done - start:.3f} s"
        f" (reading {loaded - start:.3f} s, folding {done - loaded:.3f} s)"
    )


def opening(folder: Path) -> str:
    """How long it takes to make a store with a table, and to open and close it again."""
    settings = TableSettings(load_scenario("valley"), "dmnc", seed=1, rounds=8)
    made, opened = [], []
    for number in range(20):
        path = folder / f"{number}.store"
        start = perf_counter()
        with Store.open(path) as store:
            store.lay("TABLE", settings)
        middle = perf_counter()
        Store.open(path).close()
        made.append(middle - start)
        opened.append(perf_counter() - middle)
    return (
        f"made in {median(made) * 1000:.1f} ms, opened and closed in {median(opened) * 1000:.1f} ms"
    )


def main() -> None:
    """Print how fast it is to write, to open, and to take up a large table."""
    large = for_people(load_scenario("valley"), PEOPLE)
    game = played(large)
    bodies = [entry.body for entry in game.entries if isinstance(entry.body, Answered)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size in (1, 64):
            sys.stdout.write(f"{size} answers a commit: {pace(folder, bodies, size)}\n")
        sys.stdout.write(f"{opening(folder)}\n")
        sys.stdout.write(f"{recovery(folder / 'large', large, game.entries)}\n")


if __name__ == "__main__":
    main()
