"""What all readers of answers share: plain data to a typed value, within bounds, or a refusal."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, cast

import msgspec

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
from allmende_rules.refusals import Code, Refusal, Refused


def refuse(code: Code, text: str, **facts: Any) -> Refused:
    """The refusal to raise."""
    return Refused(Refusal(code, text, facts))


def typed(question: Question, raw: Any, shape: Any) -> Any:
    """`raw` as a value of that shape; raises Refused if it is none."""
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


def number(question: Question, raw: Any, low: int, high: int) -> int:
    """`raw` as a whole number from low to high; raises Refused if it is none."""
    value = cast("int", typed(question, raw, int))
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


def option(question: Question, raw: Any, options: tuple[Option, ...]) -> str:
    """`raw` as the value of one of the options; raises Refused with the nearest if it is none."""
    value = cast("str", typed(question, raw, str))
    allowed = [one.value for one in options]
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
