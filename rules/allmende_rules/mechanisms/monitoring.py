"""Monitoring: inspections that may miss, mismeasure or accuse wrongly, and what they cost.

Who is looked for at a rate of so many inspections a round is found with the chance of random search,
1 - exp(-rate) (Koopman 1956, The Theory of Search II). Chance comes in as draws from [0, 1): one
to be found, one for the error of measurement, one for a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, inf, log
from typing import NamedTuple

FALSE_EXCESS = 0.1
"""What a false alarm says was taken beyond what is allowed, as a share of it (ours)."""


class Watch(NamedTuple):
    """How well an inspection sees.

    `error` is the greatest error of measurement as a share of the truth, `false_alarm` the chance
    that someone inspected who is within bounds is accused all the same, `tolerance` the share of
    what is allowed by which it may seem to be passed before anyone is accused.
    """

    error: float = 0.0
    false_alarm: float = 0.0
    tolerance: float = 0.0


class Case(NamedTuple):
    """What a subject was `allowed` and what it truly `took`, in micro-units."""

    subject: str
    allowed: int
    took: int


class Draws(NamedTuple):
    """The chance that one inspection needs, each from [0, 1)."""

    found: float
    measured: float
    alarm: float


class Finding(NamedTuple):
    """What an inspection says. `seen` is what it measured, None for a subject that was not inspected."""

    subject: str
    allowed: int
    seen: int | None
    flagged: bool

    @property
    def excess(self) -> int:
        """What was seen beyond what is allowed, if the subject is accused."""
        return max(0, self.seen - self.allowed) if self.flagged and self.seen is not None else 0


def detection(rate: float) -> float:
    """The chance to be inspected at least once, at so many inspections a round on average.

    Raises ValueError for a rate below 0.
    """
    if rate < 0:
        raise ValueError(f"Inspections are at a rate of at least 0, not {rate:g}.")
    return 1.0 - exp(-rate)


def rate_for(chance: float) -> float:
    """The rate of inspections at which that chance to be found is reached: infinite for certainty.

    Raises ValueError for a chance that is not from 0 to 1.
    """
    if not 0 <= chance <= 1:
        raise ValueError(f"A chance is from 0 to 1, not {chance:g}.")
    return inf if chance == 1 else -log(1.0 - chance)


def inspect(case: Case, chance: float, watch: Watch, draws: Draws) -> Finding:
    """Look at one subject, which is found with that chance.

    What is measured lies evenly within the error around the truth. A false alarm reads as
    `FALSE_EXCESS` beyond what is allowed.
    """
    subject, allowed, took = case
    if draws.found >= chance:
        return Finding(subject, allowed, None, flagged=False)
    seen = round(took * (1.0 + watch.error * (2.0 * draws.measured - 1.0)))
    if seen > allowed * (1.0 + watch.tolerance):
        return Finding(subject, allowed, seen, flagged=True)
    if took <= allowed and draws.alarm < watch.false_alarm:
        return Finding(subject, allowed, round(allowed * (1.0 + FALSE_EXCESS)), flagged=True)
    return Finding(subject, allowed, seen, flagged=False)


def monitor(
    cases: Iterable[Case], chances: Mapping[str, float], watch: Watch, draws: Mapping[str, Draws]
) -> tuple[Finding, ...]:
    """Look at every subject, each by its own chance to be found; one without a chance is not watched.

    Raises KeyError for a watched subject without draws.
    """
    return tuple(
        inspect(case, chances[case.subject], watch, draws[case.subject])
        for case in cases
        if chances.get(case.subject, 0.0) > 0
    )


def inspection_cost(rates: Mapping[str, float], each: float) -> float:
    """What the inspections of a round cost on average, at `each` (hours or money) for one."""
    return each * sum(rates.values())


def shared_rates(rate: float, weights: Mapping[str, float]) -> dict[str, float]:
    """Spread as many inspections as `rate` for everyone would be over subjects, by weight.

    Equal weights give `rate` to all; weights that are all 0 count as equal.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, rate)
    return {name: rate * len(weights) * weight / whole for name, weight in weights.items()}
