"""Prices at which what is asked for comes to what is there: Newton's method in a few unknowns.

Demand k, with cash b_k, pays π_k for a bundle and gets b_k / π_k, or a bound if that is less. The π
move with the unknowns u along given directions, π = base + Σ_j u_j d_j, and of what u_j is the price
there is t_j. The least of the convex

    Σ_j t_j u_j - Σ_k b_k ln π_k

is where Σ_k d_jk b_k / π_k = t_j for every j (the dual of Eisenberg and Gale's program, 1959).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add, mul, truediv
from typing import NamedTuple

STEPS = 20
"""A clearing from a game takes 3 to 6; more means that there is no such price."""

CLOSE = 1e-7
"""A step this small, relative to prices, leaves an error of about its square."""

LEFT = 0.2
"""At least this share of a price is left after a step: at a price of 0 demand has no end."""

Directions = Sequence[Sequence[float]]
"""How all prices move with each unknown."""


class AstrayError(ArithmeticError):
    """There are no such prices, or more than one set of them."""


class Purses(NamedTuple):
    """Cash of each demand, and the bounds of some of them: (demand, greatest amount)."""

    cash: list[float]
    bounds: list[tuple[int, float]]

    def ask(self, prices: Sequence[float]) -> tuple[list[float], list[float]]:
        """Return what each demand asks for, and how fast that falls with its price."""
        amounts = list(map(truediv, self.cash, prices))
        slopes = list(map(truediv, amounts, prices))
        for k, most in self.bounds:
            if amounts[k] > most:
                amounts[k], slopes[k] = most, 0.0
        return amounts, slopes


def descend(
    purses: Purses,
    base: list[float],
    directions: Directions,
    there: list[float],
    unknown: list[float],
) -> list[float]:
    """Return the unknowns, from a start at which all prices are above 0. Raises AstrayError."""
    prices = along(base, directions, unknown)
    for _ in range(STEPS):
        amounts, slopes = purses.ask(prices)
        rows = []
        for direction, amount in zip(directions, there, strict=True):
            weighted = list(map(mul, slopes, direction))
            row = [sum(map(mul, weighted, other)) for other in directions]
            asked = sum(map(mul, direction, amounts))
            rows.append([*row, (asked / amount - 1.0) * asked])
        change = solve_small(rows)
        ahead = list(map(add, unknown, change))
        after = along(base, directions, ahead)
        ratios = list(map(truediv, after, prices))
        if (least := min(ratios)) < LEFT:
            part = (1 - LEFT) / (1 - least)
            ahead = [now + part * step for now, step in zip(unknown, change, strict=True)]
            after = along(base, directions, ahead)
        unknown, prices = ahead, after
        if least > 1 - CLOSE and max(ratios) < 1 + CLOSE:
            return unknown
    raise AstrayError


def along(base: list[float], directions: Directions, unknown: Sequence[float]) -> list[float]:
    """Return base + Σ unknown x direction."""
    for amount, direction in zip(unknown, directions, strict=True):
        base = [price + amount * move for price, move in zip(base, direction, strict=True)]
    return base


def solve_small(rows: list[list[float]]) -> list[float]:
    """Solve a small positive definite system, right side last: put the first unknown into the rest.

    Raises AstrayError if it is not positive definite.
    """
    if not rows:
        return []
    (pivot, *first), *others = rows
    if not pivot > 0:
        raise AstrayError
    rest = [
        [value - row[0] / pivot * known for value, known in zip(row[1:], first, strict=True)]
        for row in others
    ]
    found = solve_small(rest)
    return [(first[-1] - sum(map(mul, first, found))) / pivot, *found]
