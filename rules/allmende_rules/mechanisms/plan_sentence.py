"""Sentences about plans: a template over facts, ready for translation, with numbers of three digits.

Rounds are named by their number in the game: `first` is the number of a plan's first round.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any, NamedTuple

from allmende_rules.mechanisms.plan_program import Plan, Row

DIGITS = 3
"""Significant digits of every number in a sentence."""


class Sentence(NamedTuple):
    """A template and its facts."""

    text: str
    facts: dict[str, Any]

    def read(self) -> str:
        """The sentence in English."""
        return self.text.format(**self.facts)


def names(plan: Plan, row: Row, first: int) -> dict[str, Any]:
    """The name and unit of what a row is about, and its round in the game."""
    if row.kind in ("limit", "total"):
        limit = plan.limits[row.of]
        return {
            "name": limit.name,
            "unit": limit.unit,
            "one": limit.one,
            "round": first + row.round,
        }
    if row.kind == "capacity":
        process = plan.processes[row.of]
        name, unit = process.name, plan.units[process.good]
    else:
        name, unit = plan.goods[row.of], plan.units[row.of]
    return {"name": name, "unit": unit, "round": first + row.round}


def shown(value: float) -> float:
    """A number to three significant digits; whole ones as such."""
    return _whole(round(value, _decimals(value)))


def rounded_down(value: float) -> float:
    """The greatest number of three significant digits that is no greater."""
    step = 10.0 ** _decimals(value)
    return _whole(floor(value * step) / step)


def rounded_up(value: float) -> float:
    """The least number of three significant digits that is no less."""
    step = 10.0 ** _decimals(value)
    return _whole(ceil(value * step) / step)


def _decimals(value: float) -> int:
    return 0 if value == 0 else max(0, DIGITS - 1 - floor(log10(abs(value))))


def _whole(value: float) -> float:
    """A whole number as such; any other as a plain one, whatever a library made of it."""
    return int(value) if value == int(value) else float(value)
