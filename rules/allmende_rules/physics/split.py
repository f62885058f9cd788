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


def fill(total: int, weights: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """Parts of `total` in proportion to `weights`, none above its room.

    What one has no room for goes to the others in the same way, and to those without weight last, in
    proportion to their rooms. Raises ValueError if the rooms together cannot take the total.
    """
    if total > sum(rooms):
        raise ValueError(f"There is room for {sum(rooms)} micro-units, not for {total}.")
    parts = [0] * len(rooms)
    left = list(range(len(rooms)))
    while total and left:
        claims = [weights[i] for i in left]
        if not any(claims):
            claims = [rooms[i] for i in left]
        offered = largest_remainder(total, claims)
        full = [i for i, part in zip(left, offered, strict=True) if part >= rooms[i]]
        for i in full:
            parts[i] = rooms[i]
            total -= rooms[i]
        if not full:
            for i, part in zip(left, offered, strict=True):
                parts[i] = part
            return parts
        left = [i for i in left if i not in full]
    return parts


def worth(price: int, quantity: int) -> int:
    """Money for `quantity` micro-units at `price` per unit, to the nearest micro-unit."""
    return (price * quantity + MICRO // 2) // MICRO
