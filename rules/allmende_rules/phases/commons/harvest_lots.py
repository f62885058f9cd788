"""Harvest lots: the right to take so much of a stock this round, at one price for all.

Bids rest on cash in hand and a working advance. The lots on offer are the cap less what was taken last
round by those who need no licence. A lot serves the site it was bought for and lapses with the round.
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO, units
from allmende_rules.events import ISSUED, LOST, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms.call_auction import Bid as Order
from allmende_rules.mechanisms.licensing import Grants, Licence, Lot, auction_units, guarded
from allmende_rules.phases.commons.sectors import is_autonomous
from allmende_rules.phases.commons.site_licences import conditions, takings
from allmende_rules.phases.courts.penalties import lawful_orders, left_standing, withheld
from allmende_rules.phases.market.enterprise import reach, true_labour, unit_cost
from allmende_rules.questions import Answers, Bid, Effect, Offer, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

LOTS = "lots"


def ask_lots(world: World, seat: str) -> list[Question]:
    """A bid for each harvester above the threshold that a seat runs; the first must be decided."""
    held = world.held(seat)
    needed = [
        (site, resource)
        for site, resource in licensed_harvesters(world)
        if site.id in held and site.id not in withheld(world)
    ]
    return [
        _lot_bid(world, site, resource, required=index == 0)
        for index, (site, resource) in enumerate(needed)
    ]


@once
def licensed_harvesters(world: World) -> list[tuple[Enterprise, str]]:
    """The sites above the threshold that harvest, each with what it harvests."""
    return [
        (site, resource)
        for site in world.land.enterprises
        if not is_autonomous(world, site)
        for resource in world.land.good(site.good).harvest
    ]


def _lot_bid(world: World, site: Enterprise, resource: str, *, required: bool) -> Bid:
    good = world.land.good(site.good)
    price: int = world.fact(good.id, "price")
    most = int(reach(world, site) * good.harvest[resource])
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
        required=required,
        once=True,
        effects=(Effect(f"harvest.{site.id}", 1),),
    )


def credit(world: World, site: Enterprise) -> int:
    """What a licensee can bind itself to: the site's cash, and an advance on a round's full takings."""
    advance = int(world.dial("working_advance") * takings(world, site))
    return world.amount(site.id) + advance


def preview_lots(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What a bid could cost of what the site can bind itself to, and what a unit last left over."""
    text = (
        "Costs at most {most} of the {credit} you can bind yourself to; you may pay less. "
        "{good} last sold at {price} and costs you {cost} without the lot."
    )
    lines: list[Line] = []
    for question in questions:
        offer = draft.get(question.id, question.default)
        if isinstance(question, Bid) and isinstance(offer, Offer):
            site = view.land.enterprise(question.about)
            good = view.land.good(site.good)
            facts = {
                "most": round(units(offer.quantity * offer.limit // MICRO), 1),
                "credit": round(units(question.budget), 1),
                "good": good.name,
                "price": round(units(view.fact(good.id, "price")), 2),
                "cost": round(unit_cost(view, site, true_labour(view, site)), 2),
            }
            lines.append(Line(question.id, text, facts))
    return tuple(lines)


def grant_lots(world: World, replies: Replies) -> tuple[list[Event], list[Licence]]:
    """Sell each capped stock's harvest, less what the autonomous took last round, at one price.

    Returns what follows, and the lots sold.
    """
    events: list[Event] = []
    sold: list[Licence] = []
    for resource in world.land.resources:
        free = free_harvest(world, resource.id)
        standing = left_standing(world, resource.id, guarded(free, conditions(world)))
        free = max(0, free - sum(standing.values()))
        orders = [
            Order(question.split(":")[1], value.quantity, value.limit)
            for said in replies.values()
            for question, value in said.items()
            if isinstance(value, Offer) and question.endswith(f":{resource.id}") and value.quantity
        ]
        grants = auction_units(
            Lot(f"harvest:{resource.id}", free, 1),
            _within_guard(
                world,
                lawful_orders(world, orders, standing),
                guarded(free, conditions(world)),
            ),
            conditions(world),
            world.round,
            cap=free,
        )
        events += _post_lots(world, resource.id, grants)
        events += _tell_bidders(world, resource.id, orders, grants)
        sold += grants.licences
    return events, sold


def _within_guard(world: World, orders: list[Order], most: int) -> list[Order]:
    """The orders cut so that no seat's sites together want more than the guard allows it."""
    left: dict[str, int] = {}
    cut: list[Order] = []
    for order in sorted(orders, key=lambda one: -(one.limit or 0)):
        seat: str = world.fact(order.bidder, "holder")
        quantity = min(order.quantity or 0, left.setdefault(seat, most))
        left[seat] -= quantity
        cut.append(order._replace(quantity=quantity))
    return cut


def free_harvest(world: World, resource: str) -> int:
    """The cap less what those who need no licence took last round, in micro-units.

    Before there is a last round, what their machines reach counts.
    """
    taken: int = sum(
        world.fact(site.id, "harvest", int(reach(world, site) * per_unit[resource]))
        for good in world.land.goods
        if resource in (per_unit := good.harvest)
        for site in world.land.makers[good.id]
        if is_autonomous(world, site)
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
        "outside": round(units(world.fact(resource, "cap") - free_harvest(world, resource)), 1),
    }
    text = (
        "{resource}: {sold} lots went at {price} each, {unsold} found no buyer; "
        "{outside} of the cap is left to those who need no licence."
    )
    return [
        *post("licences run out", old),
        *post("licences", [Move(ISSUED, w.holder, asset, w.quantity) for w in grants.licences]),
        Stated("all", LOTS, {resource: facts}),
        Told("all", text, told),
    ]


def _tell_bidders(world: World, resource: str, orders: list[Order], grants: Grants) -> list[Event]:
    """To each bidder what its bid brought, beside what the cap left to sell."""
    text = (
        "{site}: {got} of {wanted} lots at {price}, {fee} in fees; the cap left {offered} to sell."
    )
    won = {licence.holder: licence for licence in grants.licences}
    offered = sum(licence.quantity for licence in grants.licences) + grants.unsold
    events: list[Event] = []
    for order in orders:
        licence = won.get(order.bidder)
        facts = {
            "site": world.land.name(order.bidder),
            "got": round(units(licence.quantity if licence else 0), 1),
            "wanted": round(units(order.quantity or 0), 1),
            "price": round(units(grants.price), 2),
            "fee": round(units(licence.fee if licence else 0), 1),
            "offered": round(units(offered), 1),
        }
        events.append(Told(world.fact(order.bidder, "holder"), text, facts))
    return events


def harvest_limits(world: World) -> dict[str, float]:
    """The greatest output that each licensed harvester's lots allow, in units."""
    limits: dict[str, float] = {}
    for site, resource in licensed_harvesters(world):
        per_unit = world.land.good(site.good).harvest[resource]
        allowed = units(world.amount(site.id, f"licence:{resource}")) / per_unit
        limits[site.id] = min(limits.get(site.id, allowed), allowed)
    return limits
