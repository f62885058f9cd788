"""What a clearing must satisfy, written from the statement of the program; random programs."""

from itertools import starmap

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program

Amounts = NDArray[np.float64]


def unit(good: int, goods: int) -> tuple[float, ...]:
    """Return the recipe of one unit of one good."""
    return tuple(float(i == good) for i in range(goods))


def money_error(program: Program, found: Clearing) -> float:
    """Return how far spending is from asks, wages, permits, rents and stock, relative to cash."""
    income = found.asks + found.wages + found.permits + found.rents + found.stock_value
    cash = sum(buyer.cash for buyer in program.buyers)
    return abs(sum(found.spending) - income) / cash if cash else abs(income)


def violation(program: Program, found: Clearing) -> float:
    """Return the largest violation of feasibility, optimality and slackness, scaled to money.

    Written from the statement of the program, not from the solvers' form.
    """
    prices, x = np.array(found.prices), np.array(found.scales)
    inputs, stock = np.array(program.inputs), np.array(program.warehouse)
    cash = sum(buyer.cash for buyer in program.buyers) or 1.0
    made, taken = np.zeros(len(prices)), np.zeros(len(prices))
    labour, emission, harvest = 0.0, 0.0, np.zeros(len(program.harvest_caps))
    worst = []
    for f, plant in enumerate(program.plants):
        made[plant.good] += x[f]
        taken += plant.burden * x[f] * inputs[:, plant.good]
        labour, emission = labour + plant.labour * x[f], emission + plant.emission * x[f]
        if plant.resource is not None:
            harvest[plant.resource] += plant.harvest * x[f]
        worst += plant_violations(program, found, f, cash)
    left = made + stock - taken - final_use(program, found)
    worst += [*(-left / (made + stock + 1e-300)), *(np.abs(left * prices) / cash)]
    joint: list[tuple[float, float | None, float]] = [
        (labour, program.labour, found.labour_value),
        (emission, program.emission_cap, found.permit_value),
        *zip(harvest.tolist(), program.harvest_caps, found.harvest_values, strict=True),
    ]
    for used, cap, value in joint:
        worst += over(used, cap, value, cash)
    return float(max(worst, default=0.0))


def plant_violations(program: Program, found: Clearing, f: int, cash: float) -> list[float]:
    """Return how far a plant is from running only at cost, and from its own three limits."""
    plant, x = program.plants[f], found.scales[f]
    rents = (found.capacity_rents[f], found.emission_cap_rents[f], found.harvest_cap_rents[f])
    column = plant.burden * np.array(program.inputs)[:, plant.good]
    cost = plant.ask + found.wage * plant.labour + float(np.array(found.prices) @ column)
    cost += found.permit_value * plant.emission + sum(rents)
    if plant.resource is not None:
        cost += found.harvest_values[plant.resource] * plant.harvest
    own = (
        (x, plant.capacity),
        (plant.emission * x, plant.own_emission_cap),
        (plant.harvest * x, plant.own_harvest_cap),
    )
    margin = found.prices[plant.good] - cost
    worst = [abs(margin * x) / cash, margin * what_could_run(program, f) / cash]
    for rent, (used, cap) in zip(rents, own, strict=True):
        worst += over(used, cap, rent * x / (used or 1.0), cash)
    return worst


def what_could_run(program: Program, f: int) -> float:
    """Return a plant's greatest output alone, 0 where an input has no source at all."""
    running = {k for k in range(len(program.plants)) if alone(program, k) > 0}
    while True:
        made = {program.plants[k].good for k in running}
        sourced = made | {i for i, stock in enumerate(program.warehouse) if stock > 0}
        needs = {
            k: {i for i, row in enumerate(program.inputs) if row[p.good] > 0}
            for k, p in enumerate(program.plants)
        }
        fed = {k for k in running if needs[k] <= sourced}
        if fed == running:
            return alone(program, f) if f in running else 0.0
        running = fed


def alone(program: Program, f: int) -> float:
    """Return what a plant could make if all limits were its own and inputs were free."""
    plant = program.plants[f]
    draws = [
        (1.0, plant.capacity),
        (plant.labour, program.labour),
        (plant.emission, program.emission_cap),
        (plant.emission, plant.own_emission_cap),
        (plant.harvest, plant.own_harvest_cap),
        (plant.harvest, None if plant.resource is None else program.harvest_caps[plant.resource]),
    ]
    return min(cap / draw for draw, cap in draws if cap is not None and draw > 0)


def over(used: float, cap: float | None, value: float, cash: float) -> list[float]:
    """Return a limit's excess relative to it, and the value put on what it leaves unused."""
    if cap is None:
        return [value]
    return [(used - cap) / cap if cap else used, abs(value * (cap - used)) / cash]


def final_use(program: Program, found: Clearing) -> Amounts:
    """Return what buyers get of each good."""
    pairs = zip(program.buyers, found.bundles, strict=True)
    return sum((np.array(b.recipe) * y for b, y in pairs), np.zeros(len(program.goods)))


def close(found: ArrayLike, expected: ArrayLike, tolerance: float, scale: float = 0.0) -> bool:
    """Compare relative to each expected number, or to one scale."""
    expected = np.array(expected, dtype=float)
    size = scale or np.abs(expected)
    return bool((np.abs(np.array(found) - expected) <= tolerance * size).all())


def amounts(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw amounts of at most four decimals."""
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 4))


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Programs of 1 to 4 goods with a productive technology; anything else may be 0 or absent."""
    goods = draw(st.integers(1, 4))
    inputs = draw(
        st.lists(
            st.lists(amounts(0, 0.9 / goods), min_size=goods, max_size=goods).map(tuple),
            min_size=goods,
            max_size=goods,
        ).map(tuple)
    )
    good, maybe = st.integers(0, goods - 1), st.one_of(st.none(), amounts(0, 20))
    zero_or = st.one_of(st.just(0.0), amounts(0.01, 5))
    plant = st.tuples(
        st.just("plant"), good, zero_or, amounts(0, 10), zero_or, zero_or, zero_or, maybe, maybe,
        st.sampled_from([None, 0]),
    )  # fmt: skip
    recipe = st.one_of(
        good.map(lambda i: unit(i, goods)),
        st.lists(st.one_of(st.just(0.0), amounts(0.1, 3)), min_size=goods, max_size=goods).map(
            tuple
        ),
    )
    buyer = st.tuples(st.just("buyer"), amounts(0, 100), recipe, maybe)
    stock = st.lists(zero_or, min_size=goods, max_size=goods)
    return Program(
        goods=tuple(f"good {i}" for i in range(goods)),
        inputs=inputs,
        plants=tuple(starmap(Plant, draw(st.lists(plant, max_size=8)))),
        buyers=tuple(starmap(Buyer, draw(st.lists(buyer, max_size=8)))),
        warehouse=tuple(draw(stock)),
        labour=draw(amounts(0, 50)),
        wage_floor=draw(zero_or),
        harvest_caps=(draw(maybe),),
        emission_cap=draw(maybe),
    )
