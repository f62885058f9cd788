"""What moves productivity: damages of warming, the cost of abatement, and research.

Damages and abatement are those of DICE-2023 (Barrage and Nordhaus 2024; ECONOMICS C4); research has
decreasing returns, and knowledge spreads within a sector (ECONOMICS, module 5). All are shares or
logarithms, without units.
"""

from __future__ import annotations

from math import sqrt

DAMAGE = 0.003467
"""a2 of DICE-2023, per degree squared. To compare: DICE-2016 .00236, Howard and Sterner .01."""
DAMAGE_EXPONENT = 2.0

OMEGA_FLOOR = 0.05
"""Work never takes more than 20 times its hours: the parabola meets 0 at 17 degrees, far outside of
what it was fitted to, and hours per unit have to stay finite."""

ABATEMENT_EXPONENT = 2.6

ABATEMENT_CEILING = 0.9
"""Abatement never counts for more than this share of output, so 1 - Lambda stays well above 0."""


def omega(temperature: float, damage: float = DAMAGE, exponent: float = DAMAGE_EXPONENT) -> float:
    """Omega: the part of an hour's work left at `temperature`, degrees above 1765.

    1 - a2 T^exponent, at least OMEGA_FLOOR; cooling below 0 does no damage and brings no gain.
    """
    lost: float = damage * max(0.0, temperature) ** exponent
    return max(OMEGA_FLOOR, 1.0 - lost)


def abatement_cost(backstop: float, abated: float) -> float:
    """Lambda: the share of output that it takes to abate the part `abated` of emissions, 0 to 1.

    theta1 mu^2.6, at most ABATEMENT_CEILING. `backstop` is theta1, the share that abating all of them
    takes: price of the last unit abated, times emissions of a unit of output, over 2.6. Labour and
    inputs per unit are divided by 1 - Lambda. Raises ValueError if `abated` is outside 0 to 1.
    """
    if not 0.0 <= abated <= 1.0:
        raise ValueError(f"The abated share of emissions is {abated}: it has to be 0 to 1.")
    cost: float = backstop * abated**ABATEMENT_EXPONENT
    return min(ABATEMENT_CEILING, cost)


def greatest_abatement(backstop: float) -> float:
    """The greatest part of emissions, at most 1, whose abatement takes ABATEMENT_CEILING or less.

    What lies beyond would come free of cost, so no site should be offered it.
    """
    if backstop <= ABATEMENT_CEILING:
        return 1.0
    return float((ABATEMENT_CEILING / backstop) ** (1.0 / ABATEMENT_EXPONENT))


def learned(
    spent_per_capacity: float, efficiency: float, behind: float = 0.0, imitation: float = 0.0
) -> float:
    """The rise of ln theta in a round: eta sqrt(R&D per unit of capacity) + imitation times the gap.

    `behind` is ln theta of the best in the sector less one's own; the best gain nothing from it.
    Raises ValueError if spending is negative or `imitation` outside 0 to 1.
    """
    if spent_per_capacity < 0.0:
        raise ValueError(f"Research per capacity is {spent_per_capacity}: it cannot be negative.")
    if not 0.0 <= imitation <= 1.0:
        raise ValueError(f"Imitation is {imitation}: it is the part of a gap closed, 0 to 1.")
    return efficiency * sqrt(spent_per_capacity) + imitation * max(0.0, behind)
