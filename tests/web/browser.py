"""A real Chromium, headless, and the people who look through it."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="There is no chromium, chromium-browser or google-chrome here."
)
in_one_loop = pytest.mark.asyncio(loop_scope="session")
"""A browser belongs to the loop that it was started in."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Looks = dict[str, Any]
PHONE: Looks = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW: Looks = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LAPTOP: Looks = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 15_000
"""Milliseconds after which what a test waits for will not come."""
NETWORK = ("WebSocket connection to", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED")
"""How the browser itself reports a connection that cannot be made; a page cannot keep it from that."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The machine's own browser; nothing is downloaded."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


class Visitor:
    """Somebody at a browser: their page, and everything that went wrong on it."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._logged)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(NETWORK):
            self.errors.append(message.text)

    async def come_in(self, name: str) -> None:
        """Type a name at the door, and go in."""
        await self.page.fill("#name", name)
        await self.page.click("#come-in")

    async def sit(self, seat: str) -> None:
        """Look at a seat, and take it."""
        await self.page.click(f"#seat-{seat}")
        await self.page.click("#take")
        await self.page.wait_for_selector("#asked .me")

    async def put_away(self) -> None:
        """Put away what lies on the table, if anything can be put away."""
        if await self.page.is_visible("#put-away"):
            await self.page.click("#put-away")

    async def until(self, condition: str, argument: Any = None) -> None:
        """Return once a condition holds: an expression, or a function of the argument.

        It goes out as a function, since the page's policy lets no text be run.
        """
        is_function = re.match(r"(\w+|\([^()]*\)) =>", condition)
        function = condition if is_function else f"() => ({condition})"
        await self.page.wait_for_function(function, arg=argument)

    async def sees(self, text: str, where: str = "body") -> None:
        """Return once this text is visible there."""
        await self.page.locator(where).filter(has_text=text, visible=True).first.wait_for()

    async def too_wide(self) -> bool:
        """Whether the page would have to be scrolled sideways."""
        script = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(await self.page.evaluate(script))


async def visit(browser: Browser, url: str, **looks: Any) -> Visitor:
    """A person with a browser of their own, a phone unless told otherwise, at this address."""
    context = await browser.new_context(**(looks or PHONE))
    visitor = Visitor(context, await context.new_page())
    await visitor.page.goto(url)
    return visitor
