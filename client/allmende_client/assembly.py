"""What everybody knows of the assembly: motions on the floor, laws in force, and what became of motions.

The types read the public facts of the entities `motions` and `laws`, as far as clients show them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from allmende_client.model import Model
from allmende_rules.mechanisms.voting.registry import METHODS, Method

Fate = Literal[
    "idle", "unseconded", "off_agenda", "lost", "passed", "replaced", "repealed", "overtaken"
]


class Amendment(msgspec.Struct, frozen=True):
    """Another value for a motion's dial (micro-units) and how it reads, and the seats that move it."""

    value: int
    text: str
    by: tuple[str, ...]


class Tabled(msgspec.Struct, frozen=True):
    """A motion: a dial, the value in force then and the one proposed (micro-units), and how they read.

    `by` moves it, `seconds` second it.
    """

    dial: str
    label: str
    now: int
    now_text: str
    value: int
    text: str
    by: str
    seconds: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How a vote was counted, one tally a step; `options` are values with how they read."""

    method: str
    options: tuple[tuple[str, str], ...]
    rounds: tuple[dict[str, float], ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    ballots: int
    abstained: int = 0


class Past(msgspec.Struct, frozen=True):
    """A motion and its fate: `text` is the value put into force, `until` the round it held to."""

    id: str
    round: int
    motion: Tabled
    fate: Fate
    text: str = ""
    agenda: Count | None = None
    vote: Count | None = None
    until: int | None = None


class Law(msgspec.Struct, frozen=True):
    """A law in force: what it says, the value `before` any law, who moved it, and since when it holds."""

    id: str
    dial: str
    label: str
    text: str
    value: int
    before: int
    by: str
    round: int
    count: Count | None = None


def floor(model: Model) -> tuple[Tabled, ...]:
    """The motions on the floor, in the order in which they are put."""
    return msgspec.convert(model.fact("motions", "floor", default=()), tuple[Tabled, ...])


def in_force(model: Model) -> tuple[Law, ...]:
    """The laws that hold, the oldest first."""
    return msgspec.convert(model.fact("laws", "in_force", default=()), tuple[Law, ...])


def history(model: Model) -> tuple[Past, ...]:
    """What became of all motions, the oldest first."""
    return msgspec.convert(model.fact("laws", "history", default=()), tuple[Past, ...])


def method(model: Model) -> Method | None:
    """The voting method that decides motions; None where nothing is decided by motions."""
    infos = model.welcome.dials if model.welcome else ()
    names = next((info.names for info in infos if info.id == "method"), ())
    place = int(model.fact("dials", "method", default=len(names)))
    named = names[place] if place < len(names) else ""
    return next((one for one in METHODS.values() if one.name == named), None)


def needed(model: Model) -> int:
    """How many must second a motion beside its mover: all other members, where those are fewer."""
    members = len([1 for facts in model.public.values() if facts.get("role") == "member"])
    wanted: float = model.fact("dials", "seconds", default=0)
    return max(0, min(int(wanted), members - 1))
