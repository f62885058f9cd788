"""The field of a text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.fields.base import Field, LineInput
from allmende_rules.questions import Text


class TextField(Field):
    """Words, up to a length."""

    question: Text

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Label("[", markup=False)
            yield LineInput(self.held or "", id="text", longest=self.question.longest)
            yield Label("]", markup=False)

    def value(self) -> str:
        return entry.words(self.typed("text"), self.question.longest)
