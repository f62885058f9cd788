"""The last line: keys that work now. Letters work while no text is being typed."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from allmende_client.words import _


class Keys(Static):
    """Key hints; `typing` says whether a text field has the focus, `seated` whether one has a seat.

    `plans` says whether it is one that plans the basics.
    """

    typing = reactive(default=False, init=False)
    seated = reactive(default=True, init=False)
    plans = reactive(default=False, init=False)

    def on_mount(self) -> None:
        self._tell()

    def watch_typing(self) -> None:
        self._tell()

    def watch_seated(self) -> None:
        self._tell()

    def watch_plans(self) -> None:
        self._tell()

    def _tell(self) -> None:
        typing, free = (_PLANNER_TYPING, _PLANNER) if self.plans else (_TYPING, _FREE)
        words = (typing if self.typing else free) if self.seated else _WATCHING
        self.update(Text(words, no_wrap=True, overflow="ellipsis"))


_TYPING = _(" ↵ send ^Z undo F1 help F2 graphs F3 books F4 news F6 talk F10 leave F12 laws")
_FREE = _(" ↵ send u undo ? help a laws g graphs b books n news w words t talk q leave")
_PLANNER_TYPING = _(" ↵ send ^Z undo F1 help F2 graphs F4 news F6 talk ^P plan F10 leave F12 laws")
_PLANNER = _(" ↵ send u undo ? help p plan a laws g graphs b books n news t talk q leave")
_WATCHING = _(" c choose a seat ? help a laws g graphs b books n news w words q leave")
