"""A record, round by round: the states that a round passed through, and what everybody answered.

Everything is read, and nothing is recomputed but questions and silences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from allmende_rules.answers import read_answers
from allmende_rules.events import Event
from allmende_rules.game import CHANGE, ROUND
from allmende_rules.phases.physical import EXECUTE, executed
from allmende_rules.phases.report import REPORT
from allmende_rules.physics.execution import Executed
from allmende_rules.play import Asked, ask, complete
from allmende_rules.questions import Answers
from allmende_rules.reading import Reading
from allmende_rules.record import DamageError, Entry, Header, Resolved, RoundEnded, thread
from allmende_rules.system import Phase, Replies, nobody
from allmende_rules.world import World


@dataclass(frozen=True, slots=True)
class Closed:
    """A phase that asked: the state it was asked in, its questions, complete answers, and the outcome."""

    world: World
    asked: Asked
    replies: Replies
    events: tuple[Event, ...]

    @property
    def said(self) -> Answers:
        """The answers of all seats together."""
        return {name: value for said in self.replies.values() for name, value in said.items()}


@dataclass(frozen=True, slots=True)
class Round:
    """A round that has ended: at its opening, before work, before people consumed, and at its end."""

    number: int
    opening: World
    at_work: World
    at_table: World
    end: World
    phases: Mapping[str, Closed] = field(default_factory=dict)

    def about(self, topic: str) -> Closed | None:
        """The first phase that asked anybody about a topic."""
        return next(
            (
                phase
                for phase in self.phases.values()
                if any(one.topic == topic for asked in phase.asked.values() for one in asked)
            ),
            None,
        )

    @property
    def done(self) -> Executed:
        """What was carried out."""
        return executed(self.at_table)


def rounds(entries: Sequence[Entry]) -> Iterator[Round]:
    """The rounds of the thread that a record stands on; other branches are left out.

    Raises DamageError if the entries are no game's.
    """
    chain = thread(list(entries))
    if not chain or not isinstance(header := chain[0].body, Header):
        raise DamageError("the record has no header")
    reading = Reading(header)
    opening = at_work = at_table = reading.world
    closed: dict[str, Closed] = {}
    for entry in chain[1:]:
        body, before = entry.body, reading.world
        if isinstance(body, Resolved):
            phase = _asking(reading, body.phase)
            if phase:
                closed[phase.id] = _closed(reading, phase, body.events)
            at_work = before if body.phase == EXECUTE.id else at_work
            at_table = before if body.phase == REPORT.id else at_table
        reading.take(entry)
        if isinstance(body, RoundEnded):
            yield Round(body.round, opening, at_work, at_table, reading.world, closed)
        if isinstance(body, Resolved) and body.phase in (ROUND, CHANGE):
            opening, closed = reading.world, {}


def _asking(reading: Reading, name: str) -> Phase | None:
    found = next((phase for phase in reading.system.phases if phase.id == name), None)
    return found if found and found.ask is not nobody else None


def _closed(reading: Reading, phase: Phase, events: tuple[Event, ...]) -> Closed:
    world = reading.world
    asked = ask(world, phase, reading.seats)
    replies = {
        seat: complete(
            world, seat, questions, read_answers(questions, reading.answers.get(seat, {}))
        )
        for seat, questions in asked.items()
    }
    return Closed(world, asked, replies, events)
