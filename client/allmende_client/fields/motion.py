"""The field of a motion: table nothing, or a dial and the value it should have."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label, Static

from allmende_client import describe, dials, matters
from allmende_client.fields.base import Field, NumberInput
from allmende_client.fields.picker import Picker
from allmende_client.words import _
from allmende_rules.questions import DialRange, Motion, Option

_NOTHING = ""
_UNCHOSEN = _("No rule is chosen: ↑↓ choose one. Enter again sends without it.")


class MotionField(Field):
    """Arrows choose what to change; beneath it stands the value proposed, a number or a name.

    Space or Enter go on from a rule chosen to its value; from where that was seen Enter sends. Where
    none is chosen the first Enter says so.
    """

    question: Motion
    _gone_on = _NOTHING
    """The rule whose value the cursor has gone on to."""
    _warned = False
    """Whether it was said that no rule is chosen."""

    def compose(self) -> ComposeResult:
        options = [Option(dial.dial, dial.label) for dial in self.question.dials]
        held = self.held or {"dial": _NOTHING, "value": 0}
        yield Picker([Option(_NOTHING, describe.no_motion(self.question)), *options], held["dial"])
        with Horizontal(classes="row"):
            yield Label(_("to ["), markup=False)
            yield NumberInput(self._opening(), id="amount")
            yield Label("]", id="unit", markup=False)
        yield Picker((), None, id="names")
        yield Static("", id="range", markup=False)

    def on_mount(self) -> None:
        if self.held:
            self._gone_on = self.held["dial"]
        self._show_range()
        if self.held:
            self._offer_names(self.held["value"])

    def _opening(self) -> str:
        """The value of the motion that the field opens with, as it would be typed."""
        if not self.held:
            return ""
        dial = next(one for one in self.question.dials if one.dial == self.held["dial"])
        return dials.typed(dial, self.held["value"])

    def value(self) -> dict[str, Any] | None:
        dial = self._dial()
        if dial is None:
            return None
        if dial.names:
            return {"dial": dial.dial, "value": dials.another(dial, int(self._names().chosen))}
        return {"dial": dial.dial, "value": dials.read(dial, self.typed("amount"))}

    def note(self) -> str:
        """What is tabled, in full, before it is sent."""
        dial, said = self._dial(), self.value()
        if dial is None or said is None:
            return ""
        return matters.tabled(dial, said["value"])

    def focus_problem(self) -> None:
        self.query_one("#amount", NumberInput).focus()

    def on_key(self, event: events.Key) -> None:
        dial = self._dial()
        if event.key == "enter" and dial is None and not self._warned:
            event.stop()
            self._warned = True
            self._show_range()
            return
        goes_on = event.key == "space" or (
            event.key == "enter" and dial and dial.dial != self._gone_on
        )
        if dial and goes_on and self.query_one("#pick").has_focus:
            event.stop()
            self._gone_on = dial.dial
            value = self._names() if dial.names else self.query_one("#amount", NumberInput)
            value.focus()

    def _names(self) -> Picker:
        return self.query_one("#names", Picker)

    def _dial(self) -> DialRange | None:
        chosen = self.query_one("#pick", Picker).chosen
        return next((dial for dial in self.question.dials if dial.dial == chosen), None)

    def on_picker_picked(self, event: Picker.Picked) -> None:
        event.stop()
        dial = self._dial()
        if dial and event.picker.id == "pick":
            self._offer_names(dial.now)
            self.query_one("#amount", NumberInput).value = (
                "" if dial.names else dials.typed(dial, dial.now)
            )
        self._show_range()
        self.post_message(self.Changed())

    def _offer_names(self, value: int) -> None:
        dial = self._dial()
        self._names().offer(dials.names(dial) if dial else (), str(value))

    def _show_range(self) -> None:
        dial = self._dial()
        named = dial is not None and bool(dial.names)
        none = _UNCHOSEN if self._warned else ""
        self.query_one("#range", Static).update(_reach(dial) if dial else none)
        self.query_one("#range").display = dial is not None or self._warned
        percent = dial is not None and dial.unit == dials.SHARE
        self.query_one("#unit", Label).update("] %" if percent else "]")
        self.query_one(".row").display = dial is not None and not named
        self._names().display = named


def _reach(dial: DialRange) -> str:
    """The range and the value in force; names stand in the list already."""
    if not dial.names:
        return dials.reach(dial)
    return _("now {now}").format(now=dials.shown(dial, dial.now))
