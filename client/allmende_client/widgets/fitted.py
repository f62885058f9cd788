"""Text that is made for the room that it has."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.visual import visualize
from textual.widgets import Static


class Fitted(Static):
    """Its words are made anew whenever it is laid out, so the first that are painted fit already."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self.room = Size(0, 0)
        """The columns that it has, and the rows of what holds it; none before the first layout."""

    def words(self) -> Text:
        """What it says within its room."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self.room = Size(width, container.height)
        return visualize(self, self.words(), markup=False).get_height(
            self.styles.get_rules(), width
        )

    def render(self) -> Text:
        if width := self.content_size.width:
            self.room = Size(width, self.room.height)
        return self.words()
