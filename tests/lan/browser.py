"""People at browsers: headless Chromium on their machines, the page's own controls clicked in it.

Chromium runs in the machine's namespace and is steered through pipes (Chrome DevTools Protocol), so
that nothing but the game goes over the cable.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.lan.machines import Machine
from tests.lan.people import Stage
from tests.web.browser import CHROMIUM, FLAGS

PATIENCE = 20_000
"""Milliseconds after which what is waited for on a page will not come."""
_FIRST = "#cards input[type=text]:visible"
_LOOK = """() => {
  const part = (id) => document.getElementById(id);
  const seen = (element) => Boolean(element && element.offsetParent);
  return {
    stage: document.body.dataset.stage,
    place: part("place").innerText,
    status: seen(part("status")) ? part("status").innerText : "",
    asked: seen(part("send")) && Boolean(part("cards").dataset.phase),
    paper: seen(part("put-away")),
    over: Boolean(document.querySelector("[data-sheet=end]")),
    banner: seen(part("banner")) ? part("banner").innerText : "",
  };
}"""


class BrowserPerson:
    """Somebody who opened the address from the host's card, and plays by the page's buttons."""

    def __init__(self, page: Page, name: str, seat: str) -> None:
        self.page = page
        self.name = name
        self.seat = seat
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sit(self, url: str) -> None:
        """Open the address, type a name, look at the seat, and sit there."""
        self.page.goto(url)
        self.page.fill("#name", self.name)
        self.page.click("#come-in")
        self.page.click(f"#seat-{self.seat}")
        self.page.click("#take")
        self.page.wait_for_selector("#asked .me")

    def stage(self) -> Stage:
        """What the page says of the phase and of one's answers; papers over it are put away."""
        seen: dict[str, Any] = self.page.evaluate(_LOOK)
        if seen["paper"]:
            self.page.click("#put-away")
            return Stage()
        if seen["stage"] != "play":
            return Stage(cut=True)
        when = seen["place"].splitlines()[-1].removeprefix("Round ").split(" · ")
        return Stage(
            phase=f"{when[0].split()[0]} {when[1]}" if len(when) > 1 else "",
            asked=seen["asked"],
            sent=seen["status"].startswith("● Sent."),
            over=seen["over"],
            cut="trying again" in seen["banner"],
            late="too late" in seen["status"],
        )

    def answer(self, number: str | None = None) -> None:
        """Type a number into the first card, if one is wanted, and click Send."""
        if number is not None:
            self.type(number)
        self.page.click("#send")

    def type(self, number: str) -> None:
        """Type into the first line of the first card, and send nothing."""
        self.page.locator(_FIRST).first.fill(number)

    def typed(self) -> str:
        """What stands in that line."""
        return self.page.locator(_FIRST).first.input_value()

    def shot(self, file: Path) -> None:
        """Keep a picture of the page."""
        self.page.screenshot(path=file.with_suffix(".png"))


@contextmanager
def browser_person(
    player: Playwright, machine: Machine, looks: dict[str, Any], name: str, seat: str
) -> Iterator[BrowserPerson]:
    """Somebody at a Chromium on a machine while the context lasts, with a profile of its own."""
    start = machine.home / "chromium"
    start.write_text(f'#!/bin/sh\nexec {" ".join(machine.command(str(CHROMIUM)))} "$@"\n')
    start.chmod(0o755)
    context = player.chromium.launch_persistent_context(
        machine.home / "profile", executable_path=start, args=list(FLAGS), **looks
    )
    try:
        yield BrowserPerson(context.pages[0], name, seat)
    finally:
        context.close()
