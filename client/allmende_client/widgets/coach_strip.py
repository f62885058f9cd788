"""A strip of hints in the first round. F8 hides it; it never takes a key or the focus."""

from __future__ import annotations

from rich.text import Text

from allmende_client import coach
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel
from allmende_client.words import _


class CoachStrip(Panel):
    """The hint of the moment."""

    def __init__(self) -> None:
        super().__init__(id="coach")
        self.display = False
        self._dismissed = False

    def dismiss(self) -> None:
        """Show no more hints."""
        self._dismissed = True
        self.display = False

    def watch_model(self, model: Model) -> None:
        self.display = not self._dismissed and bool(coach.hint(model))
        super().watch_model(model)

    def picture(self, model: Model) -> Text:
        return Text(f"☞ {coach.hint(model)} " + _("(F8 hides hints)"), "italic")
