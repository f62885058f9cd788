"""The clearing that a merit order settles on, and how far it is from being an optimum."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul, sub

from allmende_rules.mechanisms.clearing_tables import Answer, Demand, Offers, Technology
from allmende_rules.mechanisms.merit_order import Settled, settle

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
    found = settle(offers, demands, tech.requirements, stock, wage_floor)
    if found is None or (found.wage <= 0 and _tied(offers)):
        return None
    prices = [
        sum(map(mul, found.values, column)) for column in zip(*tech.requirements, strict=True)
    ]
    if min(prices) <= 0:
        return None
    amounts = [_bought(demand, prices) for demand in demands]
    cash = sum([demand.cash for demand in demands])
    rents, plants_gap = _margins(offers, found, cash)
    there = list(map(sub, stock, _final_use(demands, amounts)))
    goods_gap = _imbalance(offers, found, tech, there, [price / cash for price in prices])
    over = sum(map(mul, offers.draws[0], found.scales)) / offers.limits[0] - 1
    value = found.wage - wage_floor
    gap = max(plants_gap, goods_gap, over, -over * value * offers.limits[0] / cash)
    return Answer(found.scales, amounts, prices, [value], rents, gap) if gap <= GAP else None


def _tied(offers: Offers) -> bool:
    """Whether plants cost the same where work is free; labour would then limit how they share."""
    costs = list(zip(offers.good, offers.ask, strict=True))
    return len(set(costs)) < len(costs)


def _bought(demand: Demand, prices: list[float]) -> float:
    """How many bundles a demand gets: what its cash buys, or all it wants."""
    amount: float = demand.cash / sum(map(mul, demand.recipe, prices))
    return amount if demand.most is None else min(amount, demand.most)


def _margins(offers: Offers, found: Settled, cash: float) -> tuple[list[float], float]:
    """Rents of plants in full, and the most that an idle one would earn or one at work loses."""
    rents, worst = [], 0.0
    for good, ask, most, labour, scale in zip(
        offers.good, offers.ask, offers.greatest, offers.draws[0], found.scales, strict=True
    ):
        margin = found.values[good] - ask - found.wage * labour
        wrong = margin * (most - scale) if margin > 0 else -margin * scale
        worst = max(worst, wrong)
        rents.append(margin if margin > 0 and scale == most else 0.0)
    return rents, worst / cash


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
    made = [0.0] * len(there)
    for good, scale in zip(offers.good, found.scales, strict=True):
        made[good] += scale
    worst = 0.0
    for output, rest, row, price in zip(made, there, tech.inputs, worth, strict=True):
        short = abs(output + rest - sum(map(mul, row, made)))
        if short:
            worst = max(worst, short * price, short / (output + abs(rest)))
    return worst
