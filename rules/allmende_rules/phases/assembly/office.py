"""Offices: who plans is decided by the assembly, which may recall a planner and put a member in the place.

A recall is an exchange: role and planned plants pass to the new planner, and the old one takes the
other's seat in the assembly. People keep their household, their other sites, mandate and answers.
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.commons.site_licences import CLEAN_BOOKS
from allmende_rules.questions import DialRange
from allmende_rules.world import TABLE, World, once

OFFICES, PLANNER, MEMBER = "offices", "planner", "member"
"""The entity that says which seat holds each office, and the roles that an election exchanges."""


def open_offices(world: World) -> list[Event]:
    """An office for each seat at the table that plans: planner, planner_2 and so on."""
    planners = [seat for seat in _seats(world) if world.fact(seat, "role") == PLANNER]
    held = {PLANNER + (f"_{n}" if n > 1 else ""): seat for n, seat in enumerate(planners, start=1)}
    return [Stated("all", OFFICES, held)] if held else []


def is_office(world: World, matter: str) -> bool:
    """Whether a motion on this is about who holds an office, not about a dial."""
    return matter in world.public.get(OFFICES, {})


def candidates(world: World) -> tuple[str, ...]:
    """Who can be put into office: all who plan or sit in the assembly, in the table's order."""
    return tuple(s for s in _seats(world) if world.fact(s, "role") in (PLANNER, MEMBER))


@once
def offices(world: World) -> tuple[DialRange, ...]:
    """The offices as choices that a motion may make; none if there is nobody to choose between."""
    seats = candidates(world)
    held = world.public.get(OFFICES, {})
    return tuple(
        DialRange(
            dial=office,
            label="Planning commissioner" + (f", now {world.land.name(seat)}" * (len(held) > 1)),
            low=0,
            high=(len(seats) - 1) * MICRO,
            now=seats.index(seat) * MICRO,
            unit="choice",
            whole=True,
            names=tuple(world.land.name(one) for one in seats),
        )
        for office, seat in held.items()
        if len(seats) > 1
    )


def elect(world: World, office: str, value: int) -> list[Event]:
    """Put the candidate at this place (micro-units) into office; the one before takes their place."""
    old, new = world.fact(OFFICES, office), candidates(world)[value // MICRO]
    given, taken = _plants(world, old), _plants(world, new)
    places = {
        other: old if seat == new else new
        for other, seat in world.public[OFFICES].items()
        if seat in (old, new)
    }
    told = {"new": world.land.name(new), "old": world.land.name(old)}
    return [
        Stated("all", OFFICES, places),
        *_seated(world, old, world.fact(new, "role"), given, taken),
        *_seated(world, new, world.fact(old, "role"), taken, given),
        Told("all", "{new} plans from now on, and {old} takes the other's seat.", told),
    ]


def _seated(
    world: World, seat: str, role: str, gone: tuple[str, ...], come: tuple[str, ...]
) -> list[Event]:
    """A seat in its new role, with the plants that come with it; predecessors' affairs stay private."""
    holds = [unit for unit in world.held(seat) if unit not in gone]
    events: list[Event] = [Stated("all", seat, {"role": role, "holds": [*holds, *come]})]
    for plant in come:
        events.append(Stated("all", plant, {"holder": seat}))
        events.append(Stated("holder", plant, CLEAN_BOOKS))
    return events


def _plants(world: World, seat: str) -> tuple[str, ...]:
    """The plants of the planned sector that a seat holds."""
    planned = {site.id for site in world.land.enterprises if site.planned}
    return tuple(unit for unit in world.held(seat) if unit in planned)


def _seats(world: World) -> tuple[str, ...]:
    return tuple(world.fact(TABLE, "seats", ()))
