"""The clearing program handed to Clarabel, a general conic solver: the reference and the fallback.

Each logarithm becomes an exponential cone: exp(log) <= amount (Goulart and Chen, Clarabel: An
interior-point solver for conic programs with quadratic objectives, 2024).
"""

from typing import Any

import clarabel
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from allmende_rules.mechanisms.standard_form import (
    Matrix,
    Optimum,
    StandardForm,
    Vector,
    largest_violation,
)

TOLERANCE = 1e-11
"""Clarabel's default tolerances leave errors of up to 3e-4 in quantities."""


def solve(form: StandardForm) -> Optimum:
    """Return the optimum of a standard form, its gap measured as the dense solver's is."""
    m, n = form.matrix.shape
    b, buyers = form.upper.size, np.flatnonzero(form.weight)
    rows, right = _constraints(form, buyers)
    linear = right.size - 3 * buyers.size
    found = clarabel.DefaultSolver(
        sparse.csc_matrix((rows.shape[1], rows.shape[1])),
        np.concatenate([form.cost, -form.weight[buyers]]),
        sparse.csc_matrix(rows),
        right,
        [clarabel.NonnegativeConeT(linear)] + [clarabel.ExponentialConeT()] * buyers.size,
        settings(TOLERANCE),
    ).solve()
    z, duals = np.maximum(found.x[:n], 0.0), np.maximum(found.z[:linear], 0.0)
    optimum = Optimum(
        z=z,
        slack=np.maximum(form.limits - form.matrix @ z, 0.0),
        room=np.maximum(form.upper - z[:b], 0.0),
        multipliers=duals[:m],
        bound_multipliers=duals[m : m + b],
        gap=np.inf,
    )
    return optimum._replace(gap=largest_violation(form, optimum))


def settings(tolerance: float) -> Any:
    """Clarabel's settings for silence, one thread and this tolerance; they ship no types."""
    chosen = clarabel.DefaultSettings()
    chosen.verbose = False
    chosen.max_threads = 1
    chosen.tol_gap_abs = chosen.tol_gap_rel = chosen.tol_feas = tolerance
    return chosen


def _constraints(form: StandardForm, buyers: NDArray[np.intp]) -> tuple[Matrix, Vector]:
    """Return rows and right-hand side over (z, logs): limits, bounds, z >= 0, then the cones."""
    (m, n), b, k = form.matrix.shape, form.upper.size, buyers.size
    plants = np.flatnonzero(form.weight == 0)
    linear = m + b + plants.size
    rows = np.zeros((linear + 3 * k, n + k))
    right = np.zeros(linear + 3 * k)
    rows[:m, :n], right[:m] = form.matrix, form.limits
    rows[m : m + b, :b], right[m : m + b] = np.eye(b), form.upper
    rows[m + b + np.arange(plants.size), plants] = -1.0
    first = linear + 3 * np.arange(k)
    rows[first, n + np.arange(k)] = -1.0
    right[first + 1] = 1.0
    rows[first + 2, buyers] = -1.0
    return rows, right
