"""Options in order, best first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.reactive import reactive

from allmende_client.fields.rows import Row, Rows
from allmende_client.phrases import label
from allmende_client.words import DOWN, UP
from allmende_rules.questions import Option

_PLACE = 2
"""Columns of an option's place."""


class Order(Rows):
    """A list in which + and − (or shift with an arrow, or a click on one) move the marked option."""

    BINDINGS = [
        Binding("plus,shift+up,right_square_bracket", "shift(-1)", show=False),
        Binding("minus,shift+down,left_square_bracket", "shift(1)", show=False),
    ]
    order: reactive[tuple[str, ...]] = reactive((), init=False)

    def __init__(self, options: Sequence[Option], order: Sequence[str]) -> None:
        super().__init__()
        self.options = tuple(options)
        self.set_reactive(Order.order, tuple(order))

    def rows(self) -> list[Row]:
        """The mark, the place, the two arrows and the name."""
        return [
            (
                f"{self.pointer(place)}{place + 1:{_PLACE}} {UP} {DOWN} ",
                label(self.options, name),
            )
            for place, name in enumerate(self.order)
        ]

    def touched(self, x: int) -> None:
        """Move the option by the arrow that was hit."""
        up = 1 + _PLACE + 1
        if x in (up, up + 2):
            self.action_shift(-1 if x == up else 1)

    def action_shift(self, step: int) -> None:
        """Move the marked option towards the top or the bottom."""
        there = self.marked + step
        if 0 <= there < len(self.order):
            order = list(self.order)
            order[self.marked], order[there] = order[there], order[self.marked]
            self.order, self.marked = tuple(order), there

    def watch_order(self) -> None:
        self.refresh(layout=True)
        self.post_message(self.Changed(self))
