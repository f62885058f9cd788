"""What was said beside what was true, and what was planned or allotted beside what was wanted (DESIGN 8).

Statements are read from the answers of a record, truth from the states in which they were given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log

import msgspec

from allmende_lab.rounds import Round
from allmende_rules.amounts import MICRO, units
from allmende_rules.measures import prices
from allmende_rules.phases.market.clearing import ORDERS
from allmende_rules.phases.market.enterprise import reach, statements, true_labour
from allmende_rules.phases.market.household import budgets, labour_supply
from allmende_rules.physics.orders import Orders
from allmende_rules.world import World

SLACK = 1e-5
"""Rounding of quantities and prices to micro-units explains a difference of this share, or as many units."""


def orders_of(one: Round) -> Orders:
    """What was ordered in a round."""
    return msgspec.convert(one.at_table.hidden[ORDERS]["orders"], Orders)


def distortion(one: Round) -> dict[str, float]:
    """Σ |stated - true| / Σ true of all sites: of labour norms, and of capacity offered.

    Labour is weighed as the hours that a site at full capacity would take, capacity by what it makes
    at the prices of the round. 0 where nobody is asked.
    """
    phase = one.about("norm") or one.about("report_norm")
    if phase is None:
        return {"labour": 0.0, "capacity": 0.0}
    world, price = phase.world, prices(one.at_table)
    gaps = {"labour": [0.0, 0.0], "capacity": [0.0, 0.0]}
    for said in statements(world, phase.said):
        most = units(reach(world, said.site))
        true = true_labour(world, said.site, said.abated)
        worth = price[said.site.good]
        gaps["labour"][0] += most * abs(said.labour - true)
        gaps["labour"][1] += most * true
        gaps["capacity"][0] += worth * abs(said.capacity - most)
        gaps["capacity"][1] += worth * most
    return {name: gap / whole if whole else 0.0 for name, (gap, whole) in gaps.items()}


def plan_error(one: Round) -> float:
    """Σ |executed - planned| / Σ planned, of outputs and of final deliveries, at prices."""
    planned, done, price = orders_of(one), one.done, prices(one.at_table)
    pairs = [
        (price[done.goods[site]], scale, done.outputs[site])
        for site, scale in planned.scales.items()
    ]
    pairs += [
        (price[delivery.good], delivery.quantity, got)
        for delivery, got in zip(planned.deliveries, done.delivered, strict=True)
    ]
    whole = sum(worth * plan for worth, plan, _ in pairs)
    return sum(worth * abs(got - plan) for worth, plan, got in pairs) / whole if whole else 0.0


def innovation(one: Round) -> float:
    """Growth of knowledge: the change of mean ln θ level in a round, sites weighed by opening hours.

    Hours are those of a site's opening machines at its trade's labour, so that a trade counts alike
    however many sites it is split into. Weather, luck and shocks are no part of a level.
    """
    return knowledge(one.end) - knowledge(one.opening)


def knowledge(world: World) -> float:
    """Mean ln θ level of all sites."""
    hours = {
        site.id: site.capacity * world.land.good(site.good).labour
        for site in world.land.enterprises
    }
    whole = sum(hours.values())
    return sum(many * log(world.secret(site, "level")) for site, many in hours.items()) / whole


def coercion(one: Round) -> float:
    """The share of allocations that went beyond what was stated: 0 where everybody's word held.

    Allocations are each household's hours, its purchases of each good, and each site's scale. One is
    imposed if it is more than the hours offered, the money put up, or the capacity offered: whoever
    states less refuses the rest.
    """
    pairs = list(_allotted(one))
    imposed = [got > stated * (1 + SLACK) + SLACK for got, stated in pairs]
    return sum(imposed) / len(imposed) if imposed else 0.0


def _allotted(one: Round) -> Iterator[tuple[float, float]]:
    """What each allocation was, and the most that was stated for it; in units."""
    phase = one.about("hours")
    if phase is None:
        return
    orders, world = orders_of(one), phase.world
    yield from _work(one, labour_supply(world, phase.said))
    put_up = budgets(world, phase.said, {})
    for delivery, got in zip(orders.deliveries, one.done.delivered, strict=True):
        if delivery.payer == delivery.taker and delivery.payer in put_up:
            cost = units(got) * units(orders.prices[delivery.good])
            yield cost, units(put_up[delivery.payer].get(delivery.good, 0))
    reports = one.about("report_capacity")
    said_of_sites = reports.said if reports else phase.said
    for said in statements(world, said_of_sites):
        yield units(orders.scales.get(said.site.id, 0)), said.capacity


def _work(one: Round, offered: Mapping[str, int]) -> Iterator[tuple[float, float]]:
    """Hours that each household was paid for, beside those that it offered."""
    wage: int = one.at_table.fact("labour", "wage", 0)
    for group, hours in offered.items():
        paid: int = one.at_table.secret(group, "flows", {}).get("wages", 0)
        yield paid / wage if wage else 0.0, hours / MICRO
