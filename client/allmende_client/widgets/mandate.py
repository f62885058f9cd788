"""What this seat is asked to care about, and how far it is."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, heading
from allmende_client.words import _


class Mandate(Panel):
    """Each goal with a mark, its value and its bound."""

    def picture(self, model: Model) -> Text:
        self.display = bool(model.seat)
        text = heading(_("MANDATE"))
        for line in lines.mandate(model, model.seat, brief=True):
            text.append("\n" + line)
        return text
