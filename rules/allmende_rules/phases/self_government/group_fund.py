"""The group's fund: dues and fines come in, the watch is paid, and what is left goes back to all.

Dues are due where quotas are had, in proportion to them (Ostrom 1990, principle 2), as far as fines do
not already pay for the watch. Both fall due at payday.
"""

from __future__ import annotations

from allmende_rules.amounts import largest_remainder, micro, units
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.ledger import post
from allmende_rules.measures import DIVIDEND, FEES
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.phases.self_government.group import FUND, GROUP, insiders, quota
from allmende_rules.phases.self_government.watch_hours import guards, hours_needed
from allmende_rules.physics.orders import Levy
from allmende_rules.world import World

DUES, FINES = "dues", "fines"
WATCHED = "The watch cost {pay}, which those who harvest paid."
FINED = "Fines of {fines} fell due. The watch cost {pay}; {back} went back to all, {head} a head."


def bill(world: World) -> list[Event]:
    """What is owed this round: fines, and dues for what they leave of the watch's pay, at the last wage."""
    pay = micro(hours_needed(world) * units(world.fact("labour", "wage")))
    fines = _fines_due(world)
    lacking = max(0, pay - sum(fines.values()))
    return [Stated("all", GROUP, {"pay": pay, FINES: fines, DUES: _dues(world, lacking)})]


def _fines_due(world: World) -> dict[str, int]:
    owed: dict[str, int] = {}
    for one in world.fact(GROUP, "due", ()):
        if one["round"] == world.round:
            owed[one["site"]] = owed.get(one["site"], 0) + one["fine"]
    return owed


def _dues(world: World, lacking: int) -> dict[str, int]:
    sites = [site.id for site in insiders(world)]
    if not lacking or not sites:
        return {}
    weights = [quota(world, site) or 0 for site in sites]
    parts = largest_remainder(lacking, weights if any(weights) else [1] * len(sites))
    return dict(zip(sites, parts, strict=True))


def levies(world: World) -> tuple[Levy, ...]:
    """Dues and fines, as they fall due at payday."""
    return tuple(
        Levy(site, FUND, cause, lump=amount)
        for cause in (DUES, FINES)
        for site, amount in world.fact(GROUP, cause).items()
        if amount
    )


def pay_out(world: World) -> list[Event]:
    """The watch is paid, the rest goes to everyone alike, and fines that fell due are off the list."""
    cash = world.amount(FUND)
    pay = min(cash, world.fact(GROUP, "pay"))
    people = {group.id: group.people for group in world.land.households}
    for_watch = per_head(pay, {group.id: group.people for group in guards(world)})
    back = per_head(cash - pay, people)
    still_due = [one for one in world.fact(GROUP, "due", ()) if one["round"] > world.round]
    return [
        *post("watch", [Move(FUND, group, "money", part) for group, part in for_watch.items()]),
        *post("refund", [Move(FUND, group, "money", part) for group, part in back.items()]),
        Stated("all", DIVIDEND, {g: for_watch.get(g, 0) + part for g, part in back.items()}),
        Stated("all", FEES, _paid(world)),
        Stated("all", GROUP, {"due": still_due}),
        *_tell(world, pay, cash - pay, sum(people.values())),
    ]


def _paid(world: World) -> dict[str, int]:
    """Dues and fines that each site paid: what it owed less what stayed unpaid."""
    paid = {site.id: 0 for site in world.land.enterprises}
    for cause in (DUES, FINES):
        for site, amount in world.fact(GROUP, cause).items():
            paid[site] += amount
    for debt in world.fact("debts", "unpaid", ()):
        if debt["cause"] in (DUES, FINES):
            paid[debt["account"]] -= debt["amount"]
    return paid


def _tell(world: World, pay: int, back: int, people: int) -> list[Event]:
    facts = {
        "fines": round(units(sum(world.fact(GROUP, FINES).values())), 1),
        "pay": round(units(pay), 2),
        "back": round(units(back), 1),
        "head": round(units(back) / people, 3),
    }
    if facts["fines"]:
        return [Told("all", FINED, facts)]
    return [Told("all", WATCHED, facts)] if pay else []
