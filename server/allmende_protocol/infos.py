"""What messages say of a table in passing: its phases, its dials, its seats, and other tables."""

from __future__ import annotations

from typing import Literal

import msgspec

from allmende_rules.system import Amender


class PhaseInfo(msgspec.Struct, frozen=True):
    """A phase of the system, for the client's map of a round."""

    id: str
    title: str
    help: str
    asks: bool


class DialInfo(msgspec.Struct, frozen=True):
    """A dial of the system in force. Where it has `names`, each whole number from 0 stands for one.

    `amended_by` says who may change it during a game: the assembly by a motion, nobody but who runs the
    game, or a ballot, on which seats are asked for it round by round. A motion stays within the bounds
    that are `lawful`, lowest and highest, and is a whole number where the dial is `whole`. At `off` it
    does nothing, and `off_word` says in words what then holds; None if there is no such value.
    """

    id: str
    label: str
    unit: str
    low: float
    high: float
    names: tuple[str, ...] = ()
    whole: bool = False
    amended_by: Amender = "assembly"
    lawful: tuple[float, float] | None = None
    off: float | None = None
    off_word: str = ""


class PresetInfo(msgspec.Struct, frozen=True):
    """A variant or setting that the system in force opened with: dials set together under a name."""

    name: str
    kind: Literal["variant", "setting"]
    summary: str


class SeatInfo(msgspec.Struct, frozen=True):
    """A seat as everybody sees it.

    `people` are those who share it, `bot` the mind that plays it if a bot does, `rule` that mind in
    one sentence. `law` says in a sentence what answers for its people while they are away, and
    `room` how many more people it takes. `state` is "away" if no one of its people is connected.
    """

    seat: str
    name: str
    role: str
    who: Literal["person", "bot", "stand_in", "free"]
    bot: str = ""
    rule: str = ""
    state: Literal["waiting", "deciding", "decided", "away"] = "waiting"
    people: tuple[str, ...] = ()
    law: str = ""
    room: int = 1


class TableInfo(msgspec.Struct, frozen=True):
    """A table of the server, for its host."""

    code: str
    name: str
    system: str
    people: int
    seats: int
    round: int
    rounds: int
    over: bool
