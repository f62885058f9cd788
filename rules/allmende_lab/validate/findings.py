"""What a validation finds: rows of theirs, ours and a verdict, and tables that have no verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

SEED = 1
"""Of every draw in a validation."""

Reading = Literal["about", "at_least", "shown"]
"""How `theirs` is to be read: a value to hit, a least value, or a figure for comparison only."""


@dataclass(frozen=True)
class Row:
    """One published figure and ours. `passed` is None where it is shown for comparison only.

    `tolerance` is the greatest difference that passes, in the unit of both; None where there is
    nothing to hit.
    """

    what: str
    theirs: float
    ours: float | None
    tolerance: float | None
    source: str
    passed: bool | None
    reading: Reading
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A further table that a subject prints: a title, headings, and rows of words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Findings:
    """All that a subject found."""

    rows: tuple[Row, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Subject:
    """Something to validate. `seed` is that of its draws, the first if many; None if nothing is drawn.

    One that takes minutes is run only if it is named.
    """

    id: str
    title: str
    run: Callable[[], Findings]
    seed: int | None = None
    named_only: bool = False


def about(
    what: str, theirs: float, ours: float, tolerance: float, source: str, note: str = ""
) -> Row:
    """A figure to hit within a tolerance."""
    passed = abs(ours - theirs) <= tolerance
    return Row(what, theirs, ours, tolerance, source, passed, "about", note)


def at_least(what: str, theirs: float, ours: float, source: str, note: str = "") -> Row:
    """A figure to reach."""
    return Row(what, theirs, ours, None, source, ours >= theirs, "at_least", note)


def shown(what: str, theirs: float, source: str, note: str, ours: float | None = None) -> Row:
    """A figure to be seen beside ours, if there is one, which decides nothing; the note says why."""
    return Row(what, theirs, ours, None, source, None, "shown", note)


def misses(found: Findings) -> tuple[Row, ...]:
    """The rows that do not agree."""
    return tuple([row for row in found.rows if row.passed is False])
