"""How unequally something is held: the Lorenz curve, and indices read off it.

All take `values`, what a person of each group has (at least 0), and `weights`, how many people the
group has. Their results do not change if all values are multiplied, or all groups are.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

RICH = 0.1
"""The tenth at the top."""
TENTHS = tuple(n / 10 for n in range(11))


def gini(values: Sequence[float], weights: Sequence[float]) -> float:
    """Gini coefficient: mean absolute difference over twice the mean; 0 if nobody has anything.

    Sen 1973: sum |x - y| / (2 n^2 mean). From 0 to 1.
    """
    ranked = sorted(zip(values, weights, strict=True))
    people = sum(weights)
    total = sum([value * weight for value, weight in ranked])
    if not people or not total:
        return 0.0
    below, area = 0.0, 0.0
    for value, weight in ranked:
        area += weight * (2 * below + value * weight)
        below += value * weight
    return max(0.0, 1 - area / (people * total))


def lorenz(values: Sequence[float], weights: Sequence[float], part: float) -> float:
    """The share of everything that the poorest `part` of the people hold: the Lorenz curve.

    Lorenz 1905. People on the boundary are split in proportion. If nobody has anything, the share
    is that of the people. Raises ValueError for a part outside 0 to 1.
    """
    if not 0 <= part <= 1:
        raise ValueError(f"A part of the people is from 0 to 1, not {part}.")
    return _curve(values, weights, (part,))[0]


def lorenz_tenths(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """What the poorest tenth, two tenths, ... and all of the people hold, from 0 for nobody to 1."""
    return _curve(values, weights, TENTHS)


def _curve(
    values: Sequence[float], weights: Sequence[float], parts: Sequence[float]
) -> list[float]:
    """The Lorenz curve at each of `parts`, which rise."""
    people, total = _totals(values, weights)
    if not total:
        return list(parts)
    groups = sorted(zip(values, weights, strict=True), reverse=True)
    value, weight = groups.pop()
    below, end, points = 0.0, weight, []
    for part in parts:
        place = part * people
        while place > end and groups:
            below += value * weight
            value, weight = groups.pop()
            end += weight
        points.append((below + value * (place - end + weight)) / total)
    return points


def top_share(values: Sequence[float], weights: Sequence[float], part: float = RICH) -> float:
    """The share of everything that the richest `part` of the people hold."""
    return 1 - lorenz(values, weights, 1 - part)


def palma(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """The Palma ratio: the share of the richest tenth over that of the poorest four tenths.

    Palma 2011, "Homogeneous middles vs. heterogeneous tails". A quarter where all have the same;
    None if the poor hold nothing.
    """
    return palma_of(lorenz_tenths(values, weights))


def palma_of(tenths: Sequence[float]) -> float | None:
    """The Palma ratio read off a Lorenz curve in tenths."""
    return (1 - tenths[9]) / tenths[4] if tenths[4] else None


def atkinson(values: Sequence[float], weights: Sequence[float], aversion: float) -> float:
    """Atkinson's index: the part of the whole that equal sharing would save for the same welfare.

    1 - (mean of v^(1-e))^(1/(1-e)) / mean with aversion e; for e = 1 one less the geometric mean
    over the mean (Atkinson 1970, "On the measurement of inequality"). From 0 to 1; it is 1 if
    e is at least 1 and somebody has nothing. Raises ValueError for a negative aversion.
    """
    if aversion < 0:
        raise ValueError(f"Aversion to inequality is at least 0, not {aversion}.")
    held = _relative(values, weights)
    if aversion >= 1 and any(ratio == 0 for ratio, _ in held):
        return 1.0
    if aversion == 1:
        return 1 - exp(sum([share * log(ratio) for ratio, share in held]))
    power = 1 - aversion
    return 1 - float(sum([share * ratio**power for ratio, share in held]) ** (1 / power))


def theil_t(values: Sequence[float], weights: Sequence[float]) -> float:
    """Theil's T: mean of r ln r, where r is a value over the mean and 0 ln 0 is 0.

    Theil 1967, "Economics and information theory". From 0 to ln of the number of people; it adds
    up from inequality within groups and between them.
    """
    held = _relative(values, weights)
    return sum([share * ratio * log(ratio) for ratio, share in held if ratio > 0])


def theil_l(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """Theil's L, the mean log deviation: mean of -ln r, where r is a value over the mean.

    Theil 1967. From 0 up; None if somebody has nothing.
    """
    held = _relative(values, weights)
    if any(ratio == 0 for ratio, _ in held):
        return None
    return -sum([share * log(ratio) for ratio, share in held])


def _relative(values: Sequence[float], weights: Sequence[float]) -> list[tuple[float, float]]:
    """Each group's value over the mean, and its share of the people.

    If nobody has anything all have the mean.
    """
    people, total = _totals(values, weights)
    return [
        (value / total * people if total else 1.0, weight / people)
        for value, weight in zip(values, weights, strict=True)
        if weight
    ]


def _totals(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """How many people there are and what they hold. Raises ValueError if that cannot be."""
    if min(values, default=0) < 0 or min(weights, default=0) < 0:
        raise ValueError(f"Values and weights are at least 0: {list(values)}, {list(weights)}.")
    people = sum(weights)
    if not people:
        raise ValueError("Inequality is measured among people, and there are none.")
    return people, sum([value * weight for value, weight in zip(values, weights, strict=True)])
