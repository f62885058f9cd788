"""Reports that may differ from truth: bonuses that tempt to lie or not, targets that ratchet, audits.

A manager is paid by what it reports. Under the naive scheme, and with targets that follow what was
achieved, it pays to hold back and to pad (Weitzman 1980, "The ratchet principle and performance
incentives"); under the truthful scheme the best report is a fixed quantile of what the manager itself
expects (Weitzman 1976, "The new Soviet incentive model"). All amounts are plain numbers of any one unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, log
from typing import NamedTuple

NEGLIGIBLE = 1e-14
"""A discounted future smaller than this beside the present is left out."""


class NaiveBonus(NamedTuple):
    """`fixed` if the report meets the target, and `slope` for each unit above it, or less below."""

    fixed: float
    slope: float

    def pay(self, target: float, report: float) -> float:
        """B0 1[r >= g] + b (r - g)."""
        return self.fixed * (report >= target) + self.slope * (report - target)


class TruthfulBonus(NamedTuple):
    """Paid `even` for each unit promised, `over` for each unit made beyond it, less `under` for each short.

    Promising is worth more than overfulfilling, and less than falling short costs: the scheme works
    if 0 < over < even < under (alpha, beta and gamma of the source).
    """

    over: float
    even: float
    under: float
    fixed: float = 0.0

    def pay(self, promised: float, output: float) -> float:
        """B0 + beta q + alpha (y - q) if y >= q, else B0 + beta q - gamma (q - y)."""
        gap = output - promised
        return self.fixed + self.even * promised + (self.over if gap >= 0 else self.under) * gap

    @property
    def quantile(self) -> float:
        """The chance of falling short at the best promise: (beta - alpha) / (gamma - alpha).

        Raises ValueError unless 0 < over < even < under.
        """
        if not 0 < self.over < self.even < self.under:
            raise ValueError(
                "A truthful bonus pays less for overfulfilling than for promising, and takes more for "
                f"falling short: 0 < over < even < under, not {tuple(self[:3])}."
            )
        return (self.even - self.over) / (self.under - self.over)

    def expected(self, promised: float, outcomes: Sequence[float]) -> float:
        """The mean pay of a promise over outcomes that are equally likely."""
        return sum([self.pay(promised, output) for output in outcomes]) / len(outcomes)


def best_promise(scheme: TruthfulBonus, outcomes: Sequence[float]) -> float:
    """The promise with the greatest expected pay when these outcomes are equally likely; found by search.

    The expected pay is concave with kinks at the outcomes, so one of them is best.
    """
    ordered = sorted(outcomes)
    low, high = 0, len(ordered) - 1
    while low < high:
        middle = (low + high) // 2
        here, above = (scheme.expected(ordered[at], ordered) for at in (middle, middle + 1))
        low, high = (low, middle) if here >= above else (middle + 1, high)
    return ordered[low]


def ratchet(target: float, report: float, pace: float, drift: float = 0.0) -> float:
    """The next target: g' = g + lam (r - g) + d, where `pace` is lam and 0 turns the ratchet off."""
    return target + pace * (report - target) + drift


def bonuses(
    scheme: NaiveBonus, outputs: Sequence[float], target: float, pace: float, drift: float = 0.0
) -> list[float]:
    """The pay of each round for these outputs, reported truly, while the target follows them."""
    paid: list[float] = []
    for output in outputs:
        paid.append(scheme.pay(target, output))
        target = ratchet(target, output, pace, drift)
    return paid


def effective_slope(scheme: NaiveBonus, pace: float, rate: float) -> float:
    """What a unit more in every round is worth a round to one who looks ahead at interest `rate`.

    Summed over the rounds of a future, target by target. A myopic manager gets the whole slope; the
    closed form is b r / (r + lam). Raises ValueError for a rate that is not above 0.
    """
    if rate <= 0:
        raise ValueError(f"A future without end has no worth at an interest of {rate:g}.")
    many = ceil(log(NEGLIGIBLE) / -log(1 + rate)) + 1
    more = bonuses(NaiveBonus(0.0, scheme.slope), [1.0] * many, 0.0, pace)
    weights = [(1 + rate) ** -number for number in range(many)]
    worth = sum([pay * weight for pay, weight in zip(more, weights, strict=True)])
    return worth / sum(weights)


def best_output(scheme: NaiveBonus, pace: float, rate: float, natural: float, cost: float) -> float:
    """The output of a manager to whom effort costs c/2 (y - y0)^2: where the next unit's cost is its worth.

    `natural` is y0 and `cost` is c.
    """
    return natural + effective_slope(scheme, pace, rate) / cost


class Audit(NamedTuple):
    """Inspection at an `effort` from 0 to 1. A lie of the size `half` is found in half the inspections.

    Lies are shares of the truth: 0.1 says a tenth more than there is. `penalty` is what a lie that is
    found costs for each of its shares. That larger lies are found sooner is the source's; the form is
    ours (Harrison, "Forging success", on how padding came to light).
    """

    effort: float
    half: float
    penalty: float

    def detection(self, lie: float) -> float:
        """The chance that a lie of this size is found; none for the truth, and for understatement."""
        return self.effort * lie / (lie + self.half) if lie > 0 else 0.0

    def fine(self, lie: float) -> float:
        """What a lie costs that is found."""
        return self.penalty * max(0.0, lie)

    def expected_fine(self, lie: float) -> float:
        """What a lie costs on average."""
        return self.detection(lie) * self.fine(lie)


def distortion(reported: Mapping[str, float], true: Mapping[str, float]) -> float:
    """Sum |reported - true| / sum true over all who report (ECONOMICS B0); 0 where there is nothing."""
    whole = sum(true.values())
    return (
        sum([abs(said - true[name]) for name, said in reported.items()]) / whole if whole else 0.0
    )
