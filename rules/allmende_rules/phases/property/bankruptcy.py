"""Bankruptcy: an enterprise that cannot pay is sold up, to the highest bidder, bank first.

The sale is at the opening of the next round. Who buys gets all of the shares and runs the site. If
nobody bids, the bank writes its claim off, and a receiver runs the site until somebody does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allmende_rules.amounts import units
from allmende_rules.events import ISSUED, LOST, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms.credit import Sale, fire_sale
from allmende_rules.mechanisms.shares import WHOLE, pay_out
from allmende_rules.opening import HOUSE
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.commons.site_licences import CLEAN_BOOKS
from allmende_rules.phases.market.investment import MOST
from allmende_rules.phases.property.charges import charge_name
from allmende_rules.phases.property.credit_market import collateral, debt, write_off
from allmende_rules.phases.property.ownership import SHARE, purse, shareholders
from allmende_rules.questions import Amount, Answers, Effect, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World, fold, once

TAKEOVER, FOR_SALE = "takeover:", "for_sale"
TRIFLE = 1_000
"""Micro-units of money that rounding may leave unpaid."""
ON_OFFER = "Its machines would cost {worth} at last prices. It made {made} {unit}."
ON_OFFER_IN_DEBT = (
    "Its machines would cost {worth} at last prices. It made {made} {unit}; the bank claims {debt}."
)
YOURS = "You run it now, and keep it only with the highest bid: without one a receiver takes it."


def fail(world: World) -> list[Event]:
    """Who could not pay what was due at payday goes up for sale."""
    if not world.dial("exit"):
        return []
    owed: dict[str, dict[str, int]] = {}
    for one in world.fact("debts", "unpaid", ()):
        if world.land.is_enterprise(one["account"]):
            bills = owed.setdefault(one["account"], {})
            bills[one["cause"]] = bills.get(one["cause"], 0) + one["amount"]
    events: list[Event] = []
    for site, bills in owed.items():
        if sum(bills.values()) > TRIFLE and not world.fact(site, FOR_SALE):
            events += [Stated("all", site, {FOR_SALE: True}), _tell_failure(world, site, bills)]
    return events


def _tell_failure(world: World, site: str, bills: Mapping[str, int]) -> Event:
    facts = {
        "site": world.land.name(site),
        "owed": round(units(sum(bills.values())), 2),
        "bills": " and ".join([charge_name(cause) for cause in bills]),
        "debt": round(units(debt(world, site)), 1),
    }
    if debt(world, site):
        text = "{site} could not pay {owed} of its {bills}, and owes the bank {debt}: it is up for sale."
    else:
        text = "{site} could not pay {owed} of its {bills}: it is up for sale."
    return Told("all", text, facts)


@once
def offered(world: World) -> tuple[Enterprise, ...]:
    """The sites that are for sale."""
    return tuple([site for site in world.land.enterprises if world.fact(site.id, FOR_SALE)])


def ask_takeovers(world: World, seat: str) -> tuple[Question, ...]:
    """A sealed bid for each site that is for sale, of whoever has cash."""
    sites = offered(world)
    return tuple(
        [_bid(world, seat, site, len(sites)) for site in sites if purse(world, seat, site)]
    )


def _bid(world: World, seat: str, site: Enterprise, sharing: int) -> Amount:
    return Amount(
        id=TAKEOVER + site.id,
        topic="takeover",
        about=site.id,
        title=f"Bid for {site.name}",
        help="It could not pay what it owed. The highest bid gets all its shares and machines, free of "
        "debt; the bank is paid first, then the old owners.",
        low=0,
        high=int(world.amount(purse(world, seat, site)) * MOST / sharing),
        default=0,
        unit="money",
        required=False,
        once=True,
        effects=(Effect("sites", 1),),
    )


def preview_takeovers(
    view: View, questions: tuple[Question, ...], _draft: Answers
) -> tuple[Line, ...]:
    """What is for sale: machines, output, the bank's claim, and whose it is now."""
    lines: list[Line] = []
    for question in questions:
        site = view.land.enterprise(question.about)
        facts = {
            "worth": round(units(collateral(view, site)), 1),
            "made": round(units(view.fact(site.id, "output", 0)), 1),
            "unit": view.land.good(site.good).unit,
            "debt": round(units(debt(view, site.id)), 1),
        }
        text = ON_OFFER_IN_DEBT if debt(view, site.id) else ON_OFFER
        lines.append(Line(question.id, text, facts))
        if site.id in view.holds:
            lines.append(Line(question.id, YOURS))
    return tuple(lines)


def sell_up(world: World, replies: Replies) -> list[Event]:
    """Each site for sale goes to its highest bidder, or to a receiver."""
    events: list[Event] = []
    now = world
    for site in offered(world):
        bids = {
            seat: value
            for seat, said in replies.items()
            if isinstance(value := said.get(TAKEOVER + site.id), int)
        }
        sale = fire_sale(bids)
        done = _sold(now, site, sale) if sale else _unsold(now, site)
        now = fold(now, done)
        events += done
    return events


def _sold(world: World, site: Enterprise, sale: Sale) -> list[Event]:
    payer = purse(world, sale.buyer, site)
    claims, rest = write_off(world, site.id, payer, sale.price)
    old = shareholders(world, site.id)
    paid = [Move(payer, group, "money", part) for group, part in pay_out(rest, old).items()]
    return [
        *claims,
        *post("sale of an enterprise", [move for move in paid if move.source != move.target]),
        *post("shares cancelled", _cancelled(site.id, old)),
        *post("shares", [Move(ISSUED, payer, SHARE + site.id, WHOLE)]),
        Stated("all", site.id, {FOR_SALE: False}),
        *_hand_over(world, site, sale.buyer),
        _tell_sale(world, site, sale, rest),
    ]


def _tell_sale(world: World, site: Enterprise, sale: Sale, rest: int) -> Event:
    """Who bought, and who gets the price."""
    facts = {
        "site": site.name,
        "buyer": "the house" if sale.buyer == HOUSE else world.land.name(sale.buyer),
        "price": round(units(sale.price), 2),
        "bank": round(units(sale.price - rest), 2),
        "rest": round(units(rest), 2),
    }
    if sale.price == rest:
        text = "{site} is sold to {buyer} for {price}, which goes to the old owners."
    else:
        text = (
            "{site} is sold to {buyer} for {price}: {bank} to the bank, {rest} to the old owners."
        )
    return Told("all", text, facts)


def _cancelled(site: str, old: dict[str, int]) -> Iterable[Move]:
    return [Move(group, LOST, SHARE + site, held) for group, held in old.items()]


def _unsold(world: World, site: Enterprise) -> list[Event]:
    """The bank's claim is lost; the site stays for sale in a receiver's hands."""
    lost = debt(world, site.id)
    claims, _ = write_off(world, site.id, site.id, 0)
    text = "Nobody bids for {site}: a receiver runs it."
    if lost:
        text = "Nobody bids for {site}: a receiver runs it, and the bank loses {lost}."
    if not lost and holder(world, site.id) == HOUSE:
        return claims
    facts = {"site": site.name, "lost": round(units(lost), 2)}
    return [*claims, *_hand_over(world, site, HOUSE), Told("all", text, facts)]


def _hand_over(world: World, site: Enterprise, new: str) -> list[Event]:
    old = holder(world, site.id)
    if new == old:
        return []
    return [
        Stated("all", old, {"holds": [unit for unit in world.held(old) if unit != site.id]}),
        Stated("all", new, {"holds": [*world.held(new), site.id]}),
        Stated("all", site.id, {"holder": new}),
        Stated("holder", site.id, CLEAN_BOOKS),
    ]
