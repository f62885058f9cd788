"""The six-sector economy that plans and markets are compared on.

Inputs are BEA's Summary Use and Make tables for the United States, 2019, after redefinitions, at
producer prices (USEPA useeior, MIT licence), industry technology, aggregated to six sectors; labour is
each sector's labour share of output; the basket is household consumption. Rounded to three decimals.
"""

from __future__ import annotations

from allmende_rules.mechanisms.joint_clearing import Buyer, Plant, Program

GOODS = ("food", "energy", "goods", "shelter", "care", "services")
INPUTS = (
    (0.372, 0.000, 0.009, 0.000, 0.016, 0.006),
    (0.020, 0.277, 0.020, 0.015, 0.022, 0.015),
    (0.089, 0.078, 0.364, 0.073, 0.050, 0.036),
    (0.008, 0.018, 0.009, 0.060, 0.043, 0.048),
    (0.003, 0.008, 0.006, 0.002, 0.011, 0.007),
    (0.202, 0.178, 0.183, 0.193, 0.207, 0.296),
)
"""Units of the row's good for a unit of the column's."""
LABOUR = (0.125, 0.087, 0.201, 0.141, 0.537, 0.335)
BASKET = (0.049, 0.029, 0.076, 0.153, 0.219, 0.475)
"""Shares of household spending; as printed they add up to 1.001."""
HOURS = 52.86
"""Labour that a hundred baskets take."""
AMPLE = 10_000.0
"""Capacity that no plan reaches."""

Table = tuple[tuple[float, ...], ...]


def tastes() -> tuple[float, ...]:
    """Shares of spending that add up to 1."""
    return tuple([share / sum(BASKET) for share in BASKET])


def program(inputs: Table = INPUTS, labour: tuple[float, ...] = LABOUR) -> Program:
    """One plant a good and one buyer a good with logarithmic tastes, as `inputs` and `labour` are stated."""
    size = range(len(GOODS))
    return Program(
        goods=GOODS,
        inputs=inputs,
        plants=tuple([Plant(good, j, labour[j], AMPLE) for j, good in enumerate(GOODS)]),
        buyers=tuple(
            [
                Buyer(good, 100 * share, tuple([float(i == k) for i in size]))
                for k, (good, share) in enumerate(zip(GOODS, tastes(), strict=True))
            ]
        ),
        warehouse=(0.0,) * len(GOODS),
        labour=HOURS,
    )
