"""Make the pictures of the documentation from the real program: `python docs/pictures/make.py`.

A game is served on loopback and played through the terminal client at 120x36 with seed 3; each picture
is the client's own screen. Needs the installed package and nothing else.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
    """Wait until the screen shows these words. Raises TimeoutError after half a minute."""
    async with asyncio.timeout(30):
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


async def plan() -> None:
    """The planner of the nation lowers two targets, and sees what can be delivered."""
    async with seated("nation", "pita", "Pita") as pilot:
        for phase in ("LICENCES", "MARKET"):
            await until(pilot, phase)
            await until(pilot, "↵ sends")
            await pilot.press("enter")
        await until(pilot, "Results of the round")
        await pilot.press("escape")
        await until(pilot, "LICENCES")
        await pilot.press("ctrl+p")
        await until(pilot, "What can be done")
        for target in ("50", "40"):
            await pilot.press(*["backspace"] * 3, *target, "down")
        await pilot.press("enter")
        await until(pilot, "What can be done")
        await take(pilot, "plan")


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
        app = ConsoleApp(Session(connect(url), console), cards, "host.allmende")
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


@asynccontextmanager
async def seated(name: str, seat: str, person: str) -> AsyncIterator[Pilot[Next]]:
    """A game of one's own with bots, at its first question."""
    scenario = load_scenario(name)
    bots = {other: bot for other, bot in scenario.bots.items() if other != seat}
    settings, hall = TableSettings(scenario, "dmnc", SEED, 8, bots=bots), Hall()
    hall.add(open_table(settings, InMemory(lambda _entry: None), "SOLO"))
    async with serve(hall, monotonic) as served:
        link = connect(f"ws://{served.host}:{served.port}")
        app = AllmendeApp(Session(link, solo(seat, person)), story=False)
        async with app.run_test(size=SIZE) as pilot:
            yield pilot


async def play() -> None:
    """Some rounds at the sawmill, then the table and the graphs."""
    async with seated("valley", SEAT, "Ben") as pilot:
        for _ in range(ROUNDS):
            await play_round(pilot)
        await until(pilot, "LICENCES")
        await take(pilot, "table")
        await pilot.press("f2")
        await until(pilot, "Graphs")
        await take(pilot, "graphs")


async def assembly() -> None:
    """A member of the nation's Congress looks ahead at another dividend before moving it."""
    async with seated("nation", "olga", "Olga") as pilot:
        await until(pilot, "CONGRESS")
        await pilot.press("f12")
        await until(pilot, "Motions are decided by")
        await pilot.press("r", *["down"] * 5, "enter", *"90%", "enter")
        await until(pilot, "as it is")
        await take(pilot, "assembly")


if __name__ == "__main__":
    asyncio.run(play())
    asyncio.run(assembly())
    asyncio.run(plan())
    asyncio.run(host())
