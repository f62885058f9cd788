"""Dividing a whole amount over people who brought or asked for whole amounts."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.amounts import MICRO, largest_remainder


def split(total: int, quantities: Sequence[int]) -> list[int]:
    """Parts of `total` in proportion to `quantities`, by largest remainder.

    With `total` at most their sum, no part is larger than its quantity.
    """
    if total == sum(quantities):
        return list(quantities)
    return largest_remainder(total, quantities)


def worth(price: int, quantity: int) -> int:
    """Money for `quantity` micro-units at `price` per unit, to the nearest micro-unit."""
    return (price * quantity + MICRO // 2) // MICRO
