"""Asks before leaving."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from allmende_client.words import _


class LeaveScreen(ModalScreen[bool]):
    """True to leave. `over` if the game has ended, so that nothing is left to go on with."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-roomy")]

    BINDINGS = [
        ("y", "answer(True)", ""),
        ("enter", "answer(True)", ""),
        ("n", "answer(False)", ""),
        ("escape", "answer(False)", ""),
    ]

    def __init__(self, *, over: bool) -> None:
        super().__init__()
        self.over = over

    def compose(self) -> ComposeResult:
        yield Static(f"{_KEYS}\n\n{_OVER if self.over else _SAVED}", id="leave", markup=False)

    def action_answer(self, leave: bool) -> None:
        """Give the answer."""
        self.dismiss(leave)


_KEYS = _("Leave the table? Enter or y: leave · Esc or n: stay")
_SAVED = _("The game is saved, and “allmende play --resume” goes on with it.")
_OVER = _("The game is over, and its record is kept.")
