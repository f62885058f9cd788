"""The last line: keys that work now. Letters work while no text is being typed."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from allmende_client.words import _


class Keys(Static):
    """Key hints; `typing` says whether a text field has the focus."""

    typing = reactive(default=False, init=False)

    def on_mount(self) -> None:
        self.watch_typing(self.typing)

    def watch_typing(self, typing: bool) -> None:
        self.update(Text(_TYPING if typing else _FREE, no_wrap=True, overflow="ellipsis"))


_TYPING = _(" ↵ send ^Z undo F1 help F2 graphs F3 books F4 news F5 words F6 talk F10 leave")
_FREE = _(" ↵ send  u undo  ? help  g graphs  b books  n news  w words  t talk  m more  q leave")
