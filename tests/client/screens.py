"""Helpers to look at the screens of an app that talks to a fake link."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Static

from allmende_client.app import AllmendeApp
from allmende_client.next import Next
from allmende_client.session import Incoming, Session
from tests.client import valley
from tests.client.fake_link import FakeLink, Peer, silent

SMALL, LARGE = (80, 24), (120, 40)
PATIENCE = 200
"""Rounds of the event loop after which a condition has failed."""


def table(
    *messages: Incoming, peer: Peer = silent, story: bool = False
) -> tuple[AllmendeApp, FakeLink]:
    """An app at Ada's seat to which these messages have come, and its link."""
    link = FakeLink(valley.arrival(*messages), peer)
    return AllmendeApp(Session(link, "ada"), story=story), link


async def until(pilot: Pilot[Next], condition: Callable[[], bool]) -> None:
    """Let the app run until the condition holds; fails if it never does."""
    for _ in range(PATIENCE):
        if condition():
            await pilot.pause()
            return
        await pilot.pause()
    raise AssertionError("The condition never held.")


def text_of(app: AllmendeApp, selector: str) -> str:
    """What a static part of the screen on top says."""
    return str(app.screen.query_one(selector, Static).render())


def all_text(app: AllmendeApp) -> str:
    """Everything that the static parts of the screen on top say."""
    return "\n".join(str(part.render()) for part in app.screen.query(Static))
