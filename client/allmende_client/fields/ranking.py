"""The field of a ranking: options in order, moved up and down."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label

from allmende_client.describe import label
from allmende_client.fields.base import Field
from allmende_client.words import _
from allmende_rules.questions import Option, Ranking


class Order(Widget, can_focus=True):
    """A list in which + and − (or shift with an arrow) move the marked option."""

    BINDINGS = [
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("plus,shift+up,right_square_bracket", "shift(-1)", show=False),
        Binding("minus,shift+down,left_square_bracket", "shift(1)", show=False),
    ]
    order: reactive[tuple[str, ...]] = reactive(())
    marked = reactive(0)

    class Moved(Message):
        """The order is another."""

    def __init__(self, options: Sequence[Option], order: Sequence[str]) -> None:
        super().__init__()
        self.options = tuple(options)
        self.set_reactive(Order.order, tuple(order))

    def render(self) -> Text:
        """Places, names and the mark."""
        rows = (
            f"{'>' if place == self.marked else ' '} {place + 1} {label(self.options, name)}"
            for place, name in enumerate(self.order)
        )
        return Text("\n".join(rows))

    def action_mark(self, step: int) -> None:
        """Mark the next option or the one before."""
        self.marked = (self.marked + step) % max(1, len(self.order))

    def action_shift(self, step: int) -> None:
        """Move the marked option towards the top or the bottom."""
        there = self.marked + step
        if 0 <= there < len(self.order):
            order = list(self.order)
            order[self.marked], order[there] = order[there], order[self.marked]
            self.order, self.marked = tuple(order), there

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y < len(self.order):
            self.marked = event.y

    def watch_order(self) -> None:
        self.post_message(self.Moved())


class RankingField(Field):
    """All options in order, best first."""

    question: Ranking

    def compose(self) -> ComposeResult:
        yield Order(self.question.options, self.held)
        yield Label(_("best first: arrows mark, + and − move"))

    def value(self) -> list[str]:
        return list(self.query_one(Order).order)

    def on_order_moved(self) -> None:
        self.post_message(self.Changed())
