"""The joint market: statements and budgets in, prices and orders out (DESIGN 5, one program).

Nothing here reads a true field: enterprises are what they state, and the truth enters in execution.
"""

from __future__ import annotations

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated, plain
from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear
from allmende_rules.phases.booking import book
from allmende_rules.phases.enterprise import Statement, remembered, statements
from allmende_rules.phases.household import budgets, labour_supply
from allmende_rules.phases.terms import Arrangement, Market
from allmende_rules.system import Replies
from allmende_rules.world import World

ORDERS = "orders"
"""The hidden entity on which an allocator leaves its orders for execution."""
SCARCELY = 1e-3
"""Units of a good below which there is no trade worth a price."""


def clear_market(world: World, replies: Replies, terms: Arrangement) -> list[Event]:
    """Clear statements against budgets; state prices and wage to all, and orders to the physics."""
    market = Market(
        world,
        statements(world, replies),
        budgets(world, replies, _committed(terms)),
        labour_supply(world, replies),
        terms,
    )
    result = clear(program(market))
    prices = _prices(market, result)
    wage = micro(result.wage) if result.labour > 0 else world.fact("labour", "wage")
    orders = book(market, result, prices, wage)
    return [
        *(Stated("all", good, {"price": price}) for good, price in prices.items()),
        Stated("all", "labour", {"wage": wage, "offered": sum(market.hours.values())}),
        Stated("nobody", ORDERS, {"orders": plain(orders), "supply": market.hours}),
        *(
            Stated("holder", site, {"markup": value})
            for site, value in remembered(replies).items()
            if world.secret(site, "markup") != value
        ),
    ]


def _committed(terms: Arrangement) -> dict[str, int]:
    """Cash that payers have put into funds and cannot spend otherwise."""
    committed: dict[str, int] = {}
    for fund in terms.funds:
        committed[fund.payer] = committed.get(fund.payer, 0) + fund.cash
    return committed


def program(market: Market) -> Program:
    """The market as the program that the clearing solves, in units."""
    land = market.world.land
    goods = tuple(good.id for good in land.goods)
    resources = [resource.id for resource in land.resources]
    return Program(
        goods=goods,
        inputs=tuple(tuple(user.inputs.get(good, 0.0) for user in land.goods) for good in goods),
        plants=tuple(_plant(market, one, goods, resources) for one in market.said),
        buyers=tuple(_buyers(market, goods)),
        warehouse=tuple(units(amount) for amount in _stock(market.world, goods)),
        labour=units(sum(market.hours.values())),
        wage_floor=market.terms.wage_floor,
        harvest_caps=tuple(market.terms.caps.get(resource) for resource in resources),
    )


def _plant(market: Market, said: Statement, goods: tuple[str, ...], resources: list[str]) -> Plant:
    terms, good = market.terms, market.world.land.good(said.site.good)
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


def _buyers(market: Market, goods: tuple[str, ...]) -> list[Buyer]:
    single = {good: tuple(float(good == other) for other in goods) for good in goods}
    people = [
        Buyer(f"{group}/{good}", units(cash), single[good])
        for group, split in market.spending.items()
        for good, cash in split.items()
    ]
    funds = [
        Buyer(
            fund.taker, units(fund.cash), tuple(fund.recipe.get(g, 0.0) for g in goods), fund.most
        )
        for fund in market.terms.funds
    ]
    return people + funds


def _stock(world: World, goods: tuple[str, ...]) -> list[int]:
    """What lies in all warehouses, by good."""
    stock = dict.fromkeys(goods, 0)
    for site in world.land.enterprises:
        stock[site.good] += world.amount(site.id, f"good:{site.good}")
    return [stock[good] for good in goods]


def _prices(market: Market, result: Clearing) -> dict[str, int]:
    """Cleared prices in micro-money; a good of which hardly anything is traded keeps its last one.

    Where nothing changes hands a multiplier is no price, and nobody could learn anything from it.
    """
    world = market.world
    goods = [good.id for good in world.land.goods]
    traded = dict(zip(goods, map(units, _stock(world, tuple(goods))), strict=True))
    for one, scale in zip(market.said, result.scales, strict=True):
        traded[one.site.good] += scale
    return {
        good: (micro(price) if traded[good] > SCARCELY else 0) or world.fact(good, "price")
        for good, price in zip(goods, result.prices, strict=True)
    }
