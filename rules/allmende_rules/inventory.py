"""The neutral inventory: what people and enterprises hold when no system gives anyone a title.

Between two systems only households and enterprises hold assets, and these are money, machines and
goods; each site is run by the seat of the people who live off it. Facts that remain are those of
nature, of work that was done, and of the people themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from allmende_rules.events import Audience, Event, Stated, Struck
from allmende_rules.ledger import CONTRA, holdings
from allmende_rules.opening import HOUSE
from allmende_rules.phases.physical import BUILD
from allmende_rules.phases.research import LAB
from allmende_rules.sky import SKY
from allmende_rules.world import SHELVES, TABLE, World

OF_SITE = ("markup", "flows", "idle_hours")
"""The private affairs of who runs a site, which a successor does not find."""
KEPT: Mapping[str, Mapping[str, frozenset[str]]] = {
    "public": {
        "table": frozenset({"scenario", "system", "rounds", "seats", "finished", "round"})
        | {"agenda", "systems"},
        "seat": frozenset({"role", "holds"}),
        "household": frozenset({"holder"}),
        "site": frozenset({"holder", "capacity", "opening_capacity", "output", "harvest"})
        | {"emissions", "abatement"},
        "good": frozenset({"price"}),
        "resource": frozenset({"stock", "harvest", "before"}),
        "labour": frozenset({"wage", "offered", "worked"}),
        "laws": frozenset({"history"}),
        "sky": frozenset({"temperature", "omega", "carbon", "cumulative", "emissions"}),
    },
    "private": {
        "seat": frozenset({"standing", "mandate", "mandate_since"}),
        "household": frozenset({"tastes", "flows"}),
        "site": frozenset({"level", "drift", "theta", *OF_SITE}),
    },
    "hidden": {"tape": frozenset({"shocks"})},
}
"""By shelf and kind of entity the facts that hold under any system, as an opening and the engine's own
phases state them; and what became of motions, which was decided whatever holds now. What a round
measured is kept as well."""
MEASURED = ("round ", "lorenz")
"""What facts about a round begin with, as entities or as names."""


class Holding(msgspec.Struct, frozen=True):
    """What a household or enterprise holds, in micro-units; goods include those for its new machines."""

    money: int
    machines: int
    goods: dict[str, int]


class Inventory(msgspec.Struct, frozen=True):
    """What every unit holds, and the units that every seat speaks for or runs."""

    units: dict[str, Holding]
    seats: dict[str, tuple[str, ...]]


def inventory(world: World) -> Inventory:
    """The inventory of a world. It is all that there is if the world is neutral (`strays`)."""
    return Inventory(
        {unit: holding(world, unit) for unit in units(world)},
        {seat: world.held(seat) for seat in seats(world)},
    )


def units(world: World) -> tuple[str, ...]:
    """All household groups and enterprises."""
    return (
        *[group.id for group in world.land.households],
        *[site.id for site in world.land.enterprises],
    )


def holding(world: World, unit: str) -> Holding:
    """What a unit holds, with what lies ready for its machines and its research."""
    goods: dict[str, int] = {}
    for account in (unit, BUILD + unit, LAB + unit):
        for good in world.land.goods:
            if amount := world.amount(account, f"good:{good.id}"):
                goods[good.id] = goods.get(good.id, 0) + amount
    return Holding(world.amount(unit), world.amount(unit, "capital"), goods)


def seats(world: World) -> tuple[str, ...]:
    """All seats, the house last."""
    return (*world.fact(TABLE, "seats", ()), HOUSE)


def home_seat(world: World, site: str) -> str:
    """The seat of the people who live off a site."""
    seat: str = world.public[world.land.enterprise(site).household]["holder"]
    return seat


def is_common(asset: str) -> bool:
    """Whether an asset is one that all systems know: money, machines or a good."""
    return asset in ("money", "capital") or asset.startswith("good:")


def totals(world: World) -> dict[str, int]:
    """How much there is of all that systems may not make or lose when they come and go."""
    return {
        asset: amount
        for asset, amount in holdings(world.ledger).items()
        if amount and is_common(asset)
    }


def strays(world: World) -> tuple[str, ...]:
    """What keeps a world from being neutral, a sentence each; none if it is."""
    land, owners = world.land, set(units(world))
    yards = {f"{prefix}{site.id}" for prefix in (BUILD, LAB) for site in land.enterprises}
    found = [
        f"The account {account} holds {amount} of {asset}."
        for account, book in world.ledger.items()
        if account not in CONTRA
        for asset, amount in book.items()
        if amount and not (is_common(asset) and account in owners | yards)
    ]
    found += [
        f"The site {site.id} is held by {world.fact(site.id, 'holder')}, not {home_seat(world, site.id)}."
        for site in land.enterprises
        if world.fact(site.id, "holder") != home_seat(world, site.id)
    ]
    return tuple(found)


def struck(world: World) -> list[Event]:
    """Strike all facts that a system stated of its own, and who held an office has their role back."""
    kinds = _kinds(world)
    audiences: tuple[Audience, ...] = ("all", "holder", "nobody")
    return [
        Struck(audience, entity, names)
        for audience in audiences
        for entity, facts in getattr(world, SHELVES[audience]).items()
        if (names := tuple(_misleading(SHELVES[audience], kinds.get(entity, entity), facts)))
    ]


def _kinds(world: World) -> dict[str, str]:
    """Of what kind each entity is that a land or a table names."""
    land = world.land
    return {
        **dict.fromkeys(seats(world), "seat"),
        **{group.id: "household" for group in land.households},
        **{site.id: "site" for site in land.enterprises},
        **{good.id: "good" for good in land.goods},
        **{resource.id: "resource" for resource in land.resources},
        TABLE: "table",
        SKY: "sky",
    }


def _misleading(shelf: str, kind: str, facts: Mapping[str, Any]) -> Iterator[str]:
    if kind.startswith(MEASURED):
        return
    kept = KEPT[shelf].get(kind, frozenset())
    for name in facts:
        if name not in kept and not (kind == "seat" and name.startswith(MEASURED)):
            yield name


def come_home(world: World) -> list[Event]:
    """Each site goes to the seat of the people who live off it, and each seat has its own role."""
    homes = {site.id: home_seat(world, site.id) for site in world.land.enterprises}
    moved = [site for site, seat in homes.items() if world.fact(site, "holder") != seat]
    roles = {seat.id: seat.role for seat in world.land.seats}
    events: list[Event] = []
    for seat in seats(world):
        kept = [unit for unit in world.held(seat) if homes.get(unit, seat) == seat]
        come = [site for site in moved if homes[site] == seat]
        facts = {"role": roles.get(seat, "licensee"), "holds": [*kept, *come]}
        if facts != {name: world.fact(seat, name) for name in facts}:
            events.append(Stated("all", seat, facts))
    for site in moved:
        events.append(Stated("all", site, {"holder": homes[site]}))
        known = world.private.get(site, {})
        events.append(Struck("holder", site, tuple(one for one in OF_SITE if one in known)))
    return events
