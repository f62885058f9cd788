"""Kill a whole server at every write of whole games: `python -m tests.faults.kills`.

People play over real websockets against a server process that kills itself: at its first write before
anything is done, then within it, then after the commit but before anyone is told, then at the next
write, and so on to the end of the game; in every second game a few writes go well in between. After each
kill the store must hold all that was acknowledged, nothing of what it held before may have changed, and
the rules must make the same of the record. The next server takes up the table, and people come back by
their tokens.
"""

import asyncio
import sys
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from signal import SIGKILL
from tempfile import TemporaryDirectory

from allmende_rules.record import Entry
from allmende_rules.replay import verify
from allmende_server.place import ticket_of
from allmende_server.store import Kept, Store
from tests.faults import store_kills
from tests.faults.doom import MOMENTS, as_left
from tests.faults.doomed_server import PEOPLE
from tests.faults.people import Fact, Person, facts

PATIENCE = 60.0
"""Seconds after which a life of the server will not come to its end."""
SPARED = 6
"""Writes that may go well in a life, in every second game."""
NEVER = 1_000_000
"""A write that no game reaches."""


@dataclass
class Tally:
    """What came of the kills: `games` that came to their end, `verified` recoveries out of all.

    `stray` are holds on seats that nobody can resume.
    """

    games: int = 0
    kills: int = 0
    acknowledged: int = 0
    lost: list[Fact] = field(default_factory=list)
    verified: int = 0
    stray: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing was lost, nobody was locked out, and every recovery verified."""
        return not self.lost and not self.stray and self.verified == self.kills

    def __str__(self) -> str:
        return (
            f"server: {self.games} games, {self.kills} kills, {self.acknowledged} acknowledged,"
            f" {len(self.lost)} lost, {self.stray} stray seats, {self.verified} recoveries verified"
        )


class Game:
    """One game: its people, and what its store was last seen to hold."""

    def __init__(self, folder: Path, number: int, tally: Tally) -> None:
        self.code = f"GAME{number}"
        self.tally = tally
        self._path, self._left = folder / "host.store", folder / "left"
        self._seed = number
        self._people = [Person(seat, name, self.code) for seat, name in PEOPLE.items()]
        self._seen: list[Entry] = []

    async def play(self, most: int, spared: int) -> None:
        """Play to the end through at most so many kills, each after up to `spared` good writes."""
        chance = Random(self._seed)  # a seeded run is the same every time
        last = self.tally.kills + most
        while not all(person.over for person in self._people):
            moment = MOMENTS[self.tally.kills % len(MOMENTS)]
            write = 1 + chance.randint(0, spared) if self.tally.kills < last else NEVER
            async with asyncio.timeout(PATIENCE):
                await self._live(str(write), moment)
        self.tally.games += 1

    async def _live(self, *doom: str) -> None:
        """One life of the server, with everybody at the table, and a look at what it left."""
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.doomed_server",
            str(self._path), self.code, str(self._seed), *doom,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert server.stdout is not None
        try:
            if port := await server.stdout.readline():
                await asyncio.gather(*(person.play(int(port)) for person in self._people))
            over = all(person.over for person in self._people)
            if not over:
                assert await server.wait() == -SIGKILL, "the server was to die by its own hand"
        finally:
            if server.returncode is None:
                server.kill()
                await server.wait()
        if not over:
            self.tally.kills += 1
            self._look()

    def _look(self) -> None:
        """Count what the killed server lost, and whether what is there is sound."""
        with Store.open(as_left(self._path, self._left)) as store:
            kept = [one for one in store.kept() if one.code == self.code]
        acknowledged = sum((person.acknowledged for person in self._people), Counter[Fact]())
        missing = acknowledged - sum((facts(one) for one in kept), Counter[Fact]())
        self.tally.lost += missing.elements()
        tickets = {ticket_of(person.token) for person in self._people if person.token}
        self.tally.stray += sum(one.ticket not in tickets for each in kept for one in each.holders)
        self.tally.verified += all(self._sound(one) for one in kept)
        self._seen = kept[0].entries if kept else []

    def _sound(self, kept: Kept) -> bool:
        grown = kept.entries[: len(self._seen)] == self._seen
        return grown and kept.damage is None and verify(kept.entries).same

    @property
    def acknowledged(self) -> int:
        """How much was acknowledged in all."""
        return sum(person.acknowledged.total() for person in self._people)


async def run(kills: int, folder: Path) -> Tally:
    """Play games one after another in one store until the server was killed so many times."""
    tally = Tally()
    while tally.kills < kills:
        game = Game(folder, tally.games, tally)
        await game.play(kills - tally.kills, spared=SPARED * (tally.games % 2))
        tally.acknowledged += game.acknowledged
    return tally


def main() -> None:
    """Kill the writer to a store, then servers; print both tallies; exit with 1 for any loss."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    with TemporaryDirectory() as folder:
        appending = store_kills.run(kills, Path(folder))
        sys.stdout.write(f"{appending}\n")
    with TemporaryDirectory() as folder:
        serving = asyncio.run(run(kills, Path(folder)))
        sys.stdout.write(f"{serving}\n")
    sys.stdout.writelines(f"lost: {fact}\n" for fact in serving.lost)
    sys.exit(not (appending.good and serving.good))


if __name__ == "__main__":
    main()
