"""Joint clearing: goods, labour, capacity, harvest and emissions at once (DESIGN 5).

    maximise    Σ_k β_k ln y_k - Σ_f a_f x_f - w⁰·Labour
    subject to  Σ_k R_ik y_k + Σ_f A_if x_f <= Σ_(f makes i) x_f + W_i,   y_k <= ȳ_k,
                labour, capacity, harvest and emission limits

an Eisenberg-Gale program (1959): at its multipliers as prices, every buyer spends his cash on
what he wants most, every plant runs only where its price covers its cost, and whatever is not
used up is free. Conventions where the program alone does not decide:

- A buyer who wants a good with no source at all (nothing in stock, no plant that can run) gets
  nothing and a full refund; such a good, and one that nobody wants, has price 0.
- Plants of equal unit cost share their output in proportion to what each could make; the split
  stops where it would break a limit that is slack.
- Where making a good costs nothing and nobody pays for it, no more is made than is used.
"""

from operator import mul
from typing import NamedTuple

import numpy as np

from allmende_rules.mechanisms import conic_solver, interior_point
from allmende_rules.mechanisms.clearing_form import Scaled, able, reach, scale, wanted
from allmende_rules.mechanisms.clearing_program import Buyer, Clearing, Plant, Program
from allmende_rules.mechanisms.clearing_tables import (
    CAPACITY,
    EMISSION_CAP,
    HARVEST_CAP,
    Demand,
    Plants,
    gather,
    tabulate,
    technology,
)
from allmende_rules.mechanisms.clearing_ties import split_ties, without_waste
from allmende_rules.mechanisms.standard_form import Optimum, StandardForm, Vector

__all__ = ["Buyer", "Clearing", "ClearingError", "Plant", "Program", "clear"]

GOOD_GAP, WORST_GAP = 1e-9, 1e-5
"""Above the first Clarabel is asked, which ends at up to 7e-6; above the second none is taken."""

NOTHING = 1e-4
"""A multiplier this small beside the room left at its limit belongs to a limit that is slack."""


class ClearingError(ArithmeticError):
    """Neither solver reached an optimum: the figures span more digits than floats have."""


class _Answer(NamedTuple):
    """What the solver says, in units: per plant, per demand, per good and per joint limit."""

    scales: Vector
    amounts: Vector
    prices: Vector
    values: Vector
    rents: Vector
    gap: float


def clear(program: Program) -> Clearing:
    """Return quantities, prices and payments that clear a program. Deterministic.

    Raises ValueError for figures that are negative or not finite and for an unproductive
    technology, ClearingError if no solver converges.
    """
    plants, tech = tabulate(program), technology(program.inputs)
    warehouse = np.array(program.warehouse, dtype=float)
    most = reach(plants)
    runs, sourced = able(plants, tech, warehouse, most)
    demands = gather(program.buyers, sourced)
    if not demands:
        nothing, free = np.zeros(most.size), np.zeros(plants.limits.size)
        return _clearing(
            program,
            plants,
            demands,
            _Answer(nothing, nothing[:0], np.zeros(warehouse.size), free, nothing, 0.0),
        )
    active = np.flatnonzero(runs & wanted(demands, tech)[plants.good])
    scaled = scale(plants, active, demands, tech, warehouse, program.wage_floor)
    answer = _in_units(scaled, solve(scaled.form), most.size, warehouse.size)
    used = scaled.recipes @ answer.amounts
    scales = without_waste(answer.scales, answer.prices, plants, tech, used - warehouse)
    scales = split_ties(scales, answer.values, program.wage_floor, plants)
    return _clearing(program, plants, demands, answer._replace(scales=scales))


def solve(form: StandardForm) -> Optimum:
    """Return the optimum by the dense solver, or by Clarabel where that falls short."""
    best = interior_point.solve(form)
    if best.gap > GOOD_GAP:
        best = min(best, conic_solver.solve(form), key=lambda optimum: optimum.gap)
    if not best.gap <= WORST_GAP:
        raise ClearingError(
            f"The clearing stopped at a relative error of {best.gap:.1e}; at most {WORST_GAP} is "
            "accepted. Bring budgets, capacities and coefficients closer to each other in size."
        )
    return best


def _in_units(scaled: Scaled, best: Optimum, plants: int, goods: int) -> _Answer:
    """Return an optimum in units. Multipliers of what is not used up are exactly 0."""
    count = scaled.active.size
    scales, rents = np.zeros(plants), np.zeros(plants)
    scales[scaled.active] = best.z[:count] * scaled.columns[:count]
    rent = _binding(best.bound_multipliers, best.room)[:count]
    rents[scaled.active] = rent * scaled.cash / scaled.columns[:count]
    values = _binding(best.multipliers, best.slack) * scaled.cash / scaled.rows
    amounts = best.z[count:] * scaled.columns[count:]
    return _Answer(scales, amounts, values[:goods], values[goods:], rents, best.gap)


def _binding(multipliers: Vector, room: Vector) -> Vector:
    """Return the multipliers, with 0 for those that the solver only left short of 0."""
    return np.where(multipliers < NOTHING * room, 0.0, multipliers)


def _clearing(program: Program, plants: Plants, demands: list[Demand], answer: _Answer) -> Clearing:
    """Return the clearing with its accounts."""
    x, values = answer.scales, answer.values
    used = plants.draws @ x
    prices = answer.prices.tolist()
    bundles, spending = _served(program.buyers, demands, answer.amounts.tolist(), prices)
    harvests, permit = iter(values[1:].tolist()), 0.0
    if program.emission_cap is not None:
        permit = next(harvests)
    wage = program.wage_floor + float(values[0])
    rents = answer.rents.tolist()
    of_kind = [
        tuple(rent if by == kind else 0.0 for rent, by in zip(rents, plants.bound_by, strict=True))
        for kind in (CAPACITY, EMISSION_CAP, HARVEST_CAP)
    ]
    return Clearing(
        scales=tuple(x.tolist()),
        bundles=tuple(bundles),
        prices=tuple(prices),
        wage=wage,
        labour=float(used[0]),
        labour_value=float(values[0]),
        permit_value=permit,
        harvest_values=tuple(
            0.0 if cap is None else next(harvests) for cap in program.harvest_caps
        ),
        capacity_rents=of_kind[CAPACITY],
        emission_cap_rents=of_kind[EMISSION_CAP],
        harvest_cap_rents=of_kind[HARVEST_CAP],
        spending=tuple(spending),
        refunds=tuple(
            buyer.cash - spent for buyer, spent in zip(program.buyers, spending, strict=True)
        ),
        asks=float(plants.ask @ x),
        wages=wage * float(used[0]),
        permits=float(values[1:] @ used[1:]),
        rents=float(answer.rents @ x),
        stock_value=float(answer.prices @ program.warehouse),
        gap=answer.gap,
    )


def _served(
    buyers: tuple[Buyer, ...], demands: list[Demand], amounts: list[float], prices: list[float]
) -> tuple[list[float], list[float]]:
    """Return bundles and spending of each buyer: all his cash, unless he has all he wants."""
    bundles, spending = [0.0] * len(buyers), [0.0] * len(buyers)
    for demand, amount in zip(demands, amounts, strict=True):
        for index, weight in demand.members:
            bundles[index] = amount * weight / demand.cash
            spending[index] = buyers[index].cash
        if demand.most is not None:
            index, _ = demand.members[0]
            bundles[index] = min(amount, demand.most)
            cost = sum(map(mul, demand.recipe, prices)) * bundles[index]
            spending[index] = min(demand.cash, cost)
    return bundles, spending
