"""What people type, read as answers. A mistake is a sentence, and nothing is lost by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches

from allmende_client.format import number, quantity, with_unit
from allmende_client.words import _
from allmende_rules.amounts import MICRO
from allmende_rules.questions import Option

_DIGITS = re.compile(r"[+\-−]?(\d+([.,]\d*)?|[.,]\d+)")
_LONGEST = 15


class Mistake(ValueError):  # noqa: N818  # a slip of the person, not a fault of the program
    """What was typed is no answer; the text says why and what is."""


def amount(text: str, low: int, high: int, unit: str = "") -> int:
    """Digits as micro-units between the bounds. A bound typed as it is shown means that bound."""
    typed = text.strip().removesuffix(unit).strip()
    for bound in (low, high):
        if typed == number(bound):
            return bound
    value = round(_decimal(typed) * MICRO)
    _within(value, low, high, quantity(value, unit), (quantity(low, unit), quantity(high, unit)))
    return value


def whole(text: str, low: int, high: int, unit: str = "") -> int:
    """Digits as a whole number between the bounds."""
    value = _decimal(text.strip().removesuffix(unit).strip())
    if value != value.to_integral_value():
        raise Mistake(_("{found} is not a whole number.").format(found=text.strip()))
    bounds = (with_unit(str(low), unit), with_unit(str(high), unit))
    _within(int(value), low, high, with_unit(str(int(value)), unit), bounds)
    return int(value)


def _decimal(typed: str) -> Decimal:
    if not typed:
        raise Mistake(_("Type a number here, like 12 or 12.5."))
    if not _DIGITS.fullmatch(typed):
        message = _("“{found}” is not a number. Type digits, like 12 or 12.5.")
        raise Mistake(message.format(found=typed[:_LONGEST]))
    if len(typed) > _LONGEST:
        raise Mistake(_("That number is too long."))
    return Decimal(typed.replace(",", ".").replace("−", "-"))


def _within(value: int, low: int, high: int, found: str, bounds: tuple[str, str]) -> None:
    if value > high:
        raise Mistake(_("{found} is too much: at most {high}.").format(found=found, high=bounds[1]))
    if value < low:
        raise Mistake(
            _("{found} is too little: at least {low}.").format(found=found, low=bounds[0])
        )


def option(text: str, options: Sequence[Option]) -> str:
    """An option by its number on screen, its label or the beginning of its label."""
    typed = text.strip().casefold()
    if typed.isdecimal() and 0 < int(typed) <= len(options):
        return options[int(typed) - 1].value
    exact = [o for o in options if typed in (o.label.casefold(), o.value.casefold())]
    near = exact or [o for o in options if typed and o.label.casefold().startswith(typed)]
    if len(near) != 1:
        message = _("“{found}” is none of the options. Type a number from 1 to {count}.")
        said = message.format(found=text.strip()[:_LONGEST], count=len(options))
        raise Mistake(said + _nearest(typed, options))
    return near[0].value


def _nearest(typed: str, options: Sequence[Option]) -> str:
    """The option that was perhaps meant, asked for."""
    said = {
        word: option.label
        for option in options
        for label in (option.label.casefold(),)
        for word in (option.value.casefold(), label[: len(typed)], label)
    }
    near = get_close_matches(typed, said, n=1)
    return _(" Did you mean {option}?").format(option=said[near[0]]) if near else ""


def flag(text: str) -> bool:
    """Yes or no."""
    typed = text.strip().casefold()
    if typed in ("y", "yes", _("yes")):
        return True
    if typed in ("n", "no", _("no")):
        return False
    raise Mistake(_("“{found}” is neither yes nor no.").format(found=text.strip()[:_LONGEST]))


def total(parts: dict[str, int], wanted: int, unit: str) -> dict[str, int]:
    """The parts if they add up; else how much is missing or too much."""
    found = sum(parts.values())
    if found == wanted:
        return parts
    gap = with_unit(str(abs(wanted - found)), unit)
    what = _("{gap} are left to give") if found < wanted else _("{gap} too much")
    message = _("The parts add up to {found}, not {wanted}: {what}.")
    raise Mistake(
        message.format(
            found=with_unit(str(found), unit),
            wanted=with_unit(str(wanted), unit),
            what=what.format(gap=gap),
        )
    )


def affordable(quantity_: int, limit: int, budget: int) -> int:
    """What a bid could cost at most, rounded up; raises Mistake if that is more than the budget."""
    cost = -(-quantity_ * limit // MICRO)
    if cost > budget:
        message = _("This bid could cost {cost}, and you can pay {budget}.")
        raise Mistake(message.format(cost=number(cost), budget=number(budget)))
    return cost


def words(text: str, longest: int) -> str:
    """Words, if not too many."""
    typed = text.strip()
    if len(typed) > longest:
        message = _("That is {found} characters long; at most {longest} fit.")
        raise Mistake(message.format(found=len(typed), longest=longest))
    return typed


def printable(line: str) -> str:
    """A line of text without anything that commands a terminal."""
    return "".join(c for c in line if c.isprintable() or c == "\n")
