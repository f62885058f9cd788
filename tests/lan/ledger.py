"""Whether the record has what was acknowledged, and who was answered for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from allmende_rules.record import Answered, Entry, Resolved, Withdrawn, thread
from allmende_server.store_reading import read
from tests.lan.wire import Acknowledged

PERSON = "person"


def kept(path: Path, code: str) -> list[Entry]:
    """The record of a table in a store that no server has open any more."""
    return next(one.entries for one in read(path) if one.code == code)


def missing(acknowledged: Iterable[Acknowledged], entries: list[Entry]) -> list[str]:
    """A sentence for each acknowledged answer that the record lacks, or that was written over.

    The answers must stand between the opening of their phase and its end, by a person, with the
    same values; and nothing but the same seat's people may have answered for it after the last of
    them. `answers` of an acknowledgement are all that the seat has given, so the entries of the
    seat up to there, the later over the earlier, must come to the same.
    """
    chain = thread(entries)
    found = [_of_opening(chain, one.key) for one in acknowledged]
    return [
        f"{one.seat} at {one.key}: {fault}"
        for one, opening in zip(acknowledged, found, strict=True)
        if (fault := _fault(one, opening))
    ]


def _of_opening(chain: Sequence[Entry], key: str) -> list[Entry]:
    """What the thread holds from a phase's opening to its resolution."""
    _round, phase, opened = key.split(".")
    later = [entry for entry in chain if entry.id > int(opened)]
    ends = [at for at, entry in enumerate(later) if _resolves(entry, phase)]
    return later[: ends[0]] if ends else []


def _resolves(entry: Entry, phase: str) -> bool:
    return isinstance(entry.body, Resolved) and entry.body.phase == phase


def _fault(one: Acknowledged, opening: list[Entry]) -> str:
    """What is wrong with the record about an acknowledged answer; empty if nothing is."""
    given: dict[str, object] = {}
    matches = False
    last = ""
    for entry in opening:
        match entry.body:
            case Answered(seat=one.seat, by=by, answers=answers):
                given |= answers
                last = by
                matches = matches or (by == PERSON and given == one.answers)
            case Withdrawn(seat=one.seat):
                given = {}
    if not matches:
        return f"not in the record: {one.answers}"
    return "" if last == PERSON else f"the record has {last} answer over it"


def stood_in(entries: list[Entry], seats: Iterable[str]) -> list[str]:
    """For each phase in which a person's seat was answered for: round, phase, seat, and by what."""
    wanted, told, waiting = set(seats), [], list[tuple[str, str]]()
    for entry in thread(entries):
        match entry.body:
            case Answered(seat=seat, by=by) if seat in wanted and by != PERSON:
                waiting.append((seat, by))
            case Resolved(round=round_, phase=phase):
                told += [f"round {round_}, {phase}: {by} for {seat}" for seat, by in waiting]
                waiting = []
    return told
