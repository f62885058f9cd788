"""Rules that a motion may change, in words and as typed: a number, a switch, or one of some names."""

from __future__ import annotations

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.format import number, quantity
from allmende_client.phrases import between, listed
from allmende_client.words import _
from allmende_rules.amounts import MICRO
from allmende_rules.questions import DialRange, Option

SWITCH = "0 or 1"
"""The unit of a dial that is on or off."""


def unit(dial: DialRange) -> str:
    """The unit beside a value; the range of a switch says already that it is 0 or 1."""
    return "" if dial.unit == SWITCH else dial.unit


def names(dial: DialRange) -> tuple[Option, ...]:
    """What a dial that is a choice may be set to, each with the value that stands for it."""
    first, last = -(-dial.low // MICRO), dial.high // MICRO
    return tuple(
        Option(str(place * MICRO), name)
        for place, name in enumerate(dial.names)
        if first <= place <= last
    )


def shown(dial: DialRange, value: int) -> str:
    """A value as people read it: `value` stands for a name, or is an amount in micro-units."""
    place = value // MICRO
    if 0 <= place < len(dial.names):
        return dial.names[place]
    return quantity(value, unit(dial))


def reach(dial: DialRange) -> str:
    """What a dial may be set to, and what is in force."""
    allowed = between(dial.low, dial.high, unit(dial))
    if dial.names:
        allowed = _("one of {names}").format(names=listed(names(dial)))
    elif dial.whole:
        allowed = _("whole numbers {range}").format(range=allowed)
    return _("{range}, now {now}").format(range=allowed, now=shown(dial, dial.now))


def read(dial: DialRange, text: str) -> int:
    """What was typed as a value of the dial, in micro-units; a share also in percent.

    Raises Mistake with a sentence.
    """
    if dial.names:
        return int(entry.option(text, names(dial)))
    if dial.unit == "share" and text.strip().endswith("%"):
        return round(entry.amount(text, 100 * dial.low, 100 * dial.high, "%") / 100)
    value = entry.amount(text, dial.low, dial.high, unit(dial))
    if dial.whole and value % MICRO:
        near = round(value / MICRO) * MICRO
        message = _("{label} takes whole numbers: {near}, not {found}.")
        raise Mistake(message.format(label=dial.label, near=number(near), found=text.strip()))
    return value
