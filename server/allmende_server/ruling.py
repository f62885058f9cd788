"""The system in force as messages tell it: its phases, its dials, and the presets that it opened with."""

from __future__ import annotations

import msgspec

from allmende_protocol import messages as m
from allmende_rules.agenda import AGENDA, SINCE
from allmende_rules.game import Game
from allmende_rules.scenario import Act
from allmende_rules.system import Dial, at_work, nobody
from allmende_rules.systems.registry import find_system
from allmende_rules.terms import presets_of
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
            for preset in presets_of(_opening(game))
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


def _opening(game: Game) -> Act:
    """The act with which the system in force began, with the dials that depart from its defaults."""
    since, first = game.world.fact(TABLE, SINCE, 1), 1
    agenda = msgspec.convert(game.world.fact(TABLE, AGENDA, ()), tuple[Act, ...])
    for act in agenda or game.header.acts:
        if first == since and act.system == game.system.id:
            return act
        first += act.rounds
    voted = (one.act for one in game.header.systems if one.act.system == game.system.id)
    return next(voted, Act(system=game.system.id, rounds=1))
