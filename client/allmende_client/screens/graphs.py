"""Graphs of the commons, prices and people over the rounds, legible without colour."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid
from textual.widgets import Static
from textual_plotext import PlotextPlot

from allmende_client import lines, series
from allmende_client.describe import indicator_name
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.widgets.too_small import TooSmall
from allmende_client.words import PERCENTAGES, _

MARKERS = "ox*+#@"
"""One sign a line, so that lines differ in monochrome too."""


class GraphsScreen(Page):
    """Two plots: shares of a hundred, and prices with the wage."""

    TITLE = _("Graphs over the rounds")

    def compose(self) -> ComposeResult:
        yield Static(self.TITLE, classes="page-title", markup=False)
        with Grid(id="plots"):
            yield PlotextPlot(id="shares")
            yield PlotextPlot(id="prices")
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.watch_model(self.model)

    def watch_model(self, model: Model) -> None:
        stocks = series.indicators(model, "stock")
        prices = series.indicators(model, "price")
        self._plot("shares", _("Percent"), model, [*stocks, "needs_met", "capital"])
        self._plot("prices", _("Prices and wage"), model, [*prices, "wage"])

    def _plot(self, name: str, title: str, model: Model, wanted: list[str]) -> None:
        plot = self.query_one(f"#{name}", PlotextPlot)
        plt: Any = plot.plt
        plt.clear_data()
        drawn = [_points(model, indicator) for indicator in wanted]
        signs = list(zip(cycle(MARKERS), drawn, strict=False))
        for sign, (_label, numbers, values) in signs:
            if values:
                plt.plot(numbers, values, marker=sign)
        legend = "  ".join(f"{sign} {label}" for sign, (label, _numbers, values) in signs if values)
        plt.title(f"{title}: {legend or _('lines begin after round 1')}")
        self._axes(plt, model, shares=name == "shares", top=_highest(drawn))
        plot.refresh()

    def _axes(self, plt: Any, model: Model, *, shares: bool, top: float) -> None:
        """Whole rounds below; percent from 0 to at least 100, prices from 0."""
        if model.welcome:
            plt.xlim(0, model.welcome.rounds)
            plt.xticks(range(model.welcome.rounds + 1))
        plt.ylim(0, max(top, 100.0) * 1.1 if shares else top * 1.1)
        if shares:
            plt.yticks([0, 25, 50, 75, 100])


Points = tuple[str, list[int], list[float]]
"""The label, rounds and values of a line."""


def _highest(drawn: list[Points]) -> float:
    return max((value for _label, _numbers, values in drawn for value in values), default=1.0)


def _points(model: Model, indicator: str) -> Points:
    """One line; a stock's begins at the opening, as round 0."""
    numbers, values = series.series(model, indicator)
    kind, _dot, about = indicator.partition(".")
    if kind == "stock" and values:
        numbers, values = [0, *numbers], lines.stock_path(model, about)
    scale = 100 if kind in PERCENTAGES else 1
    label = model.name_of(about) if about else indicator_name(indicator, model.name_of)
    return label, numbers, [scale * value for value in values]
