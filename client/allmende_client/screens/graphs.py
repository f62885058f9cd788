"""Graphs of the commons, needs, prices, the climate and equality, legible without colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.widgets import Static
from textual_plotext import PlotextPlot

from allmende_client.curves import Graph, graphs
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.widgets.too_small import TooSmall
from allmende_client.words import _

MARKERS = "ox*+#@%&vswz"
"""One sign a line, so that lines differ in monochrome too; more than a nation has prices."""
MOST = 4
"""Graphs on a large screen; a small one shows the half of them."""
WIDE, TALL = 100, 32
"""The columns and rows from which a screen is large."""
_ROOM = 1.1
"""On a scale from 0 there is a little room above the highest point."""
_QUARTERS = (0, 25, 50, 75, 100)


class Plot(Vertical):
    """A graph beneath its title, which says what each sign stands for."""

    def compose(self) -> ComposeResult:
        yield Static(classes="legend", markup=False)
        yield PlotextPlot()

    def draw(self, graph: Graph, rounds: int) -> None:
        """Show this graph of a game of so many rounds."""
        signs = list(zip(cycle(MARKERS), graph.curves, strict=False))
        legend = "  ".join(f"{sign} {curve.label}" for sign, curve in signs)
        title = f"{graph.title}: {legend or _('lines begin after round 1')}"
        self.query_one(".legend", Static).update(title)
        plot = self.query_one(PlotextPlot)
        plt: Any = plot.plt
        plt.clear_figure()
        scale = 100 if graph.shares else 1
        for sign, curve in reversed(signs):
            heights = [scale * value for value in curve.up]
            plt.plot(_across(graph, curve.across), heights, marker=sign)
        _axes(plt, graph, rounds)
        plot.refresh()


class GraphsScreen(Page):
    """As many graphs as the screen holds; the arrows right and left turn to the others."""

    TITLE = _("Graphs over the rounds")
    BINDINGS = [("right", "turn(1)", ""), ("left", "turn(-1)", "")]

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._first = 0

    def compose(self) -> ComposeResult:
        yield Static(self.TITLE, classes="page-title", markup=False)
        with Grid(id="plots"):
            for _place in range(MOST):
                yield Plot()
        yield Static("", classes="page-keys", markup=False)
        yield TooSmall()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._first = 0
        self.watch_model(self.model)

    @property
    def room(self) -> int:
        """How many graphs the screen holds."""
        return MOST if self.size.width >= WIDE and self.size.height >= TALL else MOST // 2

    def watch_model(self, model: Model) -> None:
        there = graphs(model)
        shown = there[self._first : self._first + self.room]
        for place, plot in enumerate(self.query(Plot)):
            plot.display = place < len(shown)
            if place < len(shown):
                plot.draw(shown[place], model.welcome.rounds if model.welcome else 1)
        words = _("Esc or Enter: back to the table")
        if len(there) > self.room:
            last = self._first + len(shown)
            more = _(" · ← →: graphs {first} to {last} of {all}")
            words += more.format(first=self._first + 1, last=last, all=len(there))
        self.query_one(".page-keys", Static).update(words)

    def action_turn(self, step: int) -> None:
        """Turn to the next graphs, or to those before."""
        pages = -(-len(graphs(self.model)) // self.room)
        self._first = (self._first // self.room + step) % pages * self.room
        self.watch_model(self.model)


def _across(graph: Graph, points: Sequence[float]) -> list[float]:
    """Rounds as they are, shares of the people in percent."""
    return [100 * point for point in points] if graph.over == "people" else list(points)


def _axes(plt: Any, graph: Graph, rounds: int) -> None:
    """Whole rounds or percent of the people below; percent from 0 to at least 100, or numbers from 0."""
    if graph.over == "people":
        plt.xlim(0, 100)
        plt.xticks(_QUARTERS, [f"{each}%" for each in _QUARTERS])
    else:
        plt.xlim(0, rounds)
        plt.xticks(range(rounds + 1))
    scale = 100 if graph.shares else 1
    room = 1.0 if graph.over == "people" or graph.least else _ROOM
    plt.ylim(scale * graph.least, scale * graph.most * room)
    if graph.shares:
        plt.yticks(_QUARTERS, [f"{each}%" for each in _QUARTERS])
