"""Linear programs handed to HiGHS, solved anew from one opening basis when their numbers change.

Simplex method: Huangfu and Hall, Parallelizing the dual revised simplex method, 2018. Every solution
starts from the basis of the opening program, so it depends on the program and the changes alone, never
on what was asked before.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from allmende_rules.mechanisms.standard_form import Matrix, Vector

TOLERANCE, DEVEX = 1e-9, 1
DUAL, PRIMAL = 1, 4
"""Doing nothing is nearly always possible, so the primal simplex is quick to open; a changed bound leaves
its basis dual feasible, so the dual simplex is quick to go on."""


class Best(NamedTuple):
    """An optimum: its value, levels of the variables, and multipliers of the rows, at least 0."""

    value: float
    levels: Vector
    multipliers: Vector


class UnboundedError(ArithmeticError):
    """Nothing limits the objective."""


@cache
def _library() -> Any:
    """HiGHS, loaded when the first program is solved: a tenth of a second that help need not wait for."""
    return import_module("highspy")


class LinearProgram:
    """max gains'v with matrix v <= bounds and 0 <= v <= upper (infinite if not given)."""

    def __init__(
        self, matrix: Matrix, bounds: Vector, gains: Vector, upper: Vector | None = None
    ) -> None:
        """Hand the program over with every row divided by its largest entry; nothing is solved yet."""
        largest = np.abs(matrix).max(axis=1, initial=0.0)
        self._scale = np.where(largest > 0, largest, 1.0)
        self._free = np.full(bounds.size, -np.inf)
        self._zeros = np.zeros(gains.size)
        self._gains = gains
        self._upper = np.full(gains.size, np.inf) if upper is None else upper
        self._bounds = bounds
        self._passed = (self._bounds, self._gains, self._upper)
        self._basis: Any = None
        self._solver = _quiet_solver()
        self._solver.passModel(self._model(matrix / self._scale[:, None]))

    def solve(
        self,
        *,
        bounds: Vector | None = None,
        gains: Vector | None = None,
        upper: Vector | None = None,
    ) -> Best | None:
        """Return the optimum after these changes to the opening program, None if nothing satisfies it.

        Raises UnboundedError where the objective has no limit, ArithmeticError where HiGHS gives up.
        """
        if self._basis is None:
            self._solver.setOptionValue("simplex_strategy", PRIMAL)
            self._solver.run()
            self._basis = self._solver.getBasis()
            self._solver.setOptionValue("simplex_strategy", DUAL)
        self._pass(
            self._bounds if bounds is None else bounds,
            self._gains if gains is None else gains,
            self._upper if upper is None else upper,
        )
        self._solver.setBasis(self._basis)
        self._solver.run()
        return self._best()

    def _pass(self, bounds: Vector, gains: Vector, upper: Vector) -> None:
        """Hand over those numbers that are not the ones handed over last."""
        solver, (old_bounds, old_gains, old_upper) = self._solver, self._passed
        rows, columns = (
            np.arange(bounds.size, dtype=np.int32),
            np.arange(gains.size, dtype=np.int32),
        )
        if bounds is not old_bounds:
            solver.changeRowsBounds(rows.size, rows, self._free, bounds / self._scale)
        if gains is not old_gains:
            solver.changeColsCost(columns.size, columns, gains)
        if upper is not old_upper:
            solver.changeColsBounds(columns.size, columns, self._zeros, upper)
        self._passed = (bounds, gains, upper)

    def _best(self) -> Best | None:
        solver, statuses = self._solver, _library().HighsModelStatus
        status = solver.getModelStatus()
        if status == statuses.kInfeasible:
            return None
        if status in (statuses.kUnbounded, statuses.kUnboundedOrInfeasible):
            raise UnboundedError("Nothing limits this program: more is possible without end.")
        if status != statuses.kOptimal:
            raise ArithmeticError(f"HiGHS stopped with “{solver.modelStatusToString(status)}”.")
        found = solver.getSolution()
        return Best(
            value=float(solver.getObjectiveValue()),
            levels=np.maximum(np.array(found.col_value), 0.0),
            multipliers=np.maximum(np.array(found.row_dual), 0.0) / self._scale,
        )

    def _model(self, matrix: Matrix) -> Any:
        """The program as HiGHS takes it: the matrix by rows, without its zeros."""
        library = _library()
        model, (rows, columns) = library.HighsLp(), matrix.shape
        model.num_row_, model.num_col_ = rows, columns
        model.sense_ = library.ObjSense.kMaximize
        model.col_cost_, model.col_lower_, model.col_upper_ = self._gains, self._zeros, self._upper
        model.row_lower_, model.row_upper_ = self._free, self._bounds / self._scale
        at_row, at_column = np.nonzero(matrix)
        starts = np.zeros(rows + 1, dtype=np.int32)
        np.cumsum(np.bincount(at_row, minlength=rows), out=starts[1:])
        entries = model.a_matrix_
        entries.format_ = library.MatrixFormat.kRowwise
        entries.num_row_, entries.num_col_ = rows, columns
        entries.start_, entries.index_ = starts, at_column.astype(np.int32)
        entries.value_ = matrix[at_row, at_column]
        return model


def _quiet_solver() -> Any:
    """An empty HiGHS on one thread, the same in every run.

    Without presolve and further scaling: at these sizes the simplex is done sooner than they are,
    and presolve blurs whether a program is impossible or unbounded. Devex weights (Forrest and
    Goldfarb 1992) are at hand at once for any opening basis.
    """
    solver = _library().Highs()
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "solver": "simplex",
        "presolve": "off",
        "simplex_scale_strategy": 0,
        "simplex_dual_edge_weight_strategy": DEVEX,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver
