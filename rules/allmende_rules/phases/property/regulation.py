"""Regulation: owners lobby against the taxes that were voted, a regulator sets interest and collects taxes.

Lobbying is a contest between what is spent and the public's attention (Tullock 1980); what it takes off
the law is off until the next vote. The regulator collects as much of the rest as it chooses.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.ledger import post
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.mechanisms.lobbying import taken_off
from allmende_rules.phases.property.charges import CARBON_TAX, HARVEST_TAX, TREASURY
from allmende_rules.phases.property.elections import on_the_ballot
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

INTEREST, ENFORCE, LOBBY = "interest", "enforce", "lobby:"
DEAREST = 0.5
"""The highest base rate of interest for a round."""
SPENT = 0.05
"""The greatest part of a household's cash that may be spent on lobbying in a round."""
ATTENTION = 0.01
"""The public's weight in the contest, as a part of all the money there was when the game opened."""


@once
def bills(world: World) -> tuple[str, ...]:
    """The taxes that were voted above 0 this round: there is something to lobby against."""
    return tuple([tax for tax in on_the_ballot(world) if world.dial(tax)])


def ask_regulation(world: World, seat: str) -> tuple[Question, ...]:
    """The regulator sets interest and how strictly taxes are collected; owners may lobby."""
    role = world.fact(seat, "role")
    if role == "planner":
        return _regulator(world)
    return _lobby(world, seat) if role == "licensee" and world.dial("lobbying") else ()


def _regulator(world: World) -> tuple[Question, ...]:
    interest = Amount(
        id=INTEREST,
        topic="interest",
        about=TREASURY,
        title="Base rate of interest",
        help="What credit costs for a round, on loans that run as well. Dearer credit means fewer machines "
        "on credit, and more to earn for those who own the bank.",
        low=0,
        high=percent(DEAREST),
        default=percent(world.dial("interest")),
        unit=PERCENT,
        required=bool(world.dial("ltv")),
        effects=(Effect("dial.interest", 1),),
    )
    enforce = Amount(
        id=ENFORCE,
        topic="enforce",
        about=TREASURY,
        title="How much of the taxes is collected",
        help="Percent of the taxes on harvest and emissions that voters gave you, which you collect.",
        low=0,
        high=HUNDRED,
        default=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect("dividend", 1),),
    )
    taxed = any(world.dial(tax) for tax in (HARVEST_TAX, CARBON_TAX))
    return (interest, enforce) if taxed else (interest,)


def _lobby(world: World, seat: str) -> tuple[Question, ...]:
    taxed = bills(world)
    homes = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    if not taxed:
        return ()
    return tuple(
        [
            Amount(
                id=LOBBY + group,
                topic="lobby",
                about=group,
                title="Money for lobbying against taxes",
                help="It goes to everybody's people, for campaigns, and takes a part off all taxes that "
                "were voted, until the next vote. What owners spend adds up.",
                low=0,
                high=int(world.amount(group) * SPENT),
                default=0,
                unit="money",
                required=False,
                once=True,
                effects=tuple([Effect(f"dial.{tax}", -1) for tax in taxed]),
            )
            for group in homes
        ]
    )


def attention(world: World | View) -> int:
    """The weight of the public in the contest, in micro-units of money."""
    land = world.land
    issued = sum([group.cash for group in land.households])
    issued += sum([site.cash for site in land.enterprises])
    return max(1, micro(ATTENTION * issued))


def regulate(world: World, replies: Replies) -> list[Event]:
    """Lobbying takes its part off the taxes; the regulator's numbers hold."""
    return [*_lobbied(world, replies), *_regulated(world, replies)]


def _lobbied(world: World, replies: Replies) -> list[Event]:
    spent = {
        question.removeprefix(LOBBY): value
        for said in replies.values()
        for question, value in said.items()
        if question.startswith(LOBBY) and isinstance(value, int) and value
    }
    if not spent:
        return []
    whole = sum(spent.values())
    part = taken_off(micro(world.dial("lobbying")), whole, attention(world))
    rates = {tax: units(micro(world.dial(tax)) * (MICRO - part) // MICRO) for tax in bills(world)}
    facts = {"whole": round(units(whole), 2), "percent": round(100 * units(part), 1)}
    text = "Owners spent {whole} on lobbying: {percent} % was taken off the taxes that were voted."
    return [
        *post("lobbying", _campaigns(world, spent)),
        Stated("all", "dials", rates),
        Told("all", text, facts),
    ]


def _campaigns(world: World, spent: Mapping[str, int]) -> list[Move]:
    """Campaigns are work for everybody: what is spent goes to all people alike."""
    people = {group.id: group.people for group in world.land.households}
    return [
        Move(payer, group, "money", part)
        for payer, amount in spent.items()
        for group, part in per_head(amount, people).items()
        if group != payer
    ]


def _regulated(world: World, replies: Replies) -> list[Event]:
    """Of several regulators the first is heard."""
    events: list[Event] = []
    for said in replies.values():
        rate, strict = said.get(INTEREST), said.get(ENFORCE, HUNDRED)
        if isinstance(rate, int) and isinstance(strict, int) and not events:
            enforced = micro(share(strict))
            events += [
                Stated("all", "dials", {"interest": share(rate)}),
                Stated("all", TREASURY, {"enforced": enforced}),
                *_tell_laxity(enforced),
            ]
    return events


def _tell_laxity(enforced: int) -> list[Event]:
    if enforced == MICRO:
        return []
    text = "The regulator collects {percent} % of the taxes on harvest and emissions."
    return [Told("all", text, {"percent": round(100 * units(enforced))})]
