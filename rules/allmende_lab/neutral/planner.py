"""The planner of ECONOMICS D1, by two routes of its own: the optimum of a program, and a search for prices.

    maximise    Σ_i b_i ln c_i
    subject to  v c <= L,   e c <= E,   with v = l (I - A)^-1 and e = emission (I - A)^-1

Neither route knows a market, a licence, or a solver of the rules: `by_optimum` is a quasi-Newton method
(SLSQP, Kraft 1988), `by_prices` bisects the tax at which people who pay w v + tau e just keep the cap.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize

from allmende_lab.neutral.table import EMISSION, GOODS, HOURS, INPUTS, LABOUR

Vector = NDArray[np.float64]
HIGHEST = 1e6
"""A permit's price in wages above any that is looked for."""


ENDED = (0, 8)
"""SLSQP ends at an optimum (0), or where no step that the machine can tell makes it better (8)."""


class PlannerError(ArithmeticError):
    """The optimum was not found; says how the search ended."""


def _embodied(direct: Mapping[str, float]) -> Vector:
    """What a unit for final use takes directly and in all its inputs."""
    A = np.array(INPUTS)
    return np.linalg.solve(np.eye(len(GOODS)) - A.T, np.array([direct[good] for good in GOODS]))


CONTENT, EMBODIED = _embodied(LABOUR), _embodied(EMISSION)
"""Labour and emissions embodied in a unit for final use."""


def by_optimum(basket: Mapping[str, float], cap: float, hours: float = HOURS) -> dict[str, float]:
    """Units of each good where the sum of logarithms is greatest; `cap` is in emissions.

    Raises PlannerError where the search does not end at an optimum.
    """
    b = _shares(basket)

    def loss(logs: Vector) -> tuple[float, Vector]:
        return -float(b @ logs), -b

    def limits(logs: Vector) -> Vector:
        c = np.exp(logs)
        return np.array([1 - CONTENT @ c / hours, 1 - EMBODIED @ c / cap])

    def slopes(logs: Vector) -> Vector:
        c = np.exp(logs)
        return np.vstack([-CONTENT * c / hours, -EMBODIED * c / cap])

    start = np.log(0.5 * b * min(hours / float(CONTENT @ b), cap / float(EMBODIED @ b)))
    found = minimize(
        loss,
        start,
        jac=True,
        method="SLSQP",
        constraints={"type": "ineq", "fun": limits, "jac": slopes},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    if found.status not in ENDED:
        raise PlannerError(f"The planner's optimum was not found: {found.message}.")
    return _named(np.exp(found.x))


def by_prices(basket: Mapping[str, float], cap: float, hours: float = HOURS) -> dict[str, float]:
    """Units of each good that people with all wages and the tax's revenue buy at prices w v + tau e."""
    return _named(_bought(_shares(basket), tax(basket, cap, hours), hours))


def tax(basket: Mapping[str, float], cap: float, hours: float = HOURS) -> float:
    """The price of a unit of emissions, in wages of an hour, at which the cap is just kept.

    Raises ValueError for a cap that no price keeps while all hours are worked.
    """
    b = _shares(basket)

    def excess(tau: float) -> float:
        return float(EMBODIED @ _bought(b, tau, hours)) - cap

    return 0.0 if excess(0.0) <= 0 else float(brentq(excess, 0.0, HIGHEST, xtol=1e-15, rtol=1e-14))


def _bought(b: Vector, tau: float, hours: float) -> Vector:
    """Demand at these prices of people who earn what is spent: all hours are worked."""
    price = CONTENT + tau * EMBODIED
    return np.asarray(hours * (b / price) / float(CONTENT @ (b / price)))


def loss(had: Mapping[str, float], basket: Mapping[str, float], hours: float = HOURS) -> float:
    """The part of the uncapped optimum's consumption that a cap costs, as a consumption-equivalent."""
    b = _shares(basket)
    best = by_prices(basket, float("inf"), hours)
    return 1 - exp(
        sum(
            weight * (log(had[good]) - log(best[good]))
            for weight, good in zip(b, GOODS, strict=True)
        )
    )


def rent_share(had: Mapping[str, float], tau: float) -> float:
    """The part of all income that permits at `tau` wages each bring."""
    c = np.array([had[good] for good in GOODS])
    rent = tau * float(EMBODIED @ c)
    return rent / (rent + float(CONTENT @ c))


def emissions(had: Mapping[str, float]) -> float:
    """What it takes of the sky to make this consumption."""
    return float(EMBODIED @ np.array([had[good] for good in GOODS]))


def outputs(had: Mapping[str, float]) -> dict[str, float]:
    """Units of each good that must be made for this consumption and for all inputs to it."""
    A = np.array(INPUTS)
    return _named(np.linalg.solve(np.eye(len(GOODS)) - A, np.array([had[good] for good in GOODS])))


def _shares(basket: Mapping[str, float]) -> Vector:
    b = np.array([basket[good] for good in GOODS])
    return np.asarray(b / b.sum())


def _named(amounts: Vector) -> dict[str, float]:
    return dict(zip(GOODS, (float(amount) for amount in amounts), strict=True))
