"""What messages say of a table in passing: its phases, its dials, its seats, and other tables."""

from __future__ import annotations

from typing import Literal

import msgspec


class PhaseInfo(msgspec.Struct, frozen=True):
    """A phase of the system, for the client's map of a round."""

    id: str
    title: str
    help: str
    asks: bool


class DialInfo(msgspec.Struct, frozen=True):
    """A dial of the system in force. Where it has `names`, each whole number from 0 stands for one.

    `amended_by` says who may change it during a game. A motion stays within the bounds that are
    `lawful`, lowest and highest, and is a whole number where the dial is `whole`.
    """

    id: str
    label: str
    unit: str
    low: float
    high: float
    names: tuple[str, ...] = ()
    whole: bool = False
    amended_by: Literal["assembly", "facilitator"] = "assembly"
    lawful: tuple[float, float] | None = None


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
