"""What a validation finds: rows of theirs, ours and a verdict, and tables that have no verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from allmende_lab.watching import Watch, unwatched

SEED = 1
"""Of every draw in a validation."""

Reading = Literal["about", "at_least", "shown"]
"""How `theirs` is to be read: a value to hit, a least value, or a figure for comparison only."""
Basis = Literal["published", "derived", "simulated", "bound"]
"""What `theirs` rests on.

The source states the figure, it follows from the source's model or data, or it came out of another
program's run; a bound is what the figure at least must be here, chosen with the published one in view.
"""


@dataclass(frozen=True)
class Row:
    """One figure of theirs and ours. `passed` is None where it is shown for comparison only.

    `tolerance` is the greatest difference that passes, in the unit of both; None where there is
    nothing to hit. `published` is the figure that the source states, if it states one: where `theirs`
    is a bound, another.
    """

    what: str
    theirs: float
    ours: float | None
    tolerance: float | None
    source: str
    passed: bool | None
    reading: Reading
    basis: Basis
    published: float | None = None
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
    find: Callable[[Watch], Findings]
    seed: int | None = None
    named_only: bool = False

    def run(self, watch: Watch = unwatched) -> Findings:
        """Find what there is to find; `watch` is handed what takes long."""
        return self.find(watch)


def quick(find: Callable[[], Findings]) -> Callable[[Watch], Findings]:
    """What is found too fast for anybody to watch."""
    return lambda _watch: find()


def about(
    what: str,
    theirs: float,
    ours: float,
    tolerance: float,
    source: str,
    note: str = "",
    *,
    basis: Basis = "derived",
) -> Row:
    """A figure to hit within a tolerance."""
    passed = abs(ours - theirs) <= tolerance
    published = theirs if basis == "published" else None
    return Row(what, theirs, ours, tolerance, source, passed, "about", basis, published, note)


def at_least(
    what: str, bound: float, ours: float, source: str, published: float, note: str = ""
) -> Row:
    """A bound to reach, beside which the source published another figure."""
    reached = ours >= bound
    return Row(what, bound, ours, None, source, reached, "at_least", "bound", published, note)


def shown(what: str, theirs: float, source: str, note: str, ours: float | None = None) -> Row:
    """A published figure beside ours, if there is one, which decides nothing; the note says why."""
    return Row(what, theirs, ours, None, source, None, "shown", "published", theirs, note)


def misses(found: Findings) -> tuple[Row, ...]:
    """The rows that do not agree."""
    return tuple([row for row in found.rows if row.passed is False])
