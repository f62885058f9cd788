"""Wage bargaining: a union and the employers agree on a wage, and employers then choose whom to hire.

The right-to-manage model (Nickell and Andrews 1983, "Unions, real wages and employment in Britain"):
the wage maximises the Nash product (L(w)(w - r))^power * profit(w)^(1 - power), where employment L
follows from the wage. With revenue proportional to L^a, a being the part of revenue that goes to
labour, this has the closed form w = r (1 + power (1 - a) / a). What people can count on elsewhere, r,
falls with unemployment, so wages are high only where few are idle (Layard, Nickell and Jackman 1991).
"""

from __future__ import annotations


def bargained(reservation: float, labour_share: float, power: float) -> float:
    """The wage agreed on: the reservation wage without power, a monopoly union's r / a with all of it.

    Raises ValueError for a share of labour outside (0, 1] or a power outside [0, 1].
    """
    if not 0 < labour_share <= 1:
        raise ValueError(f"Labour's share is above 0 and at most 1, not {labour_share:g}.")
    if not 0 <= power <= 1:
        raise ValueError(f"Bargaining power is from 0 to 1, not {power:g}.")
    return reservation * (1 + power * (1 - labour_share) / labour_share)


def reservation(wage: float, unemployment: float) -> float:
    """What somebody who leaves can count on: the wage elsewhere, times the chance to find work there."""
    return wage * (1 - unemployment)


def natural_unemployment(labour_share: float, power: float) -> float:
    """The unemployment at which the bargained wage is the wage elsewhere: with less, wages rise."""
    mark_up = bargained(1.0, labour_share, power)
    return 1 - 1 / mark_up


def union_floor(wage: float, unemployment: float, labour_share: float, power: float) -> float:
    """The lowest wage that a union lets anybody work for, given last round's wage and unemployment.

    Without power there is none.
    """
    if not power:
        return 0.0
    return bargained(reservation(wage, unemployment), labour_share, power)


def rigid_floor(wage: float, rigidity: float) -> float:
    """The part of last round's wage below which none is cut (Bewley 1999, "Why wages don't fall")."""
    return rigidity * wage
