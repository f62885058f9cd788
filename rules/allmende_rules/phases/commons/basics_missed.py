"""Why the basics cover less than was planned: what the market asked, or what never came of an order.

A plan reckons planned plants at their cost and all else at last prices. The basics fund buys in the
market, with everybody else, at the prices of the round; and what it orders has yet to be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import MICRO, units
from allmende_rules.land import Good
from allmende_rules.phases.commons.sectors import BASICS
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.physical import executed
from allmende_rules.world import World

DEARER = (
    " The plan reckoned what it planned at {cost}, planned plants at their cost; in the market it came to "
    "{price}, and the fund had {cash}."
)
SHORT = " Of the {good} that the fund ordered {part} % came: {limit} ran out."
TAKEN = " Of the {good} that the fund ordered {part} % came: others bought the rest."
NOTABLE = 0.01
"""Less than this share of what was planned, or ordered, is rounding."""


def why_missed(
    world: World, basics: Mapping[str, Any], delivered: Mapping[str, float]
) -> tuple[str, dict[str, Any]]:
    """Sentences with their facts on the good that is scarcest beside its plan; none if nothing is missing.

    `basics` are the facts of the plan, `delivered` shares of everyone's need by good.
    """
    planned: Mapping[str, float] = basics.get("planned", {})
    parts = {good: delivered[good] / part for good, part in planned.items() if part}
    if not parts or min(parts.values()) >= 1.0 - NOTABLE:
        return "", {}
    good = world.land.good(min(parts, key=lambda name: parts[name]))
    texts, facts = _dearer(world, basics)
    more, others = _undelivered(world, good)
    return texts + more, facts | others


def _dearer(world: World, basics: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What was planned costs more than the fund had, at the prices of the round."""
    people = sum([group.people for group in world.land.households])
    price = sum(
        [
            part * world.land.good(good).need * people * units(world.fact(good, "price"))
            for good, part in basics["planned"].items()
        ]
    )
    cash = units(basics["cash"])
    if price <= cash * (1.0 + NOTABLE):
        return "", {}
    facts = {"cost": basics["cost"], "price": price, "cash": cash}
    return DEARER, {name: round(value, 1) for name, value in facts.items()}


def _undelivered(world: World, good: Good) -> tuple[str, dict[str, Any]]:
    """What was ordered of a good and not delivered, and what its makers lacked."""
    done, deliveries = executed(world), world.hidden[ORDERS]["orders"]["deliveries"]
    ordered = got = 0
    for (payer, _, name, many, _), served in zip(deliveries, done.delivered, strict=True):
        if payer == BASICS and name == good.id:
            ordered, got = ordered + many, got + served
    if got >= ordered * (1.0 - NOTABLE):
        return "", {}
    makers = {site.id for site in world.land.makers[good.id]}
    lacking = Counter[str]()
    for short in done.shortages:
        if short.enterprise in makers:
            lacking[short.limit] += short.missing
    facts = {"good": good.name, "part": round(100 * (got * MICRO // ordered) / MICRO, 1)}
    if not lacking:
        return TAKEN, facts
    ((limit, _),) = lacking.most_common(1)
    return SHORT, {**facts, "limit": world.land.name(limit)}
