"""Penalties in force: fines due at payday, lots that are withheld, and harvest left standing instead.

They hold for the round in which they are pronounced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allmende_rules.events import Event, Move
from allmende_rules.ledger import post
from allmende_rules.mechanisms.call_auction import Bid
from allmende_rules.opening import HOUSE
from allmende_rules.phases.commons.sectors import COMMONS, holder
from allmende_rules.phases.courts.facts import COURT, purse
from allmende_rules.physics.orders import Levy
from allmende_rules.world import NO_BOOK, NO_FACTS, World

FINES = "fines"


def _in_force(world: World, name: str) -> Any:
    """A part of this round's penalties; None if there are none."""
    now = world.fact(COURT, "penalties", NO_FACTS)
    return now[name] if now.get("round") == world.round else None


def fines_due(world: World) -> tuple[Levy, ...]:
    """Fines fall due at payday: a site pays from its takings, and who gains its profit for the rest."""
    stayed, _ = _fines(world)
    return tuple(Levy(site, COMMONS, FINES, lump=fine) for site, fine in stayed.items())


def fines_of_the_gone(world: World) -> list[Event]:
    """A licensee who has lost the site pays from its people's money, as far as that goes.

    Its successor owes nothing; nor do people for whom only the house speaks.
    """
    _, left = _fines(world)
    accused: Mapping[str, str] = _in_force(world, "accused") or {}
    moves: list[Move] = []
    for site, fine in left.items():
        home = purse(world, accused[site]) if accused[site] != HOUSE else ""
        spent = sum([move.amount for move in moves if move.source == home])
        moves.append(Move(home, COMMONS, "money", min(fine, world.amount(home) - spent)))
    return post(FINES, moves)


def _fines(world: World) -> tuple[dict[str, int], dict[str, int]]:
    """This round's fines by site: where the accused still runs it, and where somebody else does."""
    due: Mapping[str, int] = _in_force(world, "fines") or NO_BOOK
    accused: Mapping[str, str] = _in_force(world, "accused") or {}
    stayed = {site: fine for site, fine in due.items() if holder(world, site) == accused[site]}
    return stayed, {site: fine for site, fine in due.items() if site not in stayed}


def withheld(world: World) -> Sequence[str]:
    """The sites that get no lots this round."""
    sites: Sequence[str] = _in_force(world, "withheld") or ()
    return sites


def left_standing(world: World, resource: str, most: int) -> dict[str, int]:
    """The harvest that each site must leave standing this round for what it took, in micro-units.

    No site more than `most`: what a single one can have would not be restored by others.
    """
    due: Mapping[str, int] = _in_force(world, "restore") or NO_BOOK
    left = {}
    for site, output in due.items():
        per_unit = world.land.good(world.land.enterprise(site).good).harvest.get(resource, 0.0)
        left[site] = min(most, int(output * per_unit))
    return {site: amount for site, amount in left.items() if amount}


def lawful_orders(world: World, orders: Sequence[Bid], standing: Mapping[str, int]) -> list[Bid]:
    """The bids for lots that penalties leave: none of the excluded, less of who has to restore."""
    stopped = withheld(world)
    if not (stopped or standing):
        return list(orders)
    return [
        order._replace(quantity=max(0, (order.quantity or 0) - standing.get(order.bidder, 0)))
        for order in orders
        if order.bidder not in stopped
    ]
