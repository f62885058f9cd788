"""Make the pictures of the documentation from the real program: `python docs/pictures/make.py`.

A game is served on loopback and played through the terminal client at 120x36 with seed 3; each picture
is the client's own screen. Needs the installed package and nothing else.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from time import monotonic

from textual.pilot import Pilot

from allmende_client.app import AllmendeApp
from allmende_client.link import connect
from allmende_client.next import Next
from allmende_client.session import Session
from allmende_scenarios.catalogue import load_scenario
from allmende_server.net import serve
from allmende_server.table import TableSettings, open_table

HERE = Path(__file__).parent
SIZE = (120, 36)
SEED, SEAT, ROUNDS = 3, "ben", 4


async def until(pilot: Pilot[Next], words: str) -> None:
    """Wait until the screen shows these words. Raises TimeoutError after ten seconds."""
    async with asyncio.timeout(10):
        while words not in pilot.app.export_screenshot().replace("&#160;", " "):
            await pilot.pause(0.05)


async def take(pilot: Pilot[Next], name: str) -> None:
    """Save the screen as it is."""
    await pilot.pause()
    picture = pilot.app.export_screenshot(title="allmende play")
    # The reader's own monospaced font serves: nothing is fetched from elsewhere.
    (HERE / f"{name}.svg").write_text(re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL))


async def play_round(pilot: Pilot[Next]) -> None:
    """Bid and state what is proposed; the results stay as the last picture of that name."""
    await until(pilot, "LICENCES")
    await pilot.press("enter")
    await until(pilot, "MARKET")
    await pilot.press("enter")
    await until(pilot, "Results of the round")
    await take(pilot, "results")
    await pilot.press("enter")


async def play() -> None:
    """Some rounds at the sawmill, then the table and the graphs."""
    scenario = load_scenario("valley")
    bots = {seat: bot for seat, bot in scenario.bots.items() if seat != SEAT}
    room = open_table(TableSettings(scenario, "dmnc", SEED, 8, bots=bots), lambda _entry: None)
    async with serve(room, monotonic) as (host, port):
        app = AllmendeApp(Session(connect(f"ws://{host}:{port}", "Ben"), SEAT), story=False)
        async with app.run_test(size=SIZE) as pilot:
            for _ in range(ROUNDS):
                await play_round(pilot)
            await until(pilot, "LICENCES")
            await take(pilot, "table")
            await pilot.press("f2")
            await until(pilot, "Graphs")
            await take(pilot, "graphs")


if __name__ == "__main__":
    asyncio.run(play())
