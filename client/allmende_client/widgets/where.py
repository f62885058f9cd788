"""The first line: which table, round and phase, laws in force, how long is left, who is waited for."""

from __future__ import annotations

from math import ceil

from rich.text import Text
from textual.reactive import reactive

from allmende_client import assembly_lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel
from allmende_client.words import _
from allmende_protocol.messages import Clock


class Where(Panel):
    """Where and when: the table's place, or the `title` of a page that lies over it.

    `left` counts down what remains of a phase, `away` up while the line is cut.
    """

    left: reactive[int | None] = reactive(None, init=False)
    away: reactive[int] = reactive(0, init=False)

    def __init__(self, title: str = "") -> None:
        super().__init__(id="where")
        self._title = title
        self._timed: Clock | None = None

    def on_mount(self) -> None:
        self.set_interval(1, self._tick)

    def watch_model(self, model: Model) -> None:
        if model.clock is not self._timed:
            self._timed = model.clock
            remaining = model.clock.remaining if model.clock else None
            self.left = None if remaining is None else ceil(remaining)
        if model.connected:
            self.away = 0
        super().watch_model(model)

    def watch_left(self) -> None:
        self.draw()

    def watch_away(self) -> None:
        self.draw()

    def picture(self, model: Model) -> Text:
        time = self._time(model)
        place = self._title or _place(model, self.room.width - len(time) - _EDGES)
        gap = max(2, self.room.width - len(place) - len(time) - 2)
        return Text(f" {place}{' ' * gap}{time} ", "bold", no_wrap=True, overflow="ellipsis")

    def _tick(self) -> None:
        if not self.model.connected:
            self.away += 1
        elif self.left and self._timed is not None and self._timed.running:
            self.left -= 1

    def _time(self, model: Model) -> str:
        if not model.connected:
            text = _("no connection for {seconds} s, trying again")
            return text.format(seconds=self.away)
        if model.in_lobby:
            return _("waiting for the host")
        pieces = []
        if self.left is not None and not model.over:
            pieces.append(f"{self.left // 60}:{self.left % 60:02}")
        if model.clock and model.clock.paused and not model.over:
            pieces.append(_("paused"))
        if model.thinking and not model.over:
            pieces.append(_("{count} thinking").format(count=len(model.thinking)))
        return "  ".join(pieces)


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
