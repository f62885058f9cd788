"""What the player's app and the host's console share: they hand what the link brings to the screens."""

from __future__ import annotations

from time import monotonic

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key
from textual.message import Message
from textual.worker import Worker, WorkerState

from allmende_client.countdown import Countdown
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.next import Next
from allmende_client.screens.base import GameScreen
from allmende_client.screens.root import Root
from allmende_client.session import Session
from allmende_client.themes import CONTRAST, LOOK, THEMES
from allmende_client.words import _
from allmende_protocol.messages import WentBack

LEAVING = ("ctrl+q", "ctrl+c")
"""Keys that ask to leave from everywhere, also while the terminal is too small."""
NOTICE = 12.0
"""Seconds for which a notice lies over a page: enough to read it twice."""


class Arrived(Message):
    """A message from the link."""

    def __init__(self, message: Incoming) -> None:
        super().__init__()
        self.message = message


class Folded(Message):
    """The model is another one.

    All that waits to be folded comes before it, and the newest replaces those before: what a server
    tells at once, like the end of a round, is drawn once and as a whole.
    """

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Folded)


class ListeningApp(App[Next]):
    """An app around a session. Its first screen is a Root, which says when to listen and when to go."""

    CSS_PATH = LOOK
    BINDINGS = [
        Binding("f9", "contrast", show=False),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.countdown = Countdown(monotonic)

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)

    async def on_event(self, event: Event) -> None:
        """Keys act on nothing that is hidden because the terminal is too small."""
        if isinstance(event, Key) and event.key not in LEAVING and self._covered:
            return
        await super().on_event(event)

    @property
    def _covered(self) -> bool:
        return bool(self.screen_stack) and getattr(self.screen, "covered", False)

    def on_root_ready(self) -> None:
        self.listen()

    @work(exit_on_error=False, group="link")
    async def listen(self) -> None:
        """Post all that the link brings, until it closes."""
        async for message in self.session.link:
            self.post_message(Arrived(message))

    async def on_arrived(self, event: Arrived) -> None:
        before = self.session.model
        model = await self.session.receive(event.message)
        self.countdown.take(model)
        if isinstance(event.message, WentBack):
            self._went_back(before, model)
        self.post_message(Folded())

    def _went_back(self, before: Model, model: Model) -> None:
        """Say it over the page that is open; it is news at the table, unless it was told on arrival."""
        paging = len(self.screen_stack) > 1
        if paging and before.state is not None and model.news is not before.news:
            self.notify(model.news[-1].text, severity="warning", timeout=NOTICE, markup=False)

    def on_folded(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, GameScreen):
                screen.take(self.session.model)

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            await self.on_arrived(Arrived(Connection(up=False)))
            text = _("The connection failed: {error}")
            self.notify(text.format(error=event.worker.error), severity="error", timeout=30)

    async def on_root_gone(self, event: Root.Gone) -> None:
        await self.session.leave()
        await self.session.link.close()
        self.exit(event.chosen)

    def action_blur(self) -> None:
        """Leave the field with the focus, so that letters are keys."""
        self.set_focus(None)

    async def action_quit(self) -> None:
        """^Q or ^C, from every page: ask the first screen, which leaves in order."""
        root = self.screen_stack[0]
        if isinstance(root, Root):
            root.action_leave()

    def action_contrast(self) -> None:
        """High contrast on and off."""
        self.theme = "textual-dark" if self.theme == CONTRAST else CONTRAST
