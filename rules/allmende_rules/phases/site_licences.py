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
from allmende_rules.phases.enterprise import true_labour, unit_cost
from allmende_rules.phases.investment import machine_price
from allmende_rules.phases.sectors import holder, is_licensed, sector_capacity
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

LICENCES, FEES = "licences", "licence fees"
CLEAN_BOOKS: dict[str, Any] = {"markup": None, "flows": {}, "fee_paid": 0, "idle_hours": 0}
"""What a new licensee finds of its predecessor's private affairs: nothing."""


@once
def conditions(world: World) -> Conditions:
    """The conditions in force, from the dials."""
    return Conditions(micro(world.dial("share_guard")), int(world.dial("grace")))


def reserve(world: World, site: Enterprise) -> int:
    """The lowest fee a round for a site: a share of what its wear costs to replace at last prices."""
    wear = world.fact(site.id, "capacity") * world.land.frictions.depreciation
    return int(wear * machine_price(world, site.id) * world.dial("reserve"))


def opening_licences(world: World) -> list[Event]:
    """Who runs a site when the system begins holds its licence at the reserve, terms staggered."""
    term = int(world.dial("term"))
    sites = [site for site in world.land.enterprises if is_licensed(world, site)]
    held = [
        Licence(
            holder=holder(world, site.id),
            kind=site.id,
            quantity=world.amount(site.id, "capital"),
            fee=reserve(world, site),
            granted=1,
            expires=2 + index % term,
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


def ask_sites(world: World, seat: str) -> list[Question]:
    """A sealed bid for every free site. Who runs one of them, or none at all, must decide on one."""
    held = world.held(seat)
    free = free_sites(world)
    idle = not any(world.land.is_enterprise(unit) for unit in held)
    first = next((site.id for site in free if idle or site.id in held), None)
    return [
        _site_bid(world, site, mine=site.id in held, required=site.id == first) for site in free
    ]


def last_margin(world: World | View, site: Enterprise, labour: float) -> float:
    """Money that last round's output would leave at last prices, at so many hours a unit."""
    good = world.land.good(site.good)
    made = units(world.fact(site.id, "output", world.fact(site.id, "capacity")))
    return made * (units(world.fact(good.id, "price")) - unit_cost(world, good, labour))


def _site_bid(world: World, site: Enterprise, *, mine: bool, required: bool) -> Amount:
    """The proposal to its runner is what the site left: at the second price, truth is a best reply."""
    least = reserve(world, site)
    highest = max(takings(world, site), least)
    left = micro(last_margin(world, site, true_labour(world, site))) if mine else 0
    return Amount(
        id=f"site:{site.id}",
        topic="site",
        about=site.id,
        title="Bid for a site's licence, a round",
        help="Sealed; 0 is no bid. The highest gets the site for its term and pays the best losing bid.",
        low=0,
        high=highest,
        default=min(max(left, least), highest) if mine else 0,
        unit="money",
        required=required,
        once=True,
        effects=(Effect("sites", 1),),
    )


def grant_sites(world: World, replies: Replies) -> list[Event]:
    """Auction each free site in turn, so that the share guard counts what was won before."""
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
    return [
        Stated("all", LICENCES, {"held": [list(one) for one in kept], "arrears": arrears(world)}),
        *events,
        *(
            Stated("all", seat, {"holds": now})
            for seat, now in holdings.items()
            if now != list(world.held(seat))
        ),
    ]


def _auction_site(
    world: World, site: Enterprise, replies: Replies, holdings: Mapping[str, list[str]]
) -> Grants:
    offers = {
        seat: value
        for seat, said in replies.items()
        if isinstance(value := said.get(f"site:{site.id}"), int) and value > 0
    }
    rivals = {e.id for e in world.land.enterprises if e.good == site.good and e.id != site.id}
    held = {
        seat: sum(world.amount(unit, "capital") for unit in units_ if unit in rivals)
        for seat, units_ in holdings.items()
    }
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
