"""Kill a process that writes to a store, at every moment of its writes: `python -m tests.faults.store_kills`.

The writer appends batches over several tables, as a script says, and acknowledges each through a pipe
once it is committed. After every kill the store must hold a whole number of batches: all that were
acknowledged, and at most the one that was being written.
"""

import os
import signal
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from allmende_rules.record import Entry, Said
from allmende_server.store import Kept, Log, Store
from allmende_server.table import TableSettings
from tests.faults.doom import MOMENTS, DoomedStore, Moment, as_left
from tests.server.toy import scenario

TABLES = ("ALDER", "BIRCH", "CEDAR")
SETTINGS = TableSettings(scenario(), "toy", seed=3, rounds=3)
MARK = "mark"
WRITES = 7
"""Each life dies at one of its first so many writes."""


@dataclass
class Tally:
    """What came of the kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    whole: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing was lost and nothing was torn."""
        return self.lost == 0 and self.whole == self.kills

    def __str__(self) -> str:
        return (
            f"store: {self.kills} kills, {self.acknowledged} batches acknowledged,"
            f" {self.lost} lost, {self.whole} recoveries whole"
        )


def lengths(batch: int) -> dict[str, int]:
    """How many entries each table has after so many batches."""
    return {code: _length(code, batch) for code in TABLES}


@cache
def _length(code: str, batch: int) -> int:
    before = _length(code, batch - 1) if batch > 1 else 0
    return before + _chance(code, "batch", batch).randrange(4) if batch else 0


@cache
def entry(code: str, number: int) -> Entry:
    """An entry of the script, of any length up to a page."""
    words = _chance(code, "entry", number).randrange(1, 1000)
    return Entry(number, -1 if number == 0 else 0, Said("ada", "table", "word " * words))


def _chance(*purpose: str | int) -> Random:
    return Random(repr(purpose))  # a script is to be the same every time


def marked(kept: list[Kept]) -> set[int]:
    """The numbers of the last batch, as each table has it."""
    return {int(holder.name) for one in kept for holder in one.holders} or {0}


def write_on(path: Path, pipe: int, last: int, moment: Moment) -> None:
    """Go on with the script behind what is kept, until death."""
    store = DoomedStore.open(path)
    kept = store.kept()
    (batch,) = marked(kept)
    logs = {code: store.log(code) if kept else store.lay(code, SETTINGS) for code in TABLES}
    store.doom(last, moment)
    while True:
        before, batch = lengths(batch), batch + 1
        for code, until in lengths(batch).items():
            _append(logs[code], code, before[code], until, batch)
        store.commit()
        os.write(pipe, f"{batch}\n".encode())


def _append(log: Log, code: str, start: int, until: int, batch: int) -> None:
    for number in range(start, until):
        log.keep(entry(code, number))
    log.hold(MARK, "ada", str(batch))


def live_and_die(path: Path, last: int, moment: Moment) -> int:
    """One life of the writer; returns the last batch that it acknowledged, 0 for none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_on(path, writing, last, moment)
        finally:
            os._exit(1)  # the writer never comes to its end
    os.close(writing)
    with os.fdopen(reading) as pipe:
        heard = pipe.read().split()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return int(heard[-1]) if heard else 0


def holds_whole_batches(kept: list[Kept], batch: int) -> bool:
    """Whether the store holds what the script has made in so many batches, and nothing else."""
    wanted = {
        code: [entry(code, n) for n in range(until)] for code, until in lengths(batch).items()
    }
    found = {one.code: one.entries for one in kept}
    undamaged = all(one.damage is None for one in kept)
    return undamaged and found == (wanted if batch else {})


def run(kills: int, folder: Path) -> Tally:
    """Kill the writer so many times, each time after looking at what the last one left."""
    tally, path, batch = Tally(), folder / "doomed.store", 0
    for life in range(kills):
        moment = MOMENTS[life // WRITES % len(MOMENTS)]
        acknowledged = max(batch, live_and_die(path, 1 + life % WRITES, moment))
        tally.acknowledged += acknowledged - batch
        with Store.open(as_left(path, folder / "left")) as store:
            kept = store.kept()
        (batch,) = marked(kept)
        tally.kills += 1
        tally.lost += max(0, acknowledged - batch)
        tally.whole += holds_whole_batches(kept, batch) and batch <= acknowledged + 1
    return tally


def main() -> None:
    """Run, print the tally, and exit with 1 if anything was lost or torn."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=210)
    with TemporaryDirectory() as folder:
        tally = run(parser.parse_args().kills, Path(folder))
    sys.stdout.write(f"{tally}\n")
    sys.exit(not tally.good)


if __name__ == "__main__":
    main()
