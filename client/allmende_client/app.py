"""The Textual client: one app, which hands what the link brings to the screens."""

from __future__ import annotations

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key
from textual.message import Message
from textual.worker import Worker, WorkerState

from allmende_client.link import connect
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.screens.base import GameScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Incoming, Session
from allmende_client.themes import CONTRAST, THEMES
from allmende_client.words import _
from allmende_protocol.messages import State

LEAVING = ("ctrl+q", "ctrl+c")
"""Keys that ask to leave from everywhere, also while the terminal is too small."""


class Arrived(Message):
    """A message from the link. A newer state replaces an older one that still waits."""

    def __init__(self, message: Incoming) -> None:
        super().__init__()
        self.message = message

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Arrived) and all(
            isinstance(one.message, State) for one in (self, message)
        )


class AllmendeApp(App[Next]):
    """The player's app. `story` says whether a fresh game opens with its story."""

    CSS_PATH = "table.tcss"
    BINDINGS = [
        Binding("f9", "contrast", show=False),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session, *, story: bool) -> None:
        super().__init__()
        self.session = session
        self.story = story

    def get_default_screen(self) -> TableScreen:
        return TableScreen(self.session, story=self.story)

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

    def on_table_screen_ready(self) -> None:
        self.listen()

    @work(exit_on_error=False, group="link")
    async def listen(self) -> None:
        """Post all that the link brings, until it closes."""
        async for message in self.session.link:
            self.post_message(Arrived(message))

    async def on_arrived(self, event: Arrived) -> None:
        model = await self.session.receive(event.message)
        for screen in self.screen_stack:
            if isinstance(screen, GameScreen):
                screen.take(model)

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            await self.on_arrived(Arrived(Connection(up=False)))
            text = _("The connection failed: {error}")
            self.notify(text.format(error=event.worker.error), severity="error", timeout=30)

    async def on_table_screen_gone(self, event: TableScreen.Gone) -> None:
        await self.session.leave()
        await self.session.link.close()
        self.exit(event.chosen)

    def action_blur(self) -> None:
        """Leave the field with the focus, so that letters are keys."""
        self.set_focus(None)

    async def action_quit(self) -> None:
        """^Q or ^C, from every page: ask the table, which leaves in order."""
        table = self.screen_stack[0]
        if isinstance(table, TableScreen):
            table.action_leave()

    def action_contrast(self) -> None:
        """High contrast on and off."""
        self.theme = "textual-dark" if self.theme == CONTRAST else CONTRAST


async def play(url: str, name: str, seat: str) -> Next:
    """Play at the table behind `url` on a terminal screen, until the game is left or over."""
    app = AllmendeApp(Session(connect(url, name), seat), story=True)
    return await app.run_async() or Next.QUIT
