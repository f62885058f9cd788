"""Climate: the DFAIR module of DICE-2023 with implicit timing.

The stretch of carbon's lifetimes (alpha), carbon and temperature of a date solve together, as
published (Barrage and Nordhaus 2024, PNAS 121; DICE2023-b-4-3-10.gms; ECONOMICS C4). Temperatures are
degrees C above 1765.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, isfinite, log
from typing import Any, NamedTuple

import msgspec

from allmende_rules.physics.carbon_cycle import (
    ALPHA_BOUNDS,
    PREINDUSTRIAL,
    hold,
    impulse_response,
    in_air,
)
from allmende_rules.physics.other_gases import DICE_2023, OtherGases
from allmende_rules.physics.rising import rising_root

DECIMALS = 8
"""Facts keep so many: by 2100 that moves temperature by less than 1e-7 degrees; six by 2e-6."""

CARBON_PER_PPM = 2.13
FORCING_PER_LOG = 3.93 / log(2.0)
"""W/m2 for each rise of ln(carbon in the air): 3.93 for a doubling."""
RESERVOIR_CO2, CUMULATIVE_CO2 = 3.667, 3.666
"""CO2 for a unit of carbon: the source rounds 44/12 up for reservoirs, down for what was emitted."""
RESPONSE, PER_UPTAKE, PER_DEGREE = 32.4, 0.019, 4.165
"""iIRF100 of 1765, and its rise for each GtC that the sinks took up and each degree."""


class Box(NamedTuple):
    """A body of heat: its degrees per W/m2 in the long run, and its delay in years."""

    sensitivity: float
    delay: float


BOXES = (Box(0.324, 236.0), Box(0.44, 4.07))


class ClimateState(msgspec.Struct, frozen=True):
    """The climate at a date; the defaults are those of DICE-2023 for 2020.

    `reservoirs` in GtC. `cumulative` GtC emitted since 1765, without what `emissions` (the latest,
    GtCO2 a year) still add to it. `boxes` and `temperature` in degrees; `gases_forcing` (abatable
    gases) and `forcing` (everything) in W/m2. `abated`: the latest share abated of the other gases.
    """

    year: float = 2020.0
    reservoirs: tuple[float, ...] = (150.093, 102.698, 39.534, 6.1865)
    cumulative: float = 633.5
    boxes: tuple[float, ...] = (0.1477, 1.099454)
    gases_forcing: float = 0.518
    emissions: float = 42.9
    abated: float = 0.05
    alpha: float = 0.4471543775
    temperature: float = 1.247154
    ppm: float = 416.2031931
    forcing: float = 2.791838464


def step(
    now: ClimateState,
    emissions: float,
    abated: float = 0.0,
    years: float = 5.0,
    other: OtherGases = DICE_2023,
) -> ClimateState:
    """The climate `years` later, if `emissions` GtCO2 a year (land included) are emitted till then.

    `abated` is the share abated of the other gases, 0 to 1. As published, it acts from the next step
    on, and so does what this period adds to cumulative emissions. Raises ValueError for emissions
    that are not finite, a share outside 0 to 1, or a period that is not positive.
    """
    _check(emissions, abated, years)
    year = now.year + years
    cumulative = now.cumulative + now.emissions * years / CUMULATIVE_CO2
    gases = other.forcing_after(now.gases_forcing, now.abated, now.year, years)
    given, carbon = gases + other.fixed(year), emissions / RESERVOIR_CO2
    alpha = _alpha(now, cumulative, carbon, given, years)
    reservoirs, _ = hold(now.reservoirs, carbon, years, alpha)
    air = in_air(reservoirs)
    forcing = co2_forcing(air) + given
    boxes = _warmed(now.boxes, forcing, years)
    return ClimateState(
        year=year,
        reservoirs=reservoirs,
        cumulative=cumulative,
        boxes=boxes,
        gases_forcing=gases,
        emissions=emissions,
        abated=abated,
        alpha=alpha,
        temperature=sum(boxes),
        ppm=air / CARBON_PER_PPM,
        forcing=forcing,
    )


def co2_forcing(air: float) -> float:
    """Forcing of `air` GtC of carbon, W/m2: 3.93 log2(M / 588)."""
    return FORCING_PER_LOG * log(air / PREINDUSTRIAL)


def wanted_response(cumulative: float, air: float, temperature: float) -> float:
    """iIRF100 in years after `cumulative` GtC emitted, of which `air` - 588 stayed, at `temperature`."""
    return RESPONSE + PER_UPTAKE * (cumulative - air + PREINDUSTRIAL) + PER_DEGREE * temperature


def to_facts(state: ClimateState) -> dict[str, Any]:
    """The state as plain facts, rounded to DECIMALS."""
    return {name: _rounded(value) for name, value in msgspec.structs.asdict(state).items()}


def from_facts(facts: Mapping[str, Any]) -> ClimateState:
    """The state that facts describe. Raises msgspec.ValidationError if they do not."""
    return msgspec.convert(facts, ClimateState)


def _alpha(
    now: ClimateState, cumulative: float, carbon: float, given: float, years: float
) -> float:
    """The alpha whose impulse response is what carbon and temperature at that alpha ask for.

    Temperature is a straight line in forcing. A greater alpha leaves more carbon in the air: the
    sinks took up less, which over five years counts for more than the warming wherever the air holds
    above 400 GtC. So what is asked for falls, the response rises, and they meet once.
    """
    resting, gain = sum(_warmed(now.boxes, 0.0, years)), sum(_warmed((0.0, 0.0), 1.0, years))

    def excess(alpha: float) -> tuple[float, float]:
        response, rise = impulse_response(alpha)
        held, more = hold(now.reservoirs, carbon, years, alpha)
        air = in_air(held)
        temperature = resting + gain * (co2_forcing(air) + given)
        slope = rise + more * (PER_UPTAKE - PER_DEGREE * gain * FORCING_PER_LOG / air)
        return response - wanted_response(cumulative, air, temperature), slope

    return rising_root(excess, now.alpha, *ALPHA_BOUNDS)


def _warmed(boxes: Sequence[float], forcing: float, years: float) -> tuple[float, ...]:
    """B' = B e^(-t/d) + q F (1 - e^(-t/d)) for both boxes."""
    warmed = []
    for (sensitivity, delay), before in zip(BOXES, boxes, strict=True):
        settled = sensitivity * forcing
        warmed.append(settled + (before - settled) * exp(-years / delay))
    return tuple(warmed)


def _check(emissions: float, abated: float, years: float) -> None:
    if not isfinite(emissions):
        raise ValueError(f"Emissions are {emissions}: they have to be a finite number of GtCO2.")
    if not 0.0 <= abated <= 1.0:
        raise ValueError(f"The abated share of other gases is {abated}: it has to be 0 to 1.")
    if not 0.0 < years < float("inf"):
        raise ValueError(f"The period is {years} years: it has to be a positive number.")


def _rounded(value: float | Sequence[float]) -> float | list[float]:
    if isinstance(value, Sequence):
        return [round(part, DECIMALS) for part in value]
    return round(value, DECIMALS)
