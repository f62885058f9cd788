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
        self.pairs, self.ratio = np.empty((2, nm + b)), np.empty(nm + b)
        self.z, self.s, self.t = self._parts(self.pairs[0])
        self.d, self.price, self.rent = self._parts(self.pairs[1])
        _, self.ratio_s, self.ratio_t = self._parts(self.ratio)
        self.change = np.empty((2, nm + b))
        self.change_z, self.change_s, self.change_t = self._parts(self.change[0])
        self.wish, self.right = np.empty(nm + b), np.empty(nm)
        self.wish_z, self.wish_s, self.wish_t = self._parts(self.wish)
        self.right_z, self.right_s, _ = self._parts(self.right)
        self.violation = np.empty(nm + b + m + n)
        self.excess = self.violation[: nm + b]
        self.row_error = self.violation[nm + b : nm + b + m]
        self.column_error = self.violation[nm + b + m :]
        self._start()
        self._lay_out()

    def _parts(self, whole: Vector) -> tuple[Vector, Vector, Vector]:
        """Return views of what belongs to columns, to rows and to bounds."""
        return whole[: self.n], whole[self.n : self.nm], whole[self.nm :]

    def _start(self) -> None:
        """Start half-way up to every bound, with duals on the path of barrier .05."""
        form = self.form
        self.z[:] = 0.5
        self.z[: self.b] = self.t[:] = 0.5 * form.upper
        np.maximum(form.limits - form.matrix.dot(self.z), 0.1, out=self.s)
        np.divide(self.target + 0.05, self.pairs[0], out=self.pairs[1])

    def _lay_out(self) -> None:
        """Lay out the Newton matrix: only its diagonal changes from step to step."""
        self.kkt = np.zeros((self.nm, self.nm), order="F")
        self.kkt[self.n :, : self.n] = self.form.matrix
        self.kkt[: self.n, self.n :] = self.transposed
        diagonal = self.kkt.T.ravel()[:: self.nm + 1]
        self.diagonal_z, self.diagonal_s = diagonal[: self.n], diagonal[self.n :]

    def measure(self) -> float:
        """Return the largest violation of the optimality conditions at this iterate."""
        np.multiply(self.pairs[0], self.pairs[1], out=self.excess)
        self.excess -= self.target
        rows, columns = self.row_error, self.column_error
        np.add(self.form.matrix.dot(self.z), self.s, out=rows)
        rows -= self.form.limits
        np.add(self.transposed.dot(self.price), self.form.cost, out=columns)
        columns -= self.d
        columns[: self.b] += self.rent
        return float(np.maximum.reduce(np.abs(self.violation)))

    def step(self) -> bool:
        """Move by one predictor-corrector step; False if the Newton system is singular."""
        (primal, dual), (change, change_dual) = self.pairs, self.change
        if not self._factor():
            return False
        self._aim(self.target)
        ahead, ahead_dual = self._lengths(1.0)
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

    def _factor(self) -> bool:
        """Factor the Newton matrix of this iterate; False if it is singular."""
        np.divide(self.pairs[1], self.pairs[0], out=self.ratio)
        self.diagonal_z[:] = self.ratio[: self.n]
        self.diagonal_z[: self.b] += self.ratio_t
        np.divide(-1.0, self.ratio_s, out=self.diagonal_s)
        self.factors, self.pivots, failed = dgetrf(self.kkt)
        return not failed

    def _aim(self, target: Vector) -> None:
        """Set the change that, to first order, makes the pairs' products equal to `target`."""
        wish, right_z, right_s = self.wish, self.right_z, self.right_s
        np.divide(target, self.pairs[0], out=wish)
        np.subtract(self.wish_z, self.form.cost, out=right_z)
        right_z[: self.b] -= self.wish_t
        np.multiply(self.wish_s, self.diagonal_s, out=right_s)
        right_s -= self.row_error
        solution, _ = dgetrs(self.factors, self.pivots, self.right)
        self.change_z[:] = solution[: self.n]
        np.subtract(self.wish_s, solution[self.n :], out=self.change_s)
        self.change_s /= self.ratio_s
        np.negative(solution[: self.b], out=self.change_t)
        wish -= self.pairs[1]
        np.multiply(self.ratio, self.change[0], out=self.change[1])
        np.subtract(wish, self.change[1], out=self.change[1])

    def _lengths(self, most: float) -> tuple[float, float]:
        """Return how far each side can go along the change: at most `most` of the way to 0."""
        primal, dual = np.minimum.reduce(self.change / self.pairs, axis=1).tolist()
        return (
            1.0 if primal >= -most else -most / primal,
            1.0 if dual >= -most else -most / dual,
        )
