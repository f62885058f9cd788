"""The first line: which table, round and phase, laws in force, how long is left, who is waited for."""

from __future__ import annotations

from typing import cast

from rich.text import Text

from allmende_client import assembly_lines
from allmende_client.countdown import Countdown, Timed
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel
from allmende_client.words import _


class Where(Panel):
    """Where and when: the table's place, or the `title` of a page that lies over it.

    The time is the app's own, so that all pages show the same.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__(id="where")
        self._title = title

    def on_mount(self) -> None:
        self.set_interval(_LOOKS, self.draw)

    @property
    def _countdown(self) -> Countdown:
        return cast("Timed", self.app).countdown

    def picture(self, model: Model) -> Text:
        time = self._time(model)
        place = self._title or _place(model, self.room.width - len(time) - _EDGES)
        gap = max(2, self.room.width - len(place) - len(time) - 2)
        return Text(f" {place}{' ' * gap}{time} ", "bold", no_wrap=True, overflow="ellipsis")

    def _time(self, model: Model) -> str:
        if not model.connected:
            text = _("no connection for {seconds} s, trying again")
            return text.format(seconds=self._countdown.away)
        if model.in_lobby:
            return _("waiting for the host")
        pieces, left = [], self._countdown.left
        if left is not None and not model.over:
            pieces.append(f"{left // 60}:{left % 60:02}")
        if model.clock and model.clock.paused and not model.over:
            pieces.append(_("paused"))
        if model.thinking and not model.over:
            pieces.append(_("{count} thinking").format(count=len(model.thinking)))
        return "  ".join(pieces)


_LOOKS = 0.25
"""Seconds between looks at the clock: each page then turns to a second at nearly the same moment."""
_EDGES, _LEAST = 4, 10
"""Columns between and beside place and time, and those that the system's name has at least."""


def _place(model: Model, room: int) -> str:
    """The table, system, round and phase in a line; the system's name gives way where room is short."""
    welcome = model.welcome
    if welcome is None:
        return _("Finding the table…")
    playing = model.opened is not None and not model.over and not model.in_lobby
    phase = model.opened.title.upper() if model.opened and playing else ""
    rounds = _("round {now}/{all}").format(now=model.round, all=welcome.rounds)
    when = _("the end") if model.over else _("lobby") if model.in_lobby else rounds
    others = [piece for piece in (when, phase, assembly_lines.badge(model)) if piece]
    taken = len(_DOT.join([welcome.name, "", *others]))
    system = shortened(welcome.system_name, max(room - taken, _LEAST))
    return _DOT.join([welcome.name, system, *others])


_DOT = " · "


def shortened(name: str, room: int) -> str:
    """A name within so many columns: by whole words while its first one fits."""
    if len(name) <= room:
        return name
    words = name[:room].rsplit(" ", 1) if " " in name[:room] else [name[: room - 1]]
    return words[0].rstrip() + "…"
