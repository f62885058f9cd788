"""Any clearing, by general solvers: left out what cannot take part, scaled, solved, ties settled."""

from collections.abc import Sequence

import numpy as np

from allmende_rules.mechanisms import conic_solver, interior_point
from allmende_rules.mechanisms.clearing_form import Scaled, able, reach, scale, wanted
from allmende_rules.mechanisms.clearing_program import Buyer
from allmende_rules.mechanisms.clearing_tables import (
    Answer,
    Demand,
    Offers,
    Technology,
    arrays,
    gather,
)
from allmende_rules.mechanisms.clearing_ties import split_ties, without_waste
from allmende_rules.mechanisms.standard_form import Optimum, StandardForm, Vector

GOOD_GAP, WORST_GAP = 1e-9, 1e-5
"""Above the first Clarabel is asked, which ends at up to 7e-6; above the second none is taken."""

NOTHING = 1e-4
"""A multiplier this small beside the room left at its limit belongs to a limit that is slack."""


class ClearingError(ArithmeticError):
    """Neither solver reached an optimum: the figures span more digits than floats have."""


def clear_any(
    offers: Offers,
    buyers: Sequence[Buyer],
    tech: Technology,
    stock: Sequence[float],
    wage_floor: float,
) -> tuple[list[Demand], Answer]:
    """Return the demands that take part and what clears them. Raises ClearingError."""
    plants, warehouse = arrays(offers), np.array(stock, dtype=float)
    most = reach(plants)
    runs, sourced = able(plants, tech, warehouse, most)
    demands = gather(buyers, frozenset(np.flatnonzero(~sourced).tolist()))
    if not demands:
        return [], _nothing(offers, len(stock))
    active = np.flatnonzero(runs & wanted(demands, tech)[plants.good])
    scaled = scale(plants, active, demands, tech, warehouse, wage_floor)
    answer = _in_units(scaled, solve(scaled.form), most.size, warehouse.size)
    used = scaled.recipes @ answer.amounts
    scales, values = np.array(answer.scales), np.array(answer.values)
    scales = without_waste(scales, np.array(answer.prices), plants, tech, used - warehouse)
    scales = split_ties(scales, values, wage_floor, plants)
    return demands, answer._replace(scales=scales.tolist())


def _nothing(offers: Offers, goods: int) -> Answer:
    """Return a clearing in which nobody wants what can be had."""
    idle = [0.0] * len(offers.good)
    return Answer(idle, [], [0.0] * goods, [0.0] * len(offers.limits), idle, 0.0)


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


def _in_units(scaled: Scaled, best: Optimum, plants: int, goods: int) -> Answer:
    """Return an optimum in units. Multipliers of what is not used up are exactly 0."""
    count = scaled.active.size
    scales, rents = np.zeros(plants), np.zeros(plants)
    scales[scaled.active] = best.z[:count] * scaled.columns[:count]
    rent = _binding(best.bound_multipliers, best.room)[:count]
    rents[scaled.active] = rent * scaled.cash / scaled.columns[:count]
    values = (_binding(best.multipliers, best.slack) * scaled.cash / scaled.rows).tolist()
    amounts = best.z[count:] * scaled.columns[count:]
    return Answer(
        scales.tolist(), amounts.tolist(), values[:goods], values[goods:], rents.tolist(), best.gap
    )


def _binding(multipliers: Vector, room: Vector) -> Vector:
    """Return the multipliers, with 0 for those that the solver only left short of 0."""
    return np.where(multipliers < NOTHING * room, 0.0, multipliers)
