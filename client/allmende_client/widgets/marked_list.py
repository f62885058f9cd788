"""A list of lines, one of which is marked by a sign as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_MARK, _NONE = "▸", " "


class MarkedList(OptionList):
    """Shows lines by id; the mark stays on its line, whatever changes around it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._told: list[tuple[str, str]] = []
        self._marked: int | None = None

    @property
    def marked(self) -> str | None:
        """The id of the marked line, if there is one."""
        place = self.highlighted
        return self._told[place][0] if place is not None and place < len(self._told) else None

    def show(self, lines: Sequence[tuple[str, str]], first: int | None = 0) -> None:
        """Show these lines; in a fresh list the mark is on line `first`."""
        marked, before, self._told = self.marked, self._told, list(lines)
        names = [name for name, _line in lines]
        if [name for name, _line in before] != names:
            kept = self.highlighted if before else first
            kept = names.index(marked) if marked in names else kept
            self.clear_options()
            self.add_options(Option(self._drawn(place)) for place in range(len(lines)))
            self.highlighted = kept if lines else None
        for place, line in enumerate(lines):
            if place < len(before) and before[place] != line:
                self.replace_option_prompt_at_index(place, self._drawn(place))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Move the sign."""
        old, self._marked = self._marked, event.option_index
        for place in {old, self._marked}:
            if place is not None and place < len(self._told):
                self.replace_option_prompt_at_index(place, self._drawn(place))

    def _drawn(self, place: int) -> Text:
        return Text(f"{_MARK if place == self._marked else _NONE}{self._told[place][1]}")
