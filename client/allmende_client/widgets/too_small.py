"""What a terminal shows in which the table does not fit; the game goes on beneath it."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from allmende_client.words import NEEDED_HEIGHT, NEEDED_WIDTH, _


class TooSmall(Static):
    """Covers the screen while it is too small, and uncovers it as it was."""

    def __init__(self) -> None:
        text = _("Please enlarge to {width}×{height}. Nothing is lost. Ctrl+Q leaves.")
        super().__init__(text.format(width=NEEDED_WIDTH, height=NEEDED_HEIGHT), id="too-small")
        self.display = False

    def fit(self, event: events.Resize) -> None:
        """Cover or uncover the screen, by its new size."""
        self.display = event.size.width < NEEDED_WIDTH or event.size.height < NEEDED_HEIGHT
