"""A game that follows a record: each entry moves it as far as it did then, by no rule."""

from __future__ import annotations

from typing import Any

from allmende_rules.agenda import coming
from allmende_rules.answers import read_answers
from allmende_rules.decree import decree
from allmende_rules.game import CHANGE, DECREE, OPENING, ROUND, TITLES, Game, Keep
from allmende_rules.record import (
    Answered,
    Aside,
    Body,
    DamageError,
    Decreed,
    Entry,
    Header,
    Resolved,
    RolledBack,
    RoundEnded,
    Withdrawn,
    resolved_since,
)
from allmende_rules.world import fold


class Reading(Game):
    """A game while its record is read. `answers` are the plain answers to the phase that is due.

    `decreed` is what the host has ordered, until what follows from it has been read. The caller takes
    the entries after the header in order, and may then go on with the game.
    """

    def __init__(self, header: Header) -> None:
        super().__init__(header)
        self.answers: dict[str, dict[str, Any]] = {}
        self.decreed: Decreed | None = None
        self._last: Body = header

    @property
    def since(self) -> list[Entry]:
        """What was resolved since the last round's end."""
        return self._since

    @property
    def due(self) -> str:
        """The step whose events come next: a phase or one of the above; empty at a round's end."""
        if self.decreed is not None:
            return DECREE
        match self._last:
            case Header():
                return OPENING
            case Resolved(phase=step) if step == OPENING:
                return TITLES
            case Resolved(phase=step) if step not in (TITLES, ROUND, CHANGE):
                ids = [phase.id for phase in self.system.phases]
                return "".join(ids[ids.index(step) + 1 :][:1])
            case Resolved(phase=step) if step == ROUND and self.finished:
                return ""
            case Resolved(phase=step) if step == ROUND and coming(self.world):
                return CHANGE
            case Resolved(phase=step) if step in (ROUND, CHANGE):
                return self.system.phases[0].id
            case _:
                return ROUND

    def parent_of(self, body: Body) -> int:
        """The entry that `body` hangs on if it comes next."""
        if isinstance(body, Aside):
            return 0
        if isinstance(body, RolledBack) and body.round in self.snapshots:
            return self.snapshots[body.round][0]
        return self._head

    def take(self, entry: Entry) -> None:
        """Move on by one entry. Raises DamageError if nothing like it can come next."""
        match entry.body:
            case Resolved() as body:
                self._fold(entry, body)
            case RoundEnded() as body:
                self._since, self.digest = [], body.digest
                self.snapshots[body.round] = (entry.id, body.digest, self.world)
                self._last = body
            case RolledBack() as body:
                self._return_to(entry, body)
            case Answered() as body:
                self.answers[body.seat] = {**self.answers.get(body.seat, {}), **body.answers}
            case Withdrawn() as body:
                self.answers.pop(body.seat, None)
            case Decreed() as body:
                self.decreed = body
        self.entries.append(entry)
        if not isinstance(entry.body, Aside):
            self._head = entry.id

    def _fold(self, entry: Entry, body: Resolved) -> None:
        steps = (OPENING, TITLES, ROUND, CHANGE, DECREE, *(one.id for one in self.system.phases))
        if body.phase not in steps:
            raise DamageError(
                f"entry {entry.id}: there is no phase {body.phase} in {self.system.id}"
            )
        if body.phase == ROUND and self.world.round == 0:
            self.snapshots[0] = (self._head, self.digest, self.world)
        self._since.append(entry)
        self.world = fold(self.world, body.events)
        if body.phase == DECREE:
            self.decreed = None
        else:
            self.answers, self._last = {}, body

    def _return_to(self, entry: Entry, body: RolledBack) -> None:
        if body.round not in self.snapshots:
            raise DamageError(f"entry {entry.id}: round {body.round} has no end to go back to")
        head, self.digest, self.world = self.snapshots[body.round]
        self.snapshots = {n: kept for n, kept in self.snapshots.items() if n <= body.round}
        self._since, self.answers, self.decreed = resolved_since(self.entries, head), {}, None
        self._last = body

    def go_on(self, keep: Keep | None) -> None:
        """Open the phase that is due, after what the record leaves out of the steps before it."""
        self._keep = keep
        if self.decreed is not None:
            self._happen(DECREE, decree(self.world, self.decreed.act, self.header.acts))
            self.decreed = None
        phases = [phase.id for phase in self.system.phases]
        due = self.due
        if due == OPENING:
            self.start()
        elif due == TITLES:
            self._happen(TITLES, self.system.open(self.world))
            self._begin_round(1)
        elif due == ROUND:
            self._begin_round(self.world.round + 1)
        elif due == CHANGE:
            self._enter_round()
        elif self.finished:
            self._position = len(phases) - 1
        else:
            self._run(phases.index(due) if due else len(phases))
        for seat, raw in self.answers.items():
            self.given[seat] = read_answers(self.asked.get(seat, ()), raw)
