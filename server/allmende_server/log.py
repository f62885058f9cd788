"""A table's log: what its game and its seats bring forth, on the way to the store."""

from __future__ import annotations

from typing import Any, NamedTuple

from allmende_rules.record import Entry, Ordered, RolledBack, RoundEnded, line

Change = tuple[str, tuple[Any, ...]]
"""A statement and its values."""

_KEEP = "INSERT INTO entries (game, id, parent, line) VALUES (?, ?, ?, ?)"
_PLAYED = "UPDATE progress SET played = ? WHERE game = ?"
_ENDED = "UPDATE progress SET played = rounds WHERE game = ?"
_HOLD = "INSERT OR REPLACE INTO holders (game, ticket, seat, name) VALUES (?, ?, ?, ?)"
_RELEASE = "DELETE FROM holders WHERE game = ? AND ticket = ?"


class Holder(NamedTuple):
    """A person's hold on a seat. The ticket tells the token that resumes it, and cannot replace it."""

    ticket: str
    seat: str
    name: str


class Log:
    """Buffers what the table numbered `game` brings forth; it is durable once the store wrote it."""

    def __init__(self, game: int, waiting: list[Change]) -> None:
        self._game = game
        self._waiting = waiting

    def keep(self, entry: Entry) -> None:
        """Take the next entry of the record: a Game's `keep`."""
        self._waiting.append((_KEEP, (self._game, entry.id, entry.parent, line(entry))))
        match entry.body:
            case RoundEnded(round=played) | RolledBack(round=played):
                self._waiting.append((_PLAYED, (played, self._game)))
            case Ordered(order="end_game"):
                self._waiting.append((_ENDED, (self._game,)))

    def hold(self, ticket: str, seat: str, name: str) -> None:
        """A person has a seat."""
        self._waiting.append((_HOLD, (self._game, ticket, seat, name)))

    def release(self, ticket: str) -> None:
        """They have given it up; nothing happens if the ticket is unknown."""
        self._waiting.append((_RELEASE, (self._game, ticket)))
