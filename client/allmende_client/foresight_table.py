"""What is foreseen of a motion as a table: an indicator a row, its range without, with, and the change."""

from __future__ import annotations

from textwrap import wrap

from allmende_client import foresight_lines
from allmende_client.model import Model
from allmende_client.widgets.panel import cut
from allmende_client.words import _
from allmende_rules.outlook import Foresight, Outlook

_HEADS = ("", _("as it is"), _("with it"), _("change"))
_GAP = 2
_NARROWEST = 12
"""The columns in which the name of an indicator can still be told."""


def table(model: Model, seen: Foresight, width: int) -> list[str]:
    """The motion, a row for each indicator that it may change, and those that it leaves alone.

    Where columns do not fit into `width`, each indicator is a sentence.
    """
    moved, still = foresight_lines.told(model, seen)
    head = wrap(foresight_lines.heading(model, seen), width)
    columns = _columns([_HEADS, *(_row(model, one) for one in moved)], width) if moved else []
    sentences = [foresight_lines.outlook(model, one) for one in moved]
    left = [foresight_lines.unmoved(model, still)] if still else []
    return [*head, *(columns or sentences), *left]


def _row(model: Model, one: Outlook) -> tuple[str, ...]:
    return (
        foresight_lines.title(model, one),
        foresight_lines.levels(one.indicator, one.without),
        foresight_lines.levels(one.indicator, one.with_motion),
        foresight_lines.change(one),
    )


def _columns(rows: list[tuple[str, ...]], width: int) -> list[str]:
    """Rows in columns as wide as their widest cell, names cut to what is left; none if that is too little."""
    names, *figures = zip(*rows, strict=True)
    wide = [max(map(len, column)) + _GAP for column in figures]
    room = min(width - sum(wide), max(map(len, names)))
    if room < _NARROWEST:
        return []
    return [
        cut(row[0], room).ljust(room)
        + "".join(cell.rjust(each) for cell, each in zip(row[1:], wide, strict=True))
        for row in rows
    ]
