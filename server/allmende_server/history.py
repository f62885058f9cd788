"""What has happened at a table, step by step, each with the state that it led to.

Read from the record's entries alone, so that a running and a resumed table have the same history.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from operator import attrgetter

from allmende_rules.agenda import SINCE, coming
from allmende_rules.events import Event, Stated
from allmende_rules.game import DECREE
from allmende_rules.land import Land
from allmende_rules.record import Answered, Entry, Resolved, RolledBack, thread
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World, fold

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


@dataclass(frozen=True, slots=True)
class Return:
    """Step `seq` of the table: it went back to the end of `round`, and all after that no longer counts.

    `system` is the name of the one that is in force again by it, empty if it had not changed since.
    """

    seq: int
    round: int
    system: str = ""


Past = Moment | Return


class History:
    """The moments that led to the open phase, and how many there have been in all.

    What was played after a round to whose end the table went back is no longer among them.
    """

    def __init__(self, land: Land) -> None:
        self.latest: list[Moment] = []
        self.recent: deque[Moment] = deque()
        self.returns: list[Return] = []
        self.seq = 0
        self.last_entry = 0
        self._land = land
        self._world = World(land=land)
        self._read = 0
        self._closing = False
        self._lost = 0

    def catch_up(self, entries: list[Entry]) -> list[Past]:
        """What the record has gained since the last call."""
        fresh: list[Past] = []
        self._closing = True
        for entry in entries[self._read :]:
            match entry.body:
                case Answered():
                    self._closing = True
                case RolledBack(round=round_):
                    fresh.append(self._go_back(round_, entries[: entry.parent + 1]))
                case Resolved() as step:
                    fresh.append(self._happen(entry.id, step))
        self._read = len(entries)
        return fresh

    def _happen(self, entry: int, step: Resolved) -> Moment:
        self._world = fold(self._world, step.events)
        self.seq += 1
        moment = Moment(self.seq, self._world.round, step.phase, step.events, self._world)
        self.recent.append(moment)
        if len(self.recent) > KEPT:
            self._lost = self.recent.popleft().seq
        if step.phase != DECREE:  # which leaves the phase open that it falls into
            self.last_entry = entry
            self.latest = [moment] if self._closing else [*self.latest, moment]
            self._closing = False
        return moment

    def missed(self, seen: int) -> tuple[list[Past], int | None]:
        """What there is to know after step `seen`; and from which on, if it is no longer all of it."""
        if seen > self.seq:
            return [*self.latest], next((one.seq for one in self.latest), self.seq)
        kept: list[Past] = [*self.returns, *self.recent]
        fresh = sorted((one for one in kept if one.seq > seen), key=attrgetter("seq"))
        oldest = next((one.seq for one in self.recent), self.seq)
        return fresh, oldest if seen < self._lost else None

    def _go_back(self, round_: int, entries: list[Entry]) -> Return:
        """Stand again where `entries` end, and forget what was told of later rounds."""
        left = self._world
        self._world = World(land=self._land)
        for entry in thread(entries):
            if isinstance(entry.body, Resolved):
                self._world = fold(self._world, entry.body.events)
        self.seq += 1
        back = Return(self.seq, round_, _in_force_again(left, self._world))
        self.latest, self._closing = [], False
        self.recent = deque(one for one in self.recent if one.round <= round_)
        self.returns = [*(one for one in self.returns if one.round <= round_), back]
        return back


def _in_force_again(left: World, end: World) -> str:
    """The name of the system that holds after the `end` of a round, if that was not so when one `left`."""
    now = fold(end, [Stated("all", TABLE, {"round": end.round + 1})])
    system, since = end.fact(TABLE, "system"), end.fact(TABLE, SINCE)
    if act := coming(now):
        system, since = act.system, now.round
    same = (left.fact(TABLE, "system"), left.fact(TABLE, SINCE)) == (system, since)
    return "" if same else find_system(system).name
