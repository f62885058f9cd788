"""A small dense interior-point solver for the clearing program.

The program, with weights w >= 0 (0 for plants) and money, goods and limits scaled to about 1:

    maximise  Σ w_j ln z_j - c·z   subject to   G z + s = h,  z + t = u for the first columns,
                                                z, s, t >= 0

Its optimum has d, λ, ν >= 0 with

    c + G'λ + ν - d = 0,    z_j d_j = w_j,    s_i λ_i = 0,    t_j ν_j = 0

so a buyer's logarithm is nothing but a pair z d whose product is his cash instead of 0, and the
whole is one linear program with shifted targets. The method is the primal-dual one of Mehrotra
(SIAM J. Optim. 2, 1992; Boyd and Vandenberghe, Convex Optimization, ch. 11.7): predictor,
corrector, a step length each for the primal and the dual side. The Newton system is factored
whole, as symmetric quasi-definite matrix: its Schur complement is smaller, but loses all digits
where fewer plants than limits are between their bounds.
"""

import numpy as np
from scipy.linalg.lapack import dgetrf, dgetrs

from allmende_rules.mechanisms.standard_form import Optimum, StandardForm, Vector

MOST_STEPS = 40
"""Programs with a strict interior take 6 to 15; more means that rounding has won."""

FINE = 1e-9
"""Below this gap a step that does not improve ends the search: what is left is rounding."""

LATE = 1e-4
"""Below this mean excess over the targets, steps may go almost all the way to a bound."""

JAMMED = 0.1
"""A step this short ran into a bound: the next aims at the middle of the path instead."""


def solve(form: StandardForm) -> Optimum:
    """Follow the central path to the optimum and return the best iterate.

    Deterministic. Raises nothing: whoever calls judges the `gap` of the result.
    """
    path = _Path(form)
    best, gap = path.pairs.copy(), np.inf
    wanted = _wanted_gap(form)
    for _ in range(MOST_STEPS):
        now = path.measure()
        if now < gap:
            best[:], gap = path.pairs, now
        elif gap < FINE or not np.isfinite(now):
            break
        if gap <= wanted or not path.step():
            break
    n, nm = path.n, path.nm
    return Optimum(
        z=best[0, :n],
        slack=best[0, n:nm],
        room=best[0, nm:],
        multipliers=best[1, n:nm],
        bound_multipliers=best[1, nm:],
        gap=float(gap),
    )


def _wanted_gap(form: StandardForm) -> float:
    """Return the gap at which even the smallest buyer's accounts are right to nine digits."""
    smallest = float(form.weight[form.weight > 0].min(initial=1.0))
    return min(max(1e-9 * smallest, 1e-14), 1e-11)


class _Path:
    """The iterate: row 0 of `pairs` holds (z, s, t), row 1 their duals (d, λ, ν).

    Attributes are arrays that live as long as the path, or views into them: at this size the time
    goes into making arrays, not into arithmetic.
    """

    def __init__(self, form: StandardForm) -> None:
        m, n = form.matrix.shape
        b, nm = form.upper.size, n + m
        self.form, self.n, self.nm, self.b = form, n, nm, b
        self.target = np.zeros(nm + b)
        self.target[:n] = form.weight
        self.mean = np.full(nm + b, 1.0 / (nm + b))
        self.transposed = form.matrix.T
        self.pairs = np.empty((2, nm + b))
        self.primal, self.dual = self.pairs
        self.change = np.empty((2, nm + b))
        self.violation = np.empty(nm + b + m + n)
        self.excess = self.violation[: nm + b]
        self.row_error = self.violation[nm + b : nm + b + m]
        self.column_error = self.violation[nm + b + m :]
        self.kkt = np.zeros((nm, nm), order="F")
        self.kkt[n:, :n] = form.matrix
        self.kkt[:n, n:] = self.transposed
        self.diagonal = self.kkt.T.ravel()[:: nm + 1]
        self._start()

    def _start(self) -> None:
        """Start half-way up to every bound, with duals on the path of barrier .05."""
        form, n, nm, b = self.form, self.n, self.nm, self.b
        self.primal[:n] = 0.5
        self.primal[:b] = 0.5 * form.upper
        self.primal[nm:] = self.primal[:b]
        free = form.limits - form.matrix @ self.primal[:n]
        np.maximum(free, 0.1, out=self.primal[n:nm])
        np.divide(self.target + 0.05, self.primal, out=self.dual)

    def measure(self) -> float:
        """Return the largest violation of the optimality conditions at this iterate."""
        n, nm, b = self.n, self.nm, self.b
        primal, dual = self.primal, self.dual
        np.multiply(primal, dual, out=self.excess)
        self.excess -= self.target
        rows, columns = self.row_error, self.column_error
        np.add(self.form.matrix.dot(primal[:n]), primal[n:nm], out=rows)
        rows -= self.form.limits
        np.add(self.transposed.dot(dual[n:nm]), self.form.cost, out=columns)
        columns -= dual[:n]
        columns[:b] += dual[nm:]
        return float(np.maximum.reduce(np.abs(self.violation)))

    def step(self) -> bool:
        """Move by one predictor-corrector step; False if the Newton system is singular."""
        primal, dual = self.primal, self.dual
        self.ratio = ratio = dual / primal
        self.diagonal[:] = ratio[: self.nm]
        self.diagonal[: self.b] += ratio[self.nm :]
        np.divide(-1.0, ratio[self.n : self.nm], out=self.diagonal[self.n :])
        self.factors, self.pivots, failed = dgetrf(self.kkt)
        if failed:
            return False
        self._aim(self.target)
        ahead, ahead_dual = self._lengths(1.0)
        change, change_dual = self.change
        left = (primal + ahead * change) * (dual + ahead_dual * change_dual) - self.target
        size = float(np.abs(self.excess).dot(self.mean))
        share = min(1.0, float(np.abs(left).dot(self.mean)) / size)
        self._aim(self.target + share**3 * size - change * change_dual)
        most = 0.99 if size > LATE else 0.9999
        forward, forward_dual = self._lengths(most)
        if min(forward, forward_dual) < JAMMED:
            self._aim(self.target + 0.5 * size)
            forward, forward_dual = self._lengths(most)
        primal += forward * change
        dual += forward_dual * change_dual
        return True

    def _aim(self, target: Vector) -> None:
        """Set the change that, to first order, makes the pairs' products equal to `target`."""
        n, nm, b = self.n, self.nm, self.b
        change, change_dual = self.change
        right = target / self.primal
        wish = right.copy()
        right[:n] -= self.form.cost
        right[:b] -= wish[nm:]
        right[n:nm] /= -self.ratio[n:nm]
        right[n:nm] -= self.row_error
        solution, _ = dgetrs(self.factors, self.pivots, right[:nm])
        change[:n] = solution[:n]
        np.subtract(wish[n:nm], solution[n:], out=change[n:nm])
        change[n:nm] /= self.ratio[n:nm]
        np.negative(solution[:b], out=change[nm:])
        wish -= self.dual
        np.multiply(self.ratio, change, out=change_dual)
        np.subtract(wish, change_dual, out=change_dual)

    def _lengths(self, most: float) -> tuple[float, float]:
        """Return how far each side can go along the change: at most `most` of the way to 0."""
        primal, dual = np.minimum.reduce(self.change / self.pairs, axis=1).tolist()
        return (
            1.0 if primal >= -most else -most / primal,
            1.0 if dual >= -most else -most / dual,
        )
