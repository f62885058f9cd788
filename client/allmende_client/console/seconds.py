"""Asks for how many seconds."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput
from allmende_client.words import _

USUAL, MOST = 60, 3600


class SecondsScreen(ModalScreen[int | None]):
    """The number typed; None for none."""

    BINDINGS = [("escape", "none", "")]

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static(_("How many seconds more? Enter: give them · Esc: none"), markup=False)
            yield LineInput(str(USUAL), id="seconds")
            yield Static("", id="refused", markup=False)

    def on_mount(self) -> None:
        self.query_one("#seconds", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(entry.whole(event.value, 1, MOST, "s"))
        except Mistake as mistake:
            self.query_one("#refused", Static).update(f"! {mistake}")

    def action_none(self) -> None:
        """Give no time."""
        self.dismiss(None)
