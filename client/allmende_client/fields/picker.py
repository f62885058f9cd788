"""A choice among few options: arrow keys, the mouse, or an option's number."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from allmende_rules.questions import Option


class Picker(Widget, can_focus=True):
    """Options in a row if they are short, else one a line; `index` is the one chosen."""

    BINDINGS = [
        Binding("right,space", "move(1)", show=False),
        Binding("left", "move(-1)", show=False),
    ]
    ROW = 30
    index = reactive(0)

    class Picked(Message):
        """Another option was chosen."""

    def __init__(self, options: Sequence[Option], chosen: str | None, id: str = "pick") -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        values = [option.value for option in self.options]
        self.set_reactive(Picker.index, values.index(chosen) if chosen in values else 0)
        labels = sum(len(option.label) + 6 for option in self.options)
        self.across = labels <= self.ROW

    @property
    def chosen(self) -> str:
        """The value of the option chosen."""
        return self.options[self.index].value if self.options else ""

    def render(self) -> Text:
        """Marks and labels; brackets and a dot say what is chosen, so colour need not."""
        gap = "  " if self.across else "\n"
        text = Text()
        for place, option in enumerate(self.options):
            mark = "(•)" if place == self.index else "( )"
            style = "bold" if place == self.index else ""
            text.append(f"{mark} {option.label}", style)
            text.append(gap if place < len(self.options) - 1 else "")
        return text

    def action_move(self, step: int) -> None:
        """Choose the next option or the one before."""
        if self.options:
            self.index = (self.index + step) % len(self.options)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 0 < int(event.key) <= len(self.options):
            event.stop()
            self.index = int(event.key) - 1

    def on_click(self, event: events.Click) -> None:
        place = self._at(event.x) if self.across else event.y
        if 0 <= place < len(self.options):
            self.index = place

    def _at(self, x: int) -> int:
        edge = 0
        for place, option in enumerate(self.options):
            edge += len(option.label) + 6
            if x < edge:
                return place
        return len(self.options)

    def watch_index(self) -> None:
        self.post_message(self.Picked())
