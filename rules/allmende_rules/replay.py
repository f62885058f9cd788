"""From a record back to the game: taking it up, looking at any round, checking it (DESIGN 4).

Folding recorded events needs no rule and no solver. `verify` recomputes the events of each phase
from the recorded state and answers, so that one difference does not spread to what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allmende_rules.agenda import coming
from allmende_rules.answers import read_answers
from allmende_rules.comparison import Difference, compare
from allmende_rules.decree import decree
from allmende_rules.events import Event, Stated
from allmende_rules.game import CHANGE, OPENING, ROUND, TITLES, Game, Keep
from allmende_rules.migration import change_of_system
from allmende_rules.opening import open_world
from allmende_rules.play import ask, resolve
from allmende_rules.reading import Reading
from allmende_rules.record import (
    Answered,
    DamageError,
    Decreed,
    Entry,
    Header,
    Ordered,
    Resolved,
    RolledBack,
    RoundEnded,
    Said,
    Seated,
    Withdrawn,
    content_hash,
    digest,
)
from allmende_rules.refusals import Refused
from allmende_rules.version import ENGINE
from allmende_rules.world import TABLE, World

END = "the end of the round"
_FAULTS = (Refused, LookupError, ValueError, TypeError, ArithmeticError)
"""What rules may raise when they are given what no game could have recorded."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `rounds` that match, `small` differences that pass, the `first` to fail.

    `notes` are sentences on versions that differ, which make differences likely.
    """

    rounds: tuple[int, ...]
    small: tuple[Difference, ...]
    first: Difference | None
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the record is what the rules make of its answers."""
        return self.first is None


def restore(entries: Sequence[Entry], keep: Keep | None = None) -> Game:
    """The game at the head of its record, ready to go on; `keep` receives what comes after.

    A record that was cut off within a round's consequences goes on from there at once. Raises
    DamageError if the entries are no game's, LookupError if its system is unknown, Refused if an answer
    to the open phase does not stand under these rules.
    """
    reading = read_record(entries)
    reading.go_on(keep)
    return reading


def at_round(entries: Sequence[Entry], round_: int) -> World:
    """The state at the end of a round, 0 for the opening. Raises LookupError if it has no end."""
    ends = read_record(entries).snapshots
    if round_ not in ends:
        had = f"{min(ends)} to {max(ends)}" if ends else "none"
        raise LookupError(f"Round {round_} has no end in this record; recorded are {had}.")
    return ends[round_][2]


def read_record(entries: Sequence[Entry]) -> Reading:
    """The state that a record's entries lead to, with no rule applied. Raises as `restore` does."""
    reading = Reading(_header(entries))
    for entry in entries[1:]:
        reading.take(entry)
    return reading


def verify(entries: Sequence[Entry]) -> Verdict:
    """Recompute everything that the record says followed from its answers, up to what fails.

    Raises DamageError if the entries are no game's, LookupError if its system is unknown.
    """
    header = _header(entries)
    reading = Reading(header)
    rounds: list[int] = []
    small: list[Difference] = []
    for entry in entries[1:]:
        found = list(_differences(reading, entry))
        first = next((one for one in found if not one.small), None)
        if first:
            return Verdict(tuple(rounds), tuple(small), first, _notes(header))
        small += found
        reading.take(entry)
        rounds = [number for number in reading.snapshots if number]
    return Verdict(tuple(rounds), tuple(small), None, _notes(header))


def _header(entries: Sequence[Entry]) -> Header:
    if not entries or not isinstance(entries[0].body, Header):
        raise DamageError("the record has no header")
    return entries[0].body


def _notes(header: Header) -> tuple[str, ...]:
    notes: list[str] = []
    if header.engine != ENGINE:
        notes.append(f"The record was made by engine {header.engine}; this is {ENGINE}.")
    if (now := content_hash(header.scenario)) != header.scenario_hash:
        notes.append(f"The scenario's hash is {now}; the record says {header.scenario_hash}.")
    return tuple(notes)


def _differences(reading: Reading, entry: Entry) -> Iterator[Difference]:
    phase = reading.due
    for where, recorded, recomputed, small in _checks(reading, entry):
        yield Difference(entry.id, reading.world.round, phase, where, recorded, recomputed, small)


def _checks(reading: Reading, entry: Entry) -> Iterator[tuple[str, Any, Any, bool]]:
    body, parent = entry.body, reading.parent_of(entry.body)
    if entry.parent != parent:
        yield "parent", entry.parent, parent, False
    match body:
        case Resolved():
            yield from _resolved(reading, body)
        case RoundEnded():
            yield from _round_end(reading, body)
        case Answered() | Withdrawn() | Decreed():
            yield from _while_open(reading, body)
        case RolledBack():
            if body.round not in reading.snapshots:
                yield "round", body.round, sorted(reading.snapshots), False
        case Header():
            yield "kind", "a header", "none but the first", False
        case Seated() | Said() | Ordered():
            pass


def _while_open(
    reading: Reading, body: Answered | Withdrawn | Decreed
) -> Iterator[tuple[str, Any, Any, bool]]:
    """What is answered names the phase that is due; what is ordered falls into any phase."""
    due = reading.due
    if isinstance(body, Decreed):
        if due not in [phase.id for phase in reading.system.phases]:
            yield "phase", "an order of the host", due or END, False
    elif body.phase != due:
        yield "phase", body.phase, due, False


def _round_end(reading: Reading, body: RoundEnded) -> Iterator[tuple[str, Any, Any, bool]]:
    made = digest(reading.digest, reading.since, reading.world)
    for where, recorded, expected in (
        ("phase", END, reading.due or END),
        ("round", body.round, reading.world.round),
        ("digest", body.digest, made),
    ):
        if recorded != expected:
            yield where, recorded, expected, False


def _resolved(reading: Reading, body: Resolved) -> Iterator[tuple[str, Any, Any, bool]]:
    if body.phase != reading.due:
        yield "phase", body.phase, reading.due or END, False
    elif body.round != reading.world.round:
        yield "round", body.round, reading.world.round, False
    else:
        try:
            yield from compare(body.events, recomputed(reading))
        except _FAULTS as fault:
            yield "events", f"{len(body.events)} events", f"none: {fault}", False


def recomputed(reading: Reading) -> list[Event]:
    """What the rules make of the answers given so far, at the step that is due."""
    world, number = reading.world, reading.world.round + 1
    match reading.due:
        case _ if reading.due == OPENING:
            return open_world(reading.header, reading.system.dials, reading.chance)
        case _ if reading.due == TITLES:
            return reading.system.open(world)
        case _ if reading.due == ROUND:
            over = number > reading.header.rounds
            return [Stated("all", TABLE, {"finished": True} if over else {"round": number})]
        case _ if reading.due == CHANGE and (act := coming(world)):
            return change_of_system(world, act)
        case _ if reading.decreed:
            return decree(world, reading.decreed.act, reading.header.acts)
    phase = next(phase for phase in reading.system.phases if phase.id == reading.due)
    asked = ask(world, phase, reading.seats)
    given = {seat: read_answers(asked.get(seat, ()), raw) for seat, raw in reading.answers.items()}
    return resolve(world, phase, asked, given, reading.chance)
