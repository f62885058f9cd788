"""Asks before leaving."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from allmende_client.words import _


class LeaveScreen(ModalScreen[bool]):
    """True to leave."""

    BINDINGS = [
        ("y", "answer(True)", ""),
        ("enter", "answer(True)", ""),
        ("n", "answer(False)", ""),
        ("escape", "answer(False)", ""),
    ]

    def compose(self) -> ComposeResult:
        yield Static(_QUESTION, id="leave", markup=False)

    def action_answer(self, leave: bool) -> None:
        """Give the answer."""
        self.dismiss(leave)


_QUESTION = _(
    "Leave the table? The game is saved, and “allmende play --resume” goes on with it.\n\n"
    "Enter or y: leave · Esc or n: stay"
)
