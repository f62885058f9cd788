"""Answers to questions of every kind that are none, or not legal, each with its refusal's code."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import Any

from allmende_rules.amounts import MICRO
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


def outside(question: Question) -> Iterator[tuple[Any, str]]:  # one case for each kind
    """Answers that are none, or not legal, each with the code of its refusal."""
    yield [object], "not_an_answer"
    match question:
        case Amount() | Estimate():
            yield from _outside_range(question.low, question.high)
        case Flag():
            yield "yes", "not_an_answer"
            yield 1, "not_an_answer"
        case Choice():
            yield "none_of_these", "not_an_option"
        case Split():
            yield from _outside_split(question)
        case Bid():
            yield from _outside_bid(question)
        case Ballot():
            yield from _outside_ballot(question)
        case Ranking():
            yield from _outside_ranking(question.options)
        case Motion():
            yield from _outside_motion(question)
        case Text():
            yield "x" * (question.longest + 1), "too_long"
            yield 1, "not_an_answer"


def _outside_range(low: int, high: int) -> Iterator[tuple[Any, str]]:
    yield low - 1, "out_of_bounds"
    yield high + 1, "out_of_bounds"
    yield 1.5, "not_an_answer"
    yield True, "not_an_answer"


def _outside_split(question: Split) -> Iterator[tuple[Any, str]]:
    first = question.parts[0].value
    yield {first: question.total + 1}, "out_of_bounds"
    yield {first: -1}, "out_of_bounds"
    yield {first: question.total - 1}, "wrong_total"
    yield {"none_of_these": question.total}, "not_an_option"
    yield question.total, "not_an_answer"


def _outside_bid(question: Bid) -> Iterator[tuple[Any, str]]:
    yield {"quantity": question.most + 1, "limit": 0}, "out_of_bounds"
    yield {"quantity": 0, "limit": question.highest + 1}, "out_of_bounds"
    yield {"quantity": -1, "limit": 0}, "out_of_bounds"
    yield {"quantity": 0}, "not_an_answer"
    if question.most * question.highest > question.budget * MICRO:
        yield {"quantity": question.most, "limit": question.highest}, "out_of_bounds"


def _outside_ballot(question: Ballot) -> Iterator[tuple[Any, str]]:
    match question.takes:
        case "number":
            yield from _outside_range(question.low, question.high)
        case "choice":
            yield "none_of_these", "not_an_option"
            yield 1, "not_an_answer"
        case "approvals":
            yield ["none_of_these"], "not_an_option"
            yield question.options[0].value, "not_an_answer"
        case "ranking":
            yield from _outside_ranking(question.options)
        case "points":
            yield from _outside_points(question)


def _outside_points(question: Ballot) -> Iterator[tuple[Any, str]]:
    first, beyond = question.options[0].value, isqrt(question.credits) + 1
    yield {first: beyond}, "out_of_bounds"
    yield {first: -beyond}, "out_of_bounds"
    yield {option.value: beyond for option in question.options}, "out_of_bounds"
    yield {"none_of_these": 1}, "not_an_option"
    yield {first: 0.5}, "not_an_answer"
    yield [first], "not_an_answer"


def _outside_ranking(options: tuple[Option, ...]) -> Iterator[tuple[Any, str]]:
    names = [option.value for option in options]
    yield names[:-1], "wrong_total"
    yield [names[0]] * len(names), "wrong_total"
    yield [*names[:-1], "none_of_these"], "not_an_option"


def _outside_motion(question: Motion) -> Iterator[tuple[Any, str]]:
    yield {"dial": "none_of_these", "value": 0}, "not_an_option"
    yield {"value": 0}, "not_an_answer"
    for dial in question.dials:
        yield {"dial": dial.dial, "value": dial.high + 1}, "out_of_bounds"
        yield {"dial": dial.dial, "value": dial.low - 1}, "out_of_bounds"
        if dial.whole and dial.low < dial.high:
            yield {"dial": dial.dial, "value": dial.low + 1}, "not_a_step"
        if dial.low <= dial.now <= dial.high:
            yield {"dial": dial.dial, "value": dial.now}, "not_an_option"
