"""Households: Stone-Geary welfare (Geary 1950, Stone 1954) that is defined in hunger; needs met.

All amounts are units per person and round; goods missing from `consumption` count as 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log

HUNGER = 0.05
"""Welfare is linear where a good is less than this share of its need above that need."""
SCANT = 0.01
"""The same bound, in units per person, for a good that nobody needs."""
GRAIN = 1e-6
"""One micro-unit: a need short by less is met, for amounts come in whole micro-units."""


def welfare(
    consumption: Mapping[str, float], needs: Mapping[str, float], tastes: Mapping[str, float]
) -> float:
    """Sum over goods of b ln(c - g), in utils of one person; tastes b, needs g.

    Where c - g < e, the logarithm goes on as its tangent at e, so that value and slope are
    continuous: ln e + (c - g - e) / e, with e = HUNGER * g, or SCANT where g = 0.
    """
    total = 0.0
    for good, taste in tastes.items():
        if taste:
            need = needs.get(good, 0.0)
            total += taste * _log_above(consumption.get(good, 0.0) - need, need)
    return total


def _log_above(surplus: float, need: float) -> float:
    edge = HUNGER * need or SCANT
    return log(surplus) if surplus >= edge else log(edge) + surplus / edge - 1.0


def needs_met(consumption: Mapping[str, float], needs: Mapping[str, float]) -> float:
    """The share of the least met need that is met, from 0 to 1; 1 if there are no needs."""
    least = 1.0
    for good, need in needs.items():
        had = consumption.get(good, 0.0)
        if need > 0 and had < need - GRAIN:
            least = min(least, had / need)
    return least


def people_in_need(
    people: int, consumption: Mapping[str, float], needs: Mapping[str, float]
) -> int:
    """How many of a group must go short of a need at least, if the others are served in full."""
    return min(people, ceil(people * (1.0 - needs_met(consumption, needs)) - GRAIN))
