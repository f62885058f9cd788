"""The lobby: who is here, and the story to read, until the host starts."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from allmende_client import chairs, lines
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.story import tell
from allmende_client.screens.writing import section
from allmende_client.session import Session
from allmende_client.widgets.talk import Talk
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_client.words import _


class LobbyScreen(Page):
    """Closes when the game begins."""

    BINDINGS = [
        ("escape", "app.blur", ""),
        ("enter", "nothing", ""),
        ("f6,t", "talk", ""),
        ("f10,q", "app.quit", ""),
    ]
    AUTO_FOCUS = ""
    KEYS = _(" t talk  ↑↓ scroll  q leave: the seat is kept")

    def __init__(self, session: Session) -> None:
        super().__init__(session.model)
        self.session = session

    def compose(self) -> ComposeResult:
        yield Where()
        with VerticalScroll(classes="page-body", can_focus=False):
            yield self.body()
        yield Talk()
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def watch_model(self, model: Model) -> None:
        if not model.in_lobby:
            self.finish()
            return
        self.query_one(Where).model = model
        self.query_one(Talk).model = model
        super().watch_model(model)

    def picture(self, model: Model) -> Text:
        text = Text()
        waiting = _("The game begins when the host starts it. Until then, read on and talk.")
        section(text, _("Waiting for the host"), [waiting])
        section(
            text, _("Who is here"), [*(line for _s, line in chairs.lines(model)), *_more(model)]
        )
        tell(text, model)
        return text

    async def on_talk_said(self, event: Talk.Said) -> None:
        await self.session.say(event.text)

    def action_talk(self) -> None:
        """Put the cursor where one talks."""
        if self.model.seat:
            self.query_one("#say", Input).focus()

    def action_nothing(self) -> None:
        """Only the host begins."""


def _more(model: Model) -> list[str]:
    watching = lines.watching(model)
    return [watching] if watching else []
