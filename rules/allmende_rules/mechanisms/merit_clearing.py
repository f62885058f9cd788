"""The clearing that a merit order settles on, and how far it is from being an optimum."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from operator import mul, sub

from allmende_rules.mechanisms.clearing_tables import Answer, Demand, Offers, Technology
from allmende_rules.mechanisms.merit_order import Settled, settle
from allmende_rules.mechanisms.price_descent import along

GAP = 1e-10
"""The largest violation of an optimality condition that is taken."""


def clear_by_merit(
    offers: Offers,
    demands: Sequence[Demand],
    tech: Technology,
    stock: Sequence[float],
    wage_floor: float,
) -> Answer | None:
    """Return what clears these offers and demands, or None where the merit order does not say."""
    found = settle(offers, demands, tech.inputs, stock, wage_floor)
    if found is None or _tied(offers, found) or min(found.prices) <= 0:
        return None
    amounts = [_bought(demand, found.prices) for demand in demands]
    cash = sum([demand.cash for demand in demands])
    rents, plants_gap = _margins(offers, found, tech, cash)
    there = list(map(sub, stock, _final_use(demands, amounts)))
    goods_gap = _imbalance(offers, found, tech, there, [price / cash for price in found.prices])
    values = [found.rates[0] - wage_floor, *found.rates[1:]]
    limits_gap = _excess(offers, found, values, cash)
    gap = max(plants_gap, goods_gap, limits_gap)
    return Answer(found.scales, amounts, found.prices, values, rents, gap) if gap <= GAP else None


def _tied(offers: Offers, found: Settled) -> bool:
    """Whether plants not in full differ only in draws on free limits, which would decide how they share."""
    if all(found.rates):
        return False
    priced = [row for row, rate in zip(offers.draws, found.rates, strict=True) if rate]
    costs = list(zip(offers.good, offers.ask, offers.burden, *priced, strict=True))
    pairs = zip(costs, found.scales, offers.greatest, strict=True)
    sharing = {cost for cost, scale, most in pairs if scale < most}
    kinds = zip(costs, *offers.draws, strict=True)
    return len({kind for kind in kinds if kind[0] in sharing}) > len(sharing)


def _bought(demand: Demand, prices: list[float]) -> float:
    """How many bundles a demand gets: what its cash buys, or all it wants."""
    amount: float = demand.cash / sum(map(mul, demand.recipe, prices))
    return amount if demand.most is None else min(amount, demand.most)


def _margins(
    offers: Offers, found: Settled, tech: Technology, cash: float
) -> tuple[list[float], float]:
    """Rents of plants in full, and the most that an idle one would earn or one at work loses."""
    inputs = [sum(map(mul, found.prices, column)) for column in zip(*tech.inputs, strict=True)]
    costs = along(offers.ask, offers.draws, found.rates)
    margins = [
        found.prices[good] - burden * inputs[good] - cost
        for good, burden, cost in zip(offers.good, offers.burden, costs, strict=True)
    ]
    wrong = [
        margin * (most - scale) if margin > 0 else -margin * scale
        for margin, most, scale in zip(margins, offers.greatest, found.scales, strict=True)
    ]
    rents = [
        margin if margin > 0 and scale == most else 0.0
        for margin, most, scale in zip(margins, offers.greatest, found.scales, strict=True)
    ]
    return rents, max(wrong) / cash


def _excess(offers: Offers, found: Settled, values: list[float], cash: float) -> float:
    """How far use is over a limit, relative to it, or short of it at its worth as a share of all cash."""
    worst = 0.0
    for draws, limit, value in zip(offers.draws, offers.limits, values, strict=True):
        over = sum(map(mul, draws, found.scales)) / limit - 1
        worst = max(worst, over, -over * value * limit / cash)
    return worst


def _final_use(demands: Sequence[Demand], amounts: list[float]) -> list[float]:
    """What demands take of each good."""
    recipes = zip(*[demand.recipe for demand in demands], strict=True)
    return [sum(map(mul, recipe, amounts)) for recipe in recipes]


def _imbalance(
    offers: Offers, found: Settled, tech: Technology, there: list[float], worth: list[float]
) -> float:
    """How far goods are from what is there: stock less final use, then output less inputs.

    Relative to output, and at its worth as a share of all cash.
    """
    made, burdened = [0.0] * len(there), [0.0] * len(there)
    for good, burden, scale in zip(offers.good, offers.burden, found.scales, strict=True):
        made[good] += scale
        burdened[good] += burden * scale
    worst = 0.0
    for output, rest, row, price in zip(made, there, tech.inputs, worth, strict=True):
        short = abs(output + rest - sum(map(mul, row, burdened)))
        if short:
            there_is = output + abs(rest)
            worst = max(worst, short * price, short / there_is if there_is else inf)
    return worst
