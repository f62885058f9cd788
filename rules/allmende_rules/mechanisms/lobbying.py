"""Lobbying as a contest: what is spent against a law, beside what weighs for it, takes a part off it."""

from __future__ import annotations

from math import isqrt


def taken_off(most: int, spent: int, attention: int) -> int:
    """The part of a law that money takes off, in millionths: `most` times spent / (spent + attention).

    Tullock 1980, "Efficient rent seeking": the first money does most, and the part never passes `most`.
    Raises ValueError unless attention is positive.
    """
    if attention <= 0:
        raise ValueError(f"The public's attention is above 0, not {attention}.")
    return most * spent // (spent + attention)


def best_reply(most: int, stake: int, others: int, attention: int) -> int:
    """What somebody spends who would save `stake` if the whole law fell, given what others spend.

    Maximises most * stake * (s + others) / (s + others + attention) - s: its first-order condition gives
    s = sqrt(most * stake * attention) - attention - others, or nothing.
    """
    return max(0, isqrt(most * stake * attention // 1_000_000) - attention - others)
