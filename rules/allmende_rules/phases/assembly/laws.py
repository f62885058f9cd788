"""Laws: what motions put into force stays a law until it is repealed, and the record of all motions.

A law on a dial replaces the one before. A motion back to the value that held before any law on the dial
is a repeal, and leaves no law. Laws end with their system; what was decided stays known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allmende_rules.amounts import MICRO, micro
from allmende_rules.events import Event, Stated, Told, plain
from allmende_rules.motion_facts import Fate, Law, Past
from allmende_rules.phases.assembly.constitution import SYSTEM, adopt
from allmende_rules.phases.assembly.office import elect, is_office
from allmende_rules.world import World

LAWS = "laws"
"""The entity that carries the laws in force and the history of motions."""


def carried_out(world: World, matter: str, value: int) -> list[Event]:
    """What a motion does that passes with this value (micro-units): a dial, office or the system changes."""
    if is_office(world, matter):
        return elect(world, matter, value)
    if matter == SYSTEM:
        return adopt(world, value)
    return [Stated("all", "dials", {matter: value / MICRO})]


def record(world: World, pasts: Sequence[Past]) -> list[Event]:
    """Enter what became of motions, and the laws that hold since. Only dials have laws."""
    if not pasts:
        return []
    laws = {law["dial"]: law for law in world.fact(LAWS, "in_force", ())}
    history = list(world.fact(LAWS, "history", ()))
    for past in pasts:
        dial = past.motion.dial
        if past.adopted is not None and past.motion.of_dial:
            old = laws.pop(dial, None)
            before = old["before"] if old else past.motion.now
            back = past.adopted == before
            if old:
                history = _ended(history, old["id"], "repealed" if back else "replaced", past.round)
            if not back:
                laws[dial] = plain(_law(past, past.adopted, before))
        history.append(plain(past))
    return [Stated("all", LAWS, {"in_force": list(laws.values()), "history": history})]


def _law(past: Past, value: int, before: int) -> Law:
    """The law that a motion made: what it says, what held before, and how it came about."""
    motion = past.motion
    return Law(
        id=past.id,
        dial=motion.dial,
        label=motion.label,
        text=past.text,
        value=value,
        before=before,
        by=motion.by,
        round=past.round,
        count=past.vote,
    )


def _ended(
    history: Sequence[dict[str, Any]], law: str, fate: Fate, round_: int
) -> list[dict[str, Any]]:
    return [{**one, "fate": fate, "until": round_} if one["id"] == law else one for one in history]


def lapse(world: World) -> list[Event]:
    """Laws in force end with the system, and history says so of each."""
    laws: Sequence[dict[str, Any]] = world.fact(LAWS, "in_force", ())
    if not laws:
        return []
    history = list(world.fact(LAWS, "history", ()))
    for law in laws:
        history = _ended(history, law["id"], "lapsed", world.round)
    return [Stated("all", LAWS, {"in_force": [], "history": history})]


def overtaken(world: World, numbers: Mapping[str, float]) -> list[Event]:
    """Laws on dials that a vote on the number itself now sets otherwise are no longer in force."""
    laws: Sequence[dict[str, Any]] = world.fact(LAWS, "in_force", ())
    over = [
        law for law in laws if micro(numbers.get(law["dial"], law["value"] / MICRO)) != law["value"]
    ]
    if not over:
        return []
    history = list(world.fact(LAWS, "history"))
    for law in over:
        history = _ended(history, law["id"], "overtaken", world.round)
    kept = [law for law in laws if law not in over]
    text = "The law “{label}: {text}” ends: the vote of this round sets another number."
    told = [Told("all", text, {"label": law["label"], "text": law["text"]}) for law in over]
    return [Stated("all", LAWS, {"in_force": kept, "history": history}), *told]
