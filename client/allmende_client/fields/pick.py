"""The fields of a choice and of a yes or no."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult

from allmende_client.fields.base import Field
from allmende_client.fields.picker import Picker
from allmende_client.words import _
from allmende_rules.questions import Choice, Flag, Option


class ChoiceField(Field):
    """One of the options."""

    question: Choice

    def compose(self) -> ComposeResult:
        yield Picker(self.question.options, self.held)

    def value(self) -> Any:
        return self.query_one(Picker).chosen

    def on_picker_picked(self) -> None:
        self.post_message(self.Changed())


class FlagField(Field):
    """Yes or no."""

    question: Flag

    def compose(self) -> ComposeResult:
        options = (Option("yes", _("yes")), Option("no", _("no")))
        yield Picker(options, "yes" if self.held else "no")

    def value(self) -> bool:
        return self.query_one(Picker).chosen == "yes"

    def on_picker_picked(self) -> None:
        self.post_message(self.Changed())
