"""The Commons' purse: rent comes in, and goes to renewal, to everyone's dividend, and to the basics.

Citizens hold one share each that cannot be sold: the dividend is the same a head. What a fund does not
spend flows back and is shared out again. The planner steers renewal, and the basics (`basics`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder, units
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.measures import DIVIDEND
from allmende_rules.mechanisms.dividend import per_head, split_rent
from allmende_rules.phases.commons.basics import ask_targets, first_said
from allmende_rules.phases.commons.sectors import BASICS, COMMONS, RENEWAL, is_autonomous
from allmende_rules.phases.market.investment import machine_prices
from allmende_rules.phases.market.terms import Fund
from allmende_rules.phases.physical import BUILD
from allmende_rules.phases.units import PERCENT
from allmende_rules.questions import Effect, Option, Question, Split
from allmende_rules.system import Replies
from allmende_rules.world import World, once

PARTS = 100
RENT = "The Commons shared out {rent} of rent: {renewal} to renew machines, {basics} for the basics"
PAID_TO_ALL = " and {dividend} in citizens' dividend, {head} to each."
UNPAID = "; no citizens' dividend is paid."
AND_BACK = " Funds gave back {back} of the rent, which they had not spent."


def replacement_cost(world: World, sites: list[Enterprise]) -> int:
    """Money that replaces a round's wear of these sites at last prices."""
    rate, price = world.land.frictions.depreciation, machine_prices(world)
    return int(sum([world.fact(e.id, "capacity") * rate * price[e.good] for e in sites]))


@once
def common_sites(world: World) -> list[Enterprise]:
    """The sites whose machines belong to the Commons."""
    return [site for site in world.land.enterprises if not is_autonomous(world, site)]


def renewal_share(world: World, total: int, kept: int) -> int:
    """Renewal's part of `total` in millionths: as voted, or else what replaces the wear.

    `kept` is what the renewal fund holds already.
    """
    voted: int | None = world.fact(COMMONS, "renewal_share")
    if voted is not None:
        return voted
    need = max(0, replacement_cost(world, common_sites(world)) - kept)
    return min(MICRO, need * MICRO // total) if total else 0


class Shared(NamedTuple):
    """Rent that came in so far in the round, the dividend paid from it by group, and what funds got."""

    rent: int
    paid: Mapping[str, int]
    funds: Mapping[str, int]


def share_fees(world: World) -> list[Event]:
    """Fees paid in advance are shared out before the market, so that they are spent in it."""
    events, _ = _share_out(world, world.amount(COMMONS), world.amount(RENEWAL), Shared(0, {}, {}))
    return events


def share_payday(world: World) -> list[Event]:
    """Late fees, the planned plants' surplus and what funds could not spend follow at payday."""
    left = {fund: world.amount(fund) for fund in (BASICS, RENEWAL)}
    unspent = [Move(fund, COMMONS, "money", kept) for fund, kept in left.items()]
    rent = world.amount(COMMONS) + sum(left.values())
    earlier = Shared(
        world.fact(COMMONS, "rent", 0),
        world.public.get(DIVIDEND, {}),
        world.fact(COMMONS, "funds", {}),
    )
    events, shared = _share_out(world, rent, 0, earlier)
    return [*post("unspent", unspent), *events, *_tell_rent(world, shared, sum(left.values()))]


def _share_out(world: World, rent: int, kept: int, earlier: Shared) -> tuple[list[Event], Shared]:
    """Split `rent` by the shares in force: into the funds, and as a dividend, at once.

    `kept` is what the renewal fund holds already, `earlier` what this round has brought before; the
    facts stated are of the round so far.
    """
    renewal = renewal_share(world, rent, kept)
    dividend = (MICRO - renewal) * round(world.dial("dividend_share") * MICRO) // MICRO
    parts = split_rent(
        rent, {RENEWAL: renewal, "dividend": dividend, BASICS: MICRO - renewal - dividend}
    )
    people = {group.id: group.people for group in world.land.households}
    paid = per_head(parts["dividend"], people)
    whole = earlier.rent + rent
    funds = {fund: earlier.funds.get(fund, 0) + parts[fund] for fund in (RENEWAL, BASICS)}
    had = {group: earlier.paid.get(group, 0) + part for group, part in paid.items()}
    events = [
        *post("dividend", [Move(COMMONS, group, "money", part) for group, part in paid.items()]),
        *post("funds", [Move(COMMONS, f, "money", parts[f]) for f in (RENEWAL, BASICS)]),
        Stated("all", DIVIDEND, had),
        Stated("all", COMMONS, {"rent": whole, "dividend": sum(had.values()), "funds": funds}),
    ]
    return events, Shared(whole, had, funds)


def _tell_rent(world: World, shared: Shared, back: int) -> list[Event]:
    """The rent of the round and all that it went to; of it, `back` had been shared out before."""
    people = sum([group.people for group in world.land.households])
    paid = sum(shared.paid.values())
    facts = {
        "rent": round(units(shared.rent), 1),
        "renewal": round(units(shared.funds[RENEWAL]), 1),
        "basics": round(units(shared.funds[BASICS]), 1),
        "dividend": round(units(paid), 1),
        "head": round(units(paid) / people, 3),
    }
    text = RENT + (PAID_TO_ALL if facts["dividend"] else UNPAID)
    if given_back := round(units(back), 1):
        text, facts = text + AND_BACK, facts | {"back": given_back}
    return [Told("all", text, facts)] if facts["rent"] else []


def ask_planner(world: World, seat: str) -> tuple[Question, ...]:
    """The planner's levers: how much of each need to deliver to everyone, and which machines to renew."""
    if world.fact(seat, "role") != "planner":
        return ()
    default = _renewal_by_wear(world)
    split = Split(
        id="renewal",
        topic="renewal",
        about="commons",
        title="Whose machines to renew",
        help="Percent of the renewal fund for the machines of each trade.",
        parts=tuple([Option(good.id, good.name) for good in world.land.goods]),
        total=PARTS,
        unit=PERCENT,
        default=default,
        effects=tuple(Effect(f"machines.{good}", 1, good) for good in default),
    )
    return *ask_targets(world), split


@once
def _renewal_by_wear(world: World) -> dict[str, int]:
    goods = [good.id for good in world.land.goods]
    sites = common_sites(world)
    cost = [replacement_cost(world, [s for s in sites if s.good == good]) for good in goods]
    parts = largest_remainder(PARTS, cost if any(cost) else [1] * len(goods))
    return dict(zip(goods, parts, strict=True))


def renewal_funds(world: World, replies: Replies) -> tuple[Fund, ...]:
    """Buyers of machines for the Commons' sites, as the planner splits the renewal fund."""
    chosen = first_said(replies, "renewal")
    split = chosen if isinstance(chosen, dict) else _renewal_by_wear(world)
    funds: list[Fund] = []
    for good, part in split.items():
        cash = world.amount(RENEWAL) * part // PARTS
        sites = [site for site in common_sites(world) if site.good == good]
        wear = [world.amount(site.id, "capital") for site in sites]
        if cash and any(wear):
            recipe = world.land.machines[good]
            for site, money in zip(sites, largest_remainder(cash, wear), strict=True):
                funds.append(Fund(RENEWAL, BUILD + site.id, money, recipe))
    return tuple(funds)
