"""Licences over the Commons: sites for a term and harvest lots for a round, and the fees for both.

Fees are paid from cash in hand when a licence is granted; what is lacking is advanced until payday.
"""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.events import Event, Move, Stated
from allmende_rules.ledger import post
from allmende_rules.phases.enterprise import true_labour
from allmende_rules.phases.harvest_lots import LOTS, ask_lots, grant_lots, preview_lots
from allmende_rules.phases.sectors import COMMONS
from allmende_rules.phases.site_licences import (
    FEES,
    ask_sites,
    grant_sites,
    last_margin,
    standing,
)
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World

WORTH = "Last round: {made} {unit} at {price}. At {whose} costs that leaves {left} a round, before the fee."


def ask_licences(world: World, seat: str) -> tuple[Question, ...]:
    """Bids: of licensees for sites that are free, and of all for the lots that harvesters need."""
    if not world.dial("auction"):
        return ()
    sites = ask_sites(world, seat) if world.fact(seat, "role") == "licensee" else []
    return (*sites, *ask_lots(world, seat))


def preview_bids(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What a bid for lots could cost, and what a free site brought in last round."""
    return (*preview_sites(view, questions), *preview_lots(view, questions, draft))


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
            lines.append(Line(question.id, WORTH, facts))
    return tuple(lines)


def grant(world: World, replies: Replies) -> list[Event]:
    """Auction free sites and this round's lots; nothing where the clearing sets all fees."""
    if not world.dial("auction"):
        return []
    return [*grant_sites(world, replies), *grant_lots(world, replies)]


def due(world: World) -> dict[str, int]:
    """What each site owes this round for its licence and its lots."""
    if not world.dial("auction"):
        return {}
    owed: dict[str, int] = {}
    for licence in standing(world):
        owed[licence.kind] = licence.fee
    for facts in world.public.get(LOTS, {}).values():
        for site_id, lot in facts["lots"].items():
            owed[site_id] = owed.get(site_id, 0) + lot["fee"]
    return owed


def pay_in_advance(world: World) -> list[Event]:
    """Sites pay their fees from cash in hand; what is lacking is advanced until payday."""
    owed = due(world)
    paid = {site: min(fee, world.amount(site)) for site, fee in owed.items()}
    advanced = {site: fee - paid[site] for site, fee in owed.items() if fee > paid[site]}
    return [
        *post(FEES, (Move(site, COMMONS, "money", amount) for site, amount in paid.items())),
        *(
            Stated("holder", site.id, {"fee_paid": paid.get(site.id, 0)})
            for site in world.land.enterprises
            if site.id in paid or world.secret(site.id, "fee_paid")
        ),
        Stated("nobody", "advances", {"due": advanced}),
    ]


def fees_at_payday(world: World) -> tuple[Levy, ...]:
    """What was advanced falls due."""
    advanced: dict[str, int] = world.hidden.get("advances", {}).get("due", {})
    return tuple(Levy(site, COMMONS, FEES, lump=fee) for site, fee in advanced.items())
