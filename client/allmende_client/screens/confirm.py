"""Asks for a yes before something that matters."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from allmende_client.words import _


class ConfirmScreen(ModalScreen[bool]):
    """True for yes. `question` says what Enter does, `more` what follows from it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-roomy")]

    BINDINGS = [
        ("y", "answer(True)", ""),
        ("enter", "answer(True)", ""),
        ("n", "answer(False)", ""),
        ("escape", "answer(False)", ""),
    ]

    def __init__(self, question: str, more: str) -> None:
        super().__init__()
        self.question = question
        self.more = more

    def compose(self) -> ComposeResult:
        keys = _("Enter or y: yes · Esc or n: no")
        yield Static(f"{self.question} {keys}\n\n{self.more}", id="confirm", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
