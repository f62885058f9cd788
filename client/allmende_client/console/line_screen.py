"""Asks for a line, and for another one while what is typed means nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput

LONGEST = 120


class LineScreen(ModalScreen[Any]):
    """What `read` makes of the line, which raises Mistake if it makes nothing; None after Escape.

    `question` says what Enter and Esc do; `usual` stands there at first.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-roomy")]

    BINDINGS = [("escape", "none", "")]

    def __init__(self, question: str, usual: str, read: Callable[[str], Any]) -> None:
        super().__init__()
        self.question = question
        self._usual = usual
        self._read = read

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static(self.question, markup=False)
            yield LineInput(self._usual, id="line", longest=LONGEST)
            yield Static("", id="refused", markup=False)

    def on_mount(self) -> None:
        self.query_one("#line", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(self._read(event.value))
        except Mistake as mistake:
            self.query_one("#refused", Static).update(f"! {mistake}")

    def action_none(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)
