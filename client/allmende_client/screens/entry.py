"""At the door: a name, and the code that the host shows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static

from allmende_client.fields.base import LineInput
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.widgets.too_small import TooSmall
from allmende_client.words import _

_LONGEST_NAME, _LONGEST_CODE = 40, 12


class EntryScreen(Page):
    """Asks until the server opens; why it did not stands beneath the fields."""

    BINDINGS = [("escape", "app.quit", ""), ("q", "app.quit", "")]
    TITLE = _("Allmende: come to the table")
    KEYS = _("Enter: go in · Tab: other field · ^Q leave")

    def __init__(self, session: Session) -> None:
        super().__init__(session.model)
        self.session = session

    def compose(self) -> ComposeResult:
        visit = self.session.visit
        yield Static(self.TITLE, classes="page-title", markup=False)
        with VerticalScroll(classes="page-body", can_focus=False):
            yield Static(_("The code stands on the host's screen.\n"), markup=False)
            with Horizontal(classes="row"):
                yield Label(_("Your name         "), markup=False)
                yield LineInput(visit.name or visit.usual, id="name", longest=_LONGEST_NAME)
            with Horizontal(classes="row"):
                yield Label(_("Code of the table "), markup=False)
                yield LineInput(visit.code, id="code", longest=_LONGEST_CODE)
            yield Static("", id="refused", markup=False)
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        self.query_one("#name" if not self.session.visit.name else "#code", Input).focus()

    def watch_model(self, model: Model) -> None:
        if model.welcome is not None:
            self.finish()
        elif model.refusal is not None:
            text = filled(model.refusal.text, model.refusal.facts)
            self.query_one("#refused", Static).update(f"! {text}")
            if model.refusal.code == "name_taken":
                self.query_one("#name", Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_close()

    async def action_close(self) -> None:  # type: ignore[override]  # it sends, so it must wait
        """Go in, if both are there."""
        values = {one: self.query_one(f"#{one}", Input).value.strip() for one in _MISSING}
        told = self.query_one("#refused", Static)
        for field, missing in _MISSING.items():
            if not values[field]:
                told.update(f"! {missing}")
                self.query_one(f"#{field}", Input).focus()
                return
        told.update("…")
        await self.session.greet(values["name"], values["code"])


_MISSING = {
    "name": _("Type a name by which the others know you."),
    "code": _("Type the code of the table."),
}
