"""Material balances: how a planner who cannot solve the whole economy makes needs and supplies meet.

The balance starts from final uses and adds the inputs these take, then the inputs of the inputs, for as
many passes as there is time (Montias 1959, "Planning with material balances in Soviet-type economies";
Levine 1959). What is then still missing is cut from users of low priority, not solved for. Amounts are
plain units; rows of a table are goods used, columns goods made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from allmende_rules.amounts import largest_remainder

Amounts = Sequence[float]
Table = Sequence[Sequence[float]]
SLIGHT = 1e-9
CORRECTIONS = 500
"""How often at most a plan is corrected that breaks a limit or does not cover its inputs."""


class Norms(NamedTuple):
    """What a unit of each good takes as reported: inputs, and hours of labour."""

    inputs: Table
    labour: Amounts


class Balance(NamedTuple):
    """A plan: gross outputs, and what is left of the first and of the last final uses after all cuts.

    `open_[i]` is what inputs and first uses still lack of good i when all last uses of it are cut.
    """

    outputs: list[float]
    first: list[float]
    last: list[float]
    open_: list[float]


def passes(table: Table, final: Amounts, many: int) -> list[float]:
    """Gross outputs after so many passes: x(0) = f, x(n+1) = f + A x(n)."""
    gross = list(final)
    for _ in range(many):
        used = inputs_of(table, gross)
        gross = [asked + more for asked, more in zip(final, used, strict=True)]
    return gross


def inputs_of(table: Table, gross: Amounts) -> list[float]:
    """What these outputs take of each good."""
    return [sum([a * x for a, x in zip(row, gross, strict=True)]) for row in table]


def hours_of(labour: Amounts, gross: Amounts) -> float:
    """What these outputs take of labour."""
    return sum([hours * x for hours, x in zip(labour, gross, strict=True)])


def balance(
    norms: Norms, first: Amounts, wishes: Amounts, limits: Amounts, hours: float, many: int
) -> Balance:
    """Balance `first` uses as they are, and last uses in the proportions of `wishes` as far as hours go.

    `limits` is the most that can be made of each good. A good at its limit is cut at the cost of last
    uses, and the hours that this sets free go to the others.
    """
    fixed: dict[int, float] = {}
    for _ in range(CORRECTIONS):
        last = _scaled(norms, first, wishes, fixed, hours, many)
        gross = passes(norms.inputs, _sum(first, last), many)
        if not _correct(norms.inputs, last, gross, limits, fixed):
            break
    gross = [min(x, most) for x, most in zip(gross, limits, strict=True)]
    return _cut(norms, first, last, gross)


def _correct(
    table: Table, last: Amounts, gross: Amounts, limits: Amounts, fixed: dict[int, float]
) -> bool:
    """Fix last uses of goods at their limits so that these are just reached; whether any had to move."""
    moved = False
    for i, (x, most) in enumerate(zip(gross, limits, strict=True)):
        if i in fixed or x > most + SLIGHT:
            wanted = max(0.0, last[i] - (1.0 - table[i][i]) * (x - most))
            moved |= abs(wanted - last[i]) > SLIGHT
            fixed[i] = wanted
    return moved


def _scaled(
    norms: Norms, first: Amounts, wishes: Amounts, fixed: dict[int, float], hours: float, many: int
) -> list[float]:
    """Last uses: those that are fixed, and of the others as much as the hours left allow."""
    set_ = [fixed.get(i, 0.0) for i in range(len(wishes))]
    free = [0.0 if i in fixed else wish for i, wish in enumerate(wishes)]
    taken = hours_of(norms.labour, passes(norms.inputs, _sum(first, set_), many))
    each = hours_of(norms.labour, passes(norms.inputs, free, many))
    scale = max(0.0, hours - taken) / each if each else 0.0
    return [a + scale * b for a, b in zip(set_, free, strict=True)]


def _cut(norms: Norms, first: Amounts, last: Amounts, gross: list[float]) -> Balance:
    """What the passes left open is cut from last uses, then from first uses, good by good."""
    used = inputs_of(norms.inputs, gross)
    kept_first, kept_last, open_ = [], [], []
    for there, inputs, one, other in zip(gross, used, first, last, strict=True):
        for_first, for_last = ration(max(0.0, there - inputs), (one, other), (0, 1))
        kept_first.append(for_first)
        kept_last.append(for_last)
        open_.append(max(0.0, inputs + one - there))
    return Balance(gross, kept_first, kept_last, open_)


def closed(table: Table, gross: Amounts, ranks: Sequence[int]) -> list[float]:
    """Outputs cut until each good covers what the others use of it; users of low rank are cut first.

    A plan whose inputs are not covered starves in its own circles: each trade waits for the other's
    output. Outputs that cover their inputs stay as they are.
    """
    kept = list(gross)
    for _ in range(CORRECTIONS):
        parts = [1.0] * len(kept)
        for there, row in zip(kept, table, strict=True):
            claims = [a * x for a, x in zip(row, kept, strict=True)]
            if sum(claims) > there:
                got = ration(there, claims, ranks)
                parts = [
                    min(part, have / claim) if claim else part
                    for part, have, claim in zip(parts, got, claims, strict=True)
                ]
        if min(parts) > 1.0 - SLIGHT:
            break
        kept = [x * part for x, part in zip(kept, parts, strict=True)]
    return kept


def _sum(one: Amounts, other: Amounts) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def ration(available: float, claims: Amounts, ranks: Sequence[int]) -> list[float]:
    """Serve claims by rank, lowest number first; within a rank all get the same part of their claims."""
    parts = [0.0] * len(claims)
    for rank in sorted(set(ranks)):
        here = [i for i, one in enumerate(ranks) if one == rank]
        asked = sum([claims[i] for i in here])
        served = min(1.0, available / asked) if asked > 0 else 0.0
        for i in here:
            parts[i] = served * claims[i]
        available = max(0.0, available - asked)
    return parts


def ration_whole(available: int, claims: Sequence[int], ranks: Sequence[int]) -> list[int]:
    """The same in whole numbers, which add up to what is available or to all claims."""
    parts = [0] * len(claims)
    for rank in sorted(set(ranks)):
        here = [i for i, one in enumerate(ranks) if one == rank]
        asked = sum([claims[i] for i in here])
        served = min(available, asked)
        for i, part in zip(here, largest_remainder(served, [claims[i] for i in here]), strict=True):
            parts[i] = part
        available -= served
    return parts


def shares_of(total: float, capacities: Amounts) -> list[float]:
    """What each site is planned to make of a good: in proportion to the capacity that it reports."""
    whole = sum(capacities)
    return [min(1.0, total / whole) * one if whole else 0.0 for one in capacities]
