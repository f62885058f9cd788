"""The parts of a land, as a scenario states them: goods, stocks, people, sites, seats, frictions.

Goods, hours, capacity and money are in plain units here and become integer micro-units in the ledger.
"""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from allmende_rules.spec import (
    Count,
    Few,
    Identifier,
    Label,
    NonNegative,
    Positive,
    Role,
    Share,
    Spec,
)


class Good(Spec, frozen=True, kw_only=True):
    """A good, and the technology that makes one unit of it (DESIGN 5, Technology).

    A unit puts `emission` into the sky; to abate all of it takes the part `backstop` of output.
    """

    id: Identifier
    name: Label
    unit: Label
    labour: Positive
    inputs: dict[Identifier, NonNegative] = {}
    harvest: dict[Identifier, Positive] = {}
    emission: NonNegative = 0.0
    backstop: Share = 0.0
    need: NonNegative = 0.0
    taste: NonNegative = 0.0
    spoilage: Share = 0.0
    price: Positive = 1.0


class Resource(Spec, frozen=True, kw_only=True):
    """A renewable stock: N' = N + g rN(1 - N/K) - H, with optional critical depensation below `tipping`."""

    id: Identifier
    name: Label
    unit: Label
    stock: Positive
    carrying_capacity: Positive
    growth: NonNegative
    growth_noise: NonNegative = 0.0
    tipping: NonNegative = 0.0
    catchability: Positive = 1.0


class Household(Spec, frozen=True, kw_only=True):
    """A group of people. Hours are the most one person can work in a round, skill scales them."""

    id: Identifier
    name: Label
    people: Count
    hours: Positive = 1.0
    skill: Positive = 1.0
    cash: NonNegative


class Enterprise(Spec, frozen=True, kw_only=True):
    """A site with machines. `household` lives off it, `planned` marks a plant of the planned sector."""

    id: Identifier
    name: Label
    good: Identifier
    capacity: Positive
    household: Identifier
    productivity: Positive = 1.0
    cash: NonNegative = 0.0
    planned: bool = False


class Goal(Spec, frozen=True, kw_only=True):
    """One measurable part of a mandate: an indicator, how it is gathered over rounds, and its bound."""

    text: str
    indicator: str
    over: Literal["end", "sum", "mean", "worst"]
    at_least: float | None = None
    at_most: float | None = None


class Mandate(Spec, frozen=True, kw_only=True):
    """What a seat is asked to care about, in words and in goals that the screen can follow."""

    text: str
    goals: tuple[Goal, ...]


class Seat(Spec, frozen=True, kw_only=True):
    """A place at the table: a role, a household group and the enterprises that it opens with.

    At a larger table it may be split into up to `parts` seats, and up to `team` people may share
    each of these. `under` says by system where its mandate is another one, because what an office
    can reach differs: the same people are cared for.
    """

    id: Identifier
    name: Label
    role: Role
    household: Identifier
    enterprises: tuple[Identifier, ...] = ()
    mandate: Mandate
    optional: bool = False
    parts: Few = 1
    team: Few = 1
    under: dict[Identifier, Mandate] | UnsetType = UNSET


def mandate_under(seat: Seat, system: str) -> Mandate:
    """What a seat is asked to care about under a system: what the scenario says of it, else its own."""
    return (seat.under or {}).get(system, seat.mandate)


class Research(Spec, frozen=True, kw_only=True):
    """How knowledge grows: ln theta rises by `efficiency` times the root of research goods per capacity.

    One bundle of research is the basket `recipe` of goods. `imitation` is the part of the gap to the
    best of a trade that each of its sites closes in a round, at no cost.
    """

    recipe: dict[Identifier, Positive]
    efficiency: NonNegative = 0.25
    imitation: Share = 0.1


class Frictions(Spec, frozen=True, kw_only=True):
    """Noise and wear of the physics. Each is switched off by 0."""

    productivity_noise: NonNegative = 0.12
    productivity_persistence: Share = 0.8
    taste_spread: NonNegative = 0.15
    depreciation: Share = 0.41
