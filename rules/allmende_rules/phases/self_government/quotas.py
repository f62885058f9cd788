"""Quotas: how much of a stock members may take together, and what part of it is whose.

The whole is voted, or a statute's share of expected growth. A part of it is shared out in proportion to
machines and the rest equally: congruence between rules and what users bring (Ostrom 1990, principle 2).
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import MICRO, largest_remainder, micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.phases.self_government.group import (
    CONGRUENCE,
    EQUAL_QUOTAS,
    excluded,
    insiders,
    rule,
    users,
)
from allmende_rules.physics.nature import expected_growth, most_productive
from allmende_rules.view import View
from allmende_rules.world import World


def statutory_quota(world: World | View, name: str) -> int:
    """The quota that holds unless the group sets another: a share of what a stock can grow by.

    A stock above its most productive size may be drawn down towards it.
    """
    resource, stock = world.land.resource(name), world.fact(name, "stock")
    growth = expected_growth(resource, min(stock, most_productive(resource)))
    return micro(min(max(0.0, rule(world, "statutory_quota") * growth), stock))


def by_machines(seen: World | View) -> float:
    """The part of a quota that goes by machines."""
    return 0.0 if rule(seen, CONGRUENCE) == EQUAL_QUOTAS else rule(seen, "by_machines")


def parts(seen: World | View, name: str, part: float) -> dict[str, float]:
    """Each user's share of a stock's quota, if `part` of it goes by machines; they add up to 1."""
    sites = users(seen, name)
    reach = {
        e.id: seen.fact(e.id, "capacity") * seen.land.good(e.good).harvest[name] for e in sites
    }
    whole = sum(reach.values())
    if not whole:
        return {site.id: 1 / len(sites) for site in sites}
    return {site: part * size / whole + (1 - part) / len(sites) for site, size in reach.items()}


def shared_out(world: World, totals: Mapping[str, int]) -> dict[str, int]:
    """What each member's site may take in all, given the quota of each stock; nothing if excluded."""
    of_stock: dict[str, dict[str, int]] = {}
    for name, total in totals.items():
        share = parts(world, name, by_machines(world))
        cut = largest_remainder(total, list(share.values()))
        of_stock[name] = dict(zip(share, cut, strict=True))
    return {
        site.id: 0 if excluded(world, site.id) else _whole(world, site, of_stock)
        for site in insiders(world)
    }


def _whole(world: World, site: Enterprise, of_stock: Mapping[str, Mapping[str, int]]) -> int:
    """The scarcest of a site's quotas says how much it may make, and so take in all."""
    harvest = world.land.good(site.good).harvest
    made = min(of_stock[name][site.id] / per_unit for name, per_unit in harvest.items())
    return int(made * sum(harvest.values()))


def set_quotas(world: World, totals: Mapping[str, int] | None) -> list[Event]:
    """The quotas of the round, or None where no rule holds; facts change only where there are any."""
    if totals is None:
        held = [e.id for e in insiders(world) if world.fact(e.id, "quota") is not None]
        stocks = [r.id for r in world.land.resources if world.fact(r.id, "quota") is not None]
        return [Stated("all", one, {"quota": None}) for one in (*stocks, *held)]
    return [
        *(Stated("all", name, {"quota": total}) for name, total in totals.items()),
        *(Stated("all", site, {"quota": part}) for site, part in shared_out(world, totals).items()),
    ]


def keeping_effort(seen: World | View, site: Enterprise, allowed: int, reach: int) -> int:
    """The effort in micro-percent at which a site takes no more than it is allowed."""
    top = units(reach) * sum(seen.land.good(site.good).harvest.values())
    return min(100 * MICRO, int(100 * allowed / top)) if top else 100 * MICRO
