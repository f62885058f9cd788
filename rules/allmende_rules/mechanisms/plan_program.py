"""What goes into a plan and what comes out: processes, limits, the plan, its rows, its solution.

A plan over T rounds is the linear program of Kantorovich (1939) and Leontief's dynamic model: maximise
Σ_t discount^t (z_t + Σ_i worth_i u_it) - Σ cost_j x_jt over outputs x, multiples z of a basket d, further
final use u and new capacity b, all at least 0, where of every good no more is used than there is:

    Σ_j a_ij x_jt + d_i z_t + u_it + Σ_j k_ij b_jt <= Σ_{j makes i} x_jt + supply_it

Goods are not kept from round to round. Capacity built in round t works from t+1, and wears.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from allmende_rules.mechanisms.standard_form import Matrix, Vector

Kind = Literal["material", "limit", "capacity", "floor", "ceiling", "target", "total"]


class Process(NamedTuple):
    """A way to make one good, such as a plant or a purchase.

    `inputs[i]` and `machine[i]` are units of good i per unit of output and per unit of new
    capacity; without a `machine` nothing can be built. `capacity` is the opening greatest output of
    a round, of which the part `wear` is lost in each, and `cost` what a unit takes off the
    objective. What is `given` nobody can change, such as what others have to sell.
    """

    name: str
    good: int
    inputs: tuple[float, ...]
    capacity: float
    machine: tuple[float, ...] | None = None
    cost: float = 0.0
    wear: float = 0.0
    given: bool = False


class Limit(NamedTuple):
    """Something of which there is only so much: labour, emissions, money.

    `use[j]` is what a unit of process j takes. `each` holds the amount of every round, and `total`
    that of all rounds together; None for no limit. `unit` is for amounts, `one` for a single unit.
    """

    name: str
    unit: str
    use: tuple[float, ...]
    each: tuple[float, ...] | None = None
    total: float | None = None
    one: str = "unit"


class Plan(NamedTuple):
    """All that a plan is given; every sequence is in the order of goods, processes or rounds.

    `supply[t][i]` comes from outside, `basket[i]` is good i in one basket, `floors[t]` the least
    number of baskets and `targets[t][i]` the least final use, both empty for none. Nobody wants more
    than `most` baskets in a round. `worth[i]` is what a unit of final use beyond baskets adds to the
    objective.
    """

    goods: tuple[str, ...]
    units: tuple[str, ...]
    processes: tuple[Process, ...]
    limits: tuple[Limit, ...]
    rounds: int
    basket: tuple[float, ...]
    supply: tuple[tuple[float, ...], ...]
    discount: float = 1.0
    floors: tuple[float, ...] = ()
    targets: tuple[tuple[float, ...], ...] = ()
    worth: tuple[float, ...] = ()
    most: float | None = None


class Row(NamedTuple):
    """The name of a condition: `of` a good (material, target), process (capacity) or limit, by place.

    `round` counts from 0; it is 0 for the total of all rounds. Floors and ceilings are of the basket,
    place 0.
    """

    kind: Kind
    of: int
    round: int


class Form(NamedTuple):
    """A plan as max gains'v with matrix v <= bounds, v >= 0.

    Floors and targets stand with both sides negative. `v` holds outputs by round, baskets, new
    capacity by round and buildable process, then further final use by round and open good.
    """

    plan: Plan
    rows: tuple[Row, ...]
    matrix: Matrix
    bounds: Vector
    gains: Vector
    buildable: tuple[int, ...]
    open_goods: tuple[int, ...]
    place: Callable[[Row], int]

    def bounds_after(self, changes: Mapping[Row, float]) -> Vector:
        """The bounds with those of some rows stated anew; LookupError for a row that is not there."""
        if not changes:
            return self.bounds
        bounds = self.bounds.copy()
        for row, stated in changes.items():
            bounds[self.place(row)] = sign(row) * stated
        return bounds


class Solution(NamedTuple):
    """The optimum: `value` is unique, the `levels` of v one optimal plan of possibly many.

    `multipliers` are shadow prices by row, at least 0: where several are right, one of them.
    """

    form: Form
    bounds: Vector
    value: float
    levels: Vector
    multipliers: Vector

    def outputs(self, number: int) -> tuple[float, ...]:
        """The output of each process in round `number`, from 0."""
        size = len(self.form.plan.processes)
        return tuple(self.levels[number * size : (number + 1) * size].tolist())

    @property
    def baskets(self) -> tuple[float, ...]:
        """The number of baskets in each round."""
        first = len(self.form.plan.processes) * self.form.plan.rounds
        return tuple(self.levels[first : first + self.form.plan.rounds].tolist())

    def built(self, number: int) -> tuple[float, ...]:
        """New capacity of each process in round `number`; the last round builds nothing."""
        plan, ways = self.form.plan, self.form.buildable
        amounts = [0.0] * len(plan.processes)
        if number < plan.rounds - 1:
            first = (len(plan.processes) + 1) * plan.rounds + number * len(ways)
            for way, level in zip(ways, self.levels[first : first + len(ways)], strict=True):
                amounts[way] = float(level)
        return tuple(amounts)

    def final_use(self, number: int) -> tuple[float, ...]:
        """What people get of each good in round `number`, in units."""
        plan, wares = self.form.plan, self.form.open_goods
        amounts = [each * self.baskets[number] for each in plan.basket]
        first = self.levels.size - (plan.rounds - number) * len(wares)
        for ware, level in zip(wares, self.levels[first : first + len(wares)], strict=True):
            amounts[ware] += float(level)
        return tuple(amounts)

    def price(self, row: Row) -> float:
        """What the optimum gains by one unit more in the row's number, for small changes."""
        return sign(row) * float(self.multipliers[self.form.place(row)])


def sign(row: Row) -> float:
    """-1 for the rows that ask for at least their number, 1 for those that allow at most theirs."""
    return -1.0 if row.kind in ("floor", "target") else 1.0
