"""The best that there is: how people would live if somebody knew everything (the omniscient benchmark).

    maximise    Σ_h n_h Σ_i b_hi φ_i(c_hi - g_i)
    subject to  Σ_h n_h c_hi + F + A x <= x + W,   l x <= L,   h x <= H,   e x <= E,   0 <= x <= K

with the true technology, needs, tastes and people's equal weights. φ is the logarithm, and below
c - g = ε its tangent, as in `physics.households`. It is what a logarithm is worth to people who may
borrow a shortfall d at the price 1/ε: φ(s) = max ln(s + d) - d/ε over d >= 0, which is concave, so
that Clarabel finds the optimum (exponential cones).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import clarabel
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from allmende_rules.amounts import units
from allmende_rules.mechanisms.conic_solver import settings
from allmende_rules.physics.households import HUNGER, SCANT
from allmende_rules.physics.technology import Site

TOLERANCE = 1e-10
Vector = NDArray[np.float64]
Consumption = dict[str, dict[str, float]]
"""Units a head of each good, by household group."""


class People(NamedTuple):
    """A household group: how many they are, and their tastes, which add up to 1."""

    number: int
    tastes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Means:
    """What an economy has in a round, in units: its true sites, hours, goods at hand, and limits.

    `capacity[f]` is the greatest output; `aside` goods that final use other than consumption takes;
    `harvest` the most that may be taken of each resource, and `emissions` with each site's
    `emission` per unit the most that may go up (None: no limit).
    """

    sites: Sequence[Site]
    hours: float
    stock: Mapping[str, float] = field(default_factory=dict)
    aside: Mapping[str, float] = field(default_factory=dict)
    harvest: Mapping[str, float] = field(default_factory=dict)
    emission: Mapping[str, float] = field(default_factory=dict)
    emissions: float | None = None


class OptimumError(ArithmeticError):
    """The solver found no optimum; says how it ended."""


def optimum(means: Means, people: Mapping[str, People], needs: Mapping[str, float]) -> Consumption:
    """What everybody consumes a head where the sum of all people's welfare is greatest.

    `needs` are units a head of each good. Raises OptimumError where the solver does not converge.
    """
    wants = [
        (group, good, one.number, taste)
        for group, one in people.items()
        for good, taste in one.tastes.items()
        if taste > 0
    ]
    need = np.array([needs.get(good, 0.0) for _, good, _, _ in wants])
    rows = _Rows(len(means.sites), len(wants))
    _goods(rows, means, needs, wants)
    _limits(rows, means)
    found = _solve(rows, np.array([n * b for *_, n, b in wants]), need)
    eaten: Consumption = {group: dict.fromkeys(needs, 0.0) for group in people}
    for (group, good, _, _), amount in zip(wants, found, strict=True):
        eaten[group][good] = max(0.0, float(amount))
    return eaten


class _Rows:
    """Linear rows a·v <= b over v = (x of sites, c of wants, d of wants, logs of wants)."""

    def __init__(self, sites: int, wants: int) -> None:
        self.sites, self.wants = sites, wants
        self.size = sites + 3 * wants
        self.left: list[Vector] = []
        self.right: list[float] = []

    def add(self, row: Vector, most: float) -> None:
        """A row scaled to its largest coefficient."""
        scale = max(1e-12, float(np.abs(row).max()))
        self.left.append(row / scale)
        self.right.append(most / scale)

    def empty(self) -> Vector:
        """A row of zeros."""
        return np.zeros(self.size)

    def bound(self, column: int, *, least: float | None = None, most: float | None = None) -> None:
        """Bounds on one variable."""
        for sign, limit in ((-1.0, least), (1.0, most)):
            if limit is not None:
                row = self.empty()
                row[column] = sign
                self.add(row, sign * limit)


def _goods(
    rows: _Rows,
    means: Means,
    needs: Mapping[str, float],
    wants: Sequence[tuple[str, str, int, float]],
) -> None:
    """Of each good no more is used than there is."""
    for good in needs:
        row = rows.empty()
        for f, site in enumerate(means.sites):
            row[f] = site.inputs.get(good, 0.0) - (1.0 if site.good == good else 0.0)
        for k, (_, wanted, number, _) in enumerate(wants):
            if wanted == good:
                row[rows.sites + k] = number
        rows.add(row, means.stock.get(good, 0.0) - means.aside.get(good, 0.0))


def _limits(rows: _Rows, means: Means) -> None:
    """Hours, stocks, the sky, machines; nobody makes or eats less than nothing."""
    labour = rows.empty()
    labour[: rows.sites] = [site.labour_per_unit for site in means.sites]
    rows.add(labour, means.hours)
    for resource, most in means.harvest.items():
        row = rows.empty()
        row[: rows.sites] = [site.harvest.get(resource, 0.0) for site in means.sites]
        rows.add(row, most)
    if means.emissions is not None:
        row = rows.empty()
        row[: rows.sites] = [means.emission.get(site.enterprise, 0.0) for site in means.sites]
        rows.add(row, means.emissions)
    for f, site in enumerate(means.sites):
        rows.bound(f, least=0.0, most=units(site.capacity))
    for k in range(2 * rows.wants):
        rows.bound(rows.sites + k, least=0.0)


def _solve(rows: _Rows, weights: Vector, need: Vector) -> Vector:
    """Consumption of each want; welfare is `weights` times the logs less the borrowing."""
    n, k = rows.sites, rows.wants
    cost = np.zeros(rows.size)
    edge = np.where(need > 0, HUNGER * need, SCANT)
    scale = weights.sum() or 1.0
    cost[n + k : n + 2 * k] = weights / edge / scale
    cost[n + 2 * k :] = -weights / scale
    cones = np.zeros((3 * k, rows.size))
    right = np.zeros(3 * k)
    at = 3 * np.arange(k)
    cones[at, n + 2 * k + np.arange(k)] = -1.0
    right[at + 1] = 1.0
    cones[at + 2, n + np.arange(k)] = -1.0
    cones[at + 2, n + k + np.arange(k)] = -1.0
    right[at + 2] = -need
    found = clarabel.DefaultSolver(
        sparse.csc_matrix((rows.size, rows.size)),
        cost,
        sparse.csc_matrix(np.vstack([*rows.left, cones])),
        np.concatenate([rows.right, right]),
        [clarabel.NonnegativeConeT(len(rows.right))] + [clarabel.ExponentialConeT()] * k,
        settings(TOLERANCE),
    ).solve()
    if str(found.status) not in ("Solved", "AlmostSolved"):
        raise OptimumError(f"The best that there is was not found: the solver says {found.status}.")
    return np.asarray(found.x[n : n + k])
