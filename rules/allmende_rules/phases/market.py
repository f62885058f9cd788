"""The joint market: statements and budgets in, prices and orders out (DESIGN 5, one program).

Nothing here reads a true field: enterprises are what they state, and the truth enters in execution.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Land
from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear
from allmende_rules.phases.booking import book
from allmende_rules.phases.enterprise import Statement, remembered, statements
from allmende_rules.phases.household import budgets, labour_supply
from allmende_rules.phases.terms import Arrangement, Market
from allmende_rules.questions import Answers
from allmende_rules.sky import SKY
from allmende_rules.system import Replies
from allmende_rules.world import World

ORDERS = "orders"
"""The hidden entity on which an allocator leaves its orders for execution."""
SCARCELY = 1e-3
"""Units of a good below which there is no trade worth a price."""


def clear_market(world: World, replies: Replies, terms: Arrangement) -> list[Event]:
    """Clear statements against budgets; state prices and wage to all, and orders to the physics."""
    said: Answers = {}
    for answers in replies.values():
        said.update(answers)
    market = Market(
        world,
        statements(world, said),
        budgets(world, said, _committed(terms)),
        labour_supply(world, said),
        terms,
    )
    result = clear(program(market))
    prices = _prices(market, result)
    wage = micro(result.wage) if result.labour > 0 else world.fact("labour", "wage")
    orders = book(market, result, prices, wage)
    return [
        *(Stated("all", good, {"price": price}) for good, price in prices.items()),
        Stated("all", "labour", {"wage": wage, "offered": sum(market.hours.values())}),
        Stated("nobody", ORDERS, {"orders": msgspec.to_builtins(orders), "supply": market.hours}),
        *remembered(world, said),
        *(
            Stated("all", one.site.id, {"abatement": one.abated})
            for one in market.said
            if one.abated is not None and one.abated != world.fact(one.site.id, "abatement", 0)
        ),
        *([Stated("all", SKY, _permits(world, result))] if terms.permits_to else []),
    ]


def _permits(world: World, result: Clearing) -> dict[str, int]:
    """What a permit cost, and what it usually costs: the mean of that and what was usual before."""
    price = micro(result.permit_value)
    return {"price": price, "usual": (price + world.fact(SKY, "usual", price)) // 2}


def _committed(terms: Arrangement) -> dict[str, int]:
    """Cash that payers have put into funds and cannot spend otherwise."""
    committed: dict[str, int] = {}
    for fund in terms.funds:
        committed[fund.payer] = committed.get(fund.payer, 0) + fund.cash
    return committed


def program(market: Market) -> Program:
    """The market as the program that the clearing solves, in units.

    All households buy a good as one: with logarithmic utility they pay one price and share what
    there is by what they spend on it.
    """
    land, terms = market.world.land, market.terms
    resources = [resource.id for resource in land.resources]
    position = {good.id: place for place, good in enumerate(land.goods)}
    return Program(
        goods=tuple(position),
        inputs=land.input_table,
        plants=tuple([_plant(terms, one, position[one.site.good], land) for one in market.said]),
        buyers=tuple(_buyers(market, position)),
        warehouse=tuple([units(amount) for amount in _stock(market.world).values()]),
        labour=units(sum(market.hours.values())),
        wage_floor=terms.wage_floor,
        harvest_caps=tuple([terms.caps.get(resource) for resource in resources]),
        emission_cap=terms.carbon_cap,
    )


def _plant(terms: Arrangement, said: Statement, good: int, land: Land) -> Plant:
    site, capacity = said.site.id, said.capacity
    capacity = min(capacity, terms.limits.get(site, capacity))
    emits = said.emission if site in terms.permitted else 0.0
    resource, harvest = next(iter(land.good(said.site.good).harvest.items()), ("", 0.0))
    place = None
    if harvest and site in terms.rented:
        place = [one.id for one in land.resources].index(resource)
    return Plant(
        site,
        good,
        said.labour,
        capacity,
        said.ask,
        harvest if place is not None else 0.0,
        emits,
        resource=place,
        burden=said.burden,
    )


def _buyers(market: Market, position: Mapping[str, int]) -> list[Buyer]:
    size = len(position)
    buyers = [
        Buyer(good, units(cash), _recipe({position[good]: 1.0}, size))
        for good, cash in market.spent().items()
    ]
    for fund in market.terms.funds:
        amounts = {position[good]: amount for good, amount in fund.recipe.items()}
        recipe = _recipe(amounts, size)
        buyers.append(Buyer(fund.taker, units(fund.cash), recipe, fund.most))
    return buyers


def _recipe(amounts: Mapping[int, float], size: int) -> tuple[float, ...]:
    return tuple([amounts.get(place, 0.0) for place in range(size)])


def _stock(world: World) -> dict[str, int]:
    """What lies in all warehouses, by good."""
    stock = {good.id: 0 for good in world.land.goods}
    for site in world.land.enterprises:
        stock[site.good] += world.amount(site.id, f"good:{site.good}")
    return stock


def _prices(market: Market, result: Clearing) -> dict[str, int]:
    """Cleared prices in micro-money; a good of which hardly anything is traded keeps its last one.

    Where nothing changes hands a multiplier is no price, and nobody could learn anything from it.
    """
    world = market.world
    traded = {good: units(amount) for good, amount in _stock(world).items()}
    for one, scale in zip(market.said, result.scales, strict=True):
        traded[one.site.good] += scale
    return {
        good: (micro(price) if traded[good] > SCARCELY else 0) or world.fact(good, "price")
        for good, price in zip(traded, result.prices, strict=True)
    }
