"""What is put on a ballot, by what the ballot takes: in words, and from a typed line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from allmende_client import entry, votes
from allmende_client.entry import Mistake
from allmende_client.format import quantity
from allmende_client.phrases import between, label, listed
from allmende_client.words import _
from allmende_rules.questions import Ballot, Option, Ranking, Takes


class Paper(NamedTuple):
    """What may be put on a ballot, how what was put there reads, and how a typed line is read.

    `read` raises Mistake with a sentence. None of them is asked about an abstention.
    """

    bounds: Callable[[Ballot], str]
    shown: Callable[[Ballot, Any], str]
    read: Callable[[Ballot, str], Any]


def bounds(question: Ballot) -> str:
    """What may be answered, in a few words."""
    text = _("{range}, or abstain")
    return text.format(range=PAPERS[question.takes].bounds(question))


def shown(question: Ballot, value: Any) -> str:
    """A vote in words. `value` is plain data, as it travels."""
    return _("abstain") if value is None else PAPERS[question.takes].shown(question, value)


def read(question: Ballot, line: str) -> Any:
    """A typed line as a vote, None to abstain. Raises Mistake with a sentence."""
    if line.strip().casefold() in ("abstain", _("abstain")):
        return None
    return PAPERS[question.takes].read(question, line)


def approved(options: Iterable[Option], names: Iterable[str]) -> str:
    """A set of options in words."""
    chosen = set(names)
    return ", ".join(each.label for each in options if each.value in chosen) or _("none of them")


def read_approvals(question: Ballot, line: str) -> list[str]:
    """Options with commas between, or numbers with spaces; "none" approves of nothing."""
    if line.strip().casefold() in ("none", _("none")):
        return []
    chosen = {entry.option(text, question.options) for text in _pieces(question, line, ",;")}
    return [option.value for option in question.options if option.value in chosen]


def in_order(question: Ballot | Ranking, value: Iterable[str]) -> str:
    """A ranking in words, best first."""
    return ", ".join(label(question.options, name) for name in value)


def read_order(question: Ballot | Ranking, line: str) -> list[str]:
    """All options, best first, with ">" or commas between, or numbers with spaces."""
    order = [
        entry.option(text, question.options)
        for text in _pieces(question, line, ">" if ">" in line else ",;")
    ]
    wrong = [
        (_("{option} is missing") if count == 0 else _("{option} is named twice")).format(
            option=option.label
        )
        for option in question.options
        if (count := order.count(option.value)) != 1
    ]
    if wrong:
        message = _("A ranking names each of the {count} options once: {wrong}.")
        raise Mistake(message.format(count=len(question.options), wrong=", ".join(wrong)))
    return order


def read_votes(question: Ballot, line: str) -> dict[str, int]:
    """Options with their votes, as in "1 3, 2 -2"; "none" gives no votes."""
    if line.strip().casefold() in ("none", _("none")):
        return {}
    pieces = [part.strip() for part in re.split("[,;]", line) if part.strip()]
    given = [_option_and_votes(question, piece) for piece in pieces]
    for name, _count in given:
        if sum(name == other for other, _count in given) > 1:
            message = _("{option} is named twice; name an option only once.")
            raise Mistake(message.format(option=label(question.options, name)))
    return votes.payable(question, dict(given))


def _option_and_votes(question: Ballot, piece: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*\S)[\s:=]+([+\-−]?\d{1,4})", piece)
    if not found:
        raise Mistake(_("Type an option and its votes, with commas between, like 1 3, 2 -2."))
    name = entry.option(found[1].rstrip(" :="), question.options)
    return name, int(found[2].replace("−", "-"))


def _pieces(question: Ballot | Ranking, line: str, marks: str) -> list[str]:
    """The parts of a line between marks; without marks its words, unless it is one option."""
    parts = re.split(f"[{marks}]", line)
    if len(parts) == 1:
        with suppress(Mistake):
            entry.option(line, question.options)
            return parts
        parts = line.split()
    return [part.strip() for part in parts if part.strip()]


PAPERS: Mapping[Takes, Paper] = {
    "number": Paper(
        lambda ballot: between(ballot.low, ballot.high, ballot.unit),
        lambda ballot, value: quantity(value, ballot.unit),
        lambda ballot, line: entry.amount(line, ballot.low, ballot.high, ballot.unit),
    ),
    "choice": Paper(
        lambda ballot: listed(ballot.options),
        lambda ballot, value: label(ballot.options, value),
        lambda ballot, line: entry.option(line, ballot.options),
    ),
    "approvals": Paper(
        lambda ballot: _("as many as you like, as in 1, 2, or none: {options}").format(
            options=listed(ballot.options)
        ),
        lambda ballot, value: approved(ballot.options, value),
        read_approvals,
    ),
    "ranking": Paper(
        lambda ballot: _("all in order, best first, as in 2 > 1: {options}").format(
            options=listed(ballot.options)
        ),
        in_order,
        read_order,
    ),
    "points": Paper(votes.bounds, votes.shown, read_votes),
}
"""How each kind of ballot is told and read."""
