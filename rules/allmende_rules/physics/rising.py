"""Where a rising function of one number is zero: Newton's method kept within bounds."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

CLOSE = 1e-8
"""A step of Newton's this small, relative to the number, leaves an error of about its square."""
STEPS = 60
"""Halving alone narrows the bounds to a double's last digits in as many."""


def rising_root(
    law: Callable[[float], tuple[float, float]], guess: float, low: float, high: float
) -> float:
    """Where `law`, which gives its value and slope, crosses zero upwards between `low` and `high`.

    Where it is above zero throughout, `low`; below throughout, `high`. A step of Newton's that
    would leave what is known to hold the root is replaced by halving.
    """
    x = min(max(guess, low), high)
    for _ in range(STEPS):
        value, slope = law(x)
        low, high = (low, x) if value > 0.0 else (x, high)
        newton = x - value / slope if slope > 0.0 else inf
        if abs(newton - x) <= CLOSE * abs(x):
            return newton
        x = newton if low < newton < high else (low + high) / 2.0
    return x
