"""Prices at which what is asked for comes to what is there: Newton's method in a few unknowns.

Demand k, with cash b_k, pays π_k for a bundle and gets b_k / π_k, or a bound if that is less. The π
move with the unknowns u along given ways, π = base + Σ_j u_j d_j, and of what u_j is the price there
is t_j. The least of the convex

    Σ_j t_j u_j - Σ_k b_k ln π_k

is where Σ_k d_jk b_k / π_k = t_j for every j (the dual of Eisenberg and Gale's program, 1959).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul, truediv
from typing import NamedTuple

LEFT = 0.2
"""At least this share of a price is left after a step: at a price of 0 demand has no end."""

Ways = Sequence[Sequence[float]]
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


class Approach(NamedTuple):
    """A step towards the prices: how far each unknown moves, the prices then, and their change.

    `change` is the greatest relative change that the whole step would make; the step is shorter
    where it would leave less than LEFT of a price.
    """

    moves: list[float]
    prices: list[float]
    change: float


def approach(
    prices: list[float],
    asked: tuple[list[float], list[float]],
    ways: Ways,
    there: Sequence[float],
) -> Approach:
    """Return the next prices, from amounts `asked` for at these and how fast they fall.

    Raises AstrayError where what is asked for does not tell the unknowns apart.
    """
    amounts, slopes = asked
    rows = []
    for place, (way, amount) in enumerate(zip(ways, there, strict=True)):
        weighted = list(map(mul, slopes, way))
        row = [sum(map(mul, weighted, other)) for other in ways[place:]]
        wanted = sum(map(mul, way, amounts))
        rows.append([*row, (wanted / amount - 1.0) * wanted])
    moves = solve_small(rows)
    after = along(prices, ways, moves)
    ratios = list(map(truediv, after, prices))
    least = min(ratios)
    change = max(1.0 - least, max(ratios) - 1.0)
    if least < LEFT:
        part = (1.0 - LEFT) / (1.0 - least)
        moves = [part * move for move in moves]
        after = along(prices, ways, moves)
    return Approach(moves, after, change)


def along(base: list[float], ways: Ways, unknown: Sequence[float]) -> list[float]:
    """Return base + Σ unknown x way."""
    for amount, way in zip(unknown, ways, strict=True):
        if amount:
            base = [price + amount * move for price, move in zip(base, way, strict=True)]
    return base


def solve_small(rows: list[list[float]]) -> list[float]:
    """Solve a small positive definite system by elimination, which changes `rows`.

    These hold the diagonal and what is right of it, the right side last. Raises AstrayError if the
    system is not positive definite.
    """
    for place, row in enumerate(rows):
        if not row[0] > 0:
            raise AstrayError
        for n in range(1, len(row) - 1):
            much, below = row[n] / row[0], rows[place + n]
            rows[place + n] = [
                one - much * other for one, other in zip(below, row[n:], strict=True)
            ]
    found: list[float] = []
    for row in reversed(rows):
        found.insert(0, (row[-1] - sum(map(mul, row[1:-1], found))) / row[0])
    return found
