"""Parting: a group that governs no longer gives its fund to everyone and lets all claims go."""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.phases.leaving import to_everyone
from allmende_rules.phases.self_government.group import FUND, GROUP, quota
from allmende_rules.world import TABLE, World

KEPT = "You keep all that you own: the group owned nothing but its fund, which goes to all alike."
VOID = (
    "{sites} had a quota in a commons that governs itself no longer: it is void, fines of {fines} that "
    "were not yet due are cancelled, and the fund's {fund} go to all alike. You keep all that you own."
)


def part(world: World) -> list[Event]:
    """The fund goes to all people alike; quotas and what is pending are void. Nobody loses property."""
    return [
        *to_everyone(world, (FUND,), "the fund is shared out"),
        *(_receipt(world, seat) for seat in world.fact(TABLE, "seats", ())),
    ]


def _receipt(world: World, seat: str) -> Event:
    """What a seat held under the group's rules, and what became of it."""
    mine = [site for site in world.held(seat) if quota(world, site) is not None]
    if not mine:
        return Told(seat, KEPT)
    fines = [one["fine"] for one in world.fact(GROUP, "due", ()) if one["site"] in mine]
    facts = {
        "sites": ", ".join([world.land.name(site) for site in mine]),
        "fines": round(units(sum(fines)), 1),
        "fund": round(units(world.amount(FUND)), 1),
    }
    return Told(seat, VOID, facts)
