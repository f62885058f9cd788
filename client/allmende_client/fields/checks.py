"""Options of which any number may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.reactive import reactive

from allmende_client.fields.rows import Row, Rows
from allmende_rules.questions import Option


class Checks(Rows):
    """A box for each option: space, its number or a click checks it or clears it."""

    BINDINGS = [Binding("space", "check", show=False)]
    chosen: reactive[frozenset[str]] = reactive(frozenset(), init=False)

    def __init__(
        self, options: Sequence[Option], chosen: Iterable[str], id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self.set_reactive(Checks.chosen, frozenset(chosen))

    def rows(self) -> list[Row]:
        """The mark, the box and the name; one box alone needs no mark."""
        alone = len(self.options) == 1
        rows = []
        for place, option in enumerate(self.options):
            mark = " " if alone else self.pointer(place)
            box = "[x]" if option.value in self.chosen else "[ ]"
            rows.append((f"{mark} {box} ", option.label))
        return rows

    def pick(self, place: int) -> None:
        """Mark an option, and check it or clear it."""
        super().pick(place)
        self.action_check()

    def touched(self, x: int) -> None:
        """A click anywhere in a row does the same."""
        self.action_check()

    def action_check(self) -> None:
        """Check the marked option, or clear it."""
        self.chosen ^= {self.options[self.marked].value}

    def watch_chosen(self) -> None:
        self.post_message(self.Changed(self))
