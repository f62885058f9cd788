"""A choice among few options: arrow keys, the mouse, or an option's number."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from allmende_client.fields.rows import Row, folded
from allmende_client.words import DOWN, UP
from allmende_rules.questions import Option


class Picker(Widget, can_focus=True):
    """Options in a row if they are short, else one a line; `index` is the one chosen.

    Space goes on to the next option of a row; in a list what is marked is chosen already.

    Of more than `MOST` options those around the one chosen are shown, and how many there are beyond.
    """

    BINDINGS = [
        Binding("right,down", "move(1)", show=False),
        Binding("space", "next_in_row", show=False),
        Binding("left,up", "move(-1)", show=False),
    ]
    ROW = 30
    MOST = 9
    index = reactive(0, init=False)

    class Picked(Message):
        """Another option was chosen."""

        def __init__(self, picker: Picker) -> None:
            super().__init__()
            self.picker = picker

    def __init__(self, options: Sequence[Option], chosen: str | None, id: str = "pick") -> None:
        super().__init__(id=id)
        self._take(options, chosen)

    def _take(self, options: Sequence[Option], chosen: str | None) -> None:
        self.options = tuple(options)
        values = [option.value for option in self.options]
        self.set_reactive(Picker.index, values.index(chosen) if chosen in values else 0)
        labels = sum(len(option.label) + 6 for option in self.options)
        self.across = labels <= self.ROW

    def offer(self, options: Sequence[Option], chosen: str) -> None:
        """Offer other options from now on."""
        self._take(options, chosen)
        self.refresh(layout=True)

    @property
    def chosen(self) -> str:
        """The value of the option chosen."""
        return self.options[self.index].value if self.options else ""

    def render(self) -> Text:
        """Marks and labels; brackets and a dot say what is chosen, so colour need not."""
        text = Text()
        for at, (place, line) in enumerate(self._lines(self.content_size.width)):
            gap = "" if not at else "  " if self.across else "\n"
            text.append(gap).append(line, "bold" if place == self.index else "")
        return text

    def _lines(self, width: int) -> list[tuple[int, str]]:
        """What is shown, each part with the place of the option that it stands for."""
        rows = self._rows()
        if self.across:
            return list(enumerate("".join(row) for row in rows))
        first = max(0, min(self.index - self.MOST // 2, len(rows) - self.MOST))
        last = min(first + self.MOST, len(rows))
        shown = [(first + place, line) for place, line in folded(rows[first:last], width)]
        before = [(first - 1, f"{UP} {first}")] if first else []
        beyond = [(last, f"{DOWN} {len(rows) - last}")] if last < len(rows) else []
        return [*before, *shown, *beyond]

    def _rows(self) -> list[Row]:
        return [
            ("(•) " if place == self.index else "( ) ", option.label)
            for place, option in enumerate(self.options)
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self.across else len(self._lines(width))

    def action_move(self, step: int) -> None:
        """Choose the next option or the one before."""
        if self.options:
            self.index = (self.index + step) % len(self.options)

    def action_next_in_row(self) -> None:
        """Choose the next option of a row."""
        if self.across:
            self.action_move(1)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 0 < int(event.key) <= len(self.options):
            event.stop()
            self.index = int(event.key) - 1

    def on_click(self, event: events.Click) -> None:
        place = self._across(event.x) if self.across else self._down(event.y)
        if 0 <= place < len(self.options):
            self.index = place

    def _down(self, y: int) -> int:
        lines = self._lines(self.content_size.width)
        return lines[y][0] if y < len(lines) else len(self.options)

    def _across(self, x: int) -> int:
        edge = 0
        for place, option in enumerate(self.options):
            edge += len(option.label) + 6
            if x < edge:
                return place
        return len(self.options)

    def watch_index(self) -> None:
        if len(self.options) > self.MOST:
            self.refresh(layout=True)
        self.post_message(self.Picked(self))
