"""How far shadow prices are certain: the range of a row's price over all optimal dual solutions.

The optimum as a function of a row's number is concave. Its slope to the right is the least dual value
of the row, to the left the greatest; the two differ where the plan stands at a kink (degenerate plans;
Akgül, A note on shadow prices in linear programming, 1984).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allmende_rules.mechanisms.linear_solver import LinearProgram, UnboundedError
from allmende_rules.mechanisms.plan_program import Row, Solution, sign
from allmende_rules.mechanisms.standard_form import Vector

TIGHT = 1e-9
"""Relative slack up to which a row counts as binding and a variable as 0."""
SAME = 1e-5
"""Relative width up to which a range is one value."""


class PriceRange(NamedTuple):
    """What one unit more brings (`more`) and what one unit less takes away (`less`), per unit.

    `less` is infinite where the plan is impossible with anything less. They are equal where the
    price is `unique`.
    """

    more: float
    less: float

    @property
    def unique(self) -> bool:
        """Whether a little more and a little less are worth the same."""
        return self.less - self.more <= SAME * max(1.0, abs(self.more))


class PriceRanges:
    """The optimal dual solutions of a solved plan: y >= 0 with matrix'y >= gains, complementary.

    By complementary slackness only binding rows have a price, and used variables no loss.
    """

    def __init__(self, solution: Solution) -> None:
        """Find the binding rows and the used variables of the optimum."""
        form = solution.form
        slack = solution.bounds - form.matrix @ solution.levels
        self._rows = form.rows
        self._binding = np.flatnonzero(slack <= TIGHT * np.maximum(1.0, np.abs(solution.bounds)))
        used = solution.levels > TIGHT * max(1.0, float(solution.levels.max(initial=0.0)))
        self._place, self._prices = form.place, solution.multipliers
        duals = form.matrix[self._binding].T
        self._program = LinearProgram(
            np.concatenate([-duals, duals[used]]),
            np.concatenate([-form.gains, form.gains[used]]),
            np.zeros(self._binding.size),
        )

    def of(self, row: Row) -> PriceRange:
        """The range of a row's shadow price; for floors and targets both ends are 0 or less."""
        place = np.flatnonzero(self._binding == self._place(row))
        if not place.size:
            return PriceRange(0.0, 0.0)
        gains = np.zeros(self._binding.size)
        gains[place] = 1.0
        price = float(self._prices[self._place(row)])
        low, high = min(price, -self._greatest(-gains)), max(price, self._greatest(gains))
        return PriceRange(low, high) if sign(row) > 0 else PriceRange(-high, -low)

    def _greatest(self, gains: Vector) -> float:
        try:
            best = self._program.solve(gains=gains)
        except UnboundedError:
            return np.inf
        # Rounding can leave the exact optimum a hair outside the rows that describe it.
        return -np.inf if best is None else best.value
