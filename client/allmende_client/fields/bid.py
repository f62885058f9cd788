"""The field of a bid: a quantity and a limit price."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.fields.base import Field, NumberInput
from allmende_client.format import number, quantity
from allmende_client.words import _
from allmende_rules.questions import Bid


class BidField(Field):
    """How much, and at most at what price each; together within the budget."""

    question: Bid

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Label("[", markup=False)
            yield NumberInput(number(self.held["quantity"]), id="quantity")
            most = number(self.question.most)
            yield Label(_("] of {most} at most [").format(most=most), markup=False)
            yield NumberInput(number(self.held["limit"]), id="limit")
            yield Label(_("] each").format(), markup=False)

    def value(self) -> dict[str, int]:
        wanted = self._number("quantity", self.question.most, _("Quantity"))
        limit = self._number("limit", self.question.highest, _("Price"))
        entry.affordable(wanted, limit, self.question.budget)
        return {"quantity": wanted, "limit": limit}

    def _number(self, name: str, most: int, label: str) -> int:
        typed = self.typed(name)
        held: int = self.held[name]
        if typed.strip() == number(held):
            return held
        try:
            return entry.amount(typed, 0, most)
        except Mistake as mistake:
            raise Mistake(f"{label}: {mistake}") from None

    def focus_problem(self) -> None:
        """Go to the price where it is what is wrong, else to the quantity."""
        fine = self._reads("quantity", self.question.most)
        wrong = fine and not self._reads("limit", self.question.highest)
        self.query_one("#limit" if wrong else "#quantity", NumberInput).focus()

    def _reads(self, name: str, most: int) -> bool:
        """Whether one of the two numbers stands by itself."""
        try:
            self._number(name, most, "")
        except Mistake:
            return False
        return True

    def note(self) -> str:
        offer = self.value()
        if not offer["quantity"]:
            return _("no bid")
        cost = entry.affordable(offer["quantity"], offer["limit"], self.question.budget)
        text = _("{quantity} cost at most {cost} of your {budget}")
        return text.format(
            quantity=quantity(offer["quantity"], self.question.unit),
            cost=number(cost),
            budget=number(self.question.budget),
        )
