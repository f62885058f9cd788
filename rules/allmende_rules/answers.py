"""Reading an answer: plain data to a checked value, or a refusal with the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, cast

from allmende_rules.amounts import MICRO
from allmende_rules.answers_ballot import read_ballot, read_ranking
from allmende_rules.answers_basic import number, option, refuse, typed
from allmende_rules.questions import (
    Amount,
    Answers,
    Ballot,
    Bid,
    Choice,
    DialRange,
    Estimate,
    Flag,
    Motion,
    Offer,
    Option,
    Proposal,
    Question,
    Ranking,
    Split,
    Text,
    Value,
)
from allmende_rules.refusals import Refused

__all__ = ["read", "read_answers", "refuse"]


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


def _quantity(question: Amount | Estimate, raw: Any) -> int:
    return number(question, raw, question.low, question.high)


def _flag(question: Flag, raw: Any) -> bool:
    return cast("bool", typed(question, raw, bool))


def _choice(question: Choice, raw: Any) -> str:
    return option(question, raw, question.options)


def _split(question: Split, raw: Any) -> dict[str, int]:
    value = cast("dict[str, int]", typed(question, raw, dict[str, int]))
    whole = {part.value: value.get(part.value, 0) for part in question.parts}
    for name in value:
        if name not in whole:
            option(question, name, question.parts)
    for amount in whole.values():
        number(question, amount, 0, question.total)
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
    offer = cast("Offer", typed(question, raw, Offer))
    number(question, offer.quantity, 0, question.most)
    number(question, offer.limit, 0, question.highest)
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


def _motion(question: Motion, raw: Any) -> Proposal | None:
    if raw is None:
        return None
    proposal = cast("Proposal", typed(question, raw, Proposal))
    options = tuple(Option(dial.dial, dial.label) for dial in question.dials)
    option(question, proposal.dial, options)
    dial = next(dial for dial in question.dials if dial.dial == proposal.dial)
    number(question, proposal.value, dial.low, dial.high)
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
    if proposal.value == dial.now:
        raise _already_so(question, dial)
    return proposal


def _already_so(question: Motion, dial: DialRange) -> Refused:
    """The refusal of a motion that would change nothing, with what holds and what may be moved."""
    facts = {"question": question.id, "title": question.title, "label": dial.label}
    if dial.names:
        now = dial.names[dial.now // MICRO]
        others = ", ".join([name for name in dial.names if name != now])
        text = "“{title}”: {label} is {now} already; a motion may change it to {allowed}."
        return refuse("not_an_option", text, **facts, found=now, now=now, allowed=others)
    text = "“{title}”: {label} is {now} already; a motion may change it, from {low} to {high}."
    bounds = {"low": dial.low, "high": dial.high}
    return refuse("not_an_option", text, **facts, found=dial.now, now=dial.now, **bounds)


def _text(question: Text, raw: Any) -> str:
    value = cast("str", typed(question, raw, str))
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
    Ballot: read_ballot,
    Ranking: read_ranking,
    Motion: _motion,
    Text: _text,
}
"""How the answer to each kind of question is read."""
