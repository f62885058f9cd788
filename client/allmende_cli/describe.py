"""A scenario in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allmende_cli.tables import WIDTH, number, table

if TYPE_CHECKING:
    from allmende_rules.land import Land, Mandate, Seat
    from allmende_rules.scenario import Scenario


def describe(scenario: Scenario) -> str:
    """What a facilitator wants to know before choosing it."""
    length = f"{scenario.rounds} rounds of {number(scenario.land.years)} years"
    return "\n\n".join(
        (
            f"{scenario.name} ({scenario.id}): {scenario.summary}",
            click.wrap_text(scenario.briefing.strip(), WIDTH, preserve_paragraphs=True),
            f"{length}; {scenario.quick_rounds} in a quick game. {_systems(scenario)}.",
            *_dials(scenario),
            _goods(scenario.land),
            *([_resources(scenario.land)] if scenario.land.resources else []),
            *_sky(scenario.land),
            *(_seat(scenario.land, seat) for seat in scenario.land.seats),
            *_session(scenario),
        )
    )


def _systems(scenario: Scenario) -> str:
    """The system that it is meant for, or its systems one after another."""
    if not scenario.agenda:
        return f"System: {scenario.system}"
    acts = (f"{'+'.join((act.system, *act.presets))} for {act.rounds}" for act in scenario.agenda)
    return f"Agenda: {', then '.join(acts)} rounds"


def _dials(scenario: Scenario) -> list[str]:
    """Where the scenario departs from the defaults of a system, presets first."""
    presets = [
        f"Presets of {system} in force: {', '.join(names)}."
        for system, names in (scenario.presets or {}).items()
    ]
    return presets + [
        f"Dials of {system} set by the scenario: "
        + ", ".join(f"{name} {number(value)}" for name, value in values.items())
        + "."
        for system, values in scenario.dials.items()
        if values
    ]


def _session(scenario: Scenario) -> list[str]:
    """What the scenario says to whoever leads a session, where it says something."""
    note = click.wrap_text(scenario.facilitator.strip(), WIDTH, preserve_paragraphs=True)
    asked = (
        click.wrap_text(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
        for text in scenario.debrief
    )
    return [
        *([f"For the facilitator\n\n{note}"] if note else []),
        *(["\n".join(("For the debrief", *asked))] if scenario.debrief else []),
    ]


def _goods(land: Land) -> str:
    rows = [
        [
            good.name,
            number(good.labour),
            " ".join(f"{number(a)} {name}" for name, a in {**good.inputs, **good.harvest}.items()),
            number(good.need),
            number(sum(site.capacity for site in land.enterprises if site.good == good.id)),
        ]
        for good in land.goods
    ]
    return table(["good", "labour", "takes", "need a head", "capacity"], rows)


def _resources(land: Land) -> str:
    rows = [
        [one.name, number(one.stock), number(one.carrying_capacity), number(one.growth)]
        for one in land.resources
    ]
    return table(["resource", "stock", "carries", "growth"], rows)


def _sky(land: Land) -> list[str]:
    """The climate and what emits, where there is one."""
    if land.climate is None:
        return []
    rows = [
        [good.name, f"{good.emission:.3g}", f"{good.backstop:.0%}"]
        for good in land.goods
        if good.emission
    ]
    sky, emitted = land.climate, number(land.climate.baseline)
    return [
        f"{sky.name}: {sky.model} climate; at the opening {emitted} {sky.unit}.",
        table(["good", "emits a unit", "of output, to abate all"], rows),
    ]


def _seat(land: Land, seat: Seat) -> str:
    home = land.household(seat.household)
    sites = ", ".join(land.name(site) for site in seat.enterprises) or "no enterprise"
    optional = ", optional" if seat.optional else ""
    return (
        f"{seat.name} ({seat.id}), {seat.role}{optional}:"
        f" {home.name}, {home.people} people; {sites}\n"
        f"  {_mandate(seat.mandate)}{''.join(_under(seat))}"
    )


def _mandate(mandate: Mandate) -> str:
    return mandate.text + "".join(f"\n  - {goal.text}" for goal in mandate.goals)


def _under(seat: Seat) -> list[str]:
    """The mandates that it has under some systems instead; the same under several is said once."""
    systems: dict[str, list[str]] = {}
    for system, mandate in (seat.under or {}).items():
        systems.setdefault(_mandate(mandate), []).append(system)
    return [f"\n  Under {', '.join(names)}: {told}" for told, names in systems.items()]
