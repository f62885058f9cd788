"""A server whose process dies at a write of its choice: run by `tests.faults.kills`."""

import asyncio
import sys
from pathlib import Path
from time import monotonic
from typing import cast

from allmende_lab.minds import minds
from allmende_rules.opening import HOUSE
from allmende_scenarios.catalogue import load_scenario
from allmende_server.hall import Hall
from allmende_server.net import serve
from allmende_server.room import Room
from allmende_server.store import Store
from allmende_server.table import TableSettings, open_table, resume_table
from tests.faults.doom import DoomedStore, Moment

PEOPLE = {"ada": "Ada", "ben": "Ben", "eli": "Eli", "fay": "Fay", "hana": "Hana"}
"""People for every role of the valley; bots have the other seats."""


def settings(seed: int) -> TableSettings:
    """A quick game of the valley."""
    valley = load_scenario("valley")
    bots = {seat: bot.id for seat, bot in minds(valley, {}).items() if seat not in PEOPLE}
    house = bots.pop(HOUSE)
    return TableSettings(valley, "dmnc", seed, valley.quick_rounds, bots=bots, house=house)


def table(store: Store, code: str, seed: int) -> Room:
    """The table of that code as the store has it, or a fresh one."""
    for kept in store.kept():
        if kept.code == code:
            log = store.log(code)
            return resume_table(kept.entries, kept.settings, log, code, kept.holders)
    laid = settings(seed)
    return open_table(laid, store.lay(code, laid), code)


async def serve_until_death(store: Store, room: Room) -> None:
    """Serve the table, and say on standard output at which port."""
    hall = Hall()
    hall.add(room)
    async with serve(hall, monotonic, store.commit) as served:
        sys.stdout.write(f"{served.port}\n")
        sys.stdout.flush()
        await served.broken.wait()


def main(path: str, code: str, seed: str, last: str, moment: str) -> None:
    """Take up the table or lay it, and die at the `last` write from now on."""
    store = DoomedStore.open(Path(path))
    room = table(store, code, int(seed))
    store.doom(int(last), cast("Moment", moment))
    store.commit()
    asyncio.run(serve_until_death(store, room))


if __name__ == "__main__":
    main(*sys.argv[1:])
