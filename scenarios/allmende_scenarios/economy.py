"""Whether the land of a scenario can be an economy: productive, contested, renewable (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from allmende_rules.land import Land
from allmende_scenarios.errors import Problem

FRINGE = 0.4
"""Capacity that house enterprises need at least where fewer than two seats sell a good."""
SELLERS = 2


def economy_problems(land: Land) -> Iterator[Problem]:
    """Every way in which the numbers of the land contradict each other."""
    yield from _productive(land)
    yield from _contested(land)
    yield from _renewable(land)
    yield from _buildable(land)
    if land.goods and not any(good.taste for good in land.goods):
        yield Problem(
            "land.goods", "Nobody wants anything: at least one good needs a taste above 0."
        )


def spectral_radius(land: Land) -> float:
    """Largest modulus of an eigenvalue of A, where A[j, i] of good j goes into a unit of i."""
    index = {good.id: place for place, good in enumerate(land.goods)}
    matrix = np.zeros((len(index), len(index)))
    for good in land.goods:
        for name, amount in good.inputs.items():
            if name in index:
                matrix[index[name], index[good.id]] = amount
    return float(np.max(np.abs(np.linalg.eigvals(matrix)), initial=0.0))


def _productive(land: Land) -> Iterator[Problem]:
    """Leontief's condition: goods must not use up more of themselves than they make."""
    radius = spectral_radius(land)
    if radius >= 1:
        yield Problem(
            "land.goods",
            f"The inputs use up more than is made: their spectral radius is {radius:.3g},"
            " and it must be below 1. Make some inputs smaller.",
        )


def _contested(land: Land) -> Iterator[Problem]:
    """A sole seller could ask anything: two seats sell, or the house has a large enough share."""
    holder = {site: seat.id for seat in land.seats for site in seat.enterprises}
    for good in land.goods:
        sites = [site for site in land.enterprises if site.good == good.id]
        sellers = {holder[site.id] for site in sites if site.id in holder}
        whole = sum(site.capacity for site in sites)
        fringe = sum(site.capacity for site in sites if site.id not in holder)
        path = f"land.goods[{good.id}]"
        if not sites:
            yield Problem(path, "No enterprise makes it.")
        elif len(sellers) < SELLERS and fringe < FRINGE * whole:
            yield Problem(
                path,
                f"Seats that sell it: {len(sellers)}; share of its capacity with house enterprises:"
                f" {fringe / whole:.0%}. Allowed are two seats or more, or {FRINGE:.0%} and more.",
            )


def _renewable(land: Land) -> Iterator[Problem]:
    for resource in land.resources:
        path, most = f"land.resources[{resource.id}]", resource.carrying_capacity
        if resource.stock > most:
            text = f"Found {resource.stock:g}; allowed is at most carrying_capacity, {most:g}."
            yield Problem(f"{path}.stock", text)
        if resource.tipping >= most:
            text = f"Found {resource.tipping:g}; allowed is less than carrying_capacity, {most:g}."
            yield Problem(f"{path}.tipping", text)


def _buildable(land: Land) -> Iterator[Problem]:
    """Machines of every good must be made of something that can be made."""
    for good in land.goods:
        if not any(land.capital.get(good.id, {}).values()):
            text = f"It says what a unit of capacity costs in goods, and has nothing for {good.id}."
            yield Problem("land.capital", text)
