"""The screen at the bottom of an app, over which all others open."""

from __future__ import annotations

from textual.message import Message

from allmende_client.next import Next
from allmende_client.screens.base import GameScreen


class Root(GameScreen):
    """It tells the app when all its parts are there, and when the person goes.

    Textual runs this on_mount beside that of a subclass.
    """

    AUTO_FOCUS = ""

    class Ready(Message):
        """All parts of the screen are there."""

    class Gone(Message):
        """The person leaves."""

        def __init__(self, chosen: Next) -> None:
            super().__init__()
            self.chosen = chosen

    def on_mount(self) -> None:
        self.post_message(self.Ready())

    def action_leave(self) -> None:
        """Ask, then go."""
        raise NotImplementedError
