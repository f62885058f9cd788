"""The table of ECONOMICS D1: its technology, its basket, and what it prints at five carbon caps."""

from __future__ import annotations

from typing import NamedTuple

from allmende_lab.validate import six_sectors
from allmende_lab.validate.six_sectors import GOODS, HOURS, INPUTS

__all__ = ["GOODS", "HOURS", "INPUTS"]

LABOUR = dict(zip(GOODS, six_sectors.LABOUR, strict=True))
"""Hours for a unit of output."""
EMISSION = dict(zip(GOODS, (4.78, 9.76, 1.72, 0.41, 0.07, 0.37), strict=True))
"""Emissions of a unit of output, relative to the mean (shares of world emissions, UNEP 2024)."""
BASKET = dict(zip(GOODS, six_sectors.BASKET, strict=True))
"""Shares of spending; as rounded there they add up to 1.001."""
OPENING = 250.168
"""What is emitted in HOURS of work where no cap binds."""


class Row(NamedTuple):
    """What is printed for a cap: a permit's price in wages, consumption by good, loss and rent (percent)."""

    tau: float
    consumption: tuple[float, ...]
    loss: float
    rent: float


PRINTED = {
    1.0: Row(0.0, (5.612, 4.747, 8.040, 26.376, 16.307, 46.441), 0.0, 0.0),
    0.9: Row(0.01046, (4.870, 3.394, 7.803, 26.474, 16.781, 47.423), 0.216, 4.3),
    0.8: Row(0.03114, (3.905, 2.236, 7.323, 26.301, 17.451, 48.602), 1.063, 10.6),
    0.7: Row(0.08139, (2.756, 1.313, 6.402, 25.436, 18.541, 50.042), 3.085, 21.2),
    0.6: Row(0.26921, (1.586, 0.651, 4.783, 22.735, 20.763, 51.548), 7.615, 43.3),
}
"""By the cap as a share of the opening's emissions."""
CAPS = tuple(PRINTED)
UNCAPPED = 1.0
"""The share at which the cap does not bind."""
