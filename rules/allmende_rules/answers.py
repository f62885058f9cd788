"""Reading an answer: plain data to a checked value, or a refusal with the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, cast

import msgspec

from allmende_rules.amounts import MICRO
from allmende_rules.questions import (
    Amount,
    Answers,
    Ballot,
    Bid,
    Choice,
    Estimate,
    Flag,
    Motion,
    Offer,
    Option,
    Proposal,
    Question,
    Ranking,
    Split,
    Takes,
    Text,
    Value,
)
from allmende_rules.refusals import Code, Refusal, Refused


def refuse(code: Code, text: str, **facts: Any) -> Refused:
    """The refusal to raise."""
    return Refused(Refusal(code, text, facts))


def read_answers(questions: Iterable[Question], raw: Mapping[str, Any]) -> Answers:
    """The checked answers among `raw`; raises Refused at the first that does not stand."""
    known = {question.id: question for question in questions}
    for name in raw:
        if name not in known:
            near = get_close_matches(name, known, n=1) or [""]
            raise refuse(
                "no_such_question",
                "There is no question {question} now; open: {open}.",
                question=name,
                open=", ".join(known) or "none",
                nearest=near[0],
            )
    return {name: read(known[name], value) for name, value in raw.items()}


def read(question: Question, raw: Any) -> Value:
    """`raw` as a legal answer to `question`. Raises Refused if it does not stand."""
    return _READERS[type(question)](question, raw)


def _typed(question: Question, raw: Any, shape: Any) -> Any:
    if type(raw) is shape:
        return raw
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise refuse(
            "not_an_answer",
            "“{title}”: {found} is not an answer; wanted is {wanted}.",
            question=question.id,
            title=question.title,
            found=repr(raw)[:60],
            wanted=_WANTED[type(question)],
            detail=str(error),
        ) from None


_WANTED: dict[type, str] = {
    Amount: "a number",
    Estimate: "a number",
    Flag: "yes or no",
    Choice: "one of the options",
    Split: "a whole number for each part",
    Bid: "a quantity and a limit price",
    Ballot: "a vote, or nothing to abstain",
    Ranking: "all options in order",
    Motion: "a dial and a value, or nothing",
    Text: "words",
}


def _quantity(question: Amount | Estimate, raw: Any) -> int:
    return _number(question, raw, question.low, question.high)


def _flag(question: Flag, raw: Any) -> bool:
    return cast("bool", _typed(question, raw, bool))


def _choice(question: Choice, raw: Any) -> str:
    return _option(question, raw, question.options)


def _number(question: Question, raw: Any, low: int, high: int) -> int:
    value = cast("int", _typed(question, raw, int))
    if not low <= value <= high:
        raise refuse(
            "out_of_bounds",
            "“{title}”: {found} is outside {low} to {high}.",
            question=question.id,
            title=question.title,
            found=value,
            low=low,
            high=high,
            nearest=min(max(value, low), high),
        )
    return value


def _option(question: Question, raw: Any, options: tuple[Option, ...]) -> str:
    value = cast("str", _typed(question, raw, str))
    allowed = [option.value for option in options]
    if value not in allowed:
        near = get_close_matches(value, allowed, n=1) or allowed[:1]
        raise refuse(
            "not_an_option",
            "“{title}”: {found} is none of {allowed}.",
            question=question.id,
            title=question.title,
            found=value[:60],
            allowed=", ".join(allowed),
            nearest=near[0] if near else "",
        )
    return value


def _split(question: Split, raw: Any) -> dict[str, int]:
    value = cast("dict[str, int]", _typed(question, raw, dict[str, int]))
    whole = {part.value: value.get(part.value, 0) for part in question.parts}
    for name in value:
        if name not in whole:
            _option(question, name, question.parts)
    for amount in whole.values():
        _number(question, amount, 0, question.total)
    if sum(whole.values()) != question.total:
        raise refuse(
            "wrong_total",
            "“{title}”: the parts add up to {found}, not to {total}.",
            question=question.id,
            title=question.title,
            found=sum(whole.values()),
            total=question.total,
        )
    return whole


def _bid(question: Bid, raw: Any) -> Offer:
    offer = cast("Offer", _typed(question, raw, Offer))
    _number(question, offer.quantity, 0, question.most)
    _number(question, offer.limit, 0, question.highest)
    cost = -(-offer.quantity * offer.limit // 1_000_000)
    if cost > question.budget:
        raise refuse(
            "out_of_bounds",
            "“{title}”: this bid could cost {found}, and you can pay {high}.",
            question=question.id,
            title=question.title,
            found=cost,
            low=0,
            high=question.budget,
        )
    return offer


def _ballot(question: Ballot, raw: Any) -> Value:
    return None if raw is None else _ON_BALLOT[question.takes](question, raw)


def _vote_for_number(question: Ballot, raw: Any) -> int:
    return _number(question, raw, question.low, question.high)


def _vote_for_one(question: Ballot, raw: Any) -> str:
    return _option(question, raw, question.options)


def _approvals(question: Ballot, raw: Any) -> tuple[str, ...]:
    """The options approved of, each once, as listed on the ballot."""
    value = cast("tuple[str, ...]", _typed(question, raw, tuple[str, ...]))
    for name in value:
        _option(question, name, question.options)
    return tuple([option.value for option in question.options if option.value in value])


def _points(question: Ballot, raw: Any) -> dict[str, int]:
    """Votes for (above 0) or against options; those that get none are left out."""
    value = cast("dict[str, int]", _typed(question, raw, dict[str, int]))
    for name in value:
        _option(question, name, question.options)
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


def _ranking(question: Ranking | Ballot, raw: Any) -> tuple[str, ...]:
    value = cast("tuple[str, ...]", _typed(question, raw, tuple[str, ...]))
    for name in value:
        _option(question, name, question.options)
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
    "ranking": _ranking,
    "points": _points,
}
"""How what is put on a ballot is read."""


def _motion(question: Motion, raw: Any) -> Proposal | None:
    if raw is None:
        return None
    proposal = cast("Proposal", _typed(question, raw, Proposal))
    options = tuple(Option(dial.dial, dial.label) for dial in question.dials)
    _option(question, proposal.dial, options)
    dial = next(dial for dial in question.dials if dial.dial == proposal.dial)
    _number(question, proposal.value, dial.low, dial.high)
    if dial.whole and proposal.value % MICRO:
        raise refuse(
            "not_a_step",
            "“{title}”: {label} takes whole numbers.",
            question=question.id,
            title=question.title,
            label=dial.label,
            found=proposal.value,
            nearest=round(proposal.value / MICRO) * MICRO,
        )
    return proposal


def _text(question: Text, raw: Any) -> str:
    value = cast("str", _typed(question, raw, str))
    if len(value) > question.longest:
        raise refuse(
            "too_long",
            "“{title}”: {found} characters; at most {high}.",
            question=question.id,
            title=question.title,
            found=len(value),
            high=question.longest,
        )
    return value


_READERS: dict[type, Callable[[Any, Any], Value]] = {
    Amount: _quantity,
    Estimate: _quantity,
    Flag: _flag,
    Choice: _choice,
    Split: _split,
    Bid: _bid,
    Ballot: _ballot,
    Ranking: _ranking,
    Motion: _motion,
    Text: _text,
}
"""How the answer to each kind of question is read."""
