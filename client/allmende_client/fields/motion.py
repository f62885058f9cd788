"""The field of a motion: table nothing, or a dial and the value it should have."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import entry
from allmende_client.fields.base import Field, LineInput
from allmende_client.fields.picker import Picker
from allmende_client.format import number, quantity
from allmende_client.words import _
from allmende_rules.questions import DialRange, Motion, Option

_NOTHING = ""
SWITCH = "0 or 1"
"""The unit of a dial that is on or off."""


class MotionField(Field):
    """Arrows choose what to change; the number beside it is the value proposed."""

    question: Motion

    def compose(self) -> ComposeResult:
        options = [Option(dial.dial, dial.label) for dial in self.question.dials]
        held = self.held or {"dial": _NOTHING, "value": 0}
        yield Picker([Option(_NOTHING, _("table nothing")), *options], held["dial"])
        with Horizontal(classes="row"):
            yield Label(_("to ["), markup=False)
            yield LineInput(number(held["value"]) if self.held else "", id="amount")
            yield Label("] ", markup=False)
            yield Label("", id="range", markup=False)

    def on_mount(self) -> None:
        self._show_range()

    def value(self) -> dict[str, Any] | None:
        dial = self._dial()
        if dial is None:
            return None
        value = entry.amount(self.typed("amount"), dial.low, dial.high, dial.unit)
        return {"dial": dial.dial, "value": value}

    def focus_problem(self) -> None:
        self.query_one("#amount", LineInput).focus()

    def _dial(self) -> DialRange | None:
        chosen = self.query_one(Picker).chosen
        return next((dial for dial in self.question.dials if dial.dial == chosen), None)

    def on_picker_picked(self) -> None:
        dial = self._dial()
        if dial:
            self.query_one("#amount", LineInput).value = number(dial.now)
        self._show_range()
        self.post_message(self.Changed())

    def _show_range(self) -> None:
        dial = self._dial()
        text = ""
        if dial is not None:
            text = _("from {low} to {high}, now {now}").format(
                low=number(dial.low), high=number(dial.high), now=quantity(dial.now, _unit(dial))
            )
        self.query_one("#range", Label).update(text)
        self.query_one(".row").display = dial is not None


def _unit(dial: DialRange) -> str:
    """The unit beside a value; the range says already that a switch is 0 or 1."""
    return "" if dial.unit == SWITCH else dial.unit
