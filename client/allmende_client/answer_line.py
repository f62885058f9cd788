"""An answer typed on one line, for the plain dialogue: every kind of question has a way to say it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from allmende_client import ballots, dials, entry
from allmende_client.entry import Mistake
from allmende_client.words import _
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    Estimate,
    Flag,
    Motion,
    Option,
    Question,
    Ranking,
    Split,
    Text,
)

_PAIR = 2


def read_line(question: Question, line: str) -> Any:  # one way out a kind
    """The line as a raw answer to the question. Raises Mistake with a sentence."""
    match question:
        case Amount() | Estimate():
            return entry.amount(line, question.low, question.high, question.unit)
        case Flag():
            return entry.flag(line)
        case Choice():
            return entry.option(line, question.options)
        case Split():
            return _split(question, line)
        case Bid():
            return _bid(question, line)
        case Ballot():
            return ballots.read(question, line)
        case Ranking():
            return ballots.read_order(question, line)
        case Motion():
            return _motion(question, line)
        case Text():
            return entry.words(line, question.longest)


def _split(question: Split, line: str) -> dict[str, int]:
    typed = line.replace(question.unit or "\0", " ").split()
    if len(typed) != len(question.parts):
        message = _("Type {count} numbers with spaces between, for {parts}.")
        parts = ", ".join(part.label for part in question.parts)
        raise Mistake(message.format(count=len(question.parts), parts=parts))
    numbers = [entry.whole(text, 0, question.total, question.unit) for text in typed]
    given = {part.value: n for part, n in zip(question.parts, numbers, strict=True)}
    return entry.total(given, question.total, question.unit)


def _bid(question: Bid, line: str) -> dict[str, int]:
    typed = re.sub(r"\bat\b|\bmost\b|@|;", " ", line).split()
    if typed in (["0"], ["none"], [_("none")]):
        return {"quantity": 0, "limit": 0}
    if len(typed) != _PAIR:
        raise Mistake(_("Type a quantity and the most you pay a unit, like 12 at 3, or none."))
    quantity = entry.amount(typed[0], 0, question.most)
    limit = entry.amount(typed[1], 0, question.highest)
    entry.affordable(quantity, limit, question.budget)
    return {"quantity": quantity, "limit": limit}


def _motion(question: Motion, line: str) -> dict[str, Any] | None:
    if line.strip().casefold() in ("none", _("none"), "nothing", _("nothing")):
        return None
    words = line.split()
    if len(words) < _PAIR:
        text = _("Type the number of a rule and its new value, like {example}, or none.")
        raise Mistake(text.format(example=dials.example(question.dials)))
    options = [Option(dial.dial, dial.label) for dial in question.dials]
    name, value = _named(words, options)
    dial = next(dial for dial in question.dials if dial.dial == name)
    return {"dial": name, "value": dials.read(dial, value)}


def _named(words: list[str], options: list[Option]) -> tuple[str, str]:
    """The option that a line begins with, by as many words as name one, and the rest of the line."""
    for end in range(len(words) - 1, 0, -1):
        with suppress(Mistake):
            return entry.option(" ".join(words[:end]), options), " ".join(words[end:])
    return entry.option(" ".join(words[:-1]), options), words[-1]
