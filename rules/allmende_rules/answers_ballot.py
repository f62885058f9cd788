"""Reading what is put on a ballot, by what it takes; and rankings, which ballots share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allmende_rules.answers_basic import number, option, refuse, typed
from allmende_rules.questions import Ballot, Ranking, Takes, Value


def read_ballot(question: Ballot, raw: Any) -> Value:
    """A vote, or None to abstain."""
    return None if raw is None else _ON_BALLOT[question.takes](question, raw)


def _vote_for_number(question: Ballot, raw: Any) -> int:
    return number(question, raw, question.low, question.high)


def _vote_for_one(question: Ballot, raw: Any) -> str:
    return option(question, raw, question.options)


def _approvals(question: Ballot, raw: Any) -> tuple[str, ...]:
    """The options approved of, each once, as listed on the ballot."""
    value = cast("tuple[str, ...]", typed(question, raw, tuple[str, ...]))
    for name in value:
        option(question, name, question.options)
    return tuple([one.value for one in question.options if one.value in value])


def _points(question: Ballot, raw: Any) -> dict[str, int]:
    """Votes for (above 0) or against options; those that get none are left out."""
    value = cast("dict[str, int]", typed(question, raw, dict[str, int]))
    for name in value:
        option(question, name, question.options)
    cost = sum([votes * votes for votes in value.values()])
    if cost > question.credits:
        raise refuse(
            "out_of_bounds",
            "“{title}”: these votes cost {found} credits, each option the square of its votes; "
            "there are {high}.",
            question=question.id,
            title=question.title,
            found=cost,
            low=0,
            high=question.credits,
        )
    return {name: votes for name, votes in value.items() if votes}


def read_ranking(question: Ranking | Ballot, raw: Any) -> tuple[str, ...]:
    """All options, each once, best first."""
    value = cast("tuple[str, ...]", typed(question, raw, tuple[str, ...]))
    for name in value:
        option(question, name, question.options)
    if len(value) != len(question.options) or len(set(value)) != len(value):
        raise refuse(
            "wrong_total",
            "“{title}”: a ranking names each of the {total} options once.",
            question=question.id,
            title=question.title,
            found=len(set(value)),
            total=len(question.options),
        )
    return value


_ON_BALLOT: dict[Takes, Callable[[Ballot, Any], Value]] = {
    "number": _vote_for_number,
    "choice": _vote_for_one,
    "approvals": _approvals,
    "ranking": read_ranking,
    "points": _points,
}
"""How what is put on a ballot is read."""
