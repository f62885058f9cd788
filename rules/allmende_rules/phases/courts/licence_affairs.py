"""What licensees do with a site's licence between auctions: renew it, give it back, or pass it on.

An offer is made before congress sits and accepted when licences are given out; the fee and the term go
with the licence, nothing is paid for it, and the share guard holds for whoever takes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.licensing import Licence, expiring
from allmende_rules.mechanisms.licensing_life import (
    good_standing,
    renewed,
    returned,
)
from allmende_rules.phases.commons.sectors import is_licensed
from allmende_rules.phases.commons.site_bids import last_margin
from allmende_rules.phases.commons.site_licences import (
    LICENCES,
    arrears,
    reserve,
)
from allmende_rules.phases.courts.facts import breaches, called
from allmende_rules.phases.market.enterprise import true_labour
from allmende_rules.questions import Answers, Choice, Effect, Flag, Option, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import TABLE, World

RENEW, RETURN, PASS_ON, ACCEPT, NOBODY = "renew", "return", "pass_on", "accept", "nobody"
STANDS = (
    "The fee is {fee} a round; the licence runs out in round {until}. A round like the last leaves {margin} "
    "before fees."
)
AT_FIRST = (
    "The fee is {fee} a round; the licence runs out in round {until}. A full round at the prices of the "
    "opening leaves {margin} before fees."
)


def ask_affairs(world: World, seat: str) -> tuple[Question, ...]:
    """Of each licence that a seat holds: whether to renew it, give it back, or offer it."""
    if not world.dial("auction") or not (world.dial("hand_on") or world.dial("renewable")):
        return ()
    questions: list[Question] = []
    for licence in _held(world, seat):
        if licence in expiring((licence,), world.round):
            questions += [_renew(licence.kind)] if renewable(world, licence) else []
        elif world.dial("hand_on"):
            questions += [_return(licence.kind), _offer(world, licence)]
    return tuple(questions)


def _held(world: World, seat: str) -> list[Licence]:
    rows: Sequence[Sequence[object]] = world.fact(LICENCES, "held", ())
    held = [Licence(*row) for row in rows]  # type: ignore[arg-type]  # rows are licences as lists
    return [
        one
        for one in held
        if one.holder == seat and is_licensed(world, world.land.enterprise(one.kind))
    ]


def renewable(world: World, licence: Licence) -> bool:
    """Whether its holder may renew it: fees are paid, and no breach is remembered."""
    known = {seat: len(rounds) for seat, rounds in breaches(world).items()}
    paid = not arrears(world).get(licence.holder)
    return bool(world.dial("renewable")) and paid and good_standing(licence.holder, known)


def _renew(site: str) -> Flag:
    return Flag(
        id=f"{RENEW}:{site}",
        topic=RENEW,
        about=site,
        title="Renew the licence",
        help="For another term, at the fee that it stands at or the lowest of today. Else it is auctioned.",
        default=True,
        required=False,
        once=True,
        effects=(Effect("sites", 1),),
    )


def _return(site: str) -> Flag:
    return Flag(
        id=f"{RETURN}:{site}",
        topic=RETURN,
        about=site,
        title="Give the licence back",
        help="It ends now and is auctioned this round; you may bid for it like everybody else.",
        default=False,
        required=False,
        once=True,
        effects=(Effect("sites", -1),),
    )


def _offer(world: World, licence: Licence) -> Choice:
    others = [
        seat
        for seat in world.fact(TABLE, "seats", ())
        if seat != licence.holder and world.fact(seat, "role") == "licensee"
    ]
    options = tuple([Option(seat, world.land.name(seat)) for seat in others])
    return Choice(
        id=f"{PASS_ON}:{licence.kind}",
        topic=PASS_ON,
        about=licence.kind,
        title="Pass the licence on",
        help="Who you name may take it over this round, at its fee and for the rest of its term.",
        options=(Option(NOBODY, "Keep it"), *options),
        default=NOBODY,
        required=False,
        once=True,
        effects=tuple(Effect("sites", -1, seat) for seat in others) or (Effect("sites", -1),),
    )


def settle_affairs(world: World, replies: Replies) -> list[Event]:
    """Licences are renewed and given back, and offers become known."""
    said = _said(replies)
    if not said:
        return []
    held = [Licence(*row) for row in world.fact(LICENCES, "held", ())]
    back = [one.kind for one in held if said.get(f"{RETURN}:{one.kind}") is True]
    stay = {one.kind for one in held if said.get(f"{RENEW}:{one.kind}") is True}
    kept = [_anew(world, one) if one.kind in stay else one for one in returned(held, back)]
    offers = {
        one.kind: [one.holder, to]
        for one in kept
        if isinstance(to := said.get(f"{PASS_ON}:{one.kind}"), str) and to != NOBODY
    }
    facts = {"held": [list(one) for one in kept], "offers": offers}
    return [
        Stated("all", LICENCES, facts),
        *(_tell(world, "{site}: {holder} gives the licence back.", kind, held) for kind in back),
        *(
            _tell(world, "{site}: {holder} renews the licence.", kind, held)
            for kind in sorted(stay)
        ),
        *(_tell_offer(world, kind, to) for kind, (_, to) in offers.items()),
    ]


def _said(replies: Replies) -> Answers:
    """All answers on licences; a licence has one holder, so no two are the same."""
    ours = (f"{RENEW}:", f"{RETURN}:", f"{PASS_ON}:")
    return {
        question: value
        for answers in replies.values()
        for question, value in answers.items()
        if question.startswith(ours)
    }


def _anew(world: World, licence: Licence) -> Licence:
    site = world.land.enterprise(licence.kind)
    return renewed(licence, world.round, int(world.dial("term")), reserve(world, site))


def _tell(world: World, text: str, site: str, held: Sequence[Licence]) -> Event:
    (holder,) = [one.holder for one in held if one.kind == site]
    return Told("all", text, {"site": world.land.name(site), "holder": called(world, holder)})


def _tell_offer(world: World, site: str, to: str) -> Event:
    return Told(to, "The licence of {site} is offered to you.", {"site": world.land.name(site)})


def preview_affairs(view: View, questions: tuple[Question, ...]) -> tuple[Line, ...]:
    """What a licence costs and left, for whoever gives, keeps or takes it."""
    lines: list[Line] = []
    text = AT_FIRST if view.fact(TABLE, "round") == 1 else STANDS
    rows = {row[1]: Licence(*row) for row in view.fact(LICENCES, "held", ())}
    for question in questions:
        if question.topic in (RENEW, RETURN, PASS_ON, ACCEPT):
            licence = rows[question.about]
            site = view.land.enterprise(licence.kind)
            facts = {
                "fee": round(units(licence.fee), 2),
                "until": licence.expires,
                "margin": round(_margin(view, site), 1),
            }
            lines.append(Line(question.id, text, facts))
    return tuple(lines)


def _margin(view: View, site: Enterprise) -> float:
    """What last round's output left, as far as the one who asks knows the site's costs."""
    mine = view.secret(site.id, "theta") is not None
    return last_margin(
        view, site, true_labour(view, site) if mine else view.land.good(site.good).labour
    )
