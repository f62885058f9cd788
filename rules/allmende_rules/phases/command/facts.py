"""What a command economy works with: the state's accounts, and sites as they report themselves.

Everything here is in sight of all: reports are statements, and the plan knows nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende_rules.amounts import MICRO, units
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.monitoring import inspection_cost
from allmende_rules.phases.market.duty import hours_of
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.market.household import USUAL
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, World

STATE, MINISTRY, TREASURY = "state", "state.ministry", "state.treasury"
"""Accounts of the state: its budget, the purse that covers losses, and the one that covers none."""
PLAN = "plan"
"""The entity that tells the plan."""
OWNED = "state"
"""The sector of every site: what the state owns is neither licensed, private nor a planned plant."""
ALIKE, MACHINES_FIRST = 0, 1
"""Whether machines stand in the queue with people or before them: the dial `priority`."""
PLANNER_SETS, DELEGATES_SET = 0, 1
"""Who sets what is made for people: the dial `ends_by`."""


class Reported(NamedTuple):
    """A site as the plan knows it: units it says it can make, hours a unit, and machines it claims.

    `claim` is a share of its wear.
    """

    site: Enterprise
    capacity: float
    labour: float
    claim: float


def reported(seen: World | View) -> list[Reported]:
    """All sites as they last reported, in the order of the land; the public table where none has."""
    return [_reported(seen, site) for site in seen.land.enterprises]


def _reported(seen: World | View, site: Enterprise) -> Reported:
    capacity = seen.fact(site.id, "reported_capacity")
    labour = seen.fact(site.id, "reported_labour")
    return Reported(
        site,
        units(reach(seen, site) if capacity is None else capacity),
        seen.land.good(site.good).labour if labour is None else units(labour),
        seen.fact(site.id, "claim", 1.0),
    )


def setting(seen: World | View, name: str) -> float:
    """The value in force of a dial, from the world or from anybody's view."""
    value: float = seen.public["dials"][name]
    return value


def hours_expected(seen: World | View) -> float:
    """Hours that people are expected to give: those of last round, at first what they usually work.

    Inspectors' are among them; hours that are offered to sites are without these.
    """
    offered: int = seen.fact("labour", "offered", 0)
    if offered:
        return units(offered) + hours_to_inspect(seen, in_plan(seen, "audit", 0.0))
    return USUAL * hours_of(seen.land.households)


def hours_to_inspect(seen: World | View, effort: float) -> float:
    """Hours that inspecting this share of sites takes on average."""
    rates = dict.fromkeys([site.id for site in seen.land.enterprises], effort)
    return inspection_cost(rates, setting(seen, "audit_hours"))


def wholesale(seen: World | View, good: str) -> float:
    """The wholesale price of a good, by which plans reckon worth: its list price before turnover tax."""
    price: int = seen.public[good]["wholesale"]
    return price / MICRO


def in_plan(seen: World | View, name: str, default: float) -> float:
    """A number of the plan in force, or what would be proposed where there is none yet."""
    value: float = seen.public.get(PLAN, NO_FACTS).get(name, default)
    return value
