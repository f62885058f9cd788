"""Measure a server full of people: `make load`, or `python -m tests.load --seats 500 2000`."""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from tests.load.people import Person, Readings, Table, echo

WARM, MEASURED = 4.0, 15.0
"""Seconds that are played before and while measuring."""
PEOPLE = 8
"""Seats of a table."""
ANSWER = 400
"""Bytes of an echoed answer: as much as an answer to the valley's longest phase."""


@contextmanager
def server(module: str, *arguments: str) -> Iterator[tuple[dict[str, Any], dict[str, float]]]:
    """A server in a process of its own: what it says at its start, and at its end what it used."""
    command = [sys.executable, "-m", module, *arguments]
    used: dict[str, float] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield json.loads(process.stdout.readline()), used
        process.stdin.close()
        with suppress(ValueError):
            used.update(json.loads(process.stdout.readline()))


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all lies, in milliseconds; NaN of none."""
    ordered = sorted(values)
    return (
        1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]
        if ordered
        else float("nan")
    )


def row(name: str, readings: Readings) -> str:
    """A line of the table."""
    cells = [len(readings.replies) / MEASURED]
    cells += [quantile(readings.replies, share) for share in (0.5, 0.99)]
    cells += [quantile(readings.results, share) for share in (0.5, 0.99)]
    return f"{name:32}" + "".join(f"{cell:10.1f}" for cell in cells)


async def measured(readings: Readings, playing: Sequence[asyncio.Task[None]]) -> None:
    """Let everybody play for a while, and stop them."""
    await asyncio.sleep(WARM)
    readings.measuring = True
    await asyncio.sleep(MEASURED)
    readings.measuring = False
    for task in playing:
        task.cancel()
    done = await asyncio.gather(*playing, return_exceptions=True)
    broken = [one for one in done if isinstance(one, Exception)]
    if broken:
        raise ExceptionGroup("connections that broke", broken)


async def play(port: int, codes: Sequence[str], seats: Sequence[str]) -> Readings:
    """Everybody at every table sits down, and then all play."""
    readings, rng, seated = Readings(), random.Random(7), asyncio.Semaphore(0)
    playing: list[asyncio.Task[None]] = []
    for code in codes:
        table = Table()
        for seat in seats:
            person = Person(readings, table, rng)
            playing.append(asyncio.create_task(person.play(port, code, seat, seated)))
            await seated.acquire()
    await measured(readings, playing)
    return readings


async def echoes(port: int, people: int) -> Readings:
    """As many connections, as much traffic, and no game."""
    readings, rng = Readings(), random.Random(7)
    playing: list[asyncio.Task[None]] = []
    for number in range(people):
        if number % PEOPLE == 0:
            table = Table()
        one = echo(port, ANSWER, readings, table, rng)
        playing.append(asyncio.create_task(one))
        await asyncio.sleep(0)
    await measured(readings, playing)
    return readings


def run(seats: int) -> None:
    """Measure the game and the echo beside it, and print both."""
    tables = -(-seats // PEOPLE)
    with (
        tempfile.TemporaryDirectory() as folder,
        server("tests.load.tables", folder, str(tables)) as (found, used),
    ):
        game = asyncio.run(play(found["port"], found["codes"], found["seats"]))
    size = sum(game.sizes) // max(1, len(game.sizes))
    with server("tests.load.echo", str(size), str(PEOPLE)) as (found, _):
        bare = asyncio.run(echoes(found["port"], tables * PEOPLE))
    print(row(f"allmende, {tables * PEOPLE} seats, {tables} tables", game))
    print(row(f"websockets echo, {tables * PEOPLE}", bare))
    print(
        f"  what a close brings a seat has {size} bytes; refused: {game.refused};"
        f" server: {used.get('cpu', 0):.0f} s CPU, {used.get('memory', 0):.0f} MB"
    )


def main() -> None:
    """Print how long answers and results take, beside websockets alone, in one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, nargs="+", default=[500, 2000])
    print(f"{os.cpu_count()} cores; milliseconds; about an answer a second and seat")
    heads = ("answers/s", "reply p50", "p99", "result p50", "p99")
    print(" " * 32 + "".join(f"{head:>10}" for head in heads))
    for seats in parser.parse_args().seats:
        run(seats)


if __name__ == "__main__":
    main()
