"""A websocket of straw in a real page: a test says what arrives, and looks at what was sent."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, Route

import allmende_web
from allmende_protocol import messages as m
from allmende_protocol.codec import encode_server
from tests.web.browser import PHONE, Visitor

URL = "http://allmende.test/?table=VLLYX"
STRAW = """
window.sent = [];
window.WebSocket = class {
  static OPEN = 1;
  constructor() {
    this.readyState = 1;
    window.wire = this;
    setTimeout(() => this.onopen && this.onopen());
  }
  send(text) { window.sent.push(JSON.parse(text)); }
  close() {}
};
"""


class Straw(Visitor):
    """Somebody whose page hears only what the test brings."""

    async def bring(self, *messages: m.ServerMessage) -> None:
        """Let messages arrive, in order."""
        frames = [encode_server(message, text=True) for message in messages]
        script = "frames => frames.forEach(data => window.wire.onmessage({data}))"
        await self.page.evaluate(script, frames)

    async def sent(self, tag: str) -> list[dict[str, Any]]:
        """The messages of a kind that the page has sent."""
        found: list[dict[str, Any]] = await self.page.evaluate("window.sent")
        return [message for message in found if message["is"] == tag]

    async def last(self, tag: str) -> dict[str, Any]:
        """The newest message of a kind, waited for if there is none yet."""
        await self.until("tag => window.sent.some(message => message.is === tag)", tag)
        return (await self.sent(tag))[-1]


async def at_the_door(browser: Browser, **looks: Any) -> Straw:
    """A page with its policy in force, whose hello has just been sent."""

    async def serve(route: Route) -> None:
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": allmende_web.csp(),
        }
        await route.fulfill(body=allmende_web.page().decode(), headers=headers)

    context = await browser.new_context(**(looks or PHONE))
    await context.add_init_script(STRAW)
    await context.route("**/*", serve)
    straw = Straw(context, await context.new_page())
    await straw.page.goto(URL)
    await straw.come_in("Robin")
    await straw.last("hello")
    return straw
