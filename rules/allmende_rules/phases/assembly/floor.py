"""The floor: what a motion may change, and the motions that are on it, as facts and as rules read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated, plain
from allmende_rules.motion_facts import Tabled
from allmende_rules.phases.assembly.constitution import systems
from allmende_rules.phases.assembly.office import offices
from allmende_rules.questions import DialRange
from allmende_rules.system import Dial, at_work
from allmende_rules.world import World, once

FLOOR = "motions"
"""The entity that carries the motions on the floor: those of this round that are not yet decided."""
MOTION_METHODS = (
    "majority",
    "plurality",
    "approval",
    "instant_runoff",
    "borda",
    "schulze",
    "quadratic",
)
"""The voting methods that can decide motions, in the order of the dial `method`."""
AGENDA_METHODS = ("approval", "phragmen", "equal_shares")
"""The methods that can fill an agenda, in the order of the dial `agenda_method`."""


def reads(matter: DialRange, value: int) -> str:
    """A value of a dial (micro-units) as people read it."""
    if matter.names:
        return matter.names[value // MICRO]
    if value == matter.off and matter.off_word:
        return matter.off_word
    if matter.unit == "share":
        return f"{100 * units(value):g} %"
    return f"{units(value):g} {matter.unit}"


@once
def floor(world: World) -> tuple[Tabled, ...]:
    """The motions on the floor, in the order in which they are put."""
    return msgspec.convert(world.fact(FLOOR, "floor", ()), tuple[Tabled, ...])


def on_floor(motions: Iterable[Tabled]) -> Event:
    """The fact that these motions, and no others, are on the floor."""
    return Stated("all", FLOOR, {"floor": plain(tuple(motions))})


def matters(world: World, dials: Sequence[Dial]) -> tuple[DialRange, ...]:
    """All that a motion may change: dials within their lawful bounds, who holds office, and the system."""
    now = world.public["dials"]
    of_use = at_work(dials, world.land, now)
    moved = tuple([dial for dial in of_use if dial.amended_by == "assembly"])
    return (
        *_ranges(moved, tuple([now[dial.id] for dial in moved])),
        *offices(world),
        *systems(world),
    )


@lru_cache(maxsize=64)
def _ranges(dials: tuple[Dial, ...], values: tuple[float, ...]) -> tuple[DialRange, ...]:
    """Dials as a motion may change them; the same for all while none moves."""
    return tuple(ranged(dial, now) for dial, now in zip(dials, values, strict=True))


def ranged(dial: Dial, now: float) -> DialRange:
    """A dial within its lawful bounds, with the value in force."""
    return DialRange(
        dial=dial.id,
        label=dial.label,
        low=micro(dial.lawful[0]),
        high=micro(dial.lawful[1]),
        now=micro(now),
        unit=dial.unit,
        whole=dial.whole,
        names=dial.names,
        off=None if dial.off is None else micro(dial.off),
        off_word=dial.off_word,
    )
