"""Bounds and options in words, as questions, ballots and dials share them."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_client.format import number, quantity
from allmende_client.words import _
from allmende_rules.questions import Option


def between(low: int, high: int, unit: str) -> str:
    """Bounds of an amount in micro-units."""
    return _("from {low} to {high}").format(low=number(low), high=quantity(high, unit))


def span(low: int, high: int, unit: str) -> str:
    """The same in as little room as a field leaves."""
    return f"{number(low)}–{quantity(high, unit)}"


def listed(options: Sequence[Option]) -> str:
    """Options with the numbers that choose them."""
    return ", ".join(f"{place} {option.label}" for place, option in enumerate(options, 1))


def label(options: Sequence[Option], value: str) -> str:
    """How an option reads."""
    return next((option.label for option in options if option.value == value), value)
