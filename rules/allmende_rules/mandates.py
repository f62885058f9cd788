"""The mandate that a seat has now: it follows the system in force, and progress begins anew with it."""

from __future__ import annotations

from typing import Any

from allmende_rules.events import Event, Stated, Struck, Told
from allmende_rules.land import Mandate, Seat, mandate_under
from allmende_rules.world import TABLE, World

MANDATE, MANDATE_SINCE = "mandate", "mandate_since"
"""Facts of a seat: how far each goal has come, and the first round that counts, 1 unless stated."""
MANDATES = "mandates"
"""The entity that tells all, when the game is over, how far every mandate has come."""
CHANGED = "Your mandate under {new} is another from now on, for the same people: {mandate}"


def mandate_of(world: World, seat: Seat) -> Mandate:
    """The mandate of a seat under the system in force."""
    return mandate_under(seat, world.fact(TABLE, "system"))


def rounds_followed(world: World, seat: str) -> int:
    """Over how many rounds, this one included, the mandate in force has been followed."""
    first: int = world.secret(seat, MANDATE_SINCE, 1)
    return world.round - first + 1


def reached_by_all(world: World) -> dict[str, Any]:
    """How far each seat's mandate had come by the end of the last full round under the system in force."""
    reached = {seat: world.secret(seat, MANDATE) for seat in world.fact(TABLE, "seats", ())}
    return {seat: goals for seat, goals in reached.items() if goals is not None}


def change_of_mandates(world: World, old: str, new: str, name: str) -> list[Event]:
    """What follows for seats whose mandate under system `new`, called `name`, is not that under `old`."""
    here = world.fact(TABLE, "seats")
    return [
        event
        for seat in world.land.seats
        if seat.id in here and mandate_under(seat, old) != mandate_under(seat, new)
        for event in _begun(world, seat.id, mandate_under(seat, new), name)
    ]


def _begun(world: World, seat: str, mandate: Mandate, name: str) -> list[Event]:
    followed = world.secret(seat, MANDATE) is not None
    return [
        *([Struck("holder", seat, (MANDATE,))] if followed else []),
        Stated("holder", seat, {MANDATE_SINCE: world.round}),
        Told(seat, CHANGED, {"new": name, "mandate": mandate.text}),
    ]
