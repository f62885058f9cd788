"""Site licences: the right to run a site of the Commons for a term of rounds, by sealed bid.

The highest bid of a fee a round wins and pays the highest losing one (mechanism `licensing`). Unpaid
fees end a licence; a site that nobody takes at the reserve is run by the house for the Commons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.licensing import (
    Conditions,
    Grants,
    Licence,
    Lot,
    auction_site,
    expiring,
    lapse,
)
from allmende_rules.opening import HOUSE
from allmende_rules.phases.commons.sectors import holder, is_licensed, sector_capacity
from allmende_rules.phases.market.investment import machine_prices
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

LICENCES, FEES = "licences", "licence fees"
CLEAN_BOOKS: dict[str, Any] = {
    "markup": None,
    "flows": {},
    "idle_hours": 0,
    "unbooked": 0,
    "undeclared": 0,
}
"""What a new licensee finds of its predecessor's private affairs: nothing."""


@once
def conditions(world: World) -> Conditions:
    """The conditions in force, from the dials."""
    return Conditions(micro(world.dial("share_guard")), int(world.dial("grace")))


def reserve(world: World, site: Enterprise) -> int:
    """The lowest fee a round for a site: a share of what its wear costs to replace at last prices."""
    return lowest_fee(world, site, machine_prices(world)[site.good])


def lowest_fee(world: World | View, site: Enterprise, machine: float) -> int:
    """That fee where a unit of capacity costs `machine`."""
    wear = world.fact(site.id, "capacity") * world.land.frictions.depreciation
    return int(wear * machine * world.fact("dials", "reserve"))


def opening_licences(world: World) -> list[Event]:
    """Who runs a site when the system begins holds its licence at the reserve, terms staggered."""
    term, first = int(world.dial("term")), max(1, world.round)
    sites = [site for site in world.land.enterprises if is_licensed(world, site)]
    held = [
        Licence(
            holder=holder(world, site.id),
            kind=site.id,
            quantity=world.amount(site.id, "capital"),
            fee=reserve(world, site),
            granted=first,
            expires=first + 1 + index % term,
        )
        for index, site in enumerate(sites)
    ]
    return [Stated("all", LICENCES, {"held": [list(one) for one in held]})]


@once
def standing(world: World) -> list[Licence]:
    """The licences in force; a site that has dropped below the threshold needs none."""
    held = [Licence(*row) for row in world.fact(LICENCES, "held", ())]
    return [one for one in held if is_licensed(world, world.land.enterprise(one.kind))]


def licensed_sites(world: World) -> set[str]:
    """The sites that their holders run on their own account: all, where no licence is auctioned."""
    if world.dial("auction"):
        return {licence.kind for licence in standing(world)}
    return {site.id for site in world.land.enterprises if is_licensed(world, site)}


@once
def free_sites(world: World) -> list[Enterprise]:
    """Sites to be auctioned now: without a licence, or with one that has run out or lapsed."""
    held = [Licence(*row) for row in world.fact(LICENCES, "held", ())]
    over = expiring(held, world.round)
    kept, _ = lapse([one for one in held if one not in over], conditions(world), arrears(world))
    taken = {licence.kind for licence in kept}
    return [
        site for site in world.land.enterprises if is_licensed(world, site) and site.id not in taken
    ]


@once
def arrears(world: World) -> dict[str, int]:
    """For each seat the rounds on end in which it could not pay all of its fees."""
    unpaid = {
        debt["account"] for debt in world.fact("debts", "unpaid", ()) if debt["cause"] == FEES
    }
    owing = {holder(world, site) for site in unpaid}
    before: dict[str, int] = world.fact(LICENCES, "arrears", {})
    return {seat: before.get(seat, 0) + 1 for seat in sorted(owing)}


def takings(world: World, site: Enterprise) -> int:
    """What the full capacity of a site would fetch at last prices."""
    price: int = world.fact(site.good, "price")
    capacity: int = world.fact(site.id, "capacity")
    return capacity * price // MICRO


def grant_sites(world: World, replies: Replies) -> tuple[list[Event], list[Licence]]:
    """Auction each free site in turn, so that the share guard counts what was won before.

    Returns what follows, and all licences in force from now on.
    """
    free = free_sites(world)
    offered = {site.id for site in free}
    kept = [one for one in standing(world) if one.kind not in offered]
    holdings = {
        seat: list(facts["holds"]) for seat, facts in world.public.items() if "holds" in facts
    }
    events: list[Event] = []
    for site in free:
        grants = _auction_site(world, site, replies, holdings)
        kept += grants.licences
        events += _hand_over(world, site, grants, holdings)
    facts = {"held": [list(one) for one in kept], "arrears": arrears(world)}
    moved = [
        Stated("all", seat, {"holds": now})
        for seat, now in holdings.items()
        if now != world.public[seat]["holds"]
    ]
    return [Stated("all", LICENCES, facts), *events, *moved], kept


def _auction_site(
    world: World, site: Enterprise, replies: Replies, holdings: Mapping[str, list[str]]
) -> Grants:
    offers = {
        seat: value
        for seat, said in replies.items()
        if isinstance(value := said.get(f"site:{site.id}"), int) and value > 0
    }
    held: dict[str, int] = {}
    for rival in world.land.makers[site.good]:
        if rival is not site:
            seat = next(seat for seat, units_ in holdings.items() if rival.id in units_)
            held[seat] = held.get(seat, 0) + world.amount(rival.id, "capital")
    lot = Lot(
        site.id,
        world.amount(site.id, "capital"),
        int(world.dial("term")),
        reserve(world, site),
    )
    return auction_site(
        lot,
        offers,
        conditions(world),
        world.round,
        sector=sector_capacity(world, site.good),
        held=held,
        incumbent=holder(world, site.id),
    )


def _hand_over(
    world: World, site: Enterprise, grants: Grants, holdings: dict[str, list[str]]
) -> list[Event]:
    """The site goes to the winner, or to the house as the Commons' steward."""
    old = holder(world, site.id)
    won = grants.licences[0] if grants.licences else None
    new = won.holder if won else HOUSE
    if new != old:
        holdings[old].remove(site.id)
        holdings[new].append(site.id)
    text = "{site}: the licence goes to {holder} for {fee} a round."
    if won is None:
        text = "{site}: nobody bid the reserve; the house runs it for the Commons."
    told = {
        "site": site.name,
        "holder": "the house" if new == HOUSE else world.land.name(new),
        "fee": round(units(grants.price), 2),
    }
    return [
        Stated("all", site.id, {"holder": new}),
        *([Stated("holder", site.id, CLEAN_BOOKS)] if new != old else []),
        Told("all", text, told),
    ]
