"""Graduated sanctions: a first offence is warned of, later ones cost more and more, and time forgives.

Users who break a rule are "assessed graduated sanctions, depending on the seriousness and context of
the offence" (Ostrom 1990, Governing the Commons, ch. 3, fifth design principle). Money is micro-money.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

Kind = Literal["warning", "fine", "exclusion"]
History = Collection[int]
"""The rounds in which offences of one subject were found."""
LARGER = 3.0
"""How many times the small fine a larger one is (ours)."""


class Step(NamedTuple):
    """A rung of a ladder: a fine of `rate` times the worth of the offence, and rounds of exclusion."""

    kind: Kind
    rate: float = 0.0
    rounds: int = 0


class Ladder(NamedTuple):
    """Rungs from mild to severe, and for how many rounds an offence is remembered.

    An offence of round t counts against its subject up to and with round t + `memory`.
    """

    steps: tuple[Step, ...]
    memory: int


class Offence(NamedTuple):
    """What was found in a round, by its worth in micro-money."""

    round: int
    worth: int


class Sanction(NamedTuple):
    """What follows an offence: its kind, a fine in micro-money, and rounds of exclusion."""

    kind: Kind
    fine: int
    rounds: int


def graduated(rate: float, memory: int) -> Ladder:
    """Warning, small fine, larger fine, and a larger fine with a round's exclusion (ours)."""
    steps = (
        Step("warning"),
        Step("fine", rate),
        Step("fine", LARGER * rate),
        Step("exclusion", LARGER * rate, 1),
    )
    return Ladder(steps, memory)


def uniform(rate: float, memory: int = 0) -> Ladder:
    """The same fine for every offence, the first as the last."""
    return Ladder((Step("fine", rate),), memory)


def remembered(history: History, round: int, memory: int) -> tuple[int, ...]:
    """The earlier offences that still count in a round; older ones are forgiven."""
    return tuple(sorted(past for past in history if round - memory <= past < round))


def step(history: History, round: int, ladder: Ladder) -> Step:
    """The rung on which an offence of that round would stand: one higher for each that counts.

    Raises ValueError for a ladder without steps.
    """
    if not ladder.steps:
        raise ValueError("A ladder of sanctions has at least one step.")
    counted = len(remembered(history, round, ladder.memory))
    return ladder.steps[min(counted, len(ladder.steps) - 1)]


def sanction(history: History, offence: Offence, ladder: Ladder) -> Sanction:
    """What follows an offence, by how many before it still count. Fines round down."""
    rung = step(history, offence.round, ladder)
    return Sanction(rung.kind, int(rung.rate * offence.worth), rung.rounds)


def expected_fine(history: History, offence: Offence, ladder: Ladder, chance: float) -> float:
    """The fine on average for an offence that is found with that chance, in micro-money."""
    return chance * sanction(history, offence, ladder).fine


def cleared(history: History, round: int) -> tuple[int, ...]:
    """The history without what was found in a round, once that turns out to be wrong."""
    return tuple(sorted(past for past in history if past != round))
