"""Booking: a clearing's quantities as whole orders to the sealed physics."""

from __future__ import annotations

from math import ceil

from allmende_rules.amounts import MICRO, micro
from allmende_rules.mechanisms.joint_clearing import Clearing
from allmende_rules.phases.terms import Fund, Market
from allmende_rules.physics.orders import Delivery, Levy, Orders


def book(market: Market, result: Clearing, prices: dict[str, int], wage: int) -> Orders:
    """The orders that carry out a clearing: scales, hired hours, allowances, deliveries, fees."""
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
    )


def _deliveries(market: Market, result: Clearing, prices: dict[str, int]) -> list[Delivery]:
    """Whole quantities for what buyers were cleared to get, never dearer than what they put up."""
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


def _fees(market: Market, result: Clearing) -> list[Levy]:
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
            fee = rent + sum(h * values.get(resource, 0.0) for resource, h in harvest.items())
            levies.append(Levy(one.site.id, terms.fees_to, "licence fees", micro(fee)))
    return levies


def _permits(market: Market, result: Clearing) -> list[Levy]:
    """What the permits for a unit of output cost each site under the carbon cap."""
    price, terms = result.permit_value, market.terms
    return [
        Levy(one.site.id, terms.permits_to, "permits", micro(price * one.emission))
        for one in market.said
        if price and one.site.id in terms.permitted
    ]
