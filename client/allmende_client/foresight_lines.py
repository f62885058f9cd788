"""What is foreseen of a motion, as lines of text: ranges as things are, with the motion, and its change."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

from allmende_client import matters
from allmende_client.describe import indicator_name
from allmende_client.format import indicator
from allmende_client.lines import goals
from allmende_client.model import Model
from allmende_client.words import PERCENTAGES, _
from allmende_rules.outlook import Foresight, Outlook, Span

KINDS = (
    "needs_met",
    "consumption",
    "gini",
    "stock",
    "temperature",
    "emissions",
    "capital",
    "basics",
    "dividend",
    "wage",
    "unemployment",
    "price",
)
"""The indicators that are told, in this order; what a motion leaves as it is comes last, in one line."""
MINE = "▸ "
"""Before an indicator that the seat's own mandate is about."""
VISIBLE = 0.0005
"""A smaller change than this of any indicator is none that people would notice."""


def foresight(model: Model, seen: Foresight) -> list[str]:
    """The motion, one line for each indicator that it may change, and those that it leaves alone."""
    moved, still = told(model, seen)
    return [
        heading(model, seen),
        *(outlook(model, one) for one in moved),
        *([unmoved(model, still)] if still else []),
    ]


def told(model: Model, seen: Foresight) -> tuple[list[Outlook], list[Outlook]]:
    """What is told of a motion, in order: the indicators that it moves, and those that it leaves alone.

    What the seat's own mandate asks for comes first.
    """
    whole = next((one for one in seen.outlooks if one.indicator == "basics"), None)
    all_told = [
        one
        for kind in KINDS
        for one in seen.outlooks
        if _kind(one) == kind and not _repeats(one, whole)
    ]
    all_told.sort(key=lambda one: not _minds(model, one))
    moved = [one for one in all_told if _size(one.change) >= VISIBLE]
    return moved, [one for one in all_told if one not in moved]


def _minds(model: Model, one: Outlook) -> bool:
    """Whether a goal of the seat's own mandate is about this indicator of the whole land."""
    wanted = (goal.indicator.removeprefix("valley.") for goal in goals(model, model.seat))
    return one.indicator in wanted


def _repeats(one: Outlook, whole: Outlook | None) -> bool:
    """Whether the outlook of one need reads like that of all basics together."""
    if whole is None or not one.indicator.startswith("basics."):
        return False
    pairs = ((one.without, whole.without), (one.with_motion, whole.with_motion))
    return all(levels("basics", own) == levels("basics", all_) for own, all_ in pairs)


def unmoved(model: Model, still: Iterable[Outlook]) -> str:
    """What a motion leaves as it is."""
    names = ", ".join(_name(model, one) for one in still)
    return _("No change to be seen: {names}.").format(names=names)


def heading(model: Model, seen: Foresight) -> str:
    """What was played forward, by whom, and how far."""
    text = _(
        "If “{rule}” goes from {now} to {value} in round {begins}: what bots make of it by the end of"
        " round {ends}, over {seeds} draws of what nobody knows; ranges hold them all."
    )
    return text.format(
        rule=matters.label(model, seen.dial),
        now=matters.read(model, seen.dial, seen.now),
        value=matters.read(model, seen.dial, seen.value),
        begins=seen.begins,
        ends=seen.ends,
        seeds=seen.seeds,
    )


def outlook(model: Model, one: Outlook) -> str:
    """One indicator: where it comes to without and with the motion, and what the motion changes."""
    return _("{name}: {without} as it is, {with_motion} with it; change {change}.").format(
        name=title(model, one),
        without=levels(one.indicator, one.without),
        with_motion=levels(one.indicator, one.with_motion),
        change=change(one),
    )


def title(model: Model, one: Outlook) -> str:
    """The name of an indicator where a line begins with it."""
    name = _name(model, one)
    mark = MINE if _minds(model, one) else ""
    return mark + name[:1].upper() + name[1:]


def levels(name: str, span: Span) -> str:
    """The range of an indicator's level."""
    return _range(indicator(name, span.low), indicator(name, span.high))


def change(one: Outlook) -> str:
    """The range of what a motion changes, signed; of a share of one in points of a hundred."""
    if _kind(one) in PERCENTAGES:
        points = Span(100 * one.change.low, 100 * one.change.high)
        return _("{range} points").format(range=_signed(points))
    return _signed(one.change)


def _range(low: str, high: str) -> str:
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _signed(span: Span) -> str:
    """Both ends with the decimals that show two digits of the larger one."""
    decimals = max(0, 1 - floor(log10(_size(span) or 1.0)))
    return _range(*(_with_sign(f"{value:+.{decimals}f}") for value in (span.low, span.high)))


def _with_sign(text: str) -> str:
    """A number as people read it: no zeros behind, none before nothing, and a minus that is one."""
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short in ("+0", "-0", "+", "-") else short.replace("-", "−")


def _size(span: Span) -> float:
    return max(abs(span.low), abs(span.high))


def _kind(one: Outlook) -> str:
    return one.indicator.partition(".")[0]


def _name(model: Model, one: Outlook) -> str:
    return indicator_name(one.indicator, model.name_of)
