"""The field of a split: a total divided over named parts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.fields.base import Field, NumberInput
from allmende_client.format import with_unit
from allmende_client.words import _
from allmende_rules.questions import Split

_SHORT, _LONGEST = 9, 27
"""Columns of a label up to which several parts share a row, and those that one alone in a row has at most."""


class SplitField(Field):
    """One whole number a part; what is left or too much is said while typing."""

    question: Split

    def compose(self) -> ComposeResult:
        longest = max(len(part.label) for part in self.question.parts)
        with Container(classes="parts" if longest <= _SHORT else "parts long"):
            for place, part in enumerate(self.question.parts):
                with Horizontal(classes="row"):
                    label = Label(part.label, classes="part", markup=False)
                    if longest > _SHORT:
                        label.styles.width = min(longest + 1, _LONGEST)
                    yield label
                    yield Label("[", markup=False)
                    yield NumberInput(
                        str(self.held.get(part.value, 0)), id=f"part{place}", longest=7
                    )
                    yield Label("]", markup=False)

    def value(self) -> dict[str, int]:
        unit, total = self.question.unit, self.question.total
        parts = {
            part.value: self._part(place, part.label)
            for place, part in enumerate(self.question.parts)
        }
        return entry.total(parts, total, unit)

    def _part(self, place: int, label: str) -> int:
        try:
            return entry.whole(
                self.typed(f"part{place}"), 0, self.question.total, self.question.unit
            )
        except Mistake as mistake:
            raise Mistake(f"{label}: {mistake}") from None

    def focus_problem(self) -> None:
        """Go to the part that is wrong by itself; to the first where it is their sum."""
        for place, part in enumerate(self.question.parts):
            try:
                self._part(place, part.label)
            except Mistake:
                self.query_one(f"#part{place}").focus()
                return
        self.focus_first()

    def note(self) -> str:
        total = with_unit(str(self.question.total), self.question.unit)
        return _("adds up to {total}").format(total=total)
