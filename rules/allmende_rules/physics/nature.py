"""Nature and wear: how stocks regrow, machines age, goods spoil and productivity drifts.

Stocks are floats in units, rounded to six decimals once a round. Closed forms: Clark (1976),
Mathematical Bioeconomics; constants in ECONOMICS C3.
"""

from __future__ import annotations

from math import sqrt

from allmende_rules.land import Resource

DECIMALS = 6
DEPLETED = 0.02
"""Below this share of carrying capacity harvest labour rises no further, and stays finite."""


def expected_growth(resource: Resource, stock: float) -> float:
    """Growth in a round without noise, in units: rN(1 - N/K), greatest (MSY) at rK/4 where N = K/2.

    With `tipping` A > 0 it is rN(N/A - 1)(1 - N/K) (critical depensation): below A the stock dies
    out.
    """
    logistic = resource.growth * stock * (1.0 - stock / resource.carrying_capacity)
    return logistic * (stock / resource.tipping - 1.0) if resource.tipping > 0 else logistic


def most_productive(resource: Resource) -> float:
    """The stock in units at which expected growth is greatest (MSY): K/2 without depensation.

    With it, the larger root of dG/dN = 0: (A + K + sqrt((A + K)^2 - 3AK)) / 3 (ECONOMICS C3).
    """
    k, a = resource.carrying_capacity, resource.tipping
    return (a + k + sqrt((a + k) ** 2 - 3 * a * k)) / 3 if a > 0 else k / 2


def regrow(resource: Resource, stock: float, harvest: float, noise: float) -> float:
    """The stock after a round: N' = N + g G(N) - H, with g = max(0, 1 + noise * growth_noise).

    `stock` and `harvest` in units, `noise` a standard normal draw. N' stays within 0 and the
    carrying capacity: what would grow beyond it finds no room, and a decline ends at extinction.
    Raises ValueError if more is harvested than there is.
    """
    if harvest > stock + 10.0**-DECIMALS:
        raise ValueError(
            f"The harvest of {resource.id} is {harvest}, but the stock is {stock}: "
            "at most the stock can be taken."
        )
    luck = max(0.0, 1.0 + noise * resource.growth_noise)
    after = stock + luck * expected_growth(resource, stock) - harvest
    return round(min(max(after, 0.0), resource.carrying_capacity), DECIMALS)


def harvest_labour_factor(resource: Resource, stock: float) -> float:
    """How much more labour a unit takes than at a full stock: (N/K)^-1, at most 1 / DEPLETED."""
    return 1.0 / max(stock / resource.carrying_capacity, DEPLETED)


def wear(capacity: int, rate: float) -> int:
    """Capacity lost to depreciation in a round, in micro-units, to the nearest one."""
    return round(capacity * rate)


def spoil(quantity: int, rate: float) -> int:
    """What spoils in a warehouse in a round, in micro-units, to the nearest one."""
    return round(quantity * rate)


def drift(log_theta: float, persistence: float, shock: float, sd: float) -> float:
    """The next log productivity: AR(1), `persistence * log_theta + sd * shock`.

    `shock` is a standard normal draw. The stationary standard deviation is `sd / sqrt(1 -
    persistence^2)`.
    """
    return persistence * log_theta + sd * shock
