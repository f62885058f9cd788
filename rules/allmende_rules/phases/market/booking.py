"""Booking: what a market came to, as whole orders to the sealed physics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from allmende_rules.amounts import MICRO, micro
from allmende_rules.events import Event, Stated
from allmende_rules.phases.market.terms import Fund, Market
from allmende_rules.physics.orders import Delivery, Levy, Orders, Seller
from allmende_rules.sky import SKY

ORDERS = "orders"
"""The hidden entity on which an allocator leaves its orders for execution."""
NOBODY: Mapping[str, Seller] = {}


class Outcome(NamedTuple):
    """What a market came to, in units, each in the order of the market.

    Outputs of plants, bundles of buyers, what permits, capacity and harvest under joint caps are
    worth, and who sells at an own price, if anybody does.
    """

    scales: Sequence[float]
    bundles: Sequence[float]
    permit_value: float
    capacity_rents: Sequence[float]
    harvest_values: Sequence[float]
    sellers: Mapping[str, Seller] = NOBODY


def book(market: Market, result: Outcome, prices: dict[str, int], wage: int) -> Orders:
    """The orders that carry out an outcome: scales, hired hours, allowances, deliveries, fees.

    Where sellers have own prices `prices` are means over them.
    """
    world, said, terms = market.world, market.said, market.terms
    scales = {one.site.id: int(x * MICRO) for one, x in zip(said, result.scales, strict=True)}
    uses = world.land.uses
    return Orders(
        scales=scales,
        labour={one.site.id: int(one.labour * scales[one.site.id]) for one in said},
        inputs={
            f: {good: ceil(a * one.burden * x) for good, a in uses[one.site.good].items()}
            for (f, x), one in zip(scales.items(), said, strict=True)
        },
        offered={one.site.id: world.amount(one.site.id, f"good:{one.site.good}") for one in said},
        deliveries=_deliveries(market, result, prices),
        prices=prices,
        wage=wage,
        owners=terms.owners,
        levies=[*terms.levies, *_fees(market, result), *_permits(market, result)],
        sellers=dict(result.sellers),
        contracts=[fund.taker for fund in terms.funds] if result.sellers else [],
    )


def permits_stated(market: Market, value: float) -> list[Event]:
    """What a permit cost, and what it usually costs: the mean of that and what was usual before."""
    if not market.terms.permits_to:
        return []
    price = micro(value)
    usual = (price + market.world.fact(SKY, "usual", price)) // 2
    return [Stated("all", SKY, {"price": price, "usual": usual})]


def _deliveries(market: Market, result: Outcome, prices: dict[str, int]) -> list[Delivery]:
    """Whole quantities for what buyers are to get, never dearer than what they put up."""
    bundles = iter(result.bundles)
    # Micro-units of each good for a micro-unit of money.
    bought = {good: next(bundles) * MICRO / (cash or 1) for good, cash in market.spent().items()}
    deliveries = [
        Delivery(group, group, good, int(cash * bought[good]), cash)
        for group, split in market.spending.items()
        for good, cash in split.items()
    ]
    for fund, many in zip(market.terms.funds, bundles, strict=True):
        deliveries += _fund_deliveries(fund, many, prices)
    return deliveries


def _fund_deliveries(fund: Fund, many: float, prices: dict[str, int]) -> list[Delivery]:
    """A fund's goods, the last of them cut by a micro-unit's worth if rounding asked too much."""
    left = fund.cash
    deliveries: list[Delivery] = []
    for good, amount in fund.recipe.items():
        quantity = min(int(many * amount * MICRO), left * MICRO // max(1, prices[good]))
        if quantity:
            cost = -(-quantity * prices[good] // MICRO)
            left -= cost
            deliveries.append(Delivery(fund.payer, fund.taker, good, quantity, cost))
    return deliveries


def _fees(market: Market, result: Outcome) -> list[Levy]:
    """Scarcity values of licensed capacity and of capped harvest, where they are the fees."""
    terms, land = market.terms, market.world.land
    if not terms.fees_to:
        return []
    resources = [resource.id for resource in land.resources]
    values = dict(zip(resources, result.harvest_values, strict=False))
    levies: list[Levy] = []
    for one, rent in zip(market.said, result.capacity_rents, strict=True):
        if one.site.id in terms.rented:
            harvest = land.good(one.site.good).harvest
            fee = sum(h * values.get(resource, 0.0) for resource, h in harvest.items())
            fee += 0.0 if terms.rents_kept else rent
            levies.append(Levy(one.site.id, terms.fees_to, "licence fees", micro(fee)))
    return levies


def _permits(market: Market, result: Outcome) -> list[Levy]:
    """What the permits for a unit of output cost each site under the carbon cap."""
    price, terms = result.permit_value, market.terms
    return [
        Levy(one.site.id, terms.permits_to, "permits", micro(price * one.emission))
        for one in market.said
        if price and one.site.id in terms.permitted
    ]
