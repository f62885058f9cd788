"""The agenda of a game: acts, each some rounds under one system, and what a vote puts in their place.

All may know it, so it stands among the public facts, and whoever plays ahead reads the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allmende_rules.scenario import Act
from allmende_rules.world import TABLE, World

CONSTITUTIONAL = "supermajority"
"""The dial of systems under which a motion may change the system itself."""
AGENDA, NEXT, SYSTEMS, SINCE = "agenda", "next", "systems", "since"
"""Facts of the table: the acts, the system that was voted for the next round, all that may be voted
for, and the round in which the system in force began."""
DECREED = "decreed"
"""A fact of the table while a change that the host has ordered has yet to begin: the acts in whose
place it stands among the acts, none if the game had no agenda."""


class Alternative(msgspec.Struct, frozen=True):
    """A system that may be voted for: its name, and the act that begins with it, whose rounds are open."""

    name: str
    act: Act


def coming(world: World) -> Act | None:
    """The act that begins with this round and changes the system, None if all stays as it is.

    What the agenda says goes before a vote.
    """
    return planned(world) or voted(world)


def planned(world: World) -> Act | None:
    """The act that the agenda has begin with this round; the first one is no change."""
    first = 1
    for act in world.fact(TABLE, AGENDA, ()):
        if 1 < first == world.round:
            return msgspec.convert(act, Act)
        first += act["rounds"]
    return None


def voted(world: World) -> Act | None:
    """The act that was voted for in the round before."""
    name = world.fact(TABLE, NEXT)
    offered = [one["act"] for one in world.fact(TABLE, SYSTEMS, ()) if name]
    return next((msgspec.convert(act, Act) for act in offered if act["system"] == name), None)


def cut(acts: Sequence[Act], rounds: int) -> tuple[Act, ...]:
    """The acts that begin within the first so many rounds, the last one cut to end with them."""
    begun: list[Act] = []
    for act in acts:
        left = rounds - sum(one.rounds for one in begun)
        if left > 0:
            begun.append(msgspec.structs.replace(act, rounds=min(act.rounds, left)))
    return tuple(begun)


def scaled(acts: Sequence[Act], rounds: int) -> tuple[Act, ...]:
    """The acts cut to a game of so many rounds, in proportion, each at least one round long.

    Raises ValueError if there are fewer rounds than acts.
    """
    if rounds < len(acts):
        raise ValueError(f"{len(acts)} acts take at least {len(acts)} rounds, not {rounds}.")
    whole, spare = sum(act.rounds for act in acts), rounds - len(acts)
    ends, before = [0], 0
    for act in acts:
        before += act.rounds
        ends.append(before * spare // whole)
    return tuple(
        msgspec.structs.replace(act, rounds=1 + end - start)
        for act, start, end in zip(acts, ends, ends[1:], strict=False)
    )
