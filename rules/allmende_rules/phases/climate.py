"""The climate: emissions of a round warm the sky, and warmth takes its part of next round's work.

Emissions are those of all output as it was executed, whatever a law allowed. Land use adds what nobody
at the table decides on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.physics.climate import ClimateState, from_facts, step, to_facts
from allmende_rules.physics.climate_linear import linear_temperature
from allmende_rules.physics.damages import omega
from allmende_rules.sky import SKY, Climate
from allmende_rules.world import World

DEGREES = 8
"""Decimals to which degrees and shares of work are kept."""


def open_sky(climate: Climate | None) -> list[Event]:
    """The sky as the game finds it."""
    if climate is None:
        return []
    if climate.model == "linear":
        facts = _felt(climate, climate.warming) | {"cumulative": 0.0}
    else:
        facts = _measured(climate, ClimateState())
    return [Stated("all", SKY, facts | {"price": 0})]


def warm(world: World, outputs: Mapping[str, int]) -> list[Event]:
    """Emissions of what was made go up, and the temperature follows."""
    climate = world.land.climate
    if climate is None:
        return []
    sites = world.land.enterprises
    made = {site.id: units(outputs.get(site.id, 0)) for site in sites}
    emitted = {site.id: emission_rate(world, site) * made[site.id] for site in sites}
    uncurbed = sum([emission_rate(world, site, 0) * made[site.id] for site in sites])
    whole = sum(emitted.values())
    abated = 1 - whole / uncurbed if uncurbed else 0.0
    facts = _after(world, climate, whole, abated) | {"emissions": round(whole, 6)}
    return [
        *(Stated("all", e, {"emissions": round(much, 6)}) for e, much in emitted.items() if much),
        Stated("all", SKY, facts),
        _news(world, climate, whole, facts["temperature"]),
    ]


def _after(world: World, climate: Climate, emitted: float, abated: float) -> dict[str, Any]:
    """The facts of the sky after a round with these emissions, in the scenario's units."""
    land_use = climate.land_use * (1 - climate.land_use_decline) ** (world.round - 1)
    gigatonnes, years = climate.scale * emitted + land_use, world.land.years
    if climate.model == "linear":
        cumulative = round(world.fact(SKY, "cumulative") + gigatonnes * years, DEGREES)
        warmth = linear_temperature(cumulative, climate.warming, climate.response)
        return _felt(climate, warmth) | {"cumulative": cumulative}
    before = from_facts(world.fact(SKY, "carbon"))
    return _measured(climate, step(before, gigatonnes, abated, years))


def _measured(climate: Climate, state: ClimateState) -> dict[str, Any]:
    return _felt(climate, state.temperature) | {"carbon": to_facts(state)}


def _felt(climate: Climate, temperature: float) -> dict[str, Any]:
    """What everybody feels of it: degrees, and the part of an hour's work that is left."""
    return {
        "temperature": round(temperature, DEGREES),
        "omega": round(omega(temperature, climate.damage), DEGREES),
    }


def _news(world: World, climate: Climate, emitted: float, now: float) -> Event:
    facts = {
        "name": climate.name,
        "emitted": round(emitted, 1),
        "unit": climate.unit,
        "before": round(world.fact(SKY, "temperature"), 2),
        "now": round(now, 2),
    }
    text = "{name}: {emitted} {unit} went up, and it went from {before} to {now} degrees."
    return Told("all", text, facts)
