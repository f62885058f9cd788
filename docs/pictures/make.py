"""Make the pictures of the documentation from the real program: `python docs/pictures/make.py`.

A game is served on loopback and played through the terminal client at 120x36 with seed 3; each picture
is the client's own screen. Needs the installed package and nothing else.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from allmende_client.app import AllmendeApp
from allmende_client.console.app import ConsoleApp
from allmende_client.link import connect
from allmende_client.next import Next
from allmende_client.session import Session
from allmende_client.visit import Visit, solo
from allmende_scenarios.catalogue import load_scenario
from allmende_server.addresses import door
from allmende_server.hall import Hall
from allmende_server.invitation import invitation
from allmende_server.net import serve
from allmende_server.table import InMemory, TableSettings, open_table

HERE = Path(__file__).parent
SIZE = (120, 36)
SEED, SEAT, ROUNDS = 3, "ben", 4
CODE, PEOPLE = "KRTVZ", (("Mara", "ada"), ("Jo", "gus"))


async def until(pilot: Pilot[Any], words: str) -> None:
    """Wait until the screen shows these words. Raises TimeoutError after ten seconds."""
    async with asyncio.timeout(10):
        while words not in pilot.app.export_screenshot().replace("&#160;", " "):
            await pilot.pause(0.05)


async def take(pilot: Pilot[Any], name: str) -> None:
    """Save the screen as it is."""
    await pilot.pause()
    picture = pilot.app.export_screenshot(title="allmende")
    # The reader's own monospaced font serves: nothing is fetched from elsewhere.
    (HERE / f"{name}.svg").write_text(re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL))


async def play_round(pilot: Pilot[Next]) -> None:
    """Bid and state what is proposed; the results stay as the last picture of that name."""
    for phase in ("LICENCES", "MARKET"):
        await until(pilot, phase)
        await until(pilot, "↵ sends")
        await pilot.press("enter")
    await until(pilot, "Results of the round")
    await take(pilot, "results")
    await pilot.press("escape")


async def host() -> None:
    """The host's console, with two people at the table, before the start."""
    scenario, hall = load_scenario("valley"), Hall("key")
    settings = TableSettings(scenario, "dmnc", SEED, 8, bots=dict(scenario.bots), by_host=True)
    hall.add(open_table(settings, InMemory(lambda _entry: None), CODE))
    async with serve(hall, monotonic) as served:
        url = f"ws://{served.host}:{served.port}"
        guests = [
            Session(connect(url), Visit(name, CODE, seat, server=url)) for name, seat in PEOPLE
        ]
        coming = [asyncio.create_task(sit(guest)) for guest in guests]
        console = Visit("Host", CODE, watch=True, key="key", server=url)
        cards = {CODE: invitation([door("192.168.1.9", 8765, CODE)], CODE)}
        app = ConsoleApp(Session(connect(url), console), cards)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, CODE)
            await take(pilot, "invitation")
            await pilot.press("c")
            for name, _ in PEOPLE:
                await until(pilot, name)
            await take(pilot, "console")
        for task in coming:
            task.cancel()


async def sit(guest: Session) -> None:
    """Come to the table, and stay."""
    async for message in guest.link:
        await guest.receive(message)


async def play() -> None:
    """Some rounds at the sawmill, then the table and the graphs."""
    scenario = load_scenario("valley")
    bots = {seat: bot for seat, bot in scenario.bots.items() if seat != SEAT}
    settings, hall = TableSettings(scenario, "dmnc", SEED, 8, bots=bots), Hall()
    hall.add(open_table(settings, InMemory(lambda _entry: None), "SOLO"))
    async with serve(hall, monotonic) as served:
        link = connect(f"ws://{served.host}:{served.port}")
        app = AllmendeApp(Session(link, solo(SEAT, "Ben")), story=False)
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
    asyncio.run(host())
