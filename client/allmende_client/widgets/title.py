"""What a card is about, on its first line."""

from __future__ import annotations

from rich.text import Text

from allmende_client.widgets.fitted import Fitted

_MARKS = 5
"""Columns that a folded title's own signs take, with the card's edge."""


class Title(Fitted):
    """In full, or folded to one line in which the answer shows and words before it give way."""

    def __init__(self) -> None:
        super().__init__(classes="title")
        self._shown = Text()
        self._head = ""

    def show(self, title: Text) -> None:
        """The title of an open card."""
        self._head, self._shown = "", title
        self.refresh(layout=True)

    def fold(self, head: str, answer: str) -> None:
        """What the card is about and its answer; down to half the line the words give way to it."""
        self._head, self._shown = head, Text(answer)
        self.refresh(layout=True)

    def words(self) -> Text:
        if not self._head:
            return self._shown
        room = max(self.room.width // 2, self.room.width - len(self._shown) - _MARKS)
        head = self._head if len(self._head) <= room else self._head[: room - 1].rstrip() + "…"
        return Text.assemble((f"▸ {head}: ", "bold"), self._shown)
