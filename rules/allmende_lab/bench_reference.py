"""Bare common-pool loops to measure against: 8 players of Ostrom, Gardner and Walker (1994).

Each has an endowment e and puts x of it into the pool; the rest earns w. The pool yields
F(X) = 23 X - X^2 / 4, shared by x / X. Players reply best to what the others did last round,
answers are checked against their bounds, and every round is logged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

PLAYERS, ENDOWMENT, WAGE = 8, 25, 5
SLOPE, CURVE = 23.0, 0.25
Log = list[tuple[int, list[int], list[float]]]


def plain_loop(rounds: int) -> Log:
    """The game in plain Python."""
    log: Log = []
    chosen = [ENDOWMENT] * PLAYERS
    for number in range(rounds):
        total = sum(chosen)
        chosen = [_reply(total - x) for x in chosen]
        for x in chosen:
            if not 0 <= x <= ENDOWMENT:
                raise ValueError(f"{x} is outside 0 to {ENDOWMENT}.")
        total = sum(chosen)
        each = SLOPE - CURVE * total
        log.append((number, chosen, [WAGE * (ENDOWMENT - x) + x * each for x in chosen]))
    return log


def _reply(others: int) -> int:
    best = (SLOPE - WAGE - CURVE * others) / (2 * CURVE)
    return max(0, min(ENDOWMENT, round(best)))


def numpy_loop(rounds: int) -> Log:
    """The same game with one array operation for all players."""
    log: Log = []
    chosen: Any = np.full(PLAYERS, ENDOWMENT)
    for number in range(rounds):
        best = (SLOPE - WAGE - CURVE * (chosen.sum() - chosen)) / (2 * CURVE)
        chosen = np.clip(np.rint(best), 0, ENDOWMENT).astype(int)
        if chosen.min() < 0 or chosen.max() > ENDOWMENT:
            raise ValueError(f"{chosen} is outside 0 to {ENDOWMENT}.")
        payoffs = WAGE * (ENDOWMENT - chosen) + chosen * (SLOPE - CURVE * chosen.sum())
        log.append((number, chosen.tolist(), payoffs.tolist()))
    return log


Loop = Callable[[int], Log]
LOOPS: dict[str, Loop] = {
    "plain Python CPR, 8 players": plain_loop,
    "numpy CPR, 8 players": numpy_loop,
}
