"""A part of a screen that is drawn from the model and nothing else."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive

from allmende_client.model import Model
from allmende_client.widgets.fitted import Fitted


class Panel(Fitted):
    """Text made from the model; subclasses say which. It is drawn again when that text changes."""

    model: reactive[Model] = reactive(Model(), init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = Text()

    def picture(self, model: Model) -> Text:
        """The panel's text."""
        raise NotImplementedError

    def words(self) -> Text:
        self._shown = self.picture(self.model)
        return self._shown

    def watch_model(self, model: Model) -> None:
        self.draw()

    def draw(self) -> None:
        """Show the text if it is another."""
        shown, text = self._shown, self.picture(self.model)
        if text != shown or text.spans != shown.spans:
            self.refresh(layout=True)


def cut(words: str, room: int) -> str:
    """Words in at most so many columns, with … where some are left out."""
    text = Text(words)
    text.truncate(max(room, 1), overflow="ellipsis")
    return text.plain


def heading(words: str, rest: str = "") -> Text:
    """A panel's title."""
    return Text.assemble((f"{words} ", "bold"), rest)
