"""allmende systems: the list, and the card of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allmende_cli.choices import in_one_sentence
from allmende_cli.tables import indented, table

if TYPE_CHECKING:
    from allmende_rules.system import Dial, System

EXAMPLE = """\b
Examples:
  allmende systems
  allmende systems dmnc
"""


@click.command(epilog=EXAMPLE)
@click.argument("system_id", metavar="[ID]", required=False)
def systems(system_id: str | None) -> None:
    """List the systems that can be played, or print the card of one: rules, dials and limits."""
    from allmende_rules.systems.registry import SYSTEMS, find_system

    if system_id is None:
        click.echo("\n".join(f"{one.id:<14} {one.name}. {one.summary}" for one in SYSTEMS.values()))
        click.echo("\nWith an id: its rules, presets and dials. Several in one game: --agenda.")
        return
    with in_one_sentence():
        system = find_system(system_id)
    click.echo(_card(system))


def _card(system: System) -> str:
    parts = [f"{system.name} ({system.id}, {system.stage})", system.summary, _phases(system)]
    parts.append(
        "Roles\n" + "\n".join(f"  {role}: {title}" for role, title in system.roles.items())
    )
    if system.dials:
        parts.append(_dials(system))
    if system.presets:
        parts.append(_presets(system))
    parts += [f"{heading.capitalize()}\n{indented(text)}" for heading, text in system.card.items()]
    return "\n\n".join(parts)


def _phases(system: System) -> str:
    lines = [
        f"{number}. {phase.title}{': ' if phase.help else ''}{phase.help}"
        for number, phase in enumerate(system.phases, start=1)
    ]
    return "A round\n" + "\n".join(map(indented, lines))


def _dials(system: System) -> str:
    rows = [
        [
            dial.id,
            f"{dial.default:g}",
            f"{dial.low:g}",
            f"{dial.high:g}",
            _off(dial),
            dial.amended_by,
        ]
        for dial in system.dials
    ]
    head = ["dial", "default", "low", "high", "off", "amended by"]
    notes = [f"{dial.id}: {dial.label} ({_unit(dial)}); {dial.source}." for dial in system.dials]
    taken = indented(
        f"As in --dial {system.dials[0].id}={system.dials[0].default:g}; a choice by its number."
    )
    return f"Dials\n{taken}\n{table(head, rows)}\n" + "\n".join(map(indented, notes))


def _off(dial: Dial) -> str:
    """The value at which a dial does nothing, and in words what then holds."""
    if dial.off is None:
        return "-"
    return f"{dial.off:g}: {dial.off_word}" if dial.off_word else f"{dial.off:g}"


def _presets(system: System) -> str:
    """Variants and settings, each with the dials that it moves from their defaults."""
    lines = [
        f"{preset.id} ({preset.kind}): {preset.name}. {preset.summary}"
        + "".join(f" {name}={value:g}" for name, value in preset.dials.items())
        for preset in system.presets
    ]
    return "Presets\n" + "\n".join(map(indented, lines))


def _unit(dial: Dial) -> str:
    """The unit of a dial, or what each of the numbers that --dial takes stands for."""
    named = ", ".join(f"{number} = {name}" for number, name in enumerate(dial.names))
    return named or dial.unit
