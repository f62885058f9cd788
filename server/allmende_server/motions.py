"""Which motions could be tabled at a table, whoever asks and whatever phase is open."""

from __future__ import annotations

from allmende_rules.answers import read
from allmende_rules.phases.assembly.floor import matters
from allmende_rules.questions import Motion
from allmende_rules.system import System
from allmende_rules.world import World


def check_motion(world: World, system: System, dial: str, value: int) -> None:
    """Raises Refused, with what is allowed, if no motion may set `dial` to `value` (micro-units)."""
    read(_motion(world, system), {"dial": dial, "value": value})


def _motion(world: World, system: System) -> Motion:
    """The question that such a motion would answer."""
    return Motion(
        id="motion",
        topic="motion",
        about="assembly",
        title="Look ahead",
        help="What a motion would bring.",
        dials=matters(world, system.dials),
    )
