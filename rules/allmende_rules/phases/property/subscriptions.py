"""Capital raised for a site's machines: gathered before the market, booked as shares and debt after it.

Money waits on an account of its own, so that what buys no machines goes back where it came from, and
only what bought some makes debts and new shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import largest_remainder
from allmende_rules.events import ISSUED, Event, Move, Stated
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms.shares import new_shares
from allmende_rules.phases.market.investment import INVEST
from allmende_rules.phases.market.terms import Fund
from allmende_rules.phases.physical import BUILD, capital_recipe
from allmende_rules.phases.property.capital_market import (
    BORROW,
    STAKE,
    open_site,
    own_money,
    worth_of,
)
from allmende_rules.phases.property.credit_market import lend, redeem
from allmende_rules.phases.property.ownership import SHARE, purse, shareholders
from allmende_rules.system import Replies
from allmende_rules.world import World

CAPITAL, RAISED = "capital.", "raised"
"""The prefix of accounts for money raised for a site's machines, and the entity that says by whom."""


def raise_capital(world: World, replies: Replies) -> tuple[list[Event], tuple[Fund, ...]]:
    """Money leaves cash, purses and bank for each site's capital account, which then buys machines."""
    raised: dict[str, dict[str, Any]] = {}
    for seat, said in replies.items():
        for question, value in said.items():
            if isinstance(value, int) and value:
                _enter(world, raised, seat, question, value)
    moves = [move for site, one in raised.items() for move in _gathered(site, one, CAPITAL + site)]
    funds = [
        Fund(CAPITAL + site, BUILD + site, _whole(one), capital_recipe(world.land, site))
        for site, one in raised.items()
    ]
    return [*post("capital raised", moves), Stated("nobody", RAISED, {"by": raised})], tuple(funds)


def _enter(
    world: World, raised: dict[str, dict[str, Any]], seat: str, question: str, value: int
) -> None:
    """Note an answer as what a site raises: from itself, from the bank, from households."""
    kind, _, name = question.partition(":")
    target = open_site(world) if kind + ":" == STAKE else None
    if target is not None:
        _of(raised, target.id)["homes"][name] = value
    elif kind + ":" == BORROW:
        _of(raised, name)["loan"] = value
    elif kind + ":" == INVEST:
        site = world.land.enterprise(name)
        one, own = _of(raised, name), min(value, own_money(world, site))
        one["own"] = own
        if value > own:
            one["homes"][purse(world, seat, site)] = value - own


def _of(raised: dict[str, dict[str, Any]], site: str) -> dict[str, Any]:
    return raised.setdefault(site, {"own": 0, "loan": 0, "homes": {}})


def _whole(one: Mapping[str, Any]) -> int:
    total: int = one["own"] + one["loan"] + sum(one["homes"].values())
    return total


def _gathered(site: str, one: Mapping[str, Any], target: str) -> list[Move]:
    return [
        Move(site, target, "money", one["own"]),
        *lend(site, target, one["loan"]),
        *(Move(group, target, "money", part) for group, part in one["homes"].items()),
    ]


def settle_capital(world: World) -> list[Event]:
    """What bought nothing goes back in proportion; subscribers get shares for the rest."""
    raised: Mapping[str, Mapping[str, Any]] = world.hidden.get(RAISED, {}).get("by", {})
    moves: list[Move] = []
    shares: list[Move] = []
    for site, one in raised.items():
        account, homes = CAPITAL + site, list(one["homes"])
        weights = [one["own"], one["loan"], *one["homes"].values()]
        own, loan, *back = largest_remainder(world.amount(account), weights)
        moves += [Move(account, site, "money", own), *redeem(site, account, loan)]
        moves += [
            Move(account, group, "money", part) for group, part in zip(homes, back, strict=True)
        ]
        kept = {g: one["homes"][g] - part for g, part in zip(homes, back, strict=True)}
        shares += _new_shares(world, world.land.enterprise(site), kept)
    return [*post("capital not spent", moves), *post("new shares", shares)]


def _new_shares(world: World, site: Enterprise, paid: Mapping[str, int]) -> list[Move]:
    """Each subscriber buys at what the shares were worth before."""
    old, worth = sum(shareholders(world, site.id).values()), worth_of(world, site)
    return [
        Move(ISSUED, group, SHARE + site.id, new_shares(old, worth, amount))
        for group, amount in paid.items()
    ]
