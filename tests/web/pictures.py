"""Make the documentation's pictures of the phone page: `python -m tests.web.pictures docs/pictures`.

The valley is served on loopback under dmnc with seed 1, and played through the page in the machine's
own Chromium; each picture is what a phone of 390x844 shows.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.web.browser import PHONE, Visitor, chromium, visit
from tests.web.host import hosting

SEAT = "ben"
ASKED = "phase => ![ '', phase ].includes(document.querySelector('#cards').dataset.phase)"


async def take(visitor: Visitor, folder: Path, name: str) -> None:
    """Save what the phone shows."""
    await visitor.page.screenshot(path=folder / f"phone-{name}.png")


async def play_round(visitor: Visitor, folder: Path) -> None:
    """Bid and state what is proposed, until the results lie on the table."""
    phase = ""
    while not await visitor.page.locator("[data-sheet=results]").count():
        await visitor.until(ASKED, phase)
        await visitor.put_away()
        await visitor.page.wait_for_selector(".preview p")
        phase = await visitor.page.evaluate("document.querySelector('#cards').dataset.phase")
        await take(visitor, folder, phase.split(".")[1])
        await visitor.page.click("#send")
        await visitor.until(ASKED, phase)
    await take(visitor, folder, "results")
    await visitor.put_away()


async def make(folder: Path) -> None:
    """Seats, one seat, two rounds at the sawmill, then the graphs."""
    async with hosting((SEAT,), timed=True) as host, chromium() as browser:
        visitor = await visit(browser, host.url, **PHONE)
        await visitor.come_in("Robin")
        await visitor.page.wait_for_selector(f"#seat-{SEAT}")
        await take(visitor, folder, "seats")
        await visitor.sit(SEAT)
        await visitor.put_away()
        for _ in range(2):
            await play_round(visitor, folder)
        await visitor.page.click("#tab-graphs")
        await take(visitor, folder, "graphs")


if __name__ == "__main__":
    asyncio.run(make(Path(sys.argv[1])))
