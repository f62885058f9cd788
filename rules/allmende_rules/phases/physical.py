"""The engine's phases of work and payday: orders meet the truth, and are paid for.

Orders come from whatever allocated. A system names these phases in its list and cannot change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from allmende_rules.amounts import micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Posted, Stated, Told, plain
from allmende_rules.land import Enterprise, Land
from allmende_rules.phases.abatement import burden
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.market.enterprise import hours_at, reach
from allmende_rules.physics.execution import Executed, Shortage, execute
from allmende_rules.physics.journal import MONEY
from allmende_rules.physics.orders import Orders
from allmende_rules.physics.settlement import settle
from allmende_rules.physics.technology import Site
from allmende_rules.system import Phase, Replies
from allmende_rules.world import NO_BOOK, NO_FACTS, World

EXECUTED = "executed"
BOOKS = "books"
"""The entity that keeps, for sites that do not book all they make, the most that their books show."""
BUILD = "build."
"""Prefix of the account on which goods for new machines of an enterprise gather."""


def run_execution(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Carry out the orders as far as truth allows, and name every shortage to its enterprise."""
    warehouse = {e.id: world.amount(e.id, f"good:{e.good}") for e in world.land.enterprises}
    orders = _orders(world)
    done = execute(orders, true_sites(world), warehouse, _stocks(world))
    return [
        Stated("nobody", EXECUTED, {"executed": msgspec.to_builtins(done)}),
        Stated("all", "labour", {"worked": sum(orders.labour.values())}),
        *_results(world, done),
        *_shortages(world, done.shortages),
    ]


def _results(world: World, done: Executed) -> list[Event]:
    """Outputs and harvests are seen by all as booked, idle hours by the holder."""
    events: list[Event] = []
    shown: Mapping[str, int] = world.hidden.get(BOOKS, NO_FACTS).get("shown", NO_BOOK)
    for site in world.land.enterprises:
        harvest = sum([taken.get(site.id, 0) for taken in done.harvest.values()])
        made = done.outputs.get(site.id, 0)
        public = {"output": made, "harvest": harvest}
        if site.id in shown or world.secret(site.id, "unbooked"):
            public, kept = _booked(public, shown.get(site.id, made))
            events.append(Stated("holder", site.id, kept))
        events.append(Stated("all", site.id, public))
        idle = done.idle_hours.get(site.id, 0)
        if idle != world.secret(site.id, "idle_hours"):
            events.append(Stated("holder", site.id, {"idle_hours": idle}))
    return events


def _booked(true: dict[str, int], most: int) -> tuple[dict[str, int], dict[str, int]]:
    """What the books show of output and harvest if they show so much output, and what they do not."""
    made, harvest = true["output"], true["harvest"]
    booked = min(made, most)
    declared = harvest if booked == made else harvest * booked // made
    return (
        {"output": booked, "harvest": declared},
        {"unbooked": made - booked, "undeclared": harvest - declared},
    )


def _orders(world: World) -> Orders:
    return msgspec.convert(world.hidden[ORDERS]["orders"], Orders)


def executed(world: World) -> Executed:
    """What was executed this round; for the phases that follow."""
    return msgspec.convert(world.hidden[EXECUTED]["executed"], Executed)


def _stocks(world: World) -> dict[str, float]:
    return {resource.id: world.fact(resource.id, "stock") for resource in world.land.resources}


def true_sites(world: World) -> list[Site]:
    """The truth about every enterprise."""
    return [_true_site(world, site) for site in world.land.enterprises]


def _true_site(world: World, site: Enterprise) -> Site:
    """What a unit takes of labour and inputs: what is usual, and what abatement adds to them."""
    usual, weight = world.land.uses[site.good], burden(world, site)
    return Site(
        enterprise=site.id,
        good=site.good,
        labour_per_unit=hours_at(world, site, weight),
        capacity=reach(world, site),
        harvest=world.land.good(site.good).harvest,
        inputs=usual if weight == 1.0 else {good: a * weight for good, a in usual.items()},
    )


def _shortages(world: World, shortages: Sequence[Shortage]) -> list[Event]:
    """A sentence to the holder for every output that fell short by a unit's thousandth or more."""
    return [
        Told(
            world.fact(short.enterprise, "holder"),
            "{site} made {missing} less than planned: {limit} ran out.",
            {
                "site": world.land.name(short.enterprise),
                "missing": round(units(short.missing), 2),
                "limit": world.land.name(short.limit),
            },
        )
        for short in shortages
        if short.missing >= micro(0.01)
    ]


def run_settlement(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Post and pay for what was executed; what stayed unpaid is stated for all to see."""
    money = {account: book.get("money", 0) for account, book in world.ledger.items()}
    reserve = {site.id: micro(site.cash) for site in world.land.enterprises}
    supply: dict[str, int] = world.hidden[ORDERS]["supply"]
    result = settle(_orders(world), executed(world), money, supply, reserve)
    unpaid = plain(result.unpaid)
    homes, sites = world.land.households, world.land.enterprises
    units_ = [home.id for home in homes] + [site.id for site in sites]
    flows = _flows(result.events, units_)
    return [
        *result.events,
        *(Stated("holder", unit, {"flows": flows[unit]}) for unit in units_),
        Stated("all", "debts", {"unpaid": unpaid}),
    ]


def _flows(postings: list[Posted], accounts: list[str]) -> dict[str, dict[str, int]]:
    """Money in (positive) and out (negative) of each account, by cause: its income statement."""
    flows: dict[str, dict[str, int]] = {account: {} for account in accounts}
    for posting in postings:
        cause = posting.cause
        for move in posting.moves:
            if move.asset == MONEY:
                amount = move.amount
                if (payer := flows.get(move.source)) is not None:
                    payer[cause] = payer.get(cause, 0) - amount
                if (payee := flows.get(move.target)) is not None:
                    payee[cause] = payee.get(cause, 0) + amount
    return flows


def capital_recipe(land: Land, site: str) -> dict[str, float]:
    """Goods for one unit of an enterprise's capacity."""
    return land.machines[land.enterprise(site).good]


EXECUTE = Phase("execute", "Work", resolve=run_execution)
SETTLE = Phase("settle", "Payday", resolve=run_settlement)
