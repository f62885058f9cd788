"""The first line: which table, round and phase, how long is left, how many are waited for."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive

from allmende_client.model import Model
from allmende_client.widgets.panel import Panel
from allmende_client.words import _


class Where(Panel):
    """Where and when. `left` counts down the seconds of a phase that has a limit."""

    left: reactive[int | None] = reactive(None, init=False)

    def __init__(self) -> None:
        super().__init__(id="where")
        self._timed: object = None

    def on_mount(self) -> None:
        self.set_interval(1, self._count_down)

    def watch_model(self, model: Model) -> None:
        if model.opened is not self._timed:
            self._timed = model.opened
            remaining = model.opened.remaining if model.opened else None
            self.left = None if remaining is None else int(remaining)
        super().watch_model(model)

    def watch_left(self) -> None:
        self.draw(self.model)

    def picture(self, model: Model) -> Text:
        place, time = _place(model, self.size.width), self._time(model)
        gap = max(2, self.size.width - len(place) - len(time) - 2)
        return Text(f" {place}{' ' * gap}{time} ", "bold", no_wrap=True, overflow="ellipsis")

    def _count_down(self) -> None:
        if self.left:
            self.left -= 1

    def _time(self, model: Model) -> str:
        if not model.connected:
            return _("connection lost, trying again…")
        clock = "" if self.left is None else f"{self.left // 60}:{self.left % 60:02}  "
        waiting = sum(seat.state == "deciding" for seat in model.seats)
        return clock + (_("{count} thinking").format(count=waiting) if waiting else "")


def _place(model: Model, width: int) -> str:
    welcome = model.welcome
    if welcome is None:
        return _("Finding the table…")
    roomy = width >= 100  # noqa: PLR2004  # the columns at which the system's whole name fits
    system = welcome.system_name if roomy else welcome.system.replace("_", " ").upper()
    phase = model.opened.title.upper() if model.opened and not model.over else ""
    rounds = _("round {now}/{all}").format(now=model.round, all=welcome.rounds)
    pieces = (welcome.name, system, _("the end") if model.over else rounds, phase)
    return " · ".join(piece for piece in pieces if piece)
