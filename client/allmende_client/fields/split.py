"""The field of a split: a total divided over named parts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.fields.base import Field, LineInput
from allmende_client.format import with_unit
from allmende_client.words import _
from allmende_rules.questions import Split


class SplitField(Field):
    """One whole number a part; what is left or too much is said while typing."""

    question: Split

    def compose(self) -> ComposeResult:
        with Container(classes="parts"):
            for place, part in enumerate(self.question.parts):
                with Horizontal(classes="row"):
                    yield Label(part.label, classes="part", markup=False)
                    yield Label("[", markup=False)
                    yield LineInput(str(self.held.get(part.value, 0)), id=f"part{place}", longest=7)
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

    def note(self) -> str:
        total = with_unit(str(self.question.total), self.question.unit)
        return _("adds up to {total}").format(total=total)
