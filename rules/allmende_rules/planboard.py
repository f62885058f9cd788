"""The planner's board as plain data, for the wire and for screens: tables of a plan, and sentences.

Shares are of people's needs (1 is all of it), amounts in units of the good, in the plan's first round.
"""

from __future__ import annotations

import msgspec

from allmende_rules.system import Line


class BoardRow(msgspec.Struct, frozen=True):
    """One good: where it comes from and where it goes.

    `target` is the share of people's needs that is asked, `asked` that in units, `people` what they
    get of it. `uses` is what each planned plant takes of it, by site; `machines` what is built in.
    """

    good: str
    name: str
    unit: str
    target: float
    asked: float
    made: float
    bought: float
    uses: dict[str, float]
    machines: float
    people: float


class BoardPlant(msgspec.Struct, frozen=True):
    """One planned plant: its scale and capacity in units, and hours a unit.

    `reported` tells whether these are its holder's numbers or those of the public table.
    """

    site: str
    name: str
    good: str
    scale: float
    capacity: float
    labour: float
    hours: float
    reported: bool


class BoardLimit(msgspec.Struct, frozen=True):
    """What there is of something scarce, and how much of it the plan uses."""

    name: str
    unit: str
    used: float
    there: float


class Board(msgspec.Struct, frozen=True):
    """The basics plan of some rounds from `first` on, with its first round as tables.

    `covered` is the share of what is asked that is delivered in each round. `summary` says what can be
    done, `why` what contradicts and would mend it, `worth` what one more of each scarce thing would
    bring, or what is left over where all is met.
    """

    first: int
    covered: tuple[float, ...]
    rows: tuple[BoardRow, ...]
    plants: tuple[BoardPlant, ...]
    limits: tuple[BoardLimit, ...]
    summary: Line
    why: tuple[Line, ...]
    worth: tuple[Line, ...]
