"""What a game is played under, from the command line: a system with presets and dials, or an agenda."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allmende_cli.choices import in_one_sentence

if TYPE_CHECKING:
    from allmende_rules.scenario import Act, Scenario
    from allmende_rules.system import System

C = TypeVar("C", bound=Callable[..., Any])
SYNTAX = "SYSTEM:ROUNDS,…"
EXAMPLE = "dmnc:4,open_access:4, or with a preset dmnc+hostile:4"


@dataclass(frozen=True, slots=True)
class Governing:
    """The first act's system and dials, the acts that follow, and the rounds of all together."""

    system: str
    rounds: int
    dials: dict[str, float] = field(default_factory=dict)
    then: tuple[Act, ...] = ()


def options(command: C) -> C:
    """Give a command the options that `governing` reads."""
    for option in (
        click.option(
            "--dial", "settings", metavar="NAME=NUMBER", multiple=True, help="Set a dial."
        ),
        click.option(
            "--preset",
            "presets",
            metavar="NAME",
            multiple=True,
            help="A variant or setting of the system; one of each may be combined.",
        ),
        click.option(
            "--agenda",
            metavar=SYNTAX,
            help="Systems one after another in one game, each for so many rounds.",
        ),
        click.option("--system", "system_name", metavar="ID", help="Default: the scenario's own."),
    ):
        command = option(command)
    return command


def governing(
    played: Scenario,
    *,
    system_name: str | None,
    agenda: str | None,
    presets: Sequence[str],
    settings: Sequence[str],
    rounds: int,
    told_rounds: str = "",
) -> Governing:
    """What is asked for: an agenda, else a system, else the scenario's own of either.

    `told_rounds` names the option by which the number of rounds was chosen, if one was: an agenda
    says that itself. A dial is set in every act whose system has it.
    """
    from allmende_rules.agenda import scaled
    from allmende_rules.scenario import Act

    own = played.agenda or ()
    with in_one_sentence():
        if agenda is not None:
            _alone(system_name, presets, told_rounds)
            acts = _acts(agenda)
        elif own and system_name is None and not presets:
            acts = scaled(own, rounds)
        else:
            name = played.system if system_name is None else system_name
            acts = (Act(system=name, rounds=rounds, presets=tuple(presets)),)
        first, *then = _with_dials(acts, settings)
        return Governing(
            first.system, sum(act.rounds for act in acts), dict(first.dials), tuple(then)
        )


def _alone(system_name: str | None, presets: Sequence[str], told_rounds: str) -> None:
    """Raise UsageError for options that say what the agenda says already."""
    others = {"--system": system_name is not None, "--preset": bool(presets), told_rounds: True}
    for option, given in others.items():
        if option and given:
            text = f"--agenda says it all, as in {EXAMPLE}; leave {option} out."
            raise click.UsageError(text, click.get_current_context(silent=True))


def _acts(text: str) -> tuple[Act, ...]:
    """The acts of a list like "dmnc:4,open_access+hostile:4"."""
    from allmende_rules.scenario import Act

    acts: list[Act] = []
    for item in text.split(","):
        name, _, length = item.strip().partition(":")
        system, *presets = name.split("+")
        if not length.strip().isdecimal() or not 1 <= int(length) <= MOST_ROUNDS:
            raise ValueError(
                f"“{item.strip()}” is no act; write a system and its rounds, like {EXAMPLE}."
            )
        acts.append(Act(system=system, rounds=int(length), presets=tuple(presets)))
    return tuple(acts)


MOST_ROUNDS = 200
"""As many rounds as an act or a scenario may have."""


def _with_dials(acts: Sequence[Act], settings: Sequence[str]) -> list[Act]:
    """The acts with their presets as dials, and over these the dials that are set."""
    import msgspec

    from allmende_rules.system import check_dials, preset_dials
    from allmende_rules.systems.registry import find_system

    systems = [find_system(act.system) for act in acts]
    values = _numbers(settings)
    for name, value in values.items():
        having = [one for one in systems if name in _names(one)] or systems[:1]
        for one in having:
            check_dials(one, {name: value})
    return [
        msgspec.structs.replace(
            act,
            presets=(),
            dials={
                **preset_dials(system, act.presets),
                **act.dials,
                **{name: value for name, value in values.items() if name in _names(system)},
            },
        )
        for act, system in zip(acts, systems, strict=True)
    ]


def _names(system: System) -> set[str]:
    return {dial.id for dial in system.dials}


def _numbers(settings: Sequence[str]) -> dict[str, float]:
    """The numbers of settings like "cap_share=0.9"."""
    values: dict[str, float] = {}
    for setting in settings:
        name, _, value = (part.strip() for part in setting.partition("="))
        try:
            values[name] = float(value)
        except ValueError:
            text = f"“{setting}” sets no dial; write a name and a number, like cap_share=0.9."
            raise click.ClickException(text) from None
    return values
