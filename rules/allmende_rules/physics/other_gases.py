"""What warms besides CO2: a forcing that nobody decides on, and gases that can be abated (DICE-2023)."""

from __future__ import annotations

import msgspec

KEPT = 0.861
"""What is left of the forcing of abatable gases after a period of PERIOD years."""
GAINED = 0.00955
"""W/m2 that a GtCO2e a year adds in such a period."""
PERIOD = 5.0
FIRST, LEVEL = 2020.0, 2100.0
"""Paths are straight lines between these years, and level after them."""


class OtherGases(msgspec.Struct, frozen=True):
    """Paths given from outside: `fixed_*` forcing in W/m2, `gases_*` abatable GtCO2e a year."""

    fixed_2020: float = -0.054
    fixed_2100: float = 0.265
    gases_2020: float = 9.96
    gases_2100: float = 15.5

    def fixed(self, year: float) -> float:
        """Forcing in `year` that nobody can abate, W/m2."""
        return _line(self.fixed_2020, self.fixed_2100, year)

    def gases(self, year: float) -> float:
        """Emissions in `year` of abatable gases before abatement, GtCO2e a year."""
        return _line(self.gases_2020, self.gases_2100, year)

    def forcing_after(self, forcing: float, abated: float, year: float, years: float) -> float:
        """Forcing of abatable gases, W/m2, `years` after it was `forcing` in `year`.

        F' = .861 F + .00955 G (1 - mu) in five years, with G and mu those of `year`; over another
        length of time, the same decay and inflow.
        """
        kept: float = KEPT ** (years / PERIOD)
        gained = GAINED * (1.0 - kept) / (1.0 - KEPT)
        return kept * forcing + gained * self.gases(year) * (1.0 - abated)


DICE_2023 = OtherGases()


def _line(start: float, end: float, year: float) -> float:
    passed = min(max((year - FIRST) / (LEVEL - FIRST), 0.0), 1.0)
    return start + (end - start) * passed
