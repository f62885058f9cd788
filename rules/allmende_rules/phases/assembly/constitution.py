"""The constitution: a motion may change the system itself, from the next round on.

It needs a share of all members, the dial `supermajority`, whatever method decides other motions. At 1
nobody may move it. What a motion may choose between stands among the facts of the table.
"""

from __future__ import annotations

from functools import partial
from math import ceil

import msgspec

from allmende_rules.agenda import CONSTITUTIONAL, NEXT, SYSTEMS, Alternative
from allmende_rules.amounts import MICRO
from allmende_rules.events import Event, Stated
from allmende_rules.mechanisms.voting.registry import METHODS, Method
from allmende_rules.mechanisms.voting.supermajority import supermajority
from allmende_rules.phases.assembly.members import members
from allmende_rules.questions import DialRange
from allmende_rules.world import TABLE, World, once

SYSTEM = "system"
"""The matter of a motion that changes the system, and the fact of the table that names it."""
NEVER = 1.0
ROUNDING = 1e-9


@once
def alternatives(world: World) -> tuple[Alternative, ...]:
    """The systems that may be chosen, in the order of the ballot's names."""
    return msgspec.convert(world.fact(TABLE, SYSTEMS, ()), tuple[Alternative, ...])


@once
def systems(world: World) -> tuple[DialRange, ...]:
    """The system as a choice that a motion may make; none where the constitution is not to be moved."""
    found = alternatives(world)
    if not found or world.fact("dials", CONSTITUTIONAL, NEVER) >= NEVER:
        return ()
    ids = [one.act.system for one in found]
    return (
        DialRange(
            dial=SYSTEM,
            label="Economic system",
            low=0,
            high=(len(ids) - 1) * MICRO,
            now=ids.index(world.fact(TABLE, SYSTEM)) * MICRO,
            unit="choice",
            whole=True,
            names=tuple([one.name for one in found]),
        ),
    )


def needed(world: World) -> int:
    """How many of all members must vote for another system; always more than half of them."""
    many = len(members(world))
    return max(many // 2 + 1, ceil(world.dial(CONSTITUTIONAL) * many - ROUNDING))


@once
def ruling(world: World) -> Method:
    """The voting method by which such a motion is decided."""
    least, many = needed(world), len(members(world))
    return Method(
        "supermajority",
        METHODS["supermajority"].name,
        f"It needs {least} of all {many} members, whoever votes; else what is stays.",
        "choice",
        partial(supermajority, needed=least),
    )


def adopt(world: World, value: int) -> list[Event]:
    """The system at this place (micro-units) begins with the next round."""
    return [Stated("all", TABLE, {NEXT: alternatives(world)[value // MICRO].act.system})]
