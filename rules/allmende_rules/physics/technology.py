"""Technology: what one unit of a good takes at one site, in truth (DESIGN 5, Technology).

Output is `x <= min(Omega theta L / l, K, min_j M_j / A_j, H / h)`: labour, machines, inputs and harvest
are strict complements. Productivity `theta` and the climate's `Omega` act on labour only. Harvest labour
rises as (N/K)^-1. Abatement takes a part of all output: labour and inputs bear that burden.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_rules.land import Good, Resource
from allmende_rules.physics.nature import harvest_labour_factor


class Site(msgspec.Struct, frozen=True):
    """The true technology of one enterprise in one round; only the sealed physics may read it.

    `labour_per_unit` hours per unit; `capacity` output a round, in micro-units; `harvest` and
    `inputs` units of each resource and good per unit of output.
    """

    enterprise: str
    good: str
    labour_per_unit: float
    capacity: int
    harvest: dict[str, float]
    inputs: dict[str, float]


def labour_per_unit(
    good: Good,
    theta: float,
    stocks: Mapping[str, float],
    resources: Mapping[str, Resource],
    burden: float = 1.0,
) -> float:
    """Hours per unit of `good`: `l (N/K)^-1 burden / theta`, N in units at the opening of the round.

    Where a good is harvested from several stocks, the most depleted one sets the pace.
    """
    if not good.harvest:
        return good.labour * burden / theta
    factors = [
        harvest_labour_factor(resources[resource], stocks[resource])
        for resource, amount in good.harvest.items()
        if amount > 0
    ]
    return good.labour * max(factors, default=1.0) * burden / theta
