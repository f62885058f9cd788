"""A group that governs a commons: who belongs to it, what rules it has, and whether they are recognised.

Members are all seats at the table, with the sites that they run. What the house runs belongs to
outsiders: they take from the same stocks, vote nowhere and are bound by nothing but the fence.
"""

from __future__ import annotations

from typing import Any

from allmende_rules.land import Enterprise
from allmende_rules.opening import HOUSE
from allmende_rules.phases.market.effort import harvesters
from allmende_rules.view import View
from allmende_rules.world import TABLE, World

GROUP, FUND = "group", "group.fund"
"""The entity that carries the group's rules and findings, and its purse."""
BOUNDARIES, CONGRUENCE, COLLECTIVE_CHOICE = "boundaries", "congruence", "collective_choice"
MONITORING, SANCTIONS, CONFLICT_RESOLUTION = "monitoring", "sanctions", "conflict_resolution"
RIGHT_TO_ORGANISE, NESTING = "right_to_organise", "nesting"
PRINCIPLES = (
    BOUNDARIES,
    CONGRUENCE,
    COLLECTIVE_CHOICE,
    MONITORING,
    SANCTIONS,
    CONFLICT_RESOLUTION,
    RIGHT_TO_ORGANISE,
    NESTING,
)
"""The dials of Ostrom's eight design principles (1990, table 3.1), in her order."""
EQUAL_QUOTAS, UNIFORM = 1, 2
"""What the dials of congruence and of sanctions may be, besides off (0) and the other way."""


def rule(seen: World | View, dial: str) -> float:
    """A dial's value in force, which everybody may know."""
    value: float = seen.fact("dials", dial)
    return value


def recognised(seen: World | View) -> bool:
    """Whether the authorities let the group's rules stand this round."""
    return bool(seen.fact(GROUP, "recognised"))


def insiders(seen: World | View) -> tuple[Enterprise, ...]:
    """The harvesting sites that members run."""
    return tuple([e for e in harvesters(seen.land) if seen.fact(e.id, "holder") != HOUSE])


def users(seen: World | View, resource: str) -> tuple[Enterprise, ...]:
    """The insiders' sites that take from a stock."""
    return tuple([e for e in insiders(seen) if resource in seen.land.good(e.good).harvest])


def governed(seen: World | View) -> tuple[str, ...]:
    """The stocks that members harvest: those that the group can make rules for."""
    return tuple([one.id for one in seen.land.resources if users(seen, one.id)])


def appropriates(seen: World | View, seat: str) -> bool:
    """Whether a seat runs a site that harvests."""
    return any(seen.fact(site.id, "holder") == seat for site in insiders(seen))


def has_vote(seen: World | View, seat: str) -> bool:
    """Whether a seat votes in the meeting: all members do but a monitor who does not harvest.

    Monitors are accountable to the appropriators (principle 4), and are no party to their rules.
    """
    if seat == HOUSE:
        return False
    return seen.fact(seat, "role") != "planner" or appropriates(seen, seat)


def has_quotas(seen: World | View) -> bool:
    """Whether the group has rules about who may take how much."""
    return bool(rule(seen, CONGRUENCE)) and bool(governed(seen))


def may_meet(seen: World | View) -> bool:
    """Whether there is anything to meet about, and a chance that it counts."""
    return has_quotas(seen) and rule(seen, RIGHT_TO_ORGANISE) > 0


def watches(seen: World | View) -> bool:
    """Whether harvests are watched: there must be quotas to keep."""
    return may_meet(seen) and bool(rule(seen, MONITORING))


def sanctions(seen: World | View) -> bool:
    """Whether what is found has consequences."""
    return watches(seen) and bool(rule(seen, SANCTIONS))


def quota(seen: World | View, site: str) -> int | None:
    """What a site may take this round, in micro-units; None where no quota holds."""
    allowed: int | None = seen.fact(site, "quota")
    return allowed


def excluded(seen: World | View, site: str) -> bool:
    """Whether a member's site is shut out this round."""
    first, last = seen.fact(GROUP, "excluded", {}).get(site, (0, -1))
    return bool(first <= seen.fact(TABLE, "round", 0) <= last)


def kept_out(seen: World | View, site: Enterprise) -> float:
    """The share of its reach that the fence keeps a site from: of outsiders, and of the excluded."""
    if not recognised(seen):
        return 0.0
    outside = seen.fact(site.id, "holder") == HOUSE or excluded(seen, site.id)
    return rule(seen, BOUNDARIES) if outside else 0.0


def findings(seen: World | View) -> list[dict[str, Any]]:
    """What the watch found last, and nobody has heard yet."""
    return list(seen.fact(GROUP, "findings", ()))
