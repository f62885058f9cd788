"""What has happened at a table, step by step, each with the state that it led to.

Read from the record's entries alone, so that a running and a resumed table have the same history.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from allmende_rules.events import Event
from allmende_rules.land import Land
from allmende_rules.record import Answered, Entry, Resolved, RolledBack, thread
from allmende_rules.world import World, fold

KEPT = 256
"""Moments that someone who was away is told of: some twenty rounds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of the game, number `seq` of the table, and the state `after` it.

    Who may know of a step's events is decided by who held what when they had happened, not by who
    holds it later: so each step is redacted against its own `after`.
    """

    seq: int
    round: int
    phase: str
    events: tuple[Event, ...]
    after: World


class History:
    """The moments that led to the open phase, and how many there have been in all."""

    def __init__(self, land: Land) -> None:
        self.latest: list[Moment] = []
        self.recent: deque[Moment] = deque(maxlen=KEPT)
        self.seq = 0
        self.last_entry = 0
        self._land = land
        self._world = World(land=land)
        self._read = 0
        self._closing = False

    def catch_up(self, entries: list[Entry]) -> list[Moment]:
        """The moments that the record has gained since the last call."""
        fresh: list[Moment] = []
        self._closing = True
        for entry in entries[self._read :]:
            match entry.body:
                case Answered():
                    self._closing = True
                case RolledBack():
                    self._go_back(entries[: entry.parent + 1])
                case Resolved() as step:
                    fresh.append(self._happen(entry.id, step))
        self._read = len(entries)
        return fresh

    def _happen(self, entry: int, step: Resolved) -> Moment:
        if self._closing:
            self.latest, self._closing = [], False
        self._world = fold(self._world, step.events)
        self.seq += 1
        self.last_entry = entry
        moment = Moment(self.seq, self._world.round, step.phase, step.events, self._world)
        self.latest.append(moment)
        self.recent.append(moment)
        return moment

    def missed(self, seen: int) -> tuple[list[Moment], int | None]:
        """What happened after moment `seen`; and from which on, if it is no longer all of it."""
        fresh = [moment for moment in self.recent if moment.seq > seen]
        if seen > self.seq:
            return self.latest, next((one.seq for one in self.latest), self.seq)
        if fresh and fresh[0].seq > seen + 1:
            return fresh, fresh[0].seq
        return fresh, None

    def _go_back(self, entries: list[Entry]) -> None:
        self._world = World(land=self._land)
        self.latest = []
        for entry in thread(entries):
            if isinstance(entry.body, Resolved):
                self._world = fold(self._world, entry.body.events)
