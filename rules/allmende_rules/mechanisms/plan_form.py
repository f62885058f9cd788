"""A plan written out as the matrix of a linear program, with the name of every row."""

from __future__ import annotations

from functools import partial

import numpy as np

from allmende_rules.mechanisms.plan_check import check
from allmende_rules.mechanisms.plan_program import Form, Plan, Row
from allmende_rules.mechanisms.standard_form import Matrix, Vector

Block = tuple[list[Row], Matrix, Vector]
"""Some rows: their names, their part of the matrix, their bounds."""


class Columns:
    """Where the variables of a plan stand: slices by round, and the width of them all."""

    def __init__(self, plan: Plan) -> None:
        """Lay out outputs, baskets, new capacity and further final use, in this order."""
        self.ways = len(plan.processes)
        self.buildable = tuple(j for j, one in enumerate(plan.processes) if one.machine is not None)
        self.open_goods = tuple(i for i in range(len(plan.goods)) if _is_open(plan, i))
        self.first_basket = self.ways * plan.rounds
        self.first_build = self.first_basket + plan.rounds
        self.first_use = self.first_build + len(self.buildable) * (plan.rounds - 1)
        self.width = self.first_use + len(self.open_goods) * plan.rounds

    def outputs(self, t: int) -> slice:
        """Outputs of round t, by process."""
        return slice(t * self.ways, (t + 1) * self.ways)

    def builds(self, t: int) -> slice:
        """New capacity of round t, by buildable process."""
        first, size = self.first_build, len(self.buildable)
        return slice(first + t * size, first + (t + 1) * size)

    def uses(self, t: int) -> slice:
        """Further final use of round t, by open good."""
        first, size = self.first_use, len(self.open_goods)
        return slice(first + t * size, first + (t + 1) * size)


def _is_open(plan: Plan, good: int) -> bool:
    """Whether people may get more of a good than is in their baskets."""
    return any(targets[good] for targets in plan.targets) or bool(plan.worth and plan.worth[good])


def form_of(plan: Plan) -> Form:
    """Write a plan as max gains'v, matrix v <= bounds, v >= 0; ValueError says what is wrong in it."""
    check(plan)
    columns = Columns(plan)
    blocks = [
        block
        for t in range(plan.rounds)
        for block in (
            _material(plan, columns, t),
            _limits(plan, columns, t),
            _capacity(plan, columns, t),
            _floor(plan, columns, t),
            _ceiling(plan, columns, t),
            _targets(plan, columns, t),
        )
        if block[0]
    ]
    blocks.append(_totals(plan, columns))
    rows = tuple(row for names, _, _ in blocks for row in names)
    return Form(
        plan=plan,
        rows=rows,
        matrix=np.concatenate([matrix for _, matrix, _ in blocks]),
        bounds=np.concatenate([bounds for _, _, bounds in blocks]),
        gains=_gains(plan, columns),
        buildable=columns.buildable,
        open_goods=columns.open_goods,
        place=partial(_place, {row: place for place, row in enumerate(rows)}),
    )


def _place(places: dict[Row, int], row: Row) -> int:
    if row not in places:
        raise LookupError(f"The plan has no row {row.kind} of {row.of} in round {row.round + 1}.")
    return places[row]


def _material(plan: Plan, columns: Columns, t: int) -> Block:
    goods = len(plan.goods)
    matrix = np.zeros((goods, columns.width))
    net = np.array([process.inputs for process in plan.processes]).reshape(-1, goods).T.copy()
    for j, process in enumerate(plan.processes):
        net[process.good, j] -= 1.0
    matrix[:, columns.outputs(t)] = net
    matrix[:, columns.first_basket + t] = plan.basket
    if columns.buildable and t < plan.rounds - 1:
        machines = [plan.processes[j].machine for j in columns.buildable]
        matrix[:, columns.builds(t)] = np.array(machines).T
    matrix[list(columns.open_goods), columns.uses(t)] = 0.0
    for place, good in enumerate(columns.open_goods):
        matrix[good, columns.uses(t).start + place] = 1.0
    return [Row("material", i, t) for i in range(goods)], matrix, np.array(plan.supply[t], float)


def _limits(plan: Plan, columns: Columns, t: int) -> Block:
    each = [(n, limit, limit.each[t]) for n, limit in enumerate(plan.limits) if limit.each]
    matrix = np.zeros((len(each), columns.width))
    for place, (_, limit, _) in enumerate(each):
        matrix[place, columns.outputs(t)] = limit.use
    return [Row("limit", n, t) for n, _, _ in each], matrix, np.array([b for _, _, b in each])


def _capacity(plan: Plan, columns: Columns, t: int) -> Block:
    """x_t - Σ_{s<t} (1-wear)^(t-1-s) b_s <= (1-wear)^t K_0."""
    kept = 1.0 - np.array([process.wear for process in plan.processes])
    matrix = np.zeros((columns.ways, columns.width))
    matrix[:, columns.outputs(t)] = np.eye(columns.ways)
    for s in range(t if columns.buildable else 0):
        matrix[columns.buildable, range(*columns.builds(s).indices(columns.width))] = -(
            kept[list(columns.buildable)] ** (t - 1 - s)
        )
    opening = np.array([process.capacity for process in plan.processes])
    return [Row("capacity", j, t) for j in range(columns.ways)], matrix, opening * kept**t


def _floor(plan: Plan, columns: Columns, t: int) -> Block:
    if not plan.floors:
        return [], np.empty((0, columns.width)), np.empty(0)
    matrix = np.zeros((1, columns.width))
    matrix[0, columns.first_basket + t] = -1.0
    return [Row("floor", 0, t)], matrix, np.array([-plan.floors[t]])


def _ceiling(plan: Plan, columns: Columns, t: int) -> Block:
    if plan.most is None:
        return [], np.empty((0, columns.width)), np.empty(0)
    matrix = np.zeros((1, columns.width))
    matrix[0, columns.first_basket + t] = 1.0
    return [Row("ceiling", 0, t)], matrix, np.array([plan.most])


def _targets(plan: Plan, columns: Columns, t: int) -> Block:
    """-(d_i z_t + u_it) <= -target_it, for every good with a target in some round."""
    asked = [i for i in columns.open_goods if plan.targets and any(row[i] for row in plan.targets)]
    matrix = np.zeros((len(asked), columns.width))
    for place, good in enumerate(asked):
        matrix[place, columns.first_basket + t] = -plan.basket[good]
        matrix[place, columns.uses(t).start + columns.open_goods.index(good)] = -1.0
    bounds = np.array([-plan.targets[t][good] for good in asked])
    return [Row("target", good, t) for good in asked], matrix, bounds


def _totals(plan: Plan, columns: Columns) -> Block:
    whole = [(n, limit, limit.total) for n, limit in enumerate(plan.limits)]
    capped = [(n, limit, total) for n, limit, total in whole if total is not None]
    matrix = np.zeros((len(capped), columns.width))
    for place, (_, limit, _) in enumerate(capped):
        matrix[place, : columns.first_basket] = limit.use * plan.rounds
    return [Row("total", n, 0) for n, _, _ in capped], matrix, np.array([b for _, _, b in capped])


def _gains(plan: Plan, columns: Columns) -> Vector:
    gains = np.zeros(columns.width)
    for t in range(plan.rounds):
        weight = plan.discount**t
        gains[columns.outputs(t)] = [-process.cost for process in plan.processes]
        gains[columns.first_basket + t] = weight if any(plan.basket) else 0.0
        if plan.worth:
            gains[columns.uses(t)] = [weight * plan.worth[good] for good in columns.open_goods]
    return gains
