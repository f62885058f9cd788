"""The seats of a table: who holds which, what each is asked to care about, and a way to take one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from allmende_client import chairs
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.widgets.marked_list import MarkedList
from allmende_client.widgets.too_small import TooSmall
from allmende_client.words import _
from allmende_protocol.messages import Offered


class SeatsScreen(Page):
    """Closes once a seat is taken, or its person only wants to watch."""

    BINDINGS = [("escape", "watch", ""), ("w", "watch", ""), ("q", "app.quit", "")]
    TITLE = _("Choose a seat")
    KEYS = _("↑↓ choose · Enter: what it is, and take it · w only watch · q leave")

    def __init__(self, session: Session) -> None:
        super().__init__(session.model)
        self.session = session
        self._offered: Offered | None = None

    def compose(self) -> ComposeResult:
        yield Static(self.TITLE, classes="page-title", markup=False)
        yield MarkedList(id="seats")
        yield Static("", id="chair", markup=False)
        yield Static("", id="refused", markup=False)
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> MarkedList:
        return self.query_one(MarkedList)

    def watch_model(self, model: Model) -> None:
        if model.seat:
            self.finish()
            return
        self._list.show(chairs.lines(model), chairs.first_open(model))
        self._describe()
        refusal = model.refusal
        text = f"! {filled(refusal.text, refusal.facts)}" if refusal else ""
        self.query_one("#refused", Static).update(text)
        if model.offered is not None and model.offered is not self._offered:
            self._offered = model.offered
            more = "\n".join(chairs.offer(model.offered, model))
            self.app.push_screen(ConfirmScreen(_("Take this seat?"), more), self._confirmed)

    def on_option_list_option_highlighted(self) -> None:
        self._describe()

    async def on_option_list_option_selected(self) -> None:
        if self._list.marked is not None:
            await self.session.ask(self._list.marked)

    async def _confirmed(self, yes: bool | None) -> None:
        if yes:
            await self.session.take()
        else:
            self.session.choose()
            self._offered = None
            self.take(self.session.model)

    def action_watch(self) -> None:
        """Take no seat."""
        self.session.watch()
        self.dismiss()

    def _describe(self) -> None:
        about = "\n".join(chairs.about(self.model, self._list.marked or ""))
        self.query_one("#chair", Static).update(about)
