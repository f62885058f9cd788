"""Rules that a motion may change, in words and as typed: a number, a switch, or one of some names."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.format import number, with_unit
from allmende_client.phrases import listed
from allmende_client.words import _
from allmende_rules.amounts import MICRO
from allmende_rules.questions import DialRange, Option

SWITCH, SHARE = "0 or 1", "share"
"""The units of a dial that is on or off, and of one that is a part of a whole, which reads in percent."""
BARE = "elasticity"
"""The unit of a dial whose name says already what its number is."""
_HUNDRED = 100


def unit(dial: DialRange) -> str:
    """The unit beside a value; the range of a switch says already that it is 0 or 1."""
    return {SWITCH: "", BARE: "", SHARE: "%"}.get(dial.unit, dial.unit)


def scale(dial: DialRange) -> int:
    """By what a value is multiplied where it is read."""
    return _HUNDRED if dial.unit == SHARE else 1


def names(dial: DialRange) -> tuple[Option, ...]:
    """What a dial that is a choice may be set to, each with the value that stands for it."""
    first, last = -(-dial.low // MICRO), dial.high // MICRO
    return tuple(
        Option(str(place * MICRO), name)
        for place, name in enumerate(dial.names)
        if first <= place <= last
    )


def shown(dial: DialRange, value: int) -> str:
    """A value as people read it: by name, in words where the dial does nothing, else as an amount."""
    if value == dial.off and dial.off_word:
        return dial.off_word
    return _figure(dial, value)


def _figure(dial: DialRange, value: int) -> str:
    """A value as it is typed, with its unit: `value` stands for a name, or is an amount in micro-units."""
    place = value // MICRO
    if 0 <= place < len(dial.names):
        return dial.names[place]
    text = typed(dial, value)
    return f"{text} %" if dial.unit == SHARE else with_unit(text, unit(dial))


def typed(dial: DialRange, value: int) -> str:
    """A number as it is typed for the dial, in its unit."""
    return number(scale(dial) * value)


def reach(dial: DialRange) -> str:
    """What a dial may be set to, and what is in force."""
    return _("{range}, now {now}").format(range=bounds(dial), now=shown(dial, dial.now))


def bounds(dial: DialRange) -> str:
    """What a dial may be set to."""
    if dial.names:
        return _("one of {names}").format(names=listed(names(dial)))
    text = _("from {low} to {high}")
    allowed = text.format(low=typed(dial, dial.low), high=_figure(dial, dial.high))
    if dial.whole:
        allowed = _("whole numbers {range}").format(range=allowed)
    if dial.off is None or not dial.off_word or not dial.low <= dial.off <= dial.high:
        return allowed
    text = _("{range} ({value}: {word})")
    return text.format(range=allowed, value=_figure(dial, dial.off), word=dial.off_word)


def example(dials: Sequence[DialRange]) -> str:
    """A motion as it may be typed: a rule by its number, one with an amount if there is, and a new value."""
    numbered = list(enumerate(dials, 1))
    place, dial = next((one for one in numbered if not one[1].names), numbered[0])
    return f"{place} {_figure(dial, dial.low if dial.now == dial.high else dial.high)}"


def read(dial: DialRange, text: str) -> int:
    """What was typed as another value of the dial, in micro-units; a share in percent, as it is shown.

    Raises Mistake with a sentence.
    """
    return another(dial, _read(dial, text))


def another(dial: DialRange, value: int) -> int:
    """The value, if it is another one than holds. Raises Mistake with what holds and what is allowed."""
    if typed(dial, value) != typed(dial, dial.now):
        return value
    message = _("{label}: “{now}” holds already. Give another value, {range}.")
    now = shown(dial, dial.now)
    raise Mistake(message.format(label=dial.label, now=now, range=bounds(dial)))


def _read(dial: DialRange, text: str) -> int:
    """What was typed, in micro-units."""
    if dial.names:
        return int(entry.option(text, names(dial)))
    by = scale(dial)
    value = round(entry.amount(text, by * dial.low, by * dial.high, unit(dial)) / by)
    if dial.whole and value % MICRO:
        near = round(value / MICRO) * MICRO
        message = _("{label} takes whole numbers: {near}, not {found}.")
        raise Mistake(message.format(label=dial.label, near=number(near), found=text.strip()))
    return value
