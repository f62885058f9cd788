"""The field of an amount, and of an estimate of what only this seat knows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import describe, entry
from allmende_client.fields.base import Field, NumberInput
from allmende_client.format import number
from allmende_client.phrases import span
from allmende_client.words import _
from allmende_rules.amounts import MICRO
from allmende_rules.questions import Amount, Estimate


class NumberField(Field):
    """A number between bounds, with its unit and what it costs."""

    question: Amount | Estimate

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Label("[", markup=False)
            yield NumberInput(number(self.held), id="amount")
            reach = span(self.question.low, self.question.high, self.question.unit)
            yield Label(f"] {reach}", markup=False)

    def value(self) -> int:
        typed = self.typed("amount")
        if typed.strip() == number(self.held):
            held: int = self.held
            return held
        return entry.amount(typed, self.question.low, self.question.high, self.question.unit)

    def note(self) -> str:
        if isinstance(self.question, Estimate):
            known = describe.truth(self.question)
            return f"{known[:1].upper()}{known[1:]}."
        if not self.question.price:
            return ""
        cost = self.value() * self.question.price // MICRO
        return _("costs {cost}").format(cost=number(cost))
