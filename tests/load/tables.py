"""The server under load: real tables in one hall with one store, as `allmende host` serves them.

Prints its port and its join codes as one line of JSON, and serves until its standard input ends.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path
from time import monotonic

from allmende_scenarios.catalogue import load_scenario
from allmende_server.hall import Hall, new_code
from allmende_server.net import serve
from allmende_server.store import Store
from allmende_server.table import TableSettings, open_table


async def main(folder: Path, tables: int) -> None:
    """Serve so many tables of the valley until nobody reads any more."""
    scenario, hall = load_scenario("valley"), Hall()
    with Store.open(folder / "load.allmende") as store:
        codes: list[str] = []
        for seed in range(tables):
            settings = TableSettings(scenario, "dmnc", seed=seed, rounds=200, by_host=False)
            codes.append(code := new_code(codes))
            hall.add(open_table(settings, store.lay(code, settings), code))
        store.commit()
        async with serve(hall, monotonic, store.commit) as served:
            seats = [seat.id for seat in scenario.land.seats]
            print(json.dumps({"port": served.port, "codes": codes, "seats": seats}), flush=True)
            await asyncio.to_thread(sys.stdin.read)
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}
            print(json.dumps(spent), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
