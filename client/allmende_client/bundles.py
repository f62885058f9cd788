"""Gauges that come one for each good, told in one line: what is to be compared stands side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allmende_client import series
from allmende_client.describe import indicator_name
from allmende_client.format import indicator
from allmende_client.model import Model
from allmende_client.words import _


def bundled(model: Model, names: Iterable[str]) -> dict[str, list[str]]:
    """Those of the names that are about goods, by kind, where a kind has several."""
    goods = {good.id for good in model.welcome.land.goods} if model.welcome else set()
    found: dict[str, list[str]] = {}
    for name in names:
        kind, _dot, about = name.partition(".")
        if about in goods:
            found.setdefault(kind, []).append(name)
    return {kind: each for kind, each in found.items() if len(each) > 1}


def told(model: Model, number: int, gauges: Iterable[str]) -> list[str]:
    """The bundles of a round, a line each; those that were never other than 0 say nothing."""
    known = series.rounds(model.public)
    return [
        _("{kind}: {each}").format(
            kind=indicator_name(kind, model.name_of), each=each(model, names, known[number])
        )
        for kind, names in bundled(model, gauges).items()
        if any(one.get(name) for one in known.values() for name in names)
    ]


def each(model: Model, names: Iterable[str], values: Mapping[str, Any]) -> str:
    """Each good with its value."""
    return ", ".join(
        f"{model.name_of(name.partition('.')[2])} {indicator(name, values[name])}"
        for name in names
        if name in values
    )
