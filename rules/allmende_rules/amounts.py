"""Whole numbers for money, goods, labour and licences: one unit is a million micro-units."""

from collections.abc import Sequence
from math import inf
from typing import cast

MICRO = 1_000_000


def micro(units_: float) -> int:
    """Return an amount stated in units as whole micro-units, rounded to the nearest (half to even).

    Raises ValueError for NaN and OverflowError for infinities.
    """
    return round(units_ * MICRO)


def units(amount: int) -> float:
    """Return a whole number of micro-units as a plain number of units."""
    return amount / MICRO


def largest_remainder(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole total in proportion to weights by largest remainder (Hamilton's method).

    Each part is its exact quota rounded down or up, and the parts add up to `total`, whatever
    the size of the numbers: the quotas are computed as whole numbers, float weights included.
    Equal remainders go to the lower index. A negative total is split like its positive mirror.
    A total of 0 gives zeros for any weights.

    Raises ValueError for a negative or infinite weight, or if a total other than 0 has no weight
    to go to.
    """
    if total < 0:
        return [-part for part in largest_remainder(-total, weights)]
    whole = _whole_weights(weights)
    weight = sum(whole)
    if total == 0:
        return [0] * len(whole)
    if weight == 0:
        raise ValueError(f"Nobody can take any of {total}: all of the {len(whole)} weights are 0.")
    parts = [total * share // weight for share in whole]
    if left := total - sum(parts):
        remainders = [total * share % weight for share in whole]
        for index in sorted(range(len(whole)), key=remainders.__getitem__, reverse=True)[:left]:
            parts[index] += 1
    return parts


def _whole_weights(weights: Sequence[float]) -> Sequence[int]:
    """Return whole numbers in exactly the proportion of the weights."""
    whole = isinstance(sum(weights), int)
    if not (min(weights, default=0) >= 0 if whole else all(0 <= w < inf for w in weights)):
        raise ValueError(f"Weights must be finite and at least 0, not {list(weights)}.")
    if whole:
        return cast("Sequence[int]", weights)
    ratios = [weight.as_integer_ratio() for weight in weights]
    # Denominators of floats are powers of two, so the largest is a multiple of the others.
    scale = max([denominator for _, denominator in ratios])
    return [numerator * (scale // denominator) for numerator, denominator in ratios]
