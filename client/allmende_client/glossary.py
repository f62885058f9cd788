"""The words of the game, as the glossary page and the plain dialogue explain them."""

from __future__ import annotations

from allmende_client import lines, matters, vocabulary
from allmende_client.model import Model
from allmende_rules.mechanisms.voting import registry

METHODS = tuple((method.name, method.account) for method in registry.METHODS.values())
"""The voting methods, each with how it counts."""


def roles(model: Model) -> list[tuple[str, str]]:
    """Who sits where: the seat's name, its role and what it is asked to care about."""
    seats = model.welcome.land.seats if model.welcome else ()
    titles = {seat.seat: seat.role for seat in model.seats}
    return [
        (f"{seat.name}, {titles.get(seat.id, seat.role)}", lines.in_force(model, seat).text)
        for seat in seats
        if seat.id in titles
    ]


def system(model: Model) -> list[tuple[str, str]]:
    """The system in force in its own words, and what set its rules together when it began."""
    if model.welcome is None:
        return []
    presets = ((one.name, one.summary) for one in model.welcome.presets)
    return [(model.welcome.system_name, model.welcome.system_summary), *presets]


def words(model: Model) -> list[tuple[str, str]]:
    """The words that are of use, those of the system in force first."""
    if model.welcome is None:
        return vocabulary.spoken(())
    phases = {phase.id for phase in model.welcome.phases}
    return vocabulary.spoken(phases | {dial.id for dial in model.welcome.dials})


def dials(model: Model) -> list[tuple[str, str]]:
    """Each dial of the system in force: its name, what it may be, its value, and who may change it."""
    return [
        (rule.label, f"{matters.reach(rule)}; {amender}") for rule, amender in matters.rules(model)
    ]
