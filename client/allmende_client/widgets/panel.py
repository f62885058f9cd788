"""A part of a screen that is drawn from the model and nothing else."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from allmende_client.model import Model


class Panel(Static):
    """Text made from the model; subclasses say which. It is drawn again when that text changes."""

    model: reactive[Model] = reactive(Model(), init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._shown: Text | None = None

    def picture(self, model: Model) -> Text:
        """The panel's text."""
        raise NotImplementedError

    def watch_model(self, model: Model) -> None:
        self.draw(model)

    def on_resize(self) -> None:
        self.draw(self.model)

    def draw(self, model: Model) -> None:
        """Show the text if it is another."""
        text = self.picture(model)
        if self._shown is None or text != self._shown or text.spans != self._shown.spans:
            self._shown = text
            self.update(text)


def cut(words: str, room: int) -> str:
    """Words in at most so many columns, with … where some are left out."""
    text = Text(words)
    text.truncate(max(room, 1), overflow="ellipsis")
    return text.plain


def heading(words: str, rest: str = "") -> Text:
    """A panel's title."""
    return Text.assemble((f"{words} ", "bold"), rest)
