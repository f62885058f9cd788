"""The scaled form in which a clearing program goes to a solver, and how good an answer is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


class StandardForm(NamedTuple):
    """Σ weight ln z - cost·z to be greatest under matrix z <= limits, 0 <= z, z <= upper.

    `matrix` is (m, n); `limits` (m,); `cost` and `weight` (n,); `upper` (b,) holds the bounds of
    the first b columns, the others have none. Rows and columns are scaled to entries of about 1
    and the weights add up to 1.
    """

    matrix: Matrix
    limits: Vector
    upper: Vector
    cost: Vector
    weight: Vector


class Optimum(NamedTuple):
    """A solution: z (n,), slack (m,) and room below the bounds (b,), with their multipliers.

    `gap` is the largest violation of any optimality condition, in scaled units.
    """

    z: Vector
    slack: Vector
    room: Vector
    multipliers: Vector
    bound_multipliers: Vector
    gap: float


def largest_violation(form: StandardForm, optimum: Optimum) -> float:
    """Return the largest violation of any optimality condition, whoever found the optimum."""
    rent = np.zeros_like(form.cost)
    rent[: form.upper.size] = optimum.bound_multipliers
    margin = form.cost + form.matrix.T @ optimum.multipliers + rent
    over = np.zeros_like(form.cost)
    over[: form.upper.size] = optimum.z[: form.upper.size] - form.upper
    violations = [
        form.matrix @ optimum.z - form.limits,
        over,
        -margin,
        np.abs(optimum.z * margin - form.weight),
        np.abs(optimum.slack * optimum.multipliers),
        np.abs(optimum.room * optimum.bound_multipliers),
    ]
    return float(max(violation.max(initial=0.0) for violation in violations))
