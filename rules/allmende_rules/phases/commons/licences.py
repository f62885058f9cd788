"""Licences over the Commons: sites for a term and harvest lots for a round, and the fees for both.

Fees are paid from cash in hand when a licence is granted; what is lacking is advanced until payday.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules import measures
from allmende_rules.amounts import units
from allmende_rules.events import Event, Move, Stated
from allmende_rules.ledger import post
from allmende_rules.phases.commons.harvest_lots import ask_lots, grant_lots, preview_lots
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.phases.commons.site_bids import ask_sites, last_margin
from allmende_rules.phases.commons.site_licences import FEES, grant_sites, lowest_fee
from allmende_rules.phases.courts.licence_affairs import preview_affairs
from allmende_rules.phases.courts.licence_transfers import ask_accept
from allmende_rules.phases.market.enterprise import true_labour
from allmende_rules.phases.market.investment import machine_price
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World

WORTH = (
    "Last round: {made} {unit} at {price}. At {whose} costs that leaves {left} a round, before the fee. "
    "The lowest fee that is taken is {reserve}."
)
BELOW_RESERVE = (
    "Last round: {made} {unit} at {price}. At {whose} costs that leaves {left} a round, before the fee. "
    "The lowest fee that is taken is {reserve}: more than that leaves."
)


def ask_licences(world: World, seat: str) -> tuple[Question, ...]:
    """Bids: of licensees for sites that are free, and of all for the lots that harvesters need."""
    if not world.dial("auction"):
        return ()
    sites = ask_sites(world, seat) if world.fact(seat, "role") == "licensee" else []
    return (*ask_accept(world, seat), *sites, *ask_lots(world, seat))


def preview_bids(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What a bid for lots could cost, and what a free or offered site brought in last round."""
    return (
        *preview_affairs(view, questions),
        *preview_sites(view, questions),
        *preview_lots(view, questions, draft),
    )


def preview_sites(view: View, questions: tuple[Question, ...]) -> tuple[Line, ...]:
    """What a site sold last round, and what that leaves as far as the one who asks knows its costs."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == "site":
            site = view.land.enterprise(question.about)
            good = view.land.good(site.good)
            mine = view.secret(site.id, "theta") is not None
            left = last_margin(view, site, true_labour(view, site) if mine else good.labour)
            facts = {
                "made": round(units(view.fact(site.id, "output", 0)), 1),
                "unit": good.unit,
                "price": round(units(view.fact(good.id, "price")), 2),
                "left": round(left, 1),
                "whose": "your" if mine else "usual",
            }
            fee = units(lowest_fee(view, site, machine_price(view, site.good)))
            facts["reserve"] = round(fee, 1)
            lines.append(Line(question.id, WORTH if left >= fee else BELOW_RESERVE, facts))
    return tuple(lines)


def grant(world: World, replies: Replies) -> tuple[list[Event], dict[str, int]]:
    """Auction free sites and this round's lots; with what each site owes this round for both.

    There is nothing to do where the clearing sets all fees.
    """
    if not world.dial("auction"):
        return [], {}
    sites, licences = grant_sites(world, replies)
    lots, sold = grant_lots(world, replies)
    owed = {licence.kind: licence.fee for licence in licences}
    for lot in sold:
        owed[lot.holder] = owed.get(lot.holder, 0) + lot.fee
    return [*sites, *lots], owed


def pay_in_advance(world: World, owed: Mapping[str, int]) -> list[Event]:
    """Sites pay their fees from cash in hand; what is lacking is advanced until payday."""
    paid = {site: min(fee, world.amount(site)) for site, fee in owed.items()}
    advanced = {site: fee - paid[site] for site, fee in owed.items() if fee > paid[site]}
    return [
        *post(FEES, [Move(site, COMMONS, "money", amount) for site, amount in paid.items()]),
        Stated("all", measures.FEES, {e.id: paid.get(e.id, 0) for e in world.land.enterprises}),
        Stated("nobody", "advances", {"due": advanced}),
    ]


def fees_at_payday(world: World) -> tuple[Levy, ...]:
    """What was advanced falls due."""
    advanced: dict[str, int] = world.hidden.get("advances", {}).get("due", {})
    return tuple(Levy(site, COMMONS, FEES, lump=fee) for site, fee in advanced.items())
