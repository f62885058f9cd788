"""What the court goes by: cases, the record's evidence, who has breached before, and what follows.

Amounts at issue are outputs of a site in micro-units. All of this is public but for what is true, which
only inspections and jurors' eyes read, with their errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated, plain
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.court import Evidence, attributable, unexplained
from allmende_rules.mechanisms.sanctions import Ladder, graduated, step, uniform
from allmende_rules.opening import HOUSE
from allmende_rules.view import View
from allmende_rules.world import NO_BOOK, NO_FACTS, TABLE, World

COURT = "court"
"""The entity that tells what is missing, who is accused, how juries decided, and what follows."""
GRAIN = MICRO // 100
"""A hundredth of a unit: less is not counted as missing, and no case."""
STEPS = {
    "warning": "a warning",
    "fine": "a fine of {fine}",
    "exclusion": "a fine of {fine} and a round without lots",
}
"""The rungs of the ladder of sanctions, as they read in a sentence."""


class CourtCase(msgspec.Struct, frozen=True):
    """A site accused of `found` output beyond its lots, its licensee, and who brought it to court.

    With nobody in `by` the licensee appeals against what an inspection found. `votes` for and against.
    """

    site: str
    accused: str
    found: int
    by: str = ""
    jury: tuple[str, ...] = ()
    votes: tuple[int, int] | None = None
    guilty: bool = False
    appealed: bool = False


def overcutting(world: World | View) -> bool:
    """Whether lots can be passed at all: they bind physically with the dial at 0, or without lots."""
    return bool(world.fact("dials", "overcut") and world.fact("dials", "auction"))


def in_session(world: World) -> bool:
    """Whether there is a court, and anything that it could judge."""
    return overcutting(world) and bool(world.dial("jury"))


def called(world: World, seat: str) -> str:
    """A seat in a sentence; the house, which runs what nobody else does, has no name of its own."""
    return "the house" if seat == HOUSE else world.land.name(seat)


def cases(world: World | View) -> tuple[CourtCase, ...]:
    """The cases of this round."""
    return msgspec.convert(world.fact(COURT, "cases", ()), tuple[CourtCase, ...])


def docket(found: Sequence[CourtCase]) -> Event:
    """The cases as everybody may read them."""
    return Stated("all", COURT, {"cases": plain(found)})


def ladder(world: World | View) -> Ladder:
    """The sanctions in force: step by step with what is remembered, or the same fine each time."""
    rate, memory = world.fact("dials", "fine"), int(world.fact("dials", "memory"))
    return graduated(rate, memory) if world.fact("dials", "sanctions") else uniform(rate, memory)


def breaches(world: World | View) -> Mapping[str, Sequence[int]]:
    """For each licensee the rounds in which it was found in breach, as far as they are remembered."""
    found: Mapping[str, Sequence[int]] = world.fact(COURT, "history", NO_FACTS)
    return found


def history(world: World | View, licensee: str) -> Sequence[int]:
    """The breaches of one licensee."""
    return breaches(world).get(licensee, ())


def worth(world: World | View, site: Enterprise, output: int) -> int:
    """What so much of a site's output fetched at the price it was sold at."""
    price: int = world.fact(site.good, "price")
    return output * price // MICRO


def faced(view: View, site: Enterprise, output: int, round_: int) -> str:
    """The sanction, in words, that so much beyond its lots would bring a site of the one who asks."""
    value, rung = (
        worth(view, site, output),
        step(history(view, view.seat or ""), round_, ladder(view)),
    )
    return STEPS[rung.kind].format(fine=round(units(value) * rung.rate, 1))


def findings(view: View) -> list[str]:
    """What inspections of the last round found, a sentence each."""
    found: Mapping[str, int] = view.fact(COURT, "found", NO_BOOK)
    sites = [view.land.enterprise(site) for site in found]
    return [
        f"An inspection found {units(found[site.id]):.1f} {view.land.good(site.good).unit} of it at "
        f"{site.name}."
        for site in sites
    ]


def panel(world: World | View, case: CourtCase, size: int) -> int:
    """How many jurors of so many can be drawn for a case: none who is party to it or has judged it."""
    out = {case.accused, case.by, *case.jury}
    return min(size, len([seat for seat in world.fact(TABLE, "seats", ()) if seat not in out]))


def missing_harvest(world: World) -> dict[str, int]:
    """What each stock lost last round beyond what its users' books show, in micro-units."""
    land = world.land
    missing = {}
    for resource in land.resources:
        users = [site for site in land.enterprises if resource.id in land.good(site.good).harvest]
        declared = [world.fact(site.id, "harvest", 0) for site in users]
        gap = unexplained(micro(world.fact(resource.id, "harvest", 0.0)), declared)
        missing[resource.id] = gap if gap > GRAIN else 0
    return missing


def suspects(
    world: World, harvesters: Sequence[tuple[Enterprise, str]], missing: Mapping[str, int]
) -> dict[str, int]:
    """The output that each licensed harvester may have made beyond its books, most first.

    No more than is missing of what it harvests, nor than its machines could have made.
    """
    means: Mapping[str, int] = world.fact(COURT, "means", NO_BOOK)
    found: dict[str, int] = {}
    for site, resource in harvesters:
        made: int = world.fact(site.id, "output", 0)
        spare = Evidence(made, max(0, means.get(site.id, 0) - made))
        gone = int(missing[resource] / world.land.good(site.good).harvest[resource])
        found[site.id] = min(found.get(site.id, gone), attributable(gone, spare))
    order = sorted(found, key=lambda name: (-found[name], name))
    return {name: found[name] for name in order if found[name] > GRAIN}


def unaccounted(
    world: World, missing: Mapping[str, int], found: Mapping[str, int]
) -> dict[str, int]:
    """What is missing of each stock beyond the output that inspections found sites to have made of it."""
    left = dict(missing)
    for site, output in found.items():
        for resource, per_unit in world.land.good(world.land.enterprise(site).good).harvest.items():
            left[resource] = max(0, left[resource] - int(output * per_unit))
    return left


def truly_over(world: World, site: str) -> bool:
    """Whether a site did make more than its books show: what inspectors and jurors try to make out."""
    return bool(world.secret(site, "unbooked", 0) > GRAIN)


def purse(world: World | View, seat: str) -> str:
    """The household from whose money a seat pays a court's cost; "" if it has none."""
    held: Sequence[str] = world.fact(seat, "holds", ())
    return next((unit for unit in held if world.land.is_household(unit)), "")


def affordable(world: World, seat: str) -> bool:
    """Whether a seat can pay what a complaint or an appeal costs."""
    return bool(world.amount(purse(world, seat)) >= micro(world.dial("court_cost")))
