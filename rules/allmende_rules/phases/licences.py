"""Licences over the Commons: harvest lots for a round, sites for a term, both by sealed bid.

Bids rest on cash in hand and a working advance; fees fall due at payday. Unpaid fees end a licence.
A site whose licence has run out goes to the highest sealed bid at the highest losing one (mechanism
`licensing`); a site that nobody takes at the reserve is run by the house for the Commons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import ISSUED, LOST, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms.call_auction import Bid as Order
from allmende_rules.mechanisms.licensing import (
    Conditions,
    Grants,
    Licence,
    Lot,
    auction_site,
    auction_units,
)
from allmende_rules.opening import HOUSE
from allmende_rules.phases.investment import machine_price
from allmende_rules.phases.sectors import COMMONS, holder, is_licensed, sector_capacity
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Amount, Bid, Effect, Offer, Question
from allmende_rules.system import Replies
from allmende_rules.world import World

LICENCES, LOTS, FEES = "licences", "lots", "licence fees"


def conditions(world: World) -> Conditions:
    """The conditions in force, from the dials; one unpaid fee ends a licence."""
    return Conditions(share_guard=micro(world.dial("share_guard")), arrears=0)


def reserve(world: World, site: Enterprise) -> int:
    """The lowest fee a round for a site: a share of what its wear costs to replace at last prices."""
    wear = world.amount(site.id, "capital") * world.land.frictions.depreciation
    return int(wear * machine_price(world, site.id) * world.dial("reserve"))


def opening_licences(world: World) -> list[Event]:
    """Who runs a site when the system begins holds its licence at the reserve, terms staggered."""
    term = int(world.dial("term"))
    sites = [site for site in world.land.enterprises if is_licensed(world, site)]
    granted = {
        site.id: {
            "holder": holder(world, site.id),
            "fee": reserve(world, site),
            "expires": 2 + index % term,
        }
        for index, site in enumerate(sites)
    }
    return [Stated("all", LICENCES, granted)]


def falls_free(world: World, site: Enterprise) -> bool:
    """Whether a site's licence is to be auctioned now: run out, never given, or fees unpaid."""
    if not is_licensed(world, site):
        return False
    licence = world.fact(LICENCES, site.id)
    return licence is None or licence["expires"] <= world.round or site.id in _in_arrears(world)


def _in_arrears(world: World) -> set[str]:
    debts: list[dict[str, Any]] = world.fact("debts", "unpaid", ())
    return {debt["account"] for debt in debts if debt["cause"] == FEES}


def ask_licences(world: World, seat: str) -> tuple[Question, ...]:
    """Bids for harvest lots, for sites that a licensee runs, and for any site whose licence is free."""
    if world.fact(seat, "role") != "licensee":
        return ()
    questions: list[Question] = []
    for site in world.land.enterprises:
        if falls_free(world, site):
            questions.append(_site_bid(world, seat, site))
    for site in world.land.enterprises:
        mine = site.id in world.held(seat) and is_licensed(world, site)
        if mine and world.dial("auction"):
            questions += [_lot_bid(world, site, name) for name in world.land.good(site.good).harvest]
    return tuple(questions)


def takings(world: World, site: Enterprise) -> int:
    """What the full capacity of a site would fetch at last prices."""
    return world.amount(site.id, "capital") * world.fact(site.good, "price") // MICRO


def _site_bid(world: World, seat: str, site: Enterprise) -> Amount:
    return Amount(
        id=f"site:{site.id}",
        topic="site",
        about=site.id,
        title="Bid for a site's licence, a round",
        help="Sealed; 0 is no bid. The highest gets the site for its term and pays the best losing bid.",
        low=0,
        high=max(takings(world, site), reserve(world, site)),
        default=reserve(world, site) if site.id in world.held(seat) else 0,
        unit="money",
        required=site.id in world.held(seat),
        effects=(Effect("sites", 1),),
    )


def _lot_bid(world: World, site: Enterprise, resource: str) -> Bid:
    good = world.land.good(site.good)
    price: int = world.fact(good.id, "price")
    most = int(world.amount(site.id, "capital") * good.harvest[resource])
    budget = credit(world, site)
    usual = Offer(most, min(price // 4, budget * MICRO // most if most else 0))
    return Bid(
        id=f"lots:{site.id}:{resource}",
        topic="lots",
        about=site.id,
        title="Bid for harvest lots",
        help="How much you want to be allowed to harvest, and the most you would pay for a unit of it.",
        most=most,
        highest=2 * price,
        budget=budget,
        unit=world.land.resource(resource).unit,
        default=usual,
        effects=(Effect(f"harvest.{site.id}", 1),),
    )


def credit(world: World, site: Enterprise) -> int:
    """What a licensee can bind itself to: the site's cash, and an advance on a round's full takings."""
    advance = int(world.dial("working_advance") * takings(world, site))
    return world.amount(site.id) + advance


def grant(world: World, replies: Replies) -> list[Event]:
    """Auction free sites and this round's harvest lots."""
    return [*_grant_sites(world, replies), *_grant_lots(world, replies)]


def _grant_sites(world: World, replies: Replies) -> list[Event]:
    free = [site for site in world.land.enterprises if falls_free(world, site)]
    holdings = {seat: list(facts["holds"]) for seat, facts in world.public.items() if "holds" in facts}
    before = {seat: tuple(units_) for seat, units_ in holdings.items()}
    events: list[Event] = []
    for site in free:
        grants = _auction_site(world, site, replies, holdings)
        events += _hand_over(world, site, grants, holdings)
    return [
        *events,
        *(
            Stated("all", seat, {"holds": list(now)})
            for seat, now in holdings.items()
            if tuple(now) != before[seat]
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
        f"site:{site.id}",
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
    """The site goes to the winner, or to the house as the Commons' steward; the last holder keeps its cash."""
    old = holder(world, site.id)
    won = grants.licences[0] if grants.licences else None
    new = won.holder if won else HOUSE
    if new != old:
        holdings[old].remove(site.id)
        holdings[new].append(site.id)
    facts = _licence_facts(won)
    text = "{site}: the licence goes to {holder} for {fee} a round."
    if won is None:
        text = "{site}: nobody bid the reserve; the house runs it for the Commons."
    told = {
        "site": site.name,
        "holder": world.land.name(new),
        "fee": round(units(grants.price), 2),
    }
    return [
        Stated("all", LICENCES, {site.id: facts}),
        Stated("all", site.id, {"holder": new}),
        Told("all", text, told),
    ]


def _licence_facts(licence: Licence | None) -> dict[str, Any] | None:
    if licence is None:
        return None
    return {"holder": licence.holder, "fee": licence.fee, "expires": licence.expires}


def _grant_lots(world: World, replies: Replies) -> list[Event]:
    """Sell each capped stock's harvest, less what the autonomous took last round, at one price."""
    if not world.dial("auction"):
        return []
    events: list[Event] = []
    for resource in world.land.resources:
        free = free_harvest(world, resource.id)
        orders = [
            Order(question.split(":")[1], value.quantity, value.limit)
            for said in replies.values()
            for question, value in said.items()
            if isinstance(value, Offer) and question.endswith(f":{resource.id}") and value.quantity
        ]
        grants = auction_units(
            Lot(f"harvest:{resource.id}", free, 1), orders, conditions(world), world.round, cap=free
        )
        events += _post_lots(world, resource.id, grants)
    return events


def free_harvest(world: World, resource: str) -> int:
    """The cap less last round's harvest outside the licences, in micro-units."""
    taken = sum(
        world.fact(site.id, "harvest", 0)
        for site in world.land.enterprises
        if not is_licensed(world, site) and resource in world.land.good(site.good).harvest
    )
    cap: int = world.fact(resource, "cap")
    return max(0, cap - taken)


def _post_lots(world: World, resource: str, grants: Grants) -> list[Event]:
    """Licences are issued to their sites, what is left of last round's lapses, and all may see it."""
    asset = f"licence:{resource}"
    old = [
        Move(site.id, LOST, asset, world.amount(site.id, asset)) for site in world.land.enterprises
    ]
    lots = {won.holder: {"quantity": won.quantity, "fee": won.fee} for won in grants.licences}
    facts = {"lots": lots, "price": grants.price, "unsold": grants.unsold}
    told = {
        "sold": round(units(sum(won.quantity for won in grants.licences)), 1),
        "resource": world.land.name(resource),
        "price": round(units(grants.price), 2),
        "unsold": round(units(grants.unsold), 1),
    }
    text = "{resource}: {sold} lots went at {price} each; {unsold} found no buyer."
    return [
        *post("licences run out", old),
        *post(
            "licences", (Move(ISSUED, w.holder, asset, w.quantity) for w in grants.licences)
        ),
        Stated("all", LOTS, {resource: facts}),
        Told("all", text, told),
    ]


def harvest_limits(world: World) -> dict[str, float]:
    """The greatest output that each licensed harvester's lots allow, in units."""
    limits: dict[str, float] = {}
    for site in world.land.enterprises:
        for resource, per_unit in world.land.good(site.good).harvest.items():
            if is_licensed(world, site):
                allowed = units(world.amount(site.id, f"licence:{resource}")) / per_unit
                limits[site.id] = min(limits.get(site.id, allowed), allowed)
    return limits


def due(world: World) -> dict[str, int]:
    """What each site owes this round for its licence and its lots."""
    owed: dict[str, int] = {}
    for site in world.land.enterprises:
        licence = world.fact(LICENCES, site.id)
        if licence and is_licensed(world, site):
            owed[site.id] = licence["fee"]
    for facts in world.public.get(LOTS, {}).values():
        for site_id, lot in facts["lots"].items():
            owed[site_id] = owed.get(site_id, 0) + lot["fee"]
    return owed


def pay_in_advance(world: World) -> list[Event]:
    """Sites pay their fees from cash in hand; what is lacking is advanced until payday."""
    paid = {site: min(fee, world.amount(site)) for site, fee in due(world).items()}
    advanced = {site: fee - paid[site] for site, fee in due(world).items() if fee > paid[site]}
    return [
        *post(FEES, (Move(site, COMMONS, "money", amount) for site, amount in paid.items())),
        *(Stated("holder", site, {"fee_paid": amount}) for site, amount in paid.items()),
        Stated("all", "advances", {"due": advanced}),
    ]


def fees_at_payday(world: World) -> tuple[Levy, ...]:
    """What was advanced falls due."""
    advanced: dict[str, int] = world.fact("advances", "due", {})
    return tuple(Levy(site, COMMONS, FEES, lump=fee) for site, fee in advanced.items())
