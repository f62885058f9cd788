"""Tells a host in lines what happens at the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import lines, plain_words
from allmende_client.console import board
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.sentences import filled
from allmende_client.words import _
from allmende_protocol.messages import (
    Clock,
    Ended,
    Happened,
    Heard,
    Opened,
    Presence,
    Refused,
    Welcome,
    WentBack,
)


class Reporter:
    """Says what a message changed, once."""

    def __init__(self, say: Callable[[Iterable[str]], None]) -> None:
        self._say = say
        self._key = ""

    def report(self, message: Incoming, before: Model, model: Model) -> None:
        """Say what is new since `before`."""
        match message:
            case Connection(up=up) if up != before.connected:
                self._say([_("Connected.") if up else _("The connection is lost; trying again.")])
            case Welcome(table=code) if before.welcome is None or before.welcome.table != code:
                place = f"{message.name}, {message.system_name}, {code}."
                self._say([place, *board.tables(model)])
            case Presence():
                self._say(_moved(before, model))
            case Heard() if model.chat is not before.chat:
                self._say([lines.said(message)])
            case Happened():
                self._say(news.text for news in model.news[len(before.news) :])
            case WentBack():
                self._say([filled(message.text, message.facts)])
            case Opened() | Clock():
                self._say(self._when(before, model))
            case Refused(refusal=refusal):
                self._say([filled(refusal.text, refusal.facts)])
            case Ended() if before.ended is None:
                self._say(plain_words.end(model))
            case _:
                pass

    def _when(self, before: Model, model: Model) -> list[str]:
        """The phase, if it is another, and what a change of the clock means."""
        said = plain_words.time(before.clock, model)
        key = model.opened.key if model.opened else ""
        if key != self._key and model.clock is not None and not model.in_lobby:
            self._key = key
            said += plain_words.phase(model)
        return said


def _moved(before: Model, model: Model) -> list[str]:
    """The seats that changed hands, or whose people came or went."""
    was = {seat.seat: (seat.who, seat.people, seat.state == "away") for seat in before.seats}
    now = {seat.seat: (seat.who, seat.people, seat.state == "away") for seat in model.seats}
    changed = {seat for seat in now if now[seat] != was.get(seat, now[seat])}
    return [line for seat, line in board.roster(model, spoken=True) if seat in changed]
