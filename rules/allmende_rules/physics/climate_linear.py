"""The climate of small scenarios: warming in proportion to what was emitted so far.

T = T0 + TCRE * cumulative / 1000, from IPCC AR6 WG1 (2021), D.1.1: .45 degrees for each 1,000 GtCO2,
likely .27 to .63. It has no delay: warming stops when emissions do.
"""

from __future__ import annotations

OPENING = 1.25
"""Degrees above 1850-1900 in 2020."""
TCRE = 0.45
"""Transient climate response to cumulative emissions, degrees per 1,000 GtCO2."""


def linear_temperature(cumulative: float, opening: float = OPENING, tcre: float = TCRE) -> float:
    """Degrees above 1850-1900 after `cumulative` GtCO2 since the opening; removals count negative."""
    return opening + tcre * cumulative / 1000.0
