"""The terms of an act in words: its presets by name, and each dial that is set otherwise, with its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from allmende_rules.agenda import SYSTEMS
from allmende_rules.amounts import micro
from allmende_rules.phases.assembly.floor import ranged, reads
from allmende_rules.scenario import Act
from allmende_rules.system import Dial, Preset, System, at_work, find_preset, preset_dials
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World


def terms(world: World, act: Act) -> str:
    """As in “Laissez-faire, Hostile; entry fee: 2 hours”; empty for a system as it is ordinarily played here.

    `act` has all its dials. Those that do nothing on this land are left out.
    """
    system = find_system(act.system)
    presets = presets_of(act)
    ordinary = {
        **{dial.id: dial.default for dial in system.dials},
        **_offered(world, act.system),
        **preset_dials(system, [preset.id for preset in presets]),
    }
    now = {dial.id: act.dials.get(dial.id, dial.default) for dial in system.dials}
    moved = [
        _in_words(dial, now[dial.id])
        for dial in at_work(system.dials, world.land, now)
        if now[dial.id] != ordinary[dial.id]
    ]
    named = ", ".join(preset.name for preset in presets)
    return "; ".join([*([named] if named else []), *moved])


def _offered(world: World, system: str) -> Mapping[str, float]:
    """The dials with which a vote would have a system begin, where one may choose it: the scenario's."""
    acts: list[dict[str, Any]] = [one["act"] for one in world.fact(TABLE, SYSTEMS, ())]
    return next((act.get("dials", {}) for act in acts if act["system"] == system), {})


def _in_words(dial: Dial, value: float) -> str:
    return f"{dial.label}: {reads(ranged(dial, value), micro(value))}"


def presets_of(act: Act) -> tuple[Preset, ...]:
    """The presets that an act names; where it names none, those that its dials amount to."""
    system = find_system(act.system)
    named = tuple(find_preset(system, name) for name in act.presets)
    return named or recognised(system, act.dials)


def recognised(system: System, dials: Mapping[str, float]) -> tuple[Preset, ...]:
    """The presets, one of each kind at most, that together account for most of these dials."""
    values = {dial.id: dials.get(dial.id, dial.default) for dial in system.dials}
    best: tuple[int, tuple[Preset, ...]] = (0, ())
    for chosen in _choices(system):
        wanted = preset_dials(system, [preset.id for preset in chosen])
        held = all(values[name] == value for name, value in wanted.items())
        if held and len(wanted) > best[0]:
            best = len(wanted), chosen
    return best[1]


def _choices(system: System) -> Iterator[tuple[Preset, ...]]:
    """Each variant, each setting, and each of one with each of the other, in either order."""
    variants = [(), *([p] for p in system.presets if p.kind == "variant")]
    settings = [(), *([p] for p in system.presets if p.kind == "setting")]
    for variant, setting in product(variants, settings):
        yield (*variant, *setting)
        yield (*setting, *variant)
