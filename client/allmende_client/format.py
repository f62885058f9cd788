"""Amounts, trends and small pictures as text. Amounts are integers in micro-units, indicators floats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allmende_client.words import DOWN, PERCENTAGES, UP, _
from allmende_rules.amounts import units

_BARS = "▁▂▃▄▅▆▇█"
_ALMOST = 0.995
"""From here to 1 a share would be rounded to all."""
_FINEST = 6
"""The most decimals that are shown: the rules round to them."""
_LEVEL = 0.0005
"""A change below this part of the value is no trend."""


SINGULAR = {"rounds": _("round"), "members": _("member"), "motions": _("motion")}
"""What the units of rules are called of which there is one."""


def plain(value: float) -> str:
    """A number with as many decimals as a reader can use: 0.42, 3.1, 12.5, 340."""
    size = abs(value)
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2  # noqa: PLR2004  # three digits
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def number(amount: int) -> str:
    """An amount in units: 12_300_000 reads 12.3."""
    return plain(units(amount))


def with_unit(text: str, unit: str) -> str:
    """A number and its unit; a percent sign stands close."""
    if not unit:
        return text
    if text == "1":
        unit = SINGULAR.get(unit, unit)
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def quantity(amount: int, unit: str) -> str:
    """An amount with its unit."""
    return with_unit(number(amount), unit)


def percent(share: float) -> str:
    """A share of one in whole percent; what falls a little short of all never reads 100%."""
    if _ALMOST <= share < 1:
        return f"{min(100 * share, 99.9):.1f}%"
    return f"{round(100 * share)}%"


def indicator(name: str, value: float) -> str:
    """An indicator's value: shares in percent, all else as a plain number."""
    kind = name.removeprefix("valley.").partition(".")[0]
    return percent(value) if kind in PERCENTAGES else plain(value)


def apart(name: str, value: float, bound: float) -> str:
    """An indicator's value with as many digits as tell it from a bound that it does not reach."""
    shown = indicator(name, value)
    if shown != indicator(name, bound):
        return shown
    scale, sign = (100, "%") if indicator(name, 1.0).endswith("%") else (1, "")
    for decimals in range(1, _FINEST + 1):
        shown = f"{scale * value:.{decimals}f}"
        if shown != f"{scale * bound:.{decimals}f}":
            break
    return shown.replace("-", "−") + sign


def trend(before: float | None, now: float) -> str:
    """An arrow up or down, or nothing where nothing moved or nothing is known."""
    if before is None or abs(now - before) <= _LEVEL * max(abs(before), abs(now)):
        return ""
    return UP if now > before else DOWN


def trend_word(before: float | None, now: float) -> str:
    """The same in words, for readers who hear it."""
    return {UP: _("up"), DOWN: _("down")}.get(trend(before, now), "")


def sparkline(values: Sequence[float], low: float = 0.0, high: float | None = None) -> str:
    """A row of bars, one a value, between `low` and `high` (by default the largest value)."""
    top = max(values, default=0.0) if high is None else high
    span = (top - low) or 1.0
    steps = (round((value - low) / span * (len(_BARS) - 1)) for value in values)
    return "".join(_BARS[min(max(step, 0), len(_BARS) - 1)] for step in steps)


def distinct(before: float | None, now: float, shown: Callable[[float], str]) -> float | None:
    """The value before, unless a reader would see no difference."""
    return None if before is None or shown(before) == shown(now) else before
