"""The hours that a watch takes: of the monitor's people, or of everyone's where there is no monitor.

Who watches does not work meanwhile, and is paid for it (`group_fund`).
"""

from __future__ import annotations

from allmende_rules.land import Household
from allmende_rules.mechanisms.monitoring import inspection_cost
from allmende_rules.phases.market.duty import hours_of, off_work
from allmende_rules.phases.self_government.group import insiders, recognised, rule, watches
from allmende_rules.questions import Answers
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import TABLE, World

MOST_WATCH = 3.0
"""The most inspections of each site in a round that may be voted (ours)."""
AT_WATCH = 0.5
"""The greatest part of the hours of the monitor's people that inspections may take."""


def guards(world: World | View) -> list[Household]:
    """Whose people watch: those of the seats that plan, or everyone's by turns."""
    seats = [s for s in world.fact(TABLE, "seats", ()) if world.fact(s, "role") == "planner"]
    held = [unit for seat in seats for unit in world.fact(seat, "holds", ())]
    groups = [group for group in world.land.households if group.id in held]
    return groups or list(world.land.households)


def most_watch(world: World | View) -> float:
    """The most inspections of each site that the monitor's people find time for."""
    each = rule(world, "inspection_hours") * len(insiders(world))
    if not each:
        return MOST_WATCH
    return min(MOST_WATCH, AT_WATCH * hours_of(guards(world)) / each)


def inspections(world: World | View) -> float:
    """How often each site is inspected in this round on average."""
    if not watches(world) or not recognised(world):
        return 0.0
    return min(rule(world, "watch"), most_watch(world))


def hours_needed(world: World | View) -> float:
    """Hours that the inspections of this round take."""
    rates = {site.id: inspections(world) for site in insiders(world)}
    return inspection_cost(rates, rule(world, "inspection_hours"))


def on_watch(world: World, replies: Replies) -> dict[str, Answers]:
    """The replies, with hours on watch taken off the hours that the watching people offer."""
    return off_work(replies, guards(world), hours_needed(world))
