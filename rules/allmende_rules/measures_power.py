"""Who can decide a vote: power indices of weighted voting games, as exact fractions.

A coalition passes what it wants if its weight reaches the quota. A member is critical in a coalition
that passes with it and not without it. `weights` are whole numbers from 0, one a member; `quota` is
from 1 to their sum. Counting takes time by how many different sizes and weights coalitions have: for
small weights hardly any, at most 2^n for n members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial

Coalitions = Mapping[tuple[int, int], int]
"""How many coalitions there are of each size and weight."""


def swings(weights: Sequence[int], quota: int) -> tuple[int, ...]:
    """In how many coalitions each member is critical."""
    return tuple(sum(by_size.values()) for by_size in _critical(weights, quota))


def penrose(weights: Sequence[int], quota: int) -> tuple[Fraction, ...]:
    """Each member's chance to be critical if all others vote yes or no by the toss of a coin.

    The absolute Banzhaf index, swings over 2^(n-1) (Penrose 1946, "The elementary statistics of
    majority voting").
    """
    return tuple(Fraction(number, 2 ** (len(weights) - 1)) for number in swings(weights, quota))


def banzhaf(weights: Sequence[int], quota: int) -> tuple[Fraction, ...]:
    """Each member's share of all swings (Banzhaf 1965, "Weighted voting doesn't work")."""
    numbers = swings(weights, quota)
    return tuple(Fraction(number, sum(numbers)) for number in numbers)


def shapley_shubik(weights: Sequence[int], quota: int) -> tuple[Fraction, ...]:
    """Each member's chance to be the one whose vote decides if all join in a random order.

    Shapley and Shubik 1954, "A method for evaluating the distribution of power in a committee
    system": s! (n-1-s)! / n! for each swing with s others. The shares add up to 1.
    """
    members = len(weights)
    return tuple(
        Fraction(
            sum(
                number * factorial(others) * factorial(members - 1 - others)
                for others, number in by_size.items()
            ),
            factorial(members),
        )
        for by_size in _critical(weights, quota)
    )


def _critical(weights: Sequence[int], quota: int) -> list[Counter[int]]:
    """For each member, in how many coalitions it is critical, by the number of others in them."""
    _check(weights, quota)
    everyone = dict(sorted(_coalitions(weights).items()))
    found = []
    for weight in weights:
        by_size: Counter[int] = Counter()
        for (others, total), number in _without(everyone, weight).items():
            if quota - weight <= total < quota:
                by_size[others] += number
        found.append(by_size)
    return found


def _coalitions(weights: Sequence[int]) -> Coalitions:
    """Count the coalitions of all members, letting them in one by one (Mann and Shapley 1962)."""
    counted = {(0, 0): 1}
    for weight in weights:
        before = dict(counted)
        for (size, total), number in before.items():
            joined = size + 1, total + weight
            counted[joined] = counted.get(joined, 0) + number
    return counted


def _without(everyone: Coalitions, weight: int) -> Coalitions:
    """Count the coalitions that a member of this weight is not in; the smallest must come first."""
    left: dict[tuple[int, int], int] = {}
    for (size, total), number in everyone.items():
        left[size, total] = number - left.get((size - 1, total - weight), 0)
    return left


def _check(weights: Sequence[int], quota: int) -> None:
    if min(weights, default=0) < 0:
        raise ValueError(f"Weights are at least 0, not {list(weights)}.")
    if not 1 <= quota <= sum(weights):
        raise ValueError(f"A quota is from 1 to all {sum(weights)} votes, not {quota}.")
