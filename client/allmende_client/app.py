"""The player's app: the table, and the way to it."""

from __future__ import annotations

import signal
import sys

from allmende_client.link import connect
from allmende_client.listening import ListeningApp
from allmende_client.next import Next
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.visit import solo

GONE = 1.0
"""Seconds between looks whether the terminal is still there."""


class AllmendeApp(ListeningApp):
    """Opens with the table. `story` says whether a fresh game begins with its story."""

    def __init__(self, session: Session, *, story: bool = True) -> None:
        super().__init__(session)
        self.story = story

    def on_mount(self) -> None:
        """A terminal may vanish without a hang-up; who sat at it has left then, as with one.

        What was answered is kept by then, and a screen that nobody has cannot be put in order.
        """
        super().on_mount()
        if sys.stdin.isatty():
            self.set_interval(GONE, self._leave_if_gone)

    def _leave_if_gone(self) -> None:
        if not sys.stdin.isatty():
            signal.raise_signal(signal.SIGTERM)

    def get_default_screen(self) -> TableScreen:
        return TableScreen(self.session, story=self.story)


async def play(url: str, name: str, seat: str) -> Next:
    """Play alone at the table behind `url` on a terminal screen, until the game is left or over."""
    return await sit(Session(connect(url), solo(seat, name)))


async def sit(session: Session) -> Next:
    """Show the session on a terminal screen, from the door to the end."""
    return await AllmendeApp(session).run_async() or Next.QUIT
