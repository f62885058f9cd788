"""The posted market: sellers name prices, make what they expect to sell, and learn from what they sold.

The statements are those of the joint market, and so are funds, limits and caps. What is learned is a
seller's own affair (its trade of the last round, kept for its holder); prices stand for all to see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.mechanisms.clearing_program import Plant, Program
from allmende_rules.mechanisms.posted_plans import Posting, Stand, post
from allmende_rules.mechanisms.posted_price import Trade, excess, expected_sales, moved
from allmende_rules.phases.market.booking import ORDERS, Outcome, book, permits_stated
from allmende_rules.phases.market.dials import PRICE_STEP, SHOPPING, STOCK_TARGET, WAGE_STEP
from allmende_rules.phases.market.terms import Market
from allmende_rules.phases.physical import EXECUTED
from allmende_rules.physics.orders import Seller
from allmende_rules.world import NO_FACTS, World


def clear_posted(market: Market, program: Program) -> list[Event]:
    """Post prices and wage, plan the round, and leave its orders to the physics."""
    world, goods = market.world, program.goods
    wage = _money(_wage(world, market.terms.wage_floor))
    stands = _stands(market, [_least(world, plant, program, wage) for plant in program.plants])
    usual = [units(world.fact(good, "price")) for good in goods]
    result = post(program, stands, usual, world.dial(SHOPPING))
    prices = dict(zip(goods, map(_money, result.sales.prices), strict=True))
    outcome = Outcome(
        result.scales,
        result.sales.bundles,
        result.permit_value,
        result.above,
        result.harvest_values,
        _sellers(program, result),
    )
    orders = book(market, outcome, prices, wage)
    offered = sum(market.hours.values())
    labour = {"wage": wage, "offered": offered, "sought": micro(result.hours)}
    return [
        *(Stated("all", good, {"price": price}) for good, price in prices.items()),
        *(Stated("all", site, {"price": one.price}) for site, one in outcome.sellers.items()),
        Stated("all", "labour", labour),
        Stated("nobody", ORDERS, {"orders": msgspec.to_builtins(orders), "supply": market.hours}),
        *_kept(program, result),
        *permits_stated(market, result.permit_value),
    ]


def close_stalls(world: World) -> list[Event]:
    """Where prices clear again nobody posts one."""
    return [
        Stated("all", site.id, {"price": None})
        for site in world.land.enterprises
        if world.fact(site.id, "price") is not None
    ]


def _money(price: float) -> int:
    """A price in micro-money; nothing is posted for nothing."""
    return max(1, micro(price))


def _wage(world: World, floor: float) -> float:
    """The wage after what was sought in the last round, never below a floor."""
    wage, sought = units(world.fact("labour", "wage")), world.fact("labour", "sought")
    offered: int = world.fact("labour", "offered", 0)
    if _traded(world) and offered:
        wage = moved(wage, sought / offered - 1, world.dial(WAGE_STEP))
    return max(floor, wage)


def _least(world: World, plant: Plant, program: Program, wage: int) -> float:
    """The least that a seller takes for a unit: its cost at last prices, and what it asks over that."""
    inputs = sum(
        [
            row[plant.good] * units(world.fact(good, "price"))
            for good, row in zip(program.goods, program.inputs, strict=True)
            if row[plant.good]
        ]
    )
    return plant.labour * units(wage) + plant.burden * inputs + plant.ask


def _stands(market: Market, least: Sequence[float]) -> list[Stand]:
    """Sellers before the round, each with what it learned in the last one."""
    world, land = market.world, market.world.land
    trades, step = _trades(world), world.dial(PRICE_STEP)
    stands: list[Stand] = []
    for one, floor in zip(market.said, least, strict=True):
        site, good = one.site.id, land.good(one.site.good)
        price = last = units(world.fact(good.id, "price"))
        expected = None
        if trade := trades.get(site):
            last = units(world.fact(site, "price"))
            price = moved(last, excess(trade), step)
            expected = expected_sales(units(world.secret(site, "expected")), trade)
        stock = units(world.amount(site, f"good:{good.id}"))
        buffer = world.dial(STOCK_TARGET) * (1 - good.spoilage)
        stands.append(Stand(price, floor, stock, last, expected, buffer))
    return stands


def _traded(world: World) -> Mapping[str, Any]:
    """The sellers of the last round; nobody where nobody sold at an own price."""
    orders: Mapping[str, Any] = world.hidden.get(ORDERS, NO_FACTS).get("orders", NO_FACTS)
    sellers: Mapping[str, Any] = orders.get("sellers", NO_FACTS)
    return sellers


def _trades(world: World) -> dict[str, Trade]:
    """What passed at each stand in the last round."""
    trades: dict[str, Trade] = {}
    done: Mapping[str, Any] = world.hidden.get(EXECUTED, NO_FACTS).get("executed", NO_FACTS)
    for site, (_, wanted) in _traded(world).items():
        sold, left = done["sold"][site], done["leftover"][site]
        meant, able = units(world.secret(site, "meant")), units(world.secret(site, "able"))
        trades[site] = Trade(units(max(wanted, sold)), meant, units(sold + left), able)
    return trades


def _sellers(program: Program, result: Posting) -> dict[str, Seller]:
    rows = zip(program.plants, result.own, result.sales.wanted, strict=True)
    return {plant.name: Seller(_money(own), micro(wanted)) for plant, own, wanted in rows}


def _kept(program: Program, result: Posting) -> list[Event]:
    """What a seller keeps in mind: what it expected to sell, meant to have there, and could have had."""
    return [
        Stated(
            "holder",
            plant.name,
            {"expected": micro(expected), "meant": micro(meant), "able": micro(able)},
        )
        for plant, expected, meant, able in zip(
            program.plants, result.expected, result.meant, result.able, strict=True
        )
    ]
