"""A list of options with a mark that keys and the mouse move: what orders, checks and votes share."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

Row = tuple[str, str]
"""The sign of an option and its words."""


def folded(rows: Sequence[Row], width: int) -> list[tuple[int, str]]:
    """Rows as lines of a width, each with its row's place; words hang beneath words."""
    lines = []
    for place, (sign, words) in enumerate(rows):
        parts = wrap(words, max(width - len(sign), 1)) or [""]
        lines.append((place, sign + parts[0]))
        lines += [(place, " " * len(sign) + part) for part in parts[1:]]
    return lines


class Rows(Widget, can_focus=True):
    """Up and down, an option's number or a click mark it; `touched` is what else a click does."""

    BINDINGS = [
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
    ]
    marked = reactive(0)

    class Changed(Message):
        """Another answer stands in the list."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The list that was changed."""
            return self.rows

    def rows(self) -> list[Row]:
        """The sign and words of each option as they stand."""
        raise NotImplementedError

    def pick(self, place: int) -> None:
        """What the number of an option does."""
        self.marked = place

    def touched(self, x: int) -> None:
        """What a click into a column of the marked option does."""

    def pointer(self, place: int) -> str:
        """The sign before a row that says whether keys act on it."""
        return ">" if place == self.marked else " "

    def render(self) -> Text:
        lines = folded(self.rows(), self.content_size.width)
        return Text("\n".join(line for _place, line in lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(folded(self.rows(), width))

    def action_mark(self, step: int) -> None:
        """Mark the next option or the one before."""
        self.marked = (self.marked + step) % max(1, len(self.rows()))

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 0 < int(event.key) <= len(self.rows()):
            event.stop()
            self.pick(int(event.key) - 1)

    def on_click(self, event: events.Click) -> None:
        lines = folded(self.rows(), self.content_size.width)
        if 0 <= event.y < len(lines):
            self.marked = lines[event.y][0]
            self.touched(event.x)
