"""The cheapest way to deliver more and more baskets: the simplex method in plain arithmetic.

Of every good as much is had as baskets, inputs and what is in store make of it,

    Σ_{j makes i} x_j - Σ_j a_ij x_j = z d_i - store_i,   Σ_j use_rj x_j + slack_r = limit_r,   x <= capacity

at the least Σ_j cost_j x_j. First every good gets its cheapest source, whatever the capacities (Dantzig,
Optimal solution of a dynamic Leontief model with substitution, 1955). Then z grows, and each time that a
source is full or a limit reached, that comes in which takes its place at the least further cost (Gass and
Saaty's parametric method, 1955). A table of a dozen columns is done sooner than a library is called.
"""

from __future__ import annotations

from math import inf

from allmende_rules.mechanisms.plan_program import Plan

NOTHING = 1e-9
"""A pivot, or an amount or a cost beside the greatest of its kind, that may be rounding."""
BASKETS, CONSTANT = -2, -1
"""The last columns: what a row states comes to z times the one plus the other."""


class UnclearError(ArithmeticError):
    """The plan that costs least is not the only one, or this method does not find it."""


class Tableau:
    """Row r states column `basic[r]` by means of those that are at 0, or at their most if in `full`.

    Columns are processes, then slacks of limits. The last row is what a unit of each adds to costs.
    """

    def __init__(self, plan: Plan, money: int) -> None:
        """Buy everything. Raises UnclearError where there is a good that only plants make."""
        limits, first = _limits(plan, money), len(plan.processes)
        slacks = range(len(limits))
        self.makes = [process.good for process in plan.processes]
        self.most = [*[process.capacity for process in plan.processes], *[inf for _ in slacks]]
        self.sizes = [*self.most[:first], *[there for _, there in limits]]
        self.full: set[int] = set()
        self.bought = _purchases(plan)
        self.basic = [*self.bought, *[first + place for place in slacks]]
        goods = [
            [*row, *[0.0 for _ in slacks], asked, -kept]
            for row, asked, kept in zip(_net(plan), plan.basket, plan.supply[0], strict=True)
        ]
        others = [
            [*use, *[float(place == other) for other in slacks], 0.0, there]
            for place, (use, there) in enumerate(limits)
        ]
        self.spent = plan.limits[money].use
        self.rows = [*goods, *others, [*self.spent, *[0.0 for _ in slacks], 0.0, 0.0]]
        for at in range(len(goods), len(self.rows)):
            for bought, row in zip(self.bought, goods, strict=True):
                self.rows[at] = _without(bought, self.rows[at], row)

    def cheapen(self) -> None:
        """Give every good the source that costs least, all inputs counted, whatever the capacities.

        Raises UnclearError where costs fall without end.
        """
        able = [place for place in range(len(self.makes)) if self.most[place]]
        for _ in range(len(self.most) ** 2):
            costs = self.rows[-1]
            best = min(able, key=costs.__getitem__, default=None)
            if best is None or costs[best] >= 0:
                return
            if self.rows[self.makes[best]][best] < NOTHING:
                break
            self._pivot(self.makes[best], best)
        raise UnclearError

    def affordable(self, cash: float) -> float:
        """The number of baskets that take so much money."""
        costs = self.rows[-1]
        if not costs[BASKETS] < 0:
            raise UnclearError
        return (cash + costs[CONSTANT]) / -costs[BASKETS]

    def cost(self, baskets: float) -> float:
        """The money that so many baskets take."""
        return -baskets * self.rows[-1][BASKETS] - self.rows[-1][CONSTANT]

    def reach(self) -> tuple[float, int]:
        """The number of baskets at which the first source is full or limit reached, and its row."""
        ends = [
            ((self.most[basic] if row[BASKETS] > 0 else 0.0) - row[CONSTANT]) / row[BASKETS]
            if row[BASKETS]
            else inf
            for row, basic in zip(self.rows, self.basic, strict=False)
        ]
        least = min(ends)
        return least, ends.index(least)

    def relieve(self, at: int) -> None:
        """Hold the source of a row where it is, and have what adds least to costs do for it.

        Raises UnclearError where nothing can.
        """
        row, costs = self.rows[at], self.rows[-1]
        rises = row[BASKETS] > 0
        instead = [
            (abs(costs[column] / row[column]), column)
            for column, most in enumerate(self.most)
            if most and abs(row[column]) > NOTHING and column not in self.basic
            if ((row[column] > 0) != (column in self.full)) == rises
        ]
        if not instead:
            raise UnclearError
        _, column = min(instead)
        if rises:
            row[CONSTANT] -= self.most[self.basic[at]]
            self.full.add(self.basic[at])
        if column in self.full:
            self.full.remove(column)
            for other in self.rows:
                other[CONSTANT] += other[column] * self.most[column]
        self._pivot(at, column)

    def amounts(self, baskets: float) -> list[float]:
        """What every column comes to. Raises UnclearError where one in between is at an end."""
        found = [float(self.most[at] if at in self.full else 0.0) for at in range(len(self.most))]
        for row, basic in zip(self.rows, self.basic, strict=False):
            if row[BASKETS] or row[CONSTANT]:
                amount, near = baskets * row[BASKETS] + row[CONSTANT], NOTHING * self.sizes[basic]
                if not near < amount < self.most[basic] - near:
                    raise UnclearError
                found[basic] = amount
        return found

    def savings(self) -> dict[int, float]:
        """What one more would save of each column in full, and of each limit that is reached.

        Raises UnclearError where another plan may cost as little, or a good would be given away.
        """
        near, costs = NOTHING * max(self.spent), self.rows[-1]
        prices = [self.spent[bought] - costs[bought] for bought in self.bought]
        idle = [at for at in range(len(self.most)) if at not in self.basic and at not in self.full]
        rising = [costs[at] for at in idle if self.most[at]]
        saved = {at: -costs[at] for at in self.full}
        if min([*prices, *rising, *saved.values()], default=inf) <= near:
            raise UnclearError
        return saved | {at: costs[at] for at in idle if at >= len(self.makes)}

    def _pivot(self, at: int, column: int) -> None:
        """Make `column` the one that row `at` states."""
        pivot = self.rows[at][column]
        row = [value / pivot for value in self.rows[at]]
        self.rows = [_without(column, old, row) for old in self.rows]
        self.rows[at] = row
        self.basic[at] = column


def _without(column: int, row: list[float], other: list[float]) -> list[float]:
    """A row less so much of another that a column is gone from it."""
    much = row[column]
    return [value - much * one for value, one in zip(row, other, strict=True)] if much else row


def _limits(plan: Plan, money: int) -> list[tuple[tuple[float, ...], float]]:
    """What a unit of each process takes of the other limits, and how much there is."""
    others = [limit for place, limit in enumerate(plan.limits) if place != money]
    return [(limit.use, limit.each[0]) for limit in others if limit.each]


def _net(plan: Plan) -> list[list[float]]:
    """How much of each good a unit of each process leaves."""
    rows = [
        [-amount for amount in row]
        for row in zip(*[one.inputs for one in plan.processes], strict=True)
    ]
    for place, process in enumerate(plan.processes):
        rows[process.good][place] += 1.0
    return rows


def _purchases(plan: Plan) -> list[int]:
    """For each good the first process that makes it from nothing else."""
    last = len(plan.processes) - 1
    backwards = enumerate(reversed(plan.processes))
    found = {one.good: last - place for place, one in backwards if not any(one.inputs)}
    if len(found) < len(plan.goods):
        raise UnclearError
    return [found[good] for good in range(len(plan.goods))]
