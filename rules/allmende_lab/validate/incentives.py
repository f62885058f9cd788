"""Pay by results: targets that ratchet (Weitzman 1980) and a bonus that rewards truth (Weitzman 1976).

The manager's best reply is found here, by dynamic programming and by search, with payments and targets
taken from the mechanism; the closed forms must come out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import NormalDist
from typing import NamedTuple

from allmende_lab.validate.findings import Findings, Row, Subject, about, quick
from allmende_rules.mechanisms.reporting import (
    NaiveBonus,
    TruthfulBonus,
    best_output,
    best_promise,
    ratchet,
)

GOLDEN = (5**0.5 - 1) / 2
NARROW = 1e-7
POINTS = 2000
"""Outcomes, equally likely, that stand for a distribution of output."""


class Manager(NamedTuple):
    """Bonus `slope` b, effort cost c/2 (y - y0)^2, interest r, pace of the ratchet lam."""

    slope: float
    cost: float
    natural: float
    interest: float
    pace: float

    @property
    def closed_form(self) -> float:
        """y* = y0 + (b/c) r / (r + lam)."""
        kept = self.interest / (self.interest + self.pace)
        return self.natural + self.slope / self.cost * kept


MANAGERS = (
    Manager(4.0, 1.6, 73.0, 0.18, 0.0),
    Manager(4.0, 1.6, 73.0, 0.18, 0.2),
    Manager(4.0, 1.6, 73.0, 0.18, 0.6),
    Manager(4.0, 1.6, 73.0, 0.05, 0.6),
)
BONUS = TruthfulBonus(over=1.0, even=2.0, under=4.0)
OUTPUTS = (NormalDist(80.0, 6.0), NormalDist(50.0, 2.0))


def highest(worth: Callable[[float], float], low: float, high: float) -> float:
    """Where a concave function is highest, by golden-section search (Kiefer 1953)."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = worth(left), worth(right)
    while high - low > NARROW:
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = worth(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = worth(right)
    return (low + high) / 2


def foresighted(one: Manager) -> float:
    """The output of a manager who weighs all future targets, by value iteration (Bellman 1957).

    Pay and the next target are straight lines in the target, so the value of a target is one too, and
    two targets tell it all.
    """
    scheme, discount = NaiveBonus(0.0, one.slope), 1 / (1 + one.interest)
    ends = (0.0, one.natural)
    values = [0.0, 0.0]

    def worth(target: float, output: float) -> float:
        ahead = ratchet(target, output, one.pace)
        value = values[0] + (values[1] - values[0]) * ahead / one.natural
        effort = one.cost / 2 * (output - one.natural) ** 2
        return scheme.pay(target, output) - effort + discount * value

    def chosen(target: float) -> float:
        reach = one.natural + 2 * one.slope / one.cost
        return highest(lambda output: worth(target, output), one.natural / 2, reach)

    while True:
        found = [worth(target, chosen(target)) for target in ends]
        settled = abs((found[1] - found[0]) - (values[1] - values[0])) < NARROW
        values = found
        if settled:
            return chosen(one.natural)


def incentives() -> Findings:
    """Both schemes."""
    return Findings((*_ratchet(), *_truth()))


def _ratchet() -> list[Row]:
    source, rows = "Weitzman 1980", list[Row]()
    for one in MANAGERS:
        named = f"Ratchet {one.pace:g}, interest {one.interest:g}: output"
        scheme = NaiveBonus(0.0, one.slope)
        marginal = best_output(scheme, one.pace, one.interest, one.natural, one.cost)
        note = "y0 + (b/c) r/(r + λ); found by dynamic programming."
        rows += [
            about(named, one.closed_form, foresighted(one), 1e-4, source, note),
            about(f"{named} of the mechanism", one.closed_form, marginal, 1e-9, source),
        ]
    return rows


def _truth() -> list[Row]:
    source, rows = "Weitzman 1976", list[Row]()
    quantile = (BONUS.even - BONUS.over) / (BONUS.under - BONUS.over)
    for output in OUTPUTS:
        outcomes = [output.inv_cdf((k + 0.5) / POINTS) for k in range(POINTS)]
        expected = partial(BONUS.expected, outcomes=outcomes)
        searched = output.cdf(highest(expected, outcomes[0], outcomes[-1]))
        promised = output.cdf(best_promise(BONUS, outcomes))
        named = f"Output {output.mean:g} ± {output.stdev:g}: P(short)"
        note = "(β − α)/(γ − α) with α, β, γ = 1, 2, 4; found by search."
        rows += [
            about(named, quantile, searched, 1 / POINTS, source, note),
            about(f"{named} of the mechanism", quantile, promised, 1 / POINTS, source),
        ]
    return rows


INCENTIVES = Subject("incentives", "The ratchet and the truthful bonus", quick(incentives))
