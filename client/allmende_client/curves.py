"""What there is to draw: curves over the rounds, and how consumption is shared; as numbers with words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import Literal, NamedTuple

from allmende_client import commons_lines, series
from allmende_client.describe import indicator_name
from allmende_client.format import percent, plain
from allmende_client.model import Model
from allmende_client.words import PERCENTAGES, _

LORENZ = "lorenz"
"""The public fact that holds each round's Lorenz curve of consumption (Lorenz 1905): the shares of all
consumption that the poorest 0, 1, ... n parts of the people have, from 0 to 1."""


class Curve(NamedTuple):
    """A line: what it is called, and its points. Shares are of one."""

    label: str
    across: Sequence[float]
    up: Sequence[float]


class Graph(NamedTuple):
    """Curves that share their axes: rounds or shares of the people, and shares of one or plain numbers.

    `least` and `most` are heights that the scale must show.
    """

    title: str
    curves: tuple[Curve, ...]
    over: Literal["rounds", "people"]
    shares: bool
    least: float
    most: float

    @property
    def shown(self) -> Callable[[float], str]:
        """How a height reads."""
        return percent if self.shares else plain


def graphs(model: Model) -> list[Graph]:
    """All graphs of a game; those of the climate and of equality only where they have been measured."""
    stocks = [*series.indicators(model, "stock"), "capital"]
    prices = [*series.indicators(model, "price"), "wage"]
    always = (
        _over_rounds(model, _("Stocks and machines"), stocks),
        _over_rounds(model, _("Needs"), ("needs_met", "basics")),
        _over_rounds(model, _("Prices and wage"), prices),
    )
    climate = (
        _from_below(_over_rounds(model, _("Since 1850–1900"), ("temperature",))),
        _over_rounds(model, _emissions(model), ("emissions",)),
    )
    sometimes = (*climate, *_lorenz(model))
    return [*always, *(graph for graph in sometimes if graph.curves)]


def _emissions(model: Model) -> str:
    sky = model.welcome.land.climate if model.welcome else None
    return _("Emissions, {unit}").format(unit=sky.unit) if sky else _("Emissions")


def _over_rounds(model: Model, title: str, indicators: Iterable[str]) -> Graph:
    names = tuple(indicators)
    curves = [curve for curve in (_over_time(model, name) for name in names) if any(curve.up)]
    shares = all(name.partition(".")[0] in PERCENTAGES for name in names)
    highest = max([value for curve in curves for value in curve.up], default=1.0)
    most = max(highest, 1.0) if shares else highest
    return Graph(title, tuple(curves), "rounds", shares, least=0.0, most=most)


def _from_below(graph: Graph) -> Graph:
    """The same on a scale of whole numbers that does not begin at 0, where small changes matter."""
    values = [value for curve in graph.curves for value in curve.up] or [0.0]
    return graph._replace(
        least=float(floor(min(values))), most=float(max(ceil(max(values)), floor(min(values)) + 1))
    )


def _over_time(model: Model, indicator: str) -> Curve:
    """An indicator over the rounds; a stock's line begins at the opening, as round 0."""
    numbers, values = series.series(model, indicator)
    kind, _dot, about = indicator.partition(".")
    if kind == "stock" and values:
        numbers, values = [0, *numbers], commons_lines.stock_path(model, about)
    label = model.name_of(about) if about else indicator_name(indicator, model.name_of)
    return Curve(label, numbers, values)


def _lorenz(model: Model) -> list[Graph]:
    """The Lorenz curve of the last round beside the line of equal shares."""
    number = series.done(model)
    held = [float(share) for share in model.fact(LORENZ, f"round {number}", default=())]
    if len(held) <= 1:
        return []
    people = [part / (len(held) - 1) for part in range(len(held))]
    title = _("Consumption of the poorest, round {number}").format(number=number)
    curves = (Curve(_("Lorenz curve"), people, held), Curve(_("equal shares"), people, people))
    return [Graph(title, curves, "people", shares=True, least=0.0, most=1.0)]


def spoken(graph: Graph) -> list[str]:
    """A graph in sentences, for readers who hear it."""
    if not graph.curves:
        return [_("{title}: lines begin after round 1.").format(title=graph.title)]
    if graph.over == "people":
        return [f"{graph.title}: {_shared(graph.curves[0])}"]
    return [f"{graph.title}.", *(_told(curve, graph.shown) for curve in graph.curves)]


def _told(curve: Curve, shown: Callable[[float], str]) -> str:
    rounds = (_("round {number}").format(number=n) if n else _("opening") for n in curve.across)
    points = (f"{when} {shown(value)}" for when, value in zip(rounds, curve.up, strict=True))
    return f"{curve.label}: {', '.join(points)}."


def _shared(curve: Curve) -> str:
    text = _("the poorer half of all people has {half} of it, the richest tenth {tenth}.")
    rich = 1 - _at(curve, 0.9)
    return text.format(half=percent(_at(curve, 0.5)), tenth=percent(rich))


def _at(curve: Curve, across: float) -> float:
    """The height of a curve between its points."""
    pairs = list(zip(curve.across, curve.up, strict=True))
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if x0 <= across <= x1:
            return y0 + (y1 - y0) * (across - x0) / (x1 - x0)
    return pairs[-1][1]
