"""Allocation by the plan: hours and inputs are handed out by priority, goods at list prices while they last.

What sites get follows their reports. What people want beyond what there is stays in the queue, and their
money with them. The state pays for machines, and stands behind the sites whose losses it covers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

import msgspec

from allmende_rules.amounts import MICRO, micro
from allmende_rules.chance import Chance
from allmende_rules.events import ISSUED, Event, Move, Stated
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms.material_balance import ration_whole
from allmende_rules.phases.abatement import burden
from allmende_rules.phases.command.bonus import audit
from allmende_rules.phases.command.facts import (
    ALIKE,
    MINISTRY,
    PLAN,
    STATE,
    TREASURY,
    hours_to_inspect,
    setting,
)
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.market.duty import off_work
from allmende_rules.phases.market.household import ask_household, budgets, labour_supply
from allmende_rules.phases.physical import BUILD
from allmende_rules.physics.orders import Delivery, Orders
from allmende_rules.physics.split import worth
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Replies
from allmende_rules.world import World

Grants = dict[str, dict[str, int]]


class Handed(NamedTuple):
    """What the plan hands out, in micro-units: hours and inputs by site, goods for machines by site."""

    hours: dict[str, int]
    inputs: Grants
    machines: Grants


def ask_people(world: World, seat: str) -> tuple[Question, ...]:
    """Households say what they want to buy at list prices, and how much they work."""
    return ask_household(world, seat)


def hand_out(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Orders to the physics, and the money that the state puts behind them; inspectors are off work."""
    said: Answers = {}
    inspecting = hours_to_inspect(world, audit(world).effort)
    for answers in off_work(replies, world.land.households, inspecting).values():
        said.update(answers)
    supply, wants = labour_supply(world, said), _wants(world, budgets(world, said, {}))
    handed = _handed(world, sum(supply.values()))
    owners = _owners(world, chance)
    orders = _orders(world, handed, wants, owners)
    return [
        *_financed(world, orders),
        Stated("all", "labour", {"offered": sum(supply.values())}),
        *(Stated("all", site, {"hours": hours}) for site, hours in handed.hours.items()),
        Stated("nobody", ORDERS, {"orders": msgspec.to_builtins(orders), "supply": supply}),
    ]


def _wants(world: World, spending: Mapping[str, Mapping[str, int]]) -> list[Delivery]:
    """What people would buy with the money that they put on each good."""
    return [
        Delivery(group, group, good, cash * MICRO // world.fact(good, "price"), cash)
        for group, split in spending.items()
        for good, cash in split.items()
    ]


def _handed(world: World, hours: int) -> Handed:
    """Hours and goods by rank: what is planned beyond the usual first, then all alike."""
    land, sites = world.land, world.land.enterprises
    ranked: Mapping[str, int] = world.public[PLAN]["ranks"]
    ranks = [ranked[site.good] for site in sites]
    claims = [_hours_claimed(world, site) for site in sites]
    granted = ration_whole(hours, claims, ranks)
    supply = _planned_supply(world)
    inputs: Grants = {site.id: {} for site in sites}
    machines: Grants = {site.id: {} for site in sites}
    for good in land.goods:
        used = [_input_claimed(world, site, good.id) for site in sites]
        built = [_machine_parts(world, site, good.id) for site in sites]
        last = [max(ranks) + 1] * len(sites)
        parts = ration_whole(supply[good.id], [*used, *built], [*ranks, *last])
        for site, claim, part in zip(sites, used, parts, strict=False):
            if claim:
                inputs[site.id][good.id] = part
        for site, part in zip(sites, parts[len(sites) :], strict=True):
            if part:
                machines[site.id][good.id] = part
    return Handed(dict(zip([s.id for s in sites], granted, strict=True)), inputs, machines)


def _hours_claimed(world: World, site: Enterprise) -> int:
    """Hours for the balanced scale at the reported norm, in micro-hours."""
    scale: int = world.fact(site.id, "planned")
    norm: int = world.fact(site.id, "reported_labour")
    return scale * norm // MICRO


def _input_claimed(world: World, site: Enterprise, good: str) -> int:
    """What the target takes of a good by the public table."""
    target: int = world.fact(site.id, "target")
    return ceil(world.land.uses[site.good].get(good, 0.0) * burden(world, site) * target)


def _machine_parts(world: World, site: Enterprise, good: str) -> int:
    """What the machines planned for a site take of a good."""
    many: float = world.public[PLAN]["machines"][site.id]
    return micro(many * world.land.machines[site.good].get(good, 0.0))


def _planned_supply(world: World) -> dict[str, int]:
    """All that is to be made of each good, and what lies in the warehouses."""
    supply = {good.id: 0 for good in world.land.goods}
    for site in world.land.enterprises:
        supply[site.good] += world.fact(site.id, "target") + _stock(world, site)
    return supply


def _stock(world: World, site: Enterprise) -> int:
    return world.amount(site.id, f"good:{site.good}")


def _owners(world: World, chance: Chance) -> dict[str, str]:
    """Who gains and loses by each site: a purse that covers losses, or one that does not."""
    soft = setting(world, "soft_budget")
    return {
        site.id: MINISTRY
        if chance.uniform("soft budget", world.round, site.id) < soft
        else TREASURY
        for site in world.land.enterprises
    }


def _orders(
    world: World, handed: Handed, wants: Sequence[Delivery], owners: dict[str, str]
) -> Orders:
    sites = world.land.enterprises
    prices = {good.id: world.fact(good.id, "price") for good in world.land.goods}
    machines = [
        Delivery(STATE, BUILD + site, good, many, -(-many * prices[good] // MICRO))
        for site, basket in handed.machines.items()
        for good, many in basket.items()
    ]
    return Orders(
        scales={site.id: world.fact(site.id, "target") for site in sites},
        labour=handed.hours,
        inputs=handed.inputs,
        offered={site.id: _stock(world, site) for site in sites},
        deliveries=[*machines, *wants],
        prices=prices,
        wage=world.fact("labour", "wage"),
        owners=owners,
        contracts=[] if setting(world, "priority") == ALIKE else _yards(machines),
    )


def _yards(machines: Sequence[Delivery]) -> list[str]:
    """Who is served before people: the yards on which machines are built."""
    return list(dict.fromkeys([one.taker for one in machines]))


def _financed(world: World, orders: Orders) -> list[Event]:
    """Money for machines where the budget lacks it, and a credit line behind sites with soft budgets.

    The line covers any loss that these sites could make; what is not drawn is withdrawn at payday.
    """
    machines = sum([one.budget for one in orders.deliveries if one.payer == STATE])
    short = max(0, machines - world.amount(STATE))
    line = sum([_bill(orders, site) for site, owner in orders.owners.items() if owner == MINISTRY])
    return [
        *post("money issued", [Move(ISSUED, STATE, "money", short)] if short else []),
        *post("credit opened", [Move(ISSUED, MINISTRY, "money", line)] if line else []),
        Stated(
            "all",
            STATE,
            {"debt": world.fact(STATE, "debt", 0) + short, "line": line, "machines": machines},
        ),
    ]


def _bill(orders: Orders, site: str) -> int:
    """The most that a site can owe for hours and inputs."""
    bought = orders.inputs.get(site, {}).items()
    return worth(orders.wage, orders.labour[site]) + sum(
        [worth(orders.prices[good], many) + 1 for good, many in bought]
    )
