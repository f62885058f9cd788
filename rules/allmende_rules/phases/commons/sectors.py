"""The three sectors: planned plants, licensed sites of the Commons, and the autonomous below the threshold.

Landon's "threshold indifference level": an enterprise whose share of its good's capacity is no greater
than the threshold is left alone. Status is read off anew each round, so growth and motions change it.
"""

from __future__ import annotations

from collections.abc import Collection

from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.world import World, fold

COMMONS, BASICS, RENEWAL = "commons", "commons.basics", "commons.renewal"
"""Accounts of the Commons: what is still to be shared out, the basics fund, the renewal fund."""
PLANNED, LICENSED, AUTONOMOUS = "planned", "licensed", "autonomous"


def sector_capacity(world: World, good: str) -> int:
    """Capacity of all makers of a good, in micro-units."""
    return sum([world.amount(maker.id, "capital") for maker in world.land.makers[good]])


def register(world: World) -> list[Event]:
    """Read off which sector each site belongs to, at today's capacities and threshold."""
    whole = {good.id: max(1, sector_capacity(world, good.id)) for good in world.land.goods}
    threshold = world.dial("threshold")
    events: list[Event] = []
    for site in world.land.enterprises:
        small = world.amount(site.id, "capital") <= threshold * whole[site.good]
        sector = PLANNED if site.planned else AUTONOMOUS if small else LICENSED
        if world.fact(site.id, "sector") != sector:
            events.append(Stated("all", site.id, {"sector": sector}))
            if sector == AUTONOMOUS:
                events += _come_home(fold(world, events), site)
    return events


def _come_home(world: World, site: Enterprise) -> list[Event]:
    """A site that is left alone goes to the seat of the people who live off it."""
    old = holder(world, site.id)
    new = holder(world, site.household)
    if new == old:
        return []
    rest = [unit for unit in world.held(old) if unit != site.id]
    return [
        Stated("all", site.id, {"holder": new}),
        Stated("all", old, {"holds": rest}),
        Stated("all", new, {"holds": [*world.held(new), site.id]}),
    ]


def is_autonomous(world: World, site: Enterprise) -> bool:
    """Whether a site lies below the threshold and is no plant of the planned sector."""
    return bool(world.public[site.id].get("sector") == AUTONOMOUS)


def is_licensed(world: World, site: Enterprise) -> bool:
    """Whether a site of the Commons is open to licensees."""
    return bool(world.public[site.id].get("sector") == LICENSED)


def holder(world: World, site: str) -> str:
    """The seat that holds a unit: runs a site, or speaks for a household group."""
    seat: str = world.public[site]["holder"]
    return seat


def home(world: World, seat: str, site: Enterprise) -> str:
    """The household that lives off what a seat earns at a site: the seat's own, or the site's people."""
    own = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    return own[0] if own and site.household not in own else site.household


def gains(world: World, site: Enterprise, licensed: Collection[str]) -> str:
    """The account that gains a site's profit: its owner's household, its licensee's, or the Commons."""
    if is_autonomous(world, site):
        return site.household
    if site.planned or site.id not in licensed:
        return COMMONS
    return home(world, holder(world, site.id), site)
