"""Inspectors: the hours that inspections take, and what the state pays for them.

Inspectors are on the state's payroll and drawn from everyone, the same part of all hours: there is no
other employer, and the planner's own people are no larger a pool than any (control brigades came out of
all trades). What they are paid stands in their people's wages.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder, micro
from allmende_rules.events import ISSUED, Event, Move, Stated
from allmende_rules.ledger import post
from allmende_rules.phases.command.bonus import audit
from allmende_rules.phases.command.facts import STATE, hours_to_inspect
from allmende_rules.phases.market.duty import hours_of
from allmende_rules.view import View
from allmende_rules.world import World

AT_INSPECTION = 0.2
"""The greatest part of everyone's hours that inspections may take (ours)."""


class Payroll(NamedTuple):
    """What inspectors of each household group are paid, in micro-money, and the events of paying it."""

    paid: dict[str, int]
    events: list[Event]


def most_inspected(seen: World | View) -> float:
    """The greatest share of sites that there are hours to inspect."""
    all_sites = hours_to_inspect(seen, 1.0)
    there = AT_INSPECTION * hours_of(seen.land.households)
    return min(1.0, there / all_sites) if all_sites else 1.0


def pay_inspectors(world: World) -> Payroll:
    """The wage for the hours of this round's inspections; what the budget lacks for it is issued."""
    hours = hours_to_inspect(world, audit(world).effort)
    due = micro(hours) * world.fact("labour", "wage") // MICRO
    weights = [micro(hours_of([group])) for group in world.land.households]
    parts = largest_remainder(due, weights)
    paid = {group.id: part for group, part in zip(world.land.households, parts, strict=True)}
    short = max(0, due - world.amount(STATE))
    return Payroll(
        paid,
        [
            *post("money issued", [Move(ISSUED, STATE, "money", short)] if short else []),
            *post("inspectors", [Move(STATE, group, "money", pay) for group, pay in paid.items()]),
            Stated("all", STATE, {"debt": world.fact(STATE, "debt", 0) + short, "inspectors": due}),
        ],
    )
