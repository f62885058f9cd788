"""Indicators over the rounds, as plots, trends and result pages need them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from allmende_client.model import Facts, Model

_ROUND = "round "
GENERAL = (
    "needs_met",
    "gini",
    "palma",
    "welfare",
    "consumption",
    "capital",
    "shortage",
    "idle",
    "waste",
    "queue",
    "unsold",
    "queue_hours",
    "investment",
    "money_of_households",
    "basics",
    "unemployment",
    "wage",
    "stock",
    "harvest",
    "temperature",
    "emissions",
    "price",
    "output",
    "machines",
    "dial",
)
"""The kinds of public indicators that are measured under every system; any other is a system's own gauge."""


def rounds(facts: Facts) -> dict[int, Mapping[str, Any]]:
    """The indicators of each finished round, in order."""
    numbered = (
        (int(entity.removeprefix(_ROUND)), values)
        for entity, values in facts.items()
        if entity.startswith(_ROUND) and entity.removeprefix(_ROUND).isdecimal()
    )
    return dict(sorted(numbered, key=lambda pair: pair[0]))


def own_rounds(model: Model) -> dict[int, Mapping[str, Any]]:
    """The seat's own indicators of each finished round."""
    return rounds(model.own.get(model.seat, {}))


def done(model: Model) -> int:
    """The last finished round, 0 before the first."""
    return max(rounds(model.public), default=0)


def series(model: Model, indicator: str) -> tuple[list[int], list[float]]:
    """Rounds and values of one public indicator, where it is known."""
    known = [
        (number, float(values[indicator]))
        for number, values in rounds(model.public).items()
        if isinstance(values.get(indicator), int | float)
    ]
    return [number for number, _value in known], [value for _number, value in known]


def last_two(values: list[float]) -> tuple[float | None, float | None]:
    """The value before last and the last one, None where there is none."""
    now = values[-1] if values else None
    before = values[-2] if len(values) > 1 else None
    return before, now


def indicators(model: Model, prefix: str) -> list[str]:
    """The public indicators of one kind that have been reported: all prices, all stocks."""
    names: dict[str, None] = {}
    for values in rounds(model.public).values():
        names.update(dict.fromkeys(name for name in values if name.partition(".")[0] == prefix))
    return list(names)


def gauges(model: Model, number: int, about: Collection[str]) -> list[str]:
    """The gauges of a round that the system then in force had of its own, about any of these things."""
    named = [name.partition(".") for name in rounds(model.public).get(number, {})]
    return [
        kind + dot + thing for kind, dot, thing in named if kind not in GENERAL and thing in about
    ]


def shared(model: Model) -> set[str]:
    """What concerns all that an indicator may be about: everything (""), goods and stocks."""
    if model.welcome is None:
        return {""}
    goods, resources = model.welcome.land.goods, model.welcome.land.resources
    return {"", *(good.id for good in goods), *(resource.id for resource in resources)}
