"""The field of a text."""

from __future__ import annotations

from textual.app import ComposeResult

from allmende_client import entry
from allmende_client.fields.base import Field, LineInput
from allmende_rules.questions import Text


class TextField(Field):
    """Words, up to a length."""

    question: Text

    def compose(self) -> ComposeResult:
        yield LineInput(self.held or "", id="text", longest=self.question.longest)

    def value(self) -> str:
        return entry.words(self.typed("text"), self.question.longest)
