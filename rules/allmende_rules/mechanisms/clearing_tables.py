"""The arrays behind a joint clearing: statements as tables, who can take part, the scaled form."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allmende_rules.mechanisms.clearing_program import Buyer, Plant, Program
from allmende_rules.mechanisms.standard_form import Matrix, Vector

CAPACITY, EMISSION_CAP, HARVEST_CAP = 0, 1, 2


class Technology(NamedTuple):
    """Input coefficients, the same less the unit matrix, and which good is used by which.

    All are (goods, goods): good i for one unit of good j.
    """

    inputs: Matrix
    net_use: Matrix
    uses: NDArray[np.bool_]


class Plants(NamedTuple):
    """Plants as columns: good, ask, greatest output and what sets it, draw on each joint limit."""

    good: NDArray[np.intp]
    ask: Vector
    greatest: Vector
    bound_by: tuple[int, ...]
    draws: Matrix
    limits: Vector


class Demand(NamedTuple):
    """Buyers that want the same, as one; `members` are their index and weight in sharing.

    With logarithmic utility, buyers of one good, or of one recipe, without a bound pay the same
    price and split the amount as their cash, so adding them up first is exact.
    """

    recipe: tuple[float, ...]
    cash: float
    most: float | None
    members: list[tuple[int, float]]


@lru_cache(maxsize=64)
def technology(inputs: tuple[tuple[float, ...], ...]) -> Technology:
    """Return the technology of a table of inputs.

    Raises ValueError if it is not square and >= 0, or not productive (Hawkins and Simon 1949).
    """
    table = np.array(inputs, dtype=float)
    if table.shape != (len(inputs), len(inputs)) or not (table >= 0).all():
        raise ValueError(f"inputs must be a square table of numbers of at least 0, not {inputs}.")
    if np.abs(np.linalg.eigvals(table)).max() >= 1:
        raise ValueError(
            f"inputs {inputs} are not productive: making the goods uses up more than is made. "
            "Lower the coefficients until every good can leave a surplus."
        )
    return Technology(table, table - np.eye(len(table)), table > 0)


class Recipe(NamedTuple):
    """A recipe, per unit of its good if it has but one; `size` is units in a stated bundle."""

    amounts: tuple[float, ...]
    size: float
    goods: frozenset[int]


@lru_cache(maxsize=4096)
def _recipe(stated: tuple[float, ...]) -> Recipe:
    """Return what a stated recipe comes to. Raises ValueError for impossible amounts."""
    if not all(0 <= amount < inf for amount in stated):
        raise ValueError(f"Amounts in a recipe must be finite and at least 0, not {stated}.")
    goods = frozenset(good for good, amount in enumerate(stated) if amount > 0)
    if len(goods) != 1:
        return Recipe(stated, 1.0, goods)
    return Recipe(tuple(float(amount > 0) for amount in stated), max(stated), goods)


def tabulate(program: Program) -> Plants:
    """Return the plants' statements as arrays.

    Rows of `draws` are labour, emissions (where capped), then each capped resource.
    Raises ValueError naming the plant or figure that is negative or not finite.
    """
    plants = program.plants
    capped = [r for r, cap in enumerate(program.harvest_caps) if cap is not None]
    rows = [[plant.labour for plant in plants]]
    limits = [program.labour]
    if program.emission_cap is not None:
        rows.append([plant.emission for plant in plants])
        limits.append(program.emission_cap)
    for resource in capped:
        rows.append([p.harvest if p.resource == resource else 0.0 for p in plants])
        limits.append(program.harvest_caps[resource] or 0.0)
    bounds = [_own_bound(plant) for plant in plants]
    table = Plants(
        np.array([plant.good for plant in plants], dtype=np.intp),
        np.array([plant.ask for plant in plants], dtype=float),
        np.array([bound for bound, _ in bounds], dtype=float),
        tuple(kind for _, kind in bounds),
        np.array(rows, dtype=float),
        np.array(limits, dtype=float),
    )
    _check(program, table)
    return table


def _own_bound(plant: Plant) -> tuple[float, int]:
    """Return the smallest of a plant's own limits, per unit of output, and which one it is."""
    bound, kind = plant.capacity, CAPACITY
    if plant.own_emission_cap is not None and plant.own_emission_cap < bound * plant.emission:
        bound, kind = plant.own_emission_cap / plant.emission, EMISSION_CAP
    if plant.own_harvest_cap is not None and plant.own_harvest_cap < bound * plant.harvest:
        bound, kind = plant.own_harvest_cap / plant.harvest, HARVEST_CAP
    return bound, kind


def _check(program: Program, table: Plants) -> None:
    arrays = (table.ask, table.greatest, table.draws.ravel(), table.limits)
    figures = np.concatenate([*arrays, program.warehouse, [program.wage_floor]])
    if np.minimum.reduce(figures) >= 0 and np.maximum.reduce(figures) < inf:
        return
    for plant in program.plants:
        if not all(0 <= figure < inf for figure in plant[2:9] if figure is not None):
            raise ValueError(f"Figures of a plant must be finite and at least 0: {plant}.")
    raise ValueError(
        "Labour, caps, warehouse and wage floor must be finite and at least 0: "
        f"{program._replace(plants=(), buyers=())}."
    )


def gather(buyers: Sequence[Buyer], sourced: NDArray[np.bool_]) -> list[Demand]:
    """Return the demands of buyers who can be served, bounded ones first.

    Left out, and so refunded, are buyers without cash, wanting nothing, or wanting a good that
    has no source at all. Raises ValueError naming a buyer whose figures are impossible.
    """
    lacking = frozenset(np.flatnonzero(~sourced).tolist())
    bounded: list[Demand] = []
    free: dict[tuple[float, ...], list[tuple[int, float, float]]] = {}
    for index, (name, cash, stated, most) in enumerate(buyers):
        if not 0 <= cash < inf or not (most is None or 0 <= most < inf):
            raise ValueError(f"Cash and bound of {name} must be finite and at least 0.")
        recipe, size, goods = _recipe(stated)
        if cash == 0 or most == 0 or not goods or (lacking and goods & lacking):
            continue
        if most is not None:
            bounded.append(Demand(stated, cash, most, [(index, cash)]))
        elif recipe in free:
            free[recipe].append((index, cash, size))
        else:
            free[recipe] = [(index, cash, size)]
    return bounded + [_together(recipe, members) for recipe, members in free.items()]


def _together(recipe: tuple[float, ...], members: list[tuple[int, float, float]]) -> Demand:
    cash = sum(cash for _, cash, _ in members)
    return Demand(recipe, cash, None, [(index, own / size) for index, own, size in members])
