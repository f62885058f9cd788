"""Bids for sites: what licensees are asked for the sites whose licence is free, and what is usual."""

from __future__ import annotations

from functools import lru_cache

from allmende_rules.amounts import micro, units
from allmende_rules.land import Enterprise
from allmende_rules.phases.commons.site_licences import free_sites, reserve, takings
from allmende_rules.phases.market.enterprise import true_labour, unit_cost
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.view import View
from allmende_rules.world import World, once


def ask_sites(world: World, seat: str) -> list[Question]:
    """A sealed bid for every free site. Who runs one of them, or none at all, must decide on one."""
    held = world.held(seat)
    free = free_sites(world)
    idle = not any(world.land.is_enterprise(unit) for unit in held)
    first = next((site.id for site in free if idle or site.id in held), None)
    return [
        _site_bid(
            site.id,
            highest,
            _usual_bid(world, site, highest) if site.id in held else 0,
            required=site.id == first,
        )
        for site, highest in zip(free, _highest_bids(world), strict=True)
    ]


@once
def _highest_bids(world: World) -> list[int]:
    """What may be bid for each free site: its takings, and its reserve in any case."""
    return [max(takings(world, site), reserve(world, site)) for site in free_sites(world)]


def _usual_bid(world: World, site: Enterprise, highest: int) -> int:
    """The proposal to its runner is what the site left: at the second price, truth is a best reply."""
    left = micro(last_margin(world, site, true_labour(world, site)))
    return min(max(left, reserve(world, site)), highest)


def last_margin(world: World | View, site: Enterprise, labour: float) -> float:
    """Money that last round's output would leave at last prices, at so many hours a unit."""
    made = units(world.fact(site.id, "output", world.fact(site.id, "capacity")))
    return made * (units(world.fact(site.good, "price")) - unit_cost(world, site, labour))


@lru_cache(maxsize=256)
def _site_bid(site: str, highest: int, usual: int, *, required: bool) -> Amount:
    """The question; the same for all who do not run the site."""
    return Amount(
        id=f"site:{site}",
        topic="site",
        about=site,
        title="Bid for a site's licence, a round",
        help="Sealed; 0 is no bid. The highest gets the site for its term and pays the best losing bid.",
        low=0,
        high=highest,
        default=usual,
        unit="money",
        required=required,
        once=True,
        effects=(Effect("sites", 1),),
    )
