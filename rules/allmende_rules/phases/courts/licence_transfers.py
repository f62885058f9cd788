"""Licences that pass from one seat to another: what was offered is accepted, and handed over.

Fee and term go with the licence, nothing is paid for it, and the share guard holds for whoever takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.licensing import Licence
from allmende_rules.mechanisms.licensing_life import Transfer, obstacle, passed_on
from allmende_rules.phases.commons.sectors import sector_capacity
from allmende_rules.phases.commons.site_licences import CLEAN_BOOKS, LICENCES, conditions, standing
from allmende_rules.phases.courts.facts import breaches, called
from allmende_rules.phases.courts.licence_affairs import ACCEPT
from allmende_rules.questions import Effect, Flag, Question
from allmende_rules.system import Replies
from allmende_rules.world import NO_FACTS, World

OBSTACLES = {
    "not held": "{site}: {giver} no longer holds the licence that was offered.",
    "guard": "{site}: {taker} would hold more of the trade than the share guard allows.",
    "sanction": "{site}: a licence is not passed on while a breach is remembered.",
}
PASSED_ON = "{site}: {giver} passes the licence on to {taker}, at {fee} a round."


def ask_accept(world: World, seat: str) -> tuple[Question, ...]:
    """Whether to take over what was offered."""
    if not world.dial("hand_on"):
        return ()
    offers: Mapping[str, Sequence[str]] = world.fact(LICENCES, "offers", NO_FACTS)
    return tuple(_accept(site) for site, (_, to) in offers.items() if to == seat)


def _accept(site: str) -> Flag:
    return Flag(
        id=f"{ACCEPT}:{site}",
        topic=ACCEPT,
        about=site,
        title="Take over a licence",
        help="You run the site from this round on, and owe its fee.",
        default=False,
        required=False,
        once=True,
        effects=(Effect("sites", 1),),
    )


def hand_over(world: World, replies: Replies) -> list[Event]:
    """Accepted offers are carried out as far as guard and sanctions allow; others lapse."""
    offers: Mapping[str, Sequence[str]] = world.fact(LICENCES, "offers", NO_FACTS)
    if not offers:
        return []
    held = tuple(standing(world))
    holds = {seat: list(world.held(seat)) for pair in offers.values() for seat in pair}
    events: list[Event] = []
    for kind, (giver, taker) in offers.items():
        if replies.get(taker, {}).get(f"{ACCEPT}:{kind}") is True:
            offer = Transfer(kind, giver, taker)
            why = _obstacle(world, held, offer, holds[taker])
            if why is None:
                held = passed_on(held, offer)
                holds[giver].remove(kind)
                holds[taker].append(kind)
                events += _handed(kind, taker)
            events.append(_told(world, offer, held, PASSED_ON if why is None else OBSTACLES[why]))
    facts = {"held": [list(one) for one in held], "offers": {}}
    moved = [Stated("all", seat, {"holds": now}) for seat, now in holds.items()]
    return [Stated("all", LICENCES, facts), *events, *(moved if events else [])]


def _obstacle(
    world: World, held: Sequence[Licence], offer: Transfer, holds: Sequence[str]
) -> str | None:
    site = world.land.enterprise(offer.kind)
    return obstacle(
        held,
        offer,
        conditions(world),
        sector=sector_capacity(world, site.good),
        held=_capacity(world, site, holds),
        sanctioned=breaches(world),
    )


def _capacity(world: World, site: Enterprise, holds: Sequence[str]) -> int:
    """What a seat has of a site's trade."""
    rivals = [maker.id for maker in world.land.makers[site.good] if maker.id in holds]
    return sum(world.amount(name, "capital") for name in rivals)


def _handed(site: str, taker: str) -> list[Event]:
    return [Stated("all", site, {"holder": taker}), Stated("holder", site, CLEAN_BOOKS)]


def _told(world: World, offer: Transfer, held: Sequence[Licence], text: str) -> Event:
    fees = {one.kind: one.fee for one in held}
    facts = {
        "site": world.land.name(offer.kind),
        "giver": called(world, offer.giver),
        "taker": world.land.name(offer.taker),
        "fee": round(units(fees.get(offer.kind, 0)), 2),
    }
    return Told("all", text, facts)
