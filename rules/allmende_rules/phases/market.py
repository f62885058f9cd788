"""The joint market: statements and budgets in, prices and orders out (DESIGN 5, one program).

A system says in an `Arrangement` what it adds to the market: who owns what, which funds buy bundles,
what the law limits, and which scarcity values are fees. Nothing here reads a true field.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import msgspec

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear
from allmende_rules.phases.enterprise import Statement, remembered, statements
from allmende_rules.phases.household import budgets, labour_supply
from allmende_rules.physics.orders import Delivery, Levy, Orders
from allmende_rules.system import Replies
from allmende_rules.world import World

ORDERS = "orders"
"""The hidden entity on which an allocator leaves its orders for execution."""


class Fund(NamedTuple):
    """A buyer of bundles: `cash` micro-money from `payer`, goods to `taker`, at most `most` bundles."""

    payer: str
    taker: str
    cash: int
    recipe: dict[str, float]
    most: float | None = None


class Arrangement(NamedTuple):
    """What institutions add to a market.

    `owners[f]` gains f's profit; `limits[f]` is the greatest scale that the law allows, in units;
    `fees_to` takes capacity rents of the `rented` and permit values under joint `caps` as fees.
    """

    owners: dict[str, str]
    funds: tuple[Fund, ...] = ()
    limits: dict[str, float] = {}
    levies: tuple[Levy, ...] = ()
    caps: dict[str, float] = {}
    fees_to: str = ""
    rented: frozenset[str] = frozenset()
    wage_floor: float = 0.0


def clear_market(world: World, replies: Replies, terms: Arrangement) -> list[Event]:
    """Clear statements against budgets; state prices and wage to all, and orders to the physics."""
    said = statements(world, replies)
    spending = budgets(world, replies, _committed(terms))
    supply = labour_supply(world, replies)
    program = _program(world, said, spending, sum(supply.values()), terms)
    result = clear(program)
    prices = _prices(world, result)
    wage = micro(result.wage) if result.labour > 0 else world.fact("labour", "wage")
    orders = _orders(world, said, spending, terms, result, prices, wage)
    return [
        *(Stated("all", good, {"price": price}) for good, price in prices.items()),
        Stated("all", "labour", {"wage": wage, "offered": sum(supply.values())}),
        Stated("nobody", ORDERS, {"orders": msgspec.to_builtins(orders), "supply": supply}),
        *(
            Stated("holder", site, {"markup": value})
            for site, value in remembered(world, replies).items()
            if world.secret(site, "markup") != value
        ),
    ]


def _committed(terms: Arrangement) -> dict[str, int]:
    committed: dict[str, int] = {}
    for fund in terms.funds:
        committed[fund.payer] = committed.get(fund.payer, 0) + fund.cash
    return committed


def _program(
    world: World,
    said: list[Statement],
    spending: dict[str, dict[str, int]],
    hours: int,
    terms: Arrangement,
) -> Program:
    land = world.land
    goods = tuple(good.id for good in land.goods)
    resources = tuple(resource.id for resource in land.resources)
    return Program(
        goods=goods,
        inputs=tuple(tuple(user.inputs.get(good, 0.0) for user in land.goods) for good in goods),
        plants=tuple(_plant(world, one, terms, goods, resources) for one in said),
        buyers=tuple(_buyers(goods, spending, terms)),
        warehouse=tuple(units(amount) for amount in _stock(world, goods)),
        labour=units(hours),
        wage_floor=terms.wage_floor,
        harvest_caps=tuple(terms.caps.get(resource) for resource in resources),
    )


def _plant(
    world: World,
    said: Statement,
    terms: Arrangement,
    goods: tuple[str, ...],
    resources: tuple[str, ...],
) -> Plant:
    good = world.land.good(said.site.good)
    limit = terms.limits.get(said.site.id, said.capacity)
    resource, harvest = next(iter(good.harvest.items()), ("", 0.0))
    capped = said.site.id in terms.rented and resource in resources
    return Plant(
        name=said.site.id,
        good=goods.index(good.id),
        labour=said.labour,
        capacity=min(said.capacity, limit),
        ask=said.ask,
        harvest=harvest if capped else 0.0,
        resource=resources.index(resource) if capped else None,
    )


def _buyers(
    goods: tuple[str, ...], spending: dict[str, dict[str, int]], terms: Arrangement
) -> list[Buyer]:
    single = {good: tuple(float(good == other) for other in goods) for good in goods}
    buyers = [
        Buyer(f"{group}/{good}", units(cash), single[good])
        for group, split in spending.items()
        for good, cash in split.items()
    ]
    return buyers + [
        Buyer(fund.taker, units(fund.cash), tuple(fund.recipe.get(g, 0.0) for g in goods), fund.most)
        for fund in terms.funds
    ]


def _stock(world: World, goods: tuple[str, ...]) -> list[int]:
    """What lies in all warehouses, by good."""
    stock = dict.fromkeys(goods, 0)
    for site in world.land.enterprises:
        stock[site.good] += world.amount(site.id, f"good:{site.good}")
    return [stock[good] for good in goods]


def _prices(world: World, result: Clearing) -> dict[str, int]:
    """Cleared prices in micro-money; a good without a price keeps the last one, for what is owed."""
    return {
        good.id: micro(price) or world.fact(good.id, "price")
        for good, price in zip(world.land.goods, result.prices, strict=True)
    }


def _orders(
    world: World,
    said: list[Statement],
    spending: dict[str, dict[str, int]],
    terms: Arrangement,
    result: Clearing,
    prices: dict[str, int],
    wage: int,
) -> Orders:
    scales = {one.site.id: int(x * MICRO) for one, x in zip(said, result.scales, strict=True)}
    inputs = {
        one.site.id: {
            good: ceil(a * scales[one.site.id])
            for good, a in world.land.good(one.site.good).inputs.items()
            if a
        }
        for one in said
    }
    return Orders(
        scales=scales,
        labour={one.site.id: int(one.labour * scales[one.site.id]) for one in said},
        inputs=inputs,
        offered={
            one.site.id: world.amount(one.site.id, f"good:{one.site.good}") for one in said
        },
        deliveries=tuple(_deliveries(spending, terms, result, prices)),
        prices=prices,
        wage=wage,
        owners=terms.owners,
        levies=(*terms.levies, *_fees(world, said, terms, result)),
    )


def _deliveries(
    spending: dict[str, dict[str, int]],
    terms: Arrangement,
    result: Clearing,
    prices: dict[str, int],
) -> list[Delivery]:
    """Whole quantities for what buyers were cleared to get, never dearer than what they put up."""
    deliveries: list[Delivery] = []
    bundles = iter(result.bundles)
    for group, split in spending.items():
        for good, cash in split.items():
            quantity = int(next(bundles) * MICRO)
            deliveries.append(Delivery(group, group, good, quantity, cash))
    for fund in terms.funds:
        many = next(bundles)
        deliveries += [
            Delivery(fund.payer, fund.taker, good, quantity, -(-quantity * prices[good] // MICRO))
            for good, amount in fund.recipe.items()
            if (quantity := int(many * amount * MICRO))
        ]
    return deliveries


def _fees(
    world: World, said: list[Statement], terms: Arrangement, result: Clearing
) -> list[Levy]:
    """Scarcity values of licensed capacity and of capped harvest, where they are the fees."""
    if not terms.fees_to:
        return []
    resources = [resource.id for resource in world.land.resources]
    values = dict(zip(resources, result.harvest_values, strict=False))
    levies: list[Levy] = []
    for one, rent in zip(said, result.capacity_rents, strict=True):
        if one.site.id in terms.rented:
            harvest = world.land.good(one.site.good).harvest
            fee = rent + sum(h * values.get(resource, 0.0) for resource, h in harvest.items())
            levies.append(Levy(one.site.id, terms.fees_to, "licence fees", micro(fee)))
    return levies
