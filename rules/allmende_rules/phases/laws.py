"""Laws: what motions put into force stays a law until it is repealed, and the record of all motions.

A law on a dial replaces the one before. A motion back to the value that held before any law on the dial
is a repeal, and leaves no law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

import msgspec

from allmende_rules.amounts import MICRO, micro
from allmende_rules.events import Event, Stated, Told, plain
from allmende_rules.mechanisms.voting.counting import Election
from allmende_rules.phases.floor import Tabled
from allmende_rules.phases.office import elect, is_office
from allmende_rules.world import World

LAWS = "laws"
"""The entity that carries the laws in force and the history of motions."""

Fate = Literal[
    "idle", "unseconded", "off_agenda", "lost", "passed", "replaced", "repealed", "overtaken"
]
"""What became of a motion. It asks for what is so already; finds too few seconds; finds no place on
the agenda; loses the vote; is in force, or was until a later law, a repeal, or a vote on the number."""


class Count(msgspec.Struct, frozen=True):
    """How a vote was counted, in plain numbers, one tally a step, for people to follow.

    `options` are pairs of a value and how it reads; each method says what its figures are.
    """

    method: str
    options: tuple[tuple[str, str], ...]
    rounds: tuple[dict[str, float], ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    ballots: int
    abstained: int = 0

    @classmethod
    def of(
        cls,
        method: str,
        options: Mapping[str, str],
        found: Election,
        ballots: int,
        abstained: int = 0,
    ) -> Count:
        """The count of an election, fractions as numbers of six decimals."""
        rounds = tuple([{o: _number(n) for o, n in tally.items()} for tally in found.rounds])
        listed = tuple(options.items())
        return cls(method, listed, rounds, found.elected, found.tied, ballots, abstained)


class Past(msgspec.Struct, frozen=True):
    """A motion and its fate. `adopted` is the value put into force and `text` how it reads.

    `until` is the round it held to. `agenda` is the count for a place on the agenda, if one left it out,
    and `vote` that of the motion.
    """

    id: str
    round: int
    motion: Tabled
    fate: Fate
    adopted: int | None = None
    text: str = ""
    agenda: Count | None = None
    vote: Count | None = None
    until: int | None = None

    @classmethod
    def of(cls, world: World, motion: Tabled, fate: Fate, **more: Any) -> Past:
        """What becomes of a motion this round."""
        return cls(f"{world.round}.{motion.dial}", world.round, motion, fate, **more)


def _number(figure: int | Fraction) -> float:
    return figure if isinstance(figure, int) else round(float(figure), 6)


def carried_out(world: World, matter: str, value: int) -> list[Event]:
    """What a motion does that passes with this value (micro-units): the dial or the office changes."""
    if is_office(world, matter):
        return elect(world, matter, value)
    return [Stated("all", "dials", {matter: value / MICRO})]


def record(world: World, pasts: Sequence[Past]) -> list[Event]:
    """Enter what became of motions, and the laws that hold since. An election makes no law."""
    if not pasts:
        return []
    laws = {law["dial"]: law for law in world.fact(LAWS, "in_force", ())}
    history = list(world.fact(LAWS, "history", ()))
    for past in pasts:
        dial = past.motion.dial
        if past.adopted is not None and not past.motion.office:
            old = laws.pop(dial, None)
            before = old["before"] if old else past.motion.now
            back = past.adopted == before
            if old:
                history = _ended(history, old["id"], "repealed" if back else "replaced", past.round)
            if not back:
                laws[dial] = _law(past, past.adopted, before)
        history.append(plain(past))
    return [Stated("all", LAWS, {"in_force": list(laws.values()), "history": history})]


def _law(past: Past, value: int, before: int) -> dict[str, Any]:
    """A law as a fact: what it says, what held before, and how it came about."""
    motion = past.motion
    return {
        "id": past.id,
        "dial": motion.dial,
        "label": motion.label,
        "text": past.text,
        "value": value,
        "before": before,
        "by": motion.by,
        "round": past.round,
        "count": plain(past.vote),
    }


def _ended(
    history: Sequence[dict[str, Any]], law: str, fate: Fate, round_: int
) -> list[dict[str, Any]]:
    return [{**one, "fate": fate, "until": round_} if one["id"] == law else one for one in history]


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
