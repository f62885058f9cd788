"""Linear plans over one or several rounds: the optimum, its shadow prices, and how far these hold."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.mechanisms.linear_solver import LinearProgram, UnboundedError
from allmende_rules.mechanisms.plan_conflict import Conflict, conflict
from allmende_rules.mechanisms.plan_form import form_of
from allmende_rules.mechanisms.plan_program import Plan, Row, Solution


class Planner:
    """Solves one plan again and again under changed numbers, from one solver object.

    An answer depends on the plan and the changes alone.
    """

    def __init__(self, plan: Plan) -> None:
        """Write the plan out; ValueError says what is wrong in it."""
        self.form = form_of(plan)
        self._program = LinearProgram(self.form.matrix, self.form.bounds, self.form.gains)

    def solve(self, changes: Mapping[Row, float] | None = None) -> Solution | None:
        """The optimum with the numbers of some rows stated anew, None where not all rows can hold.

        Raises LookupError for a row that the plan lacks, and UnboundedError where nothing limits it.
        """
        bounds = self.form.bounds_after(changes or {})
        try:
            best = self._program.solve(bounds=bounds if changes else None)
        except UnboundedError:
            raise UnboundedError(
                "Nothing limits this plan: give it labour, capacity or another limit."
            ) from None
        if best is None:
            return None
        return Solution(self.form, bounds, best.value, best.levels, best.multipliers)

    def explain(self, changes: Mapping[Row, float] | None = None) -> Conflict:
        """Why not all rows can hold under these changes, and what would mend it; ValueError if all can."""
        return conflict(self.form, self.form.bounds_after(changes or {}))


def solve(plan: Plan) -> Solution | None:
    """The optimum of a plan, None where not all of its rows can hold."""
    return Planner(plan).solve()
