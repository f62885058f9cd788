"""The system in force as messages tell it: its phases, its dials, and the presets that it opened with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import msgspec

from allmende_protocol import messages as m
from allmende_rules.agenda import AGENDA, SINCE
from allmende_rules.game import Game
from allmende_rules.scenario import Act
from allmende_rules.system import Dial, Preset, System, at_work, nobody, preset_dials
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World


def governed(game: Game) -> m.Governed:
    """The system in force, with its phases and dials."""
    system = game.system
    return m.Governed(
        system=system.id,
        system_name=system.name,
        system_summary=system.summary,
        phases=tuple(
            m.PhaseInfo(p.id, p.title, p.help, asks=p.ask is not nobody) for p in system.phases
        ),
        dials=tuple(
            _dial(dial)
            for dial in at_work(system.dials, game.world.land, game.world.public["dials"])
        ),
        presets=tuple(
            m.PresetInfo(preset.name, preset.kind, preset.summary)
            for preset in recognised(system, _opening(game))
        ),
    )


def governed_anew(game: Game, before: World) -> list[m.Governed]:
    """The system in force, if it was not in force `before`."""
    kept = before.fact(TABLE, "system") == game.system.id
    same = kept and before.fact(TABLE, SINCE) == game.world.fact(TABLE, SINCE)
    return [] if same else [governed(game)]


def title_then(world: World, phase: str) -> str:
    """What the system in force calls a phase; empty where it has none of that id."""
    system = find_system(world.fact(TABLE, "system"))
    return next((one.title for one in system.phases if one.id == phase), "")


def _dial(dial: Dial) -> m.DialInfo:
    """A dial with the bounds that hold for motions."""
    return m.DialInfo(
        dial.id,
        dial.label,
        dial.unit,
        dial.low,
        dial.high,
        dial.names,
        dial.whole,
        dial.amended_by,
        dial.lawful,
        dial.off,
        dial.off_word,
    )


def _opening(game: Game) -> Mapping[str, float]:
    """The dials that the system in force began with, as far as the game departs from its defaults."""
    since, first = game.world.fact(TABLE, SINCE, 1), 1
    agenda = msgspec.convert(game.world.fact(TABLE, AGENDA, ()), tuple[Act, ...])
    for act in agenda or game.header.acts:
        if first == since and act.system == game.system.id:
            return act.dials
        first += act.rounds
    voted = (one.act for one in game.header.systems if one.act.system == game.system.id)
    return next((act.dials for act in voted), {})


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
