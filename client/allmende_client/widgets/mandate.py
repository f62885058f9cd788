"""What this seat is asked to care about, and how far it is."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, cut, heading
from allmende_client.words import _


class Mandate(Panel):
    """Each goal with a mark and its value; on a short screen in a row, in which the words give way."""

    def __init__(self) -> None:
        super().__init__()
        self.display = False

    def watch_model(self, model: Model) -> None:
        self.display = bool(model.seat)
        super().watch_model(model)

    def picture(self, model: Model) -> Text:
        text = heading(_("MANDATE"))
        for words, value in lines.mandate_brief(model, model.seat):
            text.append(f"\n{self._fitting(words, value)}{value}")
        return text

    def _fitting(self, words: str, value: str) -> str:
        return words if self.screen.has_class("-tall") else cut(words, self.room.width - len(value))
