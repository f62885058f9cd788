"""The field of a ballot: a number for the median, or one of the options; either way one may abstain."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.describe import span
from allmende_client.fields.base import Field, LineInput
from allmende_client.fields.picker import Picker
from allmende_client.format import number
from allmende_client.words import _
from allmende_rules.questions import Ballot, Option

_ABSTAIN = ""


class BallotField(Field):
    """A vote. An empty number abstains."""

    question: Ballot

    def compose(self) -> ComposeResult:
        if self.question.method == "majority":
            options = (*self.question.options, Option(_ABSTAIN, _("abstain")))
            yield Picker(options, _ABSTAIN if self.held is None else self.held)
            return
        with Horizontal(classes="row"):
            yield Label("[", markup=False)
            yield LineInput("" if self.held is None else number(self.held), id="amount")
            reach = span(self.question.low, self.question.high, self.question.unit)
            yield Label(f"] {reach}", markup=False)

    def value(self) -> int | str | None:
        if self.question.method == "majority":
            return self.query_one(Picker).chosen or None
        typed = self.typed("amount").strip()
        if not typed:
            return None
        if self.held is not None and typed == number(self.held):
            held: int = self.held
            return held
        return entry.amount(typed, self.question.low, self.question.high, self.question.unit)

    def note(self) -> str:
        if self.value() is None:
            return _("You abstain.")
        return (
            _("The median vote holds. Empty abstains.") if self.question.method == "median" else ""
        )

    def on_picker_picked(self) -> None:
        self.post_message(self.Changed())
