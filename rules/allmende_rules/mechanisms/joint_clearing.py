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

Where at most one plant of a good is between its limits, the optimum is found in merit order (`merit_order`);
what that leaves open goes to general solvers (`clearing_general`).
"""

from collections.abc import Sequence
from operator import mul

from allmende_rules.mechanisms.clearing_general import ClearingError, clear_any
from allmende_rules.mechanisms.clearing_program import Buyer, Clearing, Plant, Program
from allmende_rules.mechanisms.clearing_tables import (
    CAPACITY,
    EMISSION_CAP,
    HARVEST_CAP,
    Answer,
    Demand,
    Offers,
    gather,
    tabulate,
    technology,
)
from allmende_rules.mechanisms.merit_clearing import clear_by_merit

__all__ = ["Buyer", "Clearing", "ClearingError", "Plant", "Program", "clear"]

NOBODY: frozenset[int] = frozenset()


def clear(program: Program) -> Clearing:
    """Return quantities, prices and payments that clear a program. Deterministic.

    Raises ValueError for figures that are negative or not finite and for an unproductive
    technology, ClearingError if no solver converges.
    """
    offers, tech = tabulate(program), technology(program.inputs)
    demands = gather(program.buyers, NOBODY)
    answer = clear_by_merit(offers, demands, tech, program.warehouse, program.wage_floor)
    if answer is None:
        demands, answer = clear_any(
            offers, program.buyers, tech, program.warehouse, program.wage_floor
        )
    return _clearing(program, offers, demands, answer)


def _clearing(
    program: Program, offers: Offers, demands: Sequence[Demand], answer: Answer
) -> Clearing:
    """Return the clearing with its accounts."""
    scales, _, prices, values, rents, gap = answer
    used = [sum(map(mul, draws, scales)) for draws in offers.draws]
    bundles, spending = _served(program.buyers, demands, answer.amounts, prices)
    harvests, permit = iter(values[1:]), 0.0
    if program.emission_cap is not None:
        permit = next(harvests)
    wage = program.wage_floor + values[0]
    return Clearing(
        scales=tuple(scales),
        bundles=tuple(bundles),
        prices=tuple(prices),
        wage=wage,
        labour=used[0],
        labour_value=values[0],
        permit_value=permit,
        harvest_values=tuple(
            [0.0 if cap is None else next(harvests) for cap in program.harvest_caps]
        ),
        capacity_rents=_of_kind(CAPACITY, offers, rents),
        emission_cap_rents=_of_kind(EMISSION_CAP, offers, rents),
        harvest_cap_rents=_of_kind(HARVEST_CAP, offers, rents),
        spending=tuple(spending),
        refunds=tuple(
            [buyer.cash - spent for buyer, spent in zip(program.buyers, spending, strict=True)]
        ),
        asks=sum(map(mul, offers.ask, scales)),
        wages=wage * used[0],
        permits=sum(map(mul, values[1:], used[1:])),
        rents=sum(map(mul, rents, scales)),
        stock_value=sum(map(mul, prices, program.warehouse)),
        gap=gap,
    )


def _of_kind(kind: int, offers: Offers, rents: list[float]) -> tuple[float, ...]:
    """Return the rents that come from one kind of limit."""
    pairs = zip(rents, offers.bound_by, strict=True)
    return tuple([rent if by == kind else 0.0 for rent, by in pairs])


def _served(
    buyers: Sequence[Buyer], demands: Sequence[Demand], amounts: list[float], prices: list[float]
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
