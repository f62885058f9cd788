"""Helpers to look at the screens of an app that talks to a fake link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from allmende_client.app import AllmendeApp
from allmende_client.line import Incoming
from allmende_client.next import Next
from allmende_client.screens.story import StoryScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
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
    return AllmendeApp(Session(link, valley.SOLO), story=story), link


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Let the app run until the condition holds; fails if it never does."""
    for _ in range(PATIENCE):
        if condition():
            await pilot.pause()
            return
        await pilot.pause()
    raise AssertionError("The condition never held.")


async def shown(pilot: Pilot[Any], kind: type[Screen[Any]]) -> None:
    """Wait for a kind of screen."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def past_the_story(pilot: Pilot[Next]) -> None:
    """Read the story, and go to the table."""
    await shown(pilot, StoryScreen)
    await pilot.press("enter")
    await shown(pilot, TableScreen)


def text_of(app: App[Any], selector: str) -> str:
    """What a static part of the screen on top says."""
    return str(app.screen.query_one(selector, Static).render())


def all_text(app: App[Any]) -> str:
    """Everything that the static parts of the screen on top say."""
    return "\n".join(str(part.render()) for part in app.screen.query(Static))
