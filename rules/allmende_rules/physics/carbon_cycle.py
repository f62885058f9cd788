"""Carbon in the air: four reservoirs whose lifetimes stretch as the sinks fill and the air warms.

The carbon cycle of DFAIR, DICE-2023 (Barrage and Nordhaus 2024, PNAS 121; Millar et al. 2017, ACP 17),
constants as in ECONOMICS C4. Carbon in GtC, lifetimes in years, `alpha` their common stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1
from typing import NamedTuple

PREINDUSTRIAL = 588.0
"""Carbon in the air of 1765."""
LEAST = 10.0
"""Carbon in the air never counts as less (DICE has the same bound), so its forcing stays finite."""
HORIZON = 100.0
"""Years over which the impulse response (iIRF100) is taken."""
ALPHA_BOUNDS = (0.1, 100.0)
"""The bounds of DICE: no stretch, however long, gives an impulse response above 100."""


class Reservoir(NamedTuple):
    """A share of every tonne emitted, and how long that stays at alpha = 1."""

    share: float
    lifetime: float


RESERVOIRS = (
    Reservoir(0.2173, 1e6),
    Reservoir(0.224, 394.4),
    Reservoir(0.2824, 36.53),
    Reservoir(0.2763, 4.304),
)


def hold(
    reservoirs: Sequence[float], carbon: float, years: float, alpha: float
) -> tuple[tuple[float, ...], float]:
    """The reservoirs after `years` of `carbon` GtC a year; and the slope of their sum in alpha.

    R' = s a tau E (1 - e^(-t / a tau)) + R e^(-t / a tau).
    """
    held, slope = [], 0.0
    for (share, lifetime), before in zip(RESERVOIRS, reservoirs, strict=True):
        x, inflow = years / (lifetime * alpha), share * lifetime * carbon
        lost = -expm1(-x)
        gained = inflow * lost
        held.append(before * (1.0 - lost) + alpha * gained)
        slope += gained + (before / alpha - inflow) * x * (1.0 - lost)
    return tuple(held), slope


def impulse_response(alpha: float) -> tuple[float, float]:
    """Years that a tonne spends in the air, of the first HORIZON, at `alpha`; and the slope in it.

    iIRF100 = sum of s a tau (1 - e^(-100 / a tau)): rising in alpha, towards 100.
    """
    response, slope = 0.0, 0.0
    for share, lifetime in RESERVOIRS:
        x, weight = HORIZON / (lifetime * alpha), share * lifetime
        lost = -expm1(-x)
        response += weight * alpha * lost
        slope += weight * (lost - x * (1.0 - lost))
    return response, slope


def in_air(reservoirs: Sequence[float]) -> float:
    """Carbon in the air, GtC, at least LEAST."""
    return max(LEAST, PREINDUSTRIAL + sum(reservoirs))
