"""Whether what goods emit and the sky that takes it fit together, and whether research can be done."""

from __future__ import annotations

from collections.abc import Iterator

from allmende_rules.land import Land
from allmende_rules.sky import Climate
from allmende_scenarios.errors import Problem

LEAST_USED = 0.5
"""The least part of all machines that an opening runs: what is emitted then lies above this part."""


def climate_problems(land: Land) -> Iterator[Problem]:
    """Emissions without a sky, a sky without emissions, and a baseline that no opening could emit."""
    yield from _goods(land)
    if land.climate is not None:
        yield from _baseline(land, land.climate)
    if land.research is not None and not land.research.recipe:
        yield Problem("land.research.recipe", "A bundle of research is made of at least one good.")


def at_capacity(land: Land) -> float:
    """What is emitted in a round if all machines of the opening run, in the scenario's units."""
    emission = {good.id: good.emission for good in land.goods}
    return sum(site.capacity * emission.get(site.good, 0.0) for site in land.enterprises)


def _goods(land: Land) -> Iterator[Problem]:
    for good in land.goods:
        path = f"land.goods[{good.id}]"
        if land.climate is None and (good.emission or good.backstop):
            key = "emission" if good.emission else "backstop"
            text = "It warms nothing: the land has no climate. Add [land.climate], or leave it out."
            yield Problem(f"{path}.{key}", text)
        elif good.backstop and not good.emission:
            text = "There is nothing to abate: it has no emission. Give it one, or leave this out."
            yield Problem(f"{path}.backstop", text)
        elif good.emission and not good.backstop:
            text = "Abating its emission would cost nothing: allowed is a backstop above 0."
            yield Problem(f"{path}.backstop", text)


def _baseline(land: Land, climate: Climate) -> Iterator[Problem]:
    """Caps are set from the baseline, so it must be what the opening emits, more or less."""
    most = at_capacity(land)
    if not most:
        yield Problem("land.climate", "No good emits anything: at least one needs an emission.")
    elif not LEAST_USED * most <= climate.baseline <= most:
        yield Problem(
            "land.climate.baseline",
            f"Found {climate.baseline:g}; at the opening all machines together would emit {most:.3g}."
            f" Allowed is from {LEAST_USED:.0%} of that to all of it.",
        )
