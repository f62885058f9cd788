"""Questions and answers in words: what is asked, between which bounds, and what an answer moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from allmende_client.format import number, quantity, with_unit
from allmende_client.words import ALONE, DOWN, INDICATORS, UP, _
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    Effect,
    Estimate,
    Flag,
    Motion,
    Option,
    Question,
    Ranking,
    Split,
    Text,
)

NameOf = Callable[[str], str]
"""What a unit, good, seat or dial is called."""


def bounds(question: Question) -> str:  # noqa: C901  # one case a kind
    """What may be answered, in a few words."""
    match question:
        case Amount() | Estimate():
            return _range(question.low, question.high, question.unit)
        case Flag():
            return _("yes or no")
        case Choice():
            return _listed(question.options)
        case Split():
            parts = ", ".join(part.label for part in question.parts)
            text = _("{total} over {parts}")
            return text.format(total=with_unit(str(question.total), question.unit), parts=parts)
        case Bid():
            text = _("up to {most}, at most {highest} each, {budget} in all")
            return text.format(
                most=quantity(question.most, question.unit),
                highest=number(question.highest),
                budget=number(question.budget),
            )
        case Ballot():
            if question.method == "majority":
                return _("{options}, or abstain").format(options=_listed(question.options))
            text = _("{range}, or abstain")
            return text.format(range=_range(question.low, question.high, question.unit))
        case Ranking():
            return _("in order, best first: {options}").format(options=_listed(question.options))
        case Motion():
            dials = (dial_line(number_, dial) for number_, dial in enumerate(question.dials, 1))
            return _("nothing, or one of: {dials}").format(dials="; ".join(dials))
        case Text():
            return _("up to {longest} characters").format(longest=question.longest)


def span(low: int, high: int, unit: str) -> str:
    """Bounds in as little room as a field leaves."""
    return f"{number(low)}–{quantity(high, unit)}"


def _range(low: int, high: int, unit: str) -> str:
    return _("from {low} to {high}").format(low=number(low), high=quantity(high, unit))


def _listed(options: Sequence[Option]) -> str:
    return ", ".join(f"{place} {option.label}" for place, option in enumerate(options, 1))


def dial_line(place: int, dial: Any) -> str:
    """A rule that a motion may change: its number, name, range and value in force."""
    text = _("{place} {label}, {range}, now {now}")
    return text.format(
        place=place,
        label=dial.label,
        range=_range(dial.low, dial.high, dial.unit),
        now=number(dial.now),
    )


def shown(question: Question, value: Any) -> str:  # one way out a kind
    """An answer in words. `value` is plain data, as it travels."""
    match question:
        case Amount() | Estimate():
            return quantity(value, question.unit)
        case Flag():
            return _("yes") if value else _("no")
        case Choice():
            return label(question.options, value)
        case Split():
            parts = (f"{part.label} {value.get(part.value, 0)}" for part in question.parts)
            return ", ".join(parts)
        case Bid():
            return _bid(question, value)
        case Ballot():
            return _ballot(question, value)
        case Ranking():
            return ", ".join(label(question.options, name) for name in value)
        case Motion():
            return _motion(question, value)
        case Text():
            return value or _("nothing said")


def label(options: Sequence[Option], value: str) -> str:
    """How an option reads."""
    return next((option.label for option in options if option.value == value), value)


def _bid(question: Bid, value: Any) -> str:
    if not value["quantity"]:
        return _("no bid")
    text = _("{quantity} at most {limit} each")
    return text.format(
        quantity=quantity(value["quantity"], question.unit), limit=number(value["limit"])
    )


def _ballot(question: Ballot, value: Any) -> str:
    if value is None:
        return _("abstain")
    if question.method == "majority":
        return label(question.options, value)
    return quantity(value, question.unit)


def _motion(question: Motion, value: Any) -> str:
    if value is None:
        return _("table nothing")
    dial = next(dial for dial in question.dials if dial.dial == value["dial"])
    return _("{label} to {value}").format(
        label=dial.label, value=quantity(value["value"], dial.unit)
    )


def indicator_name(indicator: str, name_of: NameOf) -> str:
    """How an indicator reads: `price.timber` is the price of timber."""
    kind, _dot, about = indicator.partition(".")
    if about:
        template = INDICATORS.get(kind, kind.replace("_", " ") + " · {name}")
        return template.format(name=name_of(about))
    text = ALONE.get(kind) or INDICATORS.get(kind, kind.replace("_", " "))
    return text.format(name="").strip()


def moves(question: Question, name_of: NameOf, *, spoken: bool = False) -> str:
    """What a higher answer, or more in a part, moves: empty where nothing is claimed.

    With arrows, or `spoken` in words alone.
    """
    whole = [
        _effect(effect, name_of, spoken=spoken)
        for effect in question.effects
        if effect.part is None
    ]
    parts = [_effect(effect, name_of, spoken=spoken) for effect in question.effects if effect.part]
    sentences = [_("More: {effects}.").format(effects=", ".join(whole))] if whole else []
    if parts:
        sentences.append(_("More in a part: {effects}.").format(effects=", ".join(parts)))
    return " ".join(sentences)


def _effect(effect: Effect, name_of: NameOf, *, spoken: bool) -> str:
    raised, lowered = (_("raises"), _("lowers")) if spoken else (UP, DOWN)
    what = indicator_name(effect.indicator, name_of)
    return f"{raised if effect.sign > 0 else lowered} {what}"
