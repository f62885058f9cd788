"""Questions and answers in words: what is asked, between which bounds, and what an answer moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allmende_client import ballots, dials
from allmende_client.format import number, quantity, with_unit
from allmende_client.phrases import between, label, listed
from allmende_client.words import ALONE, DOWN, INDICATORS, UP, _
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    DialRange,
    Effect,
    Estimate,
    Flag,
    Motion,
    Question,
    Ranking,
    Split,
    Text,
)

_FEW = 4
"""More rules than these do not fit a line."""
NameOf = Callable[[str], str]
"""What a unit, good, seat or dial is called."""


def bounds(question: Question) -> str:  # one case a kind
    """What may be answered, in a few words."""
    match question:
        case Amount() | Estimate():
            reach = between(question.low, question.high, question.unit)
            return f"{reach}; {truth(question)}" if isinstance(question, Estimate) else reach
        case Flag():
            return _("yes or no")
        case Choice():
            return listed(question.options)
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
            return ballots.bounds(question)
        case Ranking():
            return _("in order, best first: {options}").format(options=listed(question.options))
        case Motion():
            return _rules(question)
        case Text():
            return _("up to {longest} characters").format(longest=question.longest)


def _rules(question: Motion) -> str:
    """The rules that a motion may change; where they are many, how to name one."""
    if len(question.dials) <= _FEW:
        return _("nothing, or one of: {dials}").format(dials="; ".join(dial_lines(question)))
    text = _("nothing, or one of {count} rules by its number and a new value, as in {example}")
    return text.format(count=len(question.dials), example=dials.example(question.dials))


def dial_lines(question: Question) -> list[str]:
    """The rules that a motion may change, one a line; none for other questions."""
    dials_ = question.dials if isinstance(question, Motion) else ()
    return [dial_line(place, dial) for place, dial in enumerate(dials_, 1)]


def dial_line(place: int, dial: DialRange) -> str:
    """A rule that a motion may change: its number, name, range and value in force."""
    return f"{place} {dial.label}, {dials.reach(dial)}"


def truth(question: Estimate) -> str:
    """What this seat knows to be so; an estimate in percent is one of the truth itself."""
    known = quantity(question.truth, question.unit)
    text = _("{known} is the truth") if question.unit == "%" else _("you know that it is {known}")
    return text.format(known=known)


def account(question: Question) -> str:
    """How the votes are counted, in a line; empty for what is no ballot."""
    return question.account if isinstance(question, Ballot) else ""


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
            return ballots.shown(question, value)
        case Ranking():
            return ballots.in_order(question, value)
        case Motion():
            return _motion(question, value)
        case Text():
            return value or _("nothing said")


def _bid(question: Bid, value: Any) -> str:
    if not value["quantity"]:
        return _("no bid")
    text = _("{quantity} at most {limit} each")
    return text.format(
        quantity=quantity(value["quantity"], question.unit), limit=number(value["limit"])
    )


def no_motion(question: Motion) -> str:
    """What it is to propose nothing: no motion, or no other value for somebody's motion."""
    return _("no amendment") if question.topic == "amend" else _("table nothing")


def _motion(question: Motion, value: Any) -> str:
    if value is None:
        return no_motion(question)
    dial = next(dial for dial in question.dials if dial.dial == value["dial"])
    text = _("{label} to {value}")
    return text.format(label=dial.label, value=dials.shown(dial, value["value"]))


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
    told = [(effect.part, _effect(effect, name_of, spoken=spoken)) for effect in question.effects]
    whole = [text for part, text in told if part is None]
    parts = [(part, text) for part, text in told if part is not None]
    sentences = [_("More: {effects}.").format(effects=", ".join(whole))] if whole else []
    if parts and isinstance(question, Ballot):
        options = (f"{label(question.options, part)}: {text}" for part, text in parts)
        sentences.append(f"{'; '.join(options)}.")
    elif parts:
        effects = ", ".join(text for _part, text in parts)
        sentences.append(_("More in a part: {effects}.").format(effects=effects))
    return " ".join(sentences)


def _effect(effect: Effect, name_of: NameOf, *, spoken: bool) -> str:
    raised, lowered = (_("raises"), _("lowers")) if spoken else (UP, DOWN)
    what = indicator_name(effect.indicator, name_of)
    return f"{raised if effect.sign > 0 else lowered} {what}"
