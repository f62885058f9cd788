"""The arrays behind a joint clearing: statements as tables, who can take part, the scaled form."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allmende_rules.mechanisms.clearing_program import Buyer, Plant, Program
from allmende_rules.mechanisms.standard_form import Matrix, Vector

CAPACITY, EMISSION_CAP, HARVEST_CAP = 0, 1, 2

Table = tuple[tuple[float, ...], ...]


class Technology(NamedTuple):
    """Input coefficients A; as arrays A, A - I, and A > 0.

    All are (goods, goods): good i for one unit of good j.
    """

    inputs: Table
    table: Matrix
    net_use: Matrix
    uses: NDArray[np.bool_]


class Offers(NamedTuple):
    """Plants as lists: good, ask, greatest output and what sets it, draws on each joint limit.

    `burden` multiplies the inputs that the table gives for a plant's good.
    """

    good: list[int]
    ask: list[float]
    greatest: list[float]
    bound_by: list[int]
    draws: list[list[float]]
    limits: list[float]
    burden: list[float]


class Plants(NamedTuple):
    """The same as arrays: `draws` is (limits, plants)."""

    good: NDArray[np.intp]
    ask: Vector
    greatest: Vector
    draws: Matrix
    limits: Vector
    burden: Vector


class Demand(NamedTuple):
    """Buyers that want the same, as one; `members` are their index and weight in sharing.

    With logarithmic utility, buyers of one good, or of one recipe, without a bound pay the same
    price and split the amount as their cash, so adding them up first is exact.
    """

    recipe: tuple[float, ...]
    cash: float
    most: float | None
    members: list[tuple[int, float]]


class Answer(NamedTuple):
    """What a solver says, in units: by plant, demand, good and joint limit; rents by plant.

    `gap` is the largest violation of an optimality condition, with cash and limits scaled to 1.
    """

    scales: list[float]
    amounts: list[float]
    prices: list[float]
    values: list[float]
    rents: list[float]
    gap: float


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
    return Technology(inputs, table, table - np.eye(len(table)), table > 0)


@lru_cache(maxsize=256)
def requirements(inputs: Table, burdens: tuple[float, ...]) -> Table:
    """Return total requirements (I - A)⁻¹, A being `inputs` with each good's column times its burden.

    By Gauss and Jordan in place: I - A is an M-matrix, which needs no pivoting.
    """
    rows = [
        [
            float(i == j) - amount * burden
            for j, (amount, burden) in enumerate(zip(row, burdens, strict=True))
        ]
        for i, row in enumerate(inputs)
    ]
    for i, row in enumerate(rows):
        pivot, row[i] = row[i], 1.0
        row[:] = [value / pivot for value in row]
        for other in rows:
            if other is not row:
                much, other[i] = other[i], 0.0
                other[:] = [a - much * b for a, b in zip(other, row, strict=True)]
    return tuple([tuple(row) for row in rows])


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


def tabulate(program: Program) -> Offers:
    """Return the plants' statements as lists.

    Rows of `draws` are labour, emissions (where capped), then each capped resource.
    Raises ValueError naming the plant or figure that is negative or not finite.
    """
    plants = program.plants
    draws = [[plant.labour for plant in plants]]
    limits = [program.labour]
    if program.emission_cap is not None:
        draws.append([plant.emission for plant in plants])
        limits.append(program.emission_cap)
    for resource, cap in enumerate(program.harvest_caps):
        if cap is not None:
            draws.append([p.harvest if p.resource == resource else 0.0 for p in plants])
            limits.append(cap)
    bounds = [_own_bound(plant) for plant in plants]
    offers = Offers(
        [plant.good for plant in plants],
        [plant.ask for plant in plants],
        [bound for bound, _ in bounds],
        [kind for _, kind in bounds],
        draws,
        limits,
        [plant.burden for plant in plants],
    )
    _check(program, offers)
    return offers


def arrays(offers: Offers) -> Plants:
    """Return offers as arrays."""
    return Plants(
        np.array(offers.good, dtype=np.intp),
        np.array(offers.ask, dtype=float),
        np.array(offers.greatest, dtype=float),
        np.array(offers.draws, dtype=float),
        np.array(offers.limits, dtype=float),
        np.array(offers.burden, dtype=float),
    )


def _own_bound(plant: Plant) -> tuple[float, int]:
    """Return the smallest of a plant's own limits, per unit of output, and which one it is."""
    bound, kind = plant.capacity, CAPACITY
    if plant.own_emission_cap is not None and plant.own_emission_cap < bound * plant.emission:
        bound, kind = plant.own_emission_cap / plant.emission, EMISSION_CAP
    if plant.own_harvest_cap is not None and plant.own_harvest_cap < bound * plant.harvest:
        bound, kind = plant.own_harvest_cap / plant.harvest, HARVEST_CAP
    return bound, kind


def _check(program: Program, offers: Offers) -> None:
    rows = [offers.ask, offers.greatest, *offers.draws, offers.limits, offers.burden]
    figures = [*chain.from_iterable(rows), *program.warehouse, program.wage_floor]
    # A figure that is not a number hides from min and max, but makes the sum one.
    if min(figures) >= 0 and sum(figures) < inf:
        return
    for plant in program.plants:
        stated = (*plant[2:9], plant.burden)
        if not all(0 <= figure < inf for figure in stated if figure is not None):
            raise ValueError(f"Figures of a plant must be finite and at least 0: {plant}.")
    raise ValueError(
        "Labour, caps, warehouse and wage floor must be finite and at least 0: "
        f"{program._replace(plants=(), buyers=())}."
    )


def gather(buyers: Sequence[Buyer], lacking: frozenset[int]) -> list[Demand]:
    """Return the demands of buyers who can be served, bounded ones first.

    Left out, and so refunded, are buyers without cash, wanting nothing, or wanting one of the
    `lacking` goods, which have no source at all. Raises ValueError naming a buyer whose figures
    are impossible.
    """
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
