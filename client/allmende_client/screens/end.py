"""The end: what became of the world and of every mandate, and what to play next."""

from __future__ import annotations

from rich.text import Text

from allmende_client import endings, lines
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.visit import Visit
from allmende_client.words import _


class EndScreen(Page):
    """Nobody wins or loses alone. Returns what to do next, None to look at the table again.

    It closes if the host takes the table back, and there is no end any more.
    """

    BINDINGS = [
        ("a", f"choose('{Next.AGAIN}')", ""),
        ("r", f"choose('{Next.OTHER_ROLE}')", ""),
        ("s", f"choose('{Next.OTHER_SYSTEM}')", ""),
        ("q", f"choose('{Next.QUIT}')", ""),
        ("enter", "nothing", ""),
    ]
    TITLE = _("The end: what became of it all")

    def __init__(self, model: Model, visit: Visit) -> None:
        super().__init__(model)
        self.solo = visit.solo
        self.KEYS = _SOLO if visit.solo else _TOGETHER

    _over = False

    def watch_model(self, model: Model) -> None:
        super().watch_model(model)
        if self._over and not model.over:
            self.finish()
        self._over = self._over or model.over

    def picture(self, model: Model) -> Text:
        text = Text()
        if model.ended and model.ended.early:
            section(text, _("Ended early"), [_("The host ended the game here.")])
        section(text, lines.place(model), endings.ends(model))
        for who, goals in endings.mandates(model):
            section(text, who, goals)
        section(text, _("No single winner"), [_CLOSING])
        if not self.solo:
            section(text, _("If the host goes back"), [endings.GOES_ON])
        if model.ended and model.ended.saved_as:
            section(text, _("Record"), [model.ended.saved_as])
        return text

    def action_choose(self, chosen: str) -> None:
        """Leave the table for good, or for the next game if it is one's own to choose."""
        if self.solo or chosen == Next.QUIT:
            self.dismiss(Next(chosen))

    def action_nothing(self) -> None:
        """Enter, pressed once too often, ends nothing."""


_SOLO = _("a again · r other role · s other system · q quit · Esc back to the table")
_TOGETHER = _("q leave · Esc back to the table · ↑↓ scroll")
_CLOSING = _(
    "Each mandate is met or not; they pull in different directions. What would you do differently, "
    "and what would another system have made of the same beginning?"
)
