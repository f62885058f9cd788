"""The market: statements and budgets in, prices and orders out (DESIGN 5, one program).

Statements make one program, whether it is cleared jointly, at the prices that its optimum gives, or
traded at the prices that sellers post (`posted_market`), as the dial `clearing` says. Nothing here
reads a true field: enterprises are what they state, and the truth enters in execution.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Land
from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear
from allmende_rules.phases.market.booking import ORDERS, Outcome, book, permits_stated
from allmende_rules.phases.market.dials import is_posted
from allmende_rules.phases.market.enterprise import Statement, remembered, statements
from allmende_rules.phases.market.household import budgets, labour_supply
from allmende_rules.phases.market.posted import clear_posted, close_stalls
from allmende_rules.phases.market.terms import Arrangement, Market
from allmende_rules.questions import Answers
from allmende_rules.system import Replies
from allmende_rules.world import World

__all__ = ["ORDERS", "clear_market", "program"]

SCARCELY = 1e-3
"""Units of a good below which there is no trade worth a price."""


def clear_market(world: World, replies: Replies, terms: Arrangement) -> list[Event]:
    """Clear statements against budgets; state prices and wage to all, and orders to the physics.

    A system without the dial `clearing` clears jointly.
    """
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
    posted = is_posted(world)
    return [
        *(clear_posted(market, program(market)) if posted else _clear_joint(market)),
        *remembered(world, said),
        *(
            Stated("all", one.site.id, {"abatement": one.abated})
            for one in market.said
            if one.abated is not None and one.abated != world.fact(one.site.id, "abatement", 0)
        ),
    ]


def _clear_joint(market: Market) -> list[Event]:
    world, result = market.world, clear(program(market))
    prices = _prices(market, result)
    wage = micro(result.wage) if result.labour > 0 else world.fact("labour", "wage")
    outcome = Outcome(
        result.scales,
        result.bundles,
        result.permit_value,
        result.capacity_rents,
        result.harvest_values,
    )
    orders = book(market, outcome, prices, wage)
    return [
        *(Stated("all", good, {"price": price}) for good, price in prices.items()),
        Stated("all", "labour", {"wage": wage, "offered": sum(market.hours.values())}),
        Stated("nobody", ORDERS, {"orders": msgspec.to_builtins(orders), "supply": market.hours}),
        *permits_stated(market, result.permit_value),
        *close_stalls(world),
    ]


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
        said.ask + _duty(terms, site),
        harvest if place is not None else 0.0,
        emits,
        resource=place,
        burden=said.burden,
    )


def _duty(terms: Arrangement, site: str) -> float:
    """What levies take of a unit: buyers pay it, as they pay a mark-up."""
    return units(sum([levy.per_unit for levy in terms.levies if levy.enterprise == site]))


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
