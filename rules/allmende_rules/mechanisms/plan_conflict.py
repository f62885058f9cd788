"""Why a plan is impossible, and the smallest changes that mend it.

The elastic program lets floors, targets, limits and capacities give way at a cost relative to their
size; its multipliers are a certificate of Farkas, whose rows already contradict each other. A deletion
filter (Chinneck and Dravnieks, Locating minimal infeasible constraint sets in linear programs, 1991)
strips them to an irreducible set: impossible together, possible without any one of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allmende_rules.mechanisms.linear_solver import LinearProgram
from allmende_rules.mechanisms.plan_program import Form, Kind, Row, Solution, sign
from allmende_rules.mechanisms.standard_form import Vector

SOFT = ("floor", "target", "limit", "total", "capacity")
"""Kinds of rows that people can change; that goods do not come from nowhere is no such row."""
NOTHING = 1e-9
"""Relative size below which a change is rounding."""


class Change(NamedTuple):
    """A row's number as stated, and as it would have to be."""

    row: Row
    stated: float
    needed: float


class Conflict(NamedTuple):
    """Rows that cannot all hold, and what would do.

    `rows` are irreducible, with their numbers as `stated`. Each of `ways` makes the whole plan
    possible by changing one thing, in as many rounds as it takes; `together` are the changes of
    anything whose relative sizes add up to the least.
    """

    rows: tuple[Row, ...]
    stated: tuple[float, ...]
    ways: tuple[tuple[Change, ...], ...]
    together: tuple[Change, ...]


def is_soft(form: Form, row: Row) -> bool:
    """Whether people can change a row's number."""
    given = row.kind == "capacity" and form.plan.processes[row.of].given
    return row.kind in SOFT and not given


class Elastic:
    """A plan whose soft rows may give way: max -Σ give / size with matrix v - give <= bounds."""

    def __init__(self, form: Form, bounds: Vector) -> None:
        """Open every soft row."""
        self._form, self._bounds = form, bounds
        self._soft = np.array(
            [place for place, row in enumerate(form.rows) if is_soft(form, row)], dtype=np.intp
        )
        stated = np.abs(bounds[self._soft])
        self._size = np.where(stated > 0, stated, 1.0)
        giving = np.zeros((len(form.rows), self._soft.size))
        giving[self._soft, np.arange(self._soft.size)] = -self._size
        self._opened = np.ones(self._soft.size)
        # No floor or target gives way by more than all of itself.
        self._most = np.where(bounds[self._soft] < 0, 1.0, np.inf)
        self._program = LinearProgram(
            np.concatenate([form.matrix, giving], axis=1),
            bounds,
            np.concatenate([np.zeros(form.gains.size), -self._opened]),
            self._upper(self._opened > 0),
        )

    def _upper(self, opened: NDArray[np.bool_]) -> Vector:
        free = np.full(self._form.gains.size, np.inf)
        return np.concatenate([free, np.where(opened, self._most, 0.0)])

    def least(self) -> tuple[tuple[Change, ...], NDArray[np.intp]]:
        """The changes that add up to the least, and the places of rows that contradict each other."""
        return self._changes(self._upper(self._opened > 0))

    def by(self, kind: Kind, of: int) -> tuple[Change, ...]:
        """The least change of one thing over all rounds that makes the plan possible, empty if none does."""
        rows = [self._form.rows[place] for place in self._soft]
        only = np.array([(row.kind, row.of) == (kind, of) for row in rows])
        changes, _ = self._changes(self._upper(only))
        return changes

    def _changes(self, upper: Vector) -> tuple[tuple[Change, ...], NDArray[np.intp]]:
        best = self._program.solve(upper=upper)
        if best is None:
            return (), np.empty(0, dtype=np.intp)
        gives = best.levels[self._form.gains.size :]
        changes = tuple(
            self._change(int(place), float(give * size))
            for place, give, size in zip(self._soft, gives, self._size, strict=True)
            if give > NOTHING
        )
        return changes, np.flatnonzero(
            best.multipliers * np.maximum(1.0, np.abs(self._bounds)) > NOTHING
        )

    def _change(self, place: int, give: float) -> Change:
        row = self._form.rows[place]
        stated = sign(row) * float(self._bounds[place])
        return Change(row, stated, max(0.0, stated + sign(row) * give))


def irreducible(form: Form, bounds: Vector, among: NDArray[np.intp]) -> tuple[Row, ...]:
    """Rows of `among`, which contradict each other, none of which can be spared.

    Later rounds are spared first, so that the conflict named is the earliest.
    """
    kept = bounds[among].copy()
    program = LinearProgram(form.matrix[among], kept, np.zeros(form.gains.size))
    for place in sorted(range(among.size), key=lambda n: (-form.rows[among[n]].round, n)):
        spared = kept.copy()
        spared[place] = np.inf
        if program.solve(bounds=spared) is None:
            kept = spared
    return tuple(form.rows[place] for place in among[np.isfinite(kept)])


def conflict(form: Form, bounds: Vector) -> Conflict:
    """Explain why a plan's rows cannot all hold; ValueError if they can."""
    elastic = Elastic(form, bounds)
    together, contradicting = elastic.least()
    if not together:
        raise ValueError("All rows of this plan can hold; there is no conflict to explain.")
    rows = irreducible(form, bounds, contradicting)
    things = dict.fromkeys((row.kind, row.of) for row in rows if is_soft(form, row))
    ways = tuple(way for thing in things if (way := elastic.by(*thing)))
    stated = tuple(sign(row) * float(bounds[form.place(row)]) for row in rows)
    return Conflict(rows, stated, ways, together)


def scarcest(solution: Solution) -> Conflict:
    """The limit or capacity that holds a solved plan back most, without a way out.

    That is the one to which most of the plan's value is due: its price times its number. Nothing more
    has to be solved for it, where `conflict` solves dozens of programs.
    """
    rows = solution.form.rows
    kinds = np.array([row.kind in ("limit", "total", "capacity") for row in rows])
    place = int(np.argmax(np.where(kinds, solution.multipliers * solution.bounds, -np.inf)))
    return Conflict((rows[place],), (float(solution.bounds[place]),), (), ())
