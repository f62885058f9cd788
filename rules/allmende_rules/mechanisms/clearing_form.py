"""From tables to the scaled standard form of a clearing, leaving out what cannot take part."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allmende_rules.mechanisms.clearing_tables import Demand, Plants, Technology
from allmende_rules.mechanisms.standard_form import StandardForm, Vector

Mask = NDArray[np.bool_]
Good = NDArray[np.intp]

PASSES = 4
"""Each follows the chain of inputs one link further."""


class Scaled(NamedTuple):
    """A standard form over active plants, then demands, with the unit of each column and row."""

    form: StandardForm
    active: Good
    recipes: NDArray[np.float64]
    columns: Vector
    rows: Vector
    cash: float


def reach(plants: Plants) -> Vector:
    """Return the greatest output of each plant if all the joint limits were its own."""
    alone = np.full(plants.draws.shape, np.inf)
    np.divide(plants.limits[:, None], plants.draws, out=alone, where=plants.draws > 0)
    alone[0] = np.minimum(plants.greatest, alone[0])
    least: Vector = alone.min(axis=0)
    return least


def _reach_with_inputs(most: Vector, good: Good, tech: Technology, warehouse: Vector) -> Vector:
    """Return greatest outputs cut, in a few passes, to what the greatest supply of inputs feeds.

    That binds nothing that the program itself does not; it keeps units near what will be made.
    """
    for _ in range(PASSES):
        supply = warehouse + np.bincount(good, most, warehouse.size)
        with np.errstate(divide="ignore", invalid="ignore"):
            fed = np.fmin.reduce(supply[:, None] / tech.table)[good]
        if (fed >= most).all():
            break
        most = np.fmin(fed, most)
    return most


def able(plants: Plants, tech: Technology, warehouse: Vector, most: Vector) -> tuple[Mask, Mask]:
    """Return which plants can run at all and which goods have a source.

    Flows of a round are simultaneous, so plants may supply each other: the greatest set is taken
    in which each plant has capacity and a source for each of its inputs.
    """
    runs = most > 0
    while True:
        sourced = warehouse > 0
        sourced[plants.good[runs]] = True
        if sourced.all():
            return runs, sourced
        starved: Mask = np.logical_or.reduce(tech.uses[~sourced])[plants.good] & runs
        if not starved.any():
            return runs, sourced
        runs = runs & ~starved


def wanted(demands: Sequence[Demand], tech: Technology) -> Mask:
    """Return the goods that some demand buys, or that go into one that is wanted."""
    goods: Mask = np.logical_or.reduce(np.array([demand.recipe for demand in demands]) > 0)
    while not goods.all():
        more: Mask = goods | np.logical_or.reduce(tech.uses[:, goods], axis=1)
        if (more == goods).all():
            break
        goods = more
    return goods


def scale(
    plants: Plants,
    active: Good,
    demands: Sequence[Demand],
    tech: Technology,
    warehouse: Vector,
    wage_floor: float,
) -> Scaled:
    """Return the program in units of what each plant, good, limit and all cash can be at most.

    `active` are the plants that take part. Bounds are cut to twice
    what the joint limits leave, where they never bind. A good that nobody uses gets a slack row.
    """
    good, draws = plants.good[active], plants.draws[:, active]
    most = _reach_with_inputs(reach(plants)[active], good, tech, warehouse)
    count, goods = active.size, warehouse.size
    supply = warehouse + np.bincount(good, most, goods)
    recipes = np.array([demand.recipe for demand in demands]).T
    columns = np.concatenate([most, _most_bundles(supply, recipes)])
    rows = np.concatenate([supply, plants.limits])
    rows[rows == 0] = 1.0
    matrix = np.zeros((rows.size, columns.size))
    matrix[:goods, :count] = net_use(plants, active, tech)
    matrix[:goods, count:] = recipes
    matrix[goods:, :count] = draws
    matrix *= columns
    matrix /= rows[:, None]
    limits = np.ones(rows.size)
    limits[:goods] = np.where(matrix[:goods].any(axis=1), warehouse / rows[:goods], 1.0)
    bounds = [demand.most for demand in demands if demand.most is not None]
    upper = np.concatenate([plants.greatest[active], bounds]) / columns[: count + len(bounds)]
    cash = sum(demand.cash for demand in demands)
    cost, weight = np.zeros(columns.size), np.zeros(columns.size)
    cost[:count] = (plants.ask[active] + wage_floor * draws[0]) * most / cash
    weight[count:] = [demand.cash / cash for demand in demands]
    form = StandardForm(matrix, limits, np.minimum(upper, 2.0), cost, weight)
    return Scaled(form, active, recipes, columns, rows, cash)


def net_use(plants: Plants, active: Good, tech: Technology) -> NDArray[np.float64]:
    """Return what a unit of each active plant's output takes of every good, less the unit made."""
    good, burden = plants.good[active], plants.burden[active]
    use: NDArray[np.float64] = tech.net_use[:, good]
    if (burden != 1.0).any():
        use = use + tech.table[:, good] * (burden - 1.0)
    return use


def _most_bundles(supply: Vector, recipes: NDArray[np.float64]) -> Vector:
    """Return how many bundles of each recipe (goods, demands) the whole supply would make."""
    bundles = np.full(recipes.shape, np.inf)
    np.divide(supply[:, None], recipes, out=bundles, where=recipes > 0)
    least: Vector = bundles.min(axis=0)
    return least
