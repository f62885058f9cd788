"""Plain text for terminals, pipes and screen readers: aligned columns, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

Row = Sequence[str]
WIDTH = 96


def table(headings: Row, rows: Iterable[Row]) -> str:
    """Columns as wide as they must be, the first to the left and the others to the right."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Row, widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *others)).rstrip()


def indented(text: str) -> str:
    """A paragraph, broken at words, two spaces in."""
    return click.wrap_text(text, WIDTH, "  ", "    ")


def number(value: float) -> str:
    """Two decimals, or none where they say nothing."""
    text = f"{value:,.2f}"
    return text.removesuffix(".00")


MAIN = ("temperature", "emissions", "needs_met", "gini", "capital", "wage")
"""Indicators that a reader wants first, where a land has them."""


def main_indicators(measured: Mapping[str, float]) -> list[str]:
    """The indicators that fit a line: stocks, sky, people, machines, wage and prices, as they exist."""
    stocks = [name for name in measured if name.startswith("stock.")]
    prices = [name for name in measured if name.startswith("price.")]
    return [*stocks, *(name for name in MAIN if name in measured), *prices]


def indicator_rows(
    rounds: Iterable[tuple[str, Mapping[str, float]]],
) -> tuple[list[str], list[list[str]]]:
    """Headings and a row for each labelled set of indicators."""
    listed = list(rounds)
    names = main_indicators(listed[0][1]) if listed else []
    rows = [[label, *(number(measured[name]) for name in names)] for label, measured in listed]
    return names, rows
