"""Words for who meets a system's titles in the middle of a game: what is theirs, and on which terms.

Parts for `System.open`. At the opening of a game nothing is told: there was nothing before.
"""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.phases.commons.site_licences import LICENCES
from allmende_rules.world import TABLE, World

LICENSED = (
    "{site}: its machines belong to the Commons now. You run it under licence for {fee} a round; "
    "the licence is to be had anew in round {until}."
)
OWNED = "{sites}: yours now, machines and all, and nobody else has a say in it."


def tell_licences(world: World) -> list[Event]:
    """To each seat the terms of the site licences that it begins with."""
    return [
        Told(
            holder,
            LICENSED,
            {"site": world.land.name(site), "fee": round(units(fee), 2), "until": until},
        )
        for holder, site, _quantity, fee, _granted, until in world.fact(LICENCES, "held", ())
        if world.round and holder in world.fact(TABLE, "seats")
    ]


def tell_owners(world: World) -> list[Event]:
    """To each seat that the sites which it runs are its people's own."""
    events: list[Event] = []
    for seat in world.fact(TABLE, "seats") if world.round else ():
        sites = [unit for unit in world.held(seat) if world.land.is_enterprise(unit)]
        if sites:
            names = ", ".join(world.land.name(site) for site in sites)
            events.append(Told(seat, OWNED, {"sites": names}))
    return events
