"""Legal answers to questions of every kind: corners, levels between the bounds, and strategies."""

from __future__ import annotations

from math import isqrt

from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    DialRange,
    Estimate,
    Flag,
    Motion,
    Offer,
    Proposal,
    Question,
    Ranking,
    Split,
    Text,
    Value,
)

SECRET_WORDS = ("tape", "orders", "executed", "seed")
"""Names of what nobody may see."""


def legal_corners(question: Question) -> list[Value]:  # one case for each kind
    """Legal answers at the bounds of a question, lowest first, highest last."""
    match question:
        case Amount() | Estimate():
            return [question.low, (question.low + question.high) // 2, question.high]
        case Flag():
            return [False, True]
        case Choice():
            return [option.value for option in question.options]
        case Split():
            return [_all_on(question, part.value) for part in question.parts]
        case Bid():
            return [Offer(0, 0), Offer(question.most, affordable(question)), widest(question)]
        case Ballot():
            return [None, *_ballot_corners(question)]
        case Ranking():
            names = names_of(question)
            return [names, names[::-1]]
        case Motion():
            ends = [(d, value) for d in question.dials for value in (d.low, d.high)]
            return [None, *(Proposal(d.dial, value) for d, value in ends if value != d.now)]
        case Text():
            return ["", "x" * question.longest]


def names_of(question: Ballot | Ranking) -> tuple[str, ...]:
    """The options as listed."""
    return tuple([option.value for option in question.options])


def _ballot_corners(question: Ballot) -> list[Value]:
    names = names_of(question)
    match question.takes:
        case "number":
            return [question.low, question.high]
        case "choice":
            return list(names)
        case "approvals":
            return [(), names[:1], names]
        case "ranking":
            return [names, names[::-1]]
        case "points":
            most = isqrt(question.credits)
            return [votes_of({names[0]: -most}), votes_of({names[-1]: most})]


def votes_of(votes: dict[str, int]) -> dict[str, int]:
    """Votes as the rules keep them: options without any are left out."""
    return {name: count for name, count in votes.items() if count}


def affordable(question: Bid) -> int:
    """The highest limit at which a bid for all there is stays within its budget."""
    if not question.most:
        return question.highest
    return min(question.highest, question.budget * MICRO // question.most)


def widest(question: Bid) -> Offer:
    """The largest quantity that can be paid at the highest limit."""
    if not question.highest:
        return Offer(question.most, 0)
    return Offer(min(question.most, question.budget * MICRO // question.highest), question.highest)


def _all_on(question: Split, part: str) -> dict[str, int]:
    return {**dict.fromkeys((p.value for p in question.parts), 0), part: question.total}


def at_level(question: Question, level: float) -> Value:
    """The legal answer that lies at a level from 0 to 1 between the bounds of a question."""
    part = level * 97 % 1
    match question:
        case Amount() | Estimate():
            return question.low + int(level * (question.high - question.low))
        case Split():
            return _shared(question, level, part)
        case Bid():
            quantity = int(level * question.most)
            top = question.highest
            if quantity:
                top = min(top, question.budget * MICRO // quantity)
            return Offer(quantity, int(part * top))
        case Ballot() if question.takes != "choice":
            return None if part > 0.9 else _ballot_at(question, level, part)
        case Motion():
            return _motion_at(question, level, part)
        case Text():
            return "x" * int(level * question.longest)
        case _:
            corners = legal_corners(question)
            return corners[min(int(level * len(corners)), len(corners) - 1)]


def _ballot_at(question: Ballot, level: float, part: float) -> Value:
    names = names_of(question)
    turn = int(part * len(names))
    match question.takes:
        case "approvals":
            return tuple([name for at, name in enumerate(names) if level * (at + 2) % 1 < part])
        case "ranking":
            turned = names[turn:] + names[:turn]
            return turned if level < 0.5 else turned[::-1]
        case "points":
            first = round((2 * level - 1) * isqrt(question.credits))
            rest = isqrt(question.credits - first * first)
            return votes_of({names[turn]: first} | dict.fromkeys(names[turn + 1 :][:1], -rest))
        case _:
            return int(question.low + level * (question.high - question.low))


def _shared(question: Split, level: float, part: float) -> Value:
    names = [option.value for option in question.parts]
    first = int(part * len(names))
    most = int(level * question.total)
    split = dict.fromkeys(names, 0)
    split[names[first]] = most
    split[names[first - 1]] += question.total - most
    return split


def _motion_at(question: Motion, level: float, part: float) -> Value:
    if not question.dials or level < 0.3:
        return None
    dial = question.dials[int(part * len(question.dials))]
    value = dial.low + int(level * (dial.high - dial.low))
    value -= value % MICRO if dial.whole else 0
    return None if value == dial.now else Proposal(dial.dial, value)


def _dial_values(dial: DialRange) -> st.SearchStrategy[int]:
    """Any value but the one in force, which no motion is for."""
    step = MICRO if dial.whole else 1
    values = st.integers(dial.low // step, dial.high // step).map(lambda value: value * step)
    return values.filter(lambda value: value != dial.now)


levels = st.lists(st.floats(0, 1), min_size=1, max_size=7)
"""Levels that seats answer at, by turns."""


def legal(question: Question) -> st.SearchStrategy[Value]:
    """Any legal answer to a question."""
    match question:
        case Amount() | Estimate():
            return st.integers(question.low, question.high)
        case Split():
            return _splits(question)
        case Bid():
            return _offers(question)
        case Ballot():
            return st.none() | _on_ballots(question)
        case Ranking():
            return _orders(names_of(question))
        case Motion():
            motions = [
                st.builds(Proposal, st.just(dial.dial), _dial_values(dial))
                for dial in question.dials
                if dial.low < dial.high
            ]
            return st.one_of(st.none(), *motions)
        case Text():
            return st.text(max_size=question.longest)
        case _:
            return st.sampled_from(legal_corners(question))


def _on_ballots(question: Ballot) -> st.SearchStrategy[Value]:
    names = names_of(question)
    match question.takes:
        case "number":
            return st.integers(question.low, question.high)
        case "choice":
            return st.sampled_from(names)
        case "approvals":
            chosen = st.frozensets(st.sampled_from(names))
            return chosen.map(lambda found: tuple([name for name in names if name in found]))
        case "ranking":
            return _orders(names)
        case "points":
            return _points(question)


def _orders(names: tuple[str, ...]) -> st.SearchStrategy[Value]:
    return st.permutations(names).map(tuple)


@st.composite
def _points(draw: st.DrawFn, question: Ballot) -> Value:
    votes, left = {}, question.credits
    for name in draw(st.permutations(names_of(question))):
        votes[name] = draw(st.integers(-isqrt(left), isqrt(left)))
        left -= votes[name] ** 2
    return votes_of(votes)


def _splits(question: Split) -> st.SearchStrategy[Value]:
    names = [part.value for part in question.parts]
    cuts = st.lists(
        st.integers(0, question.total), min_size=len(names) - 1, max_size=len(names) - 1
    )
    return cuts.map(lambda found: _between(names, [0, *sorted(found), question.total]))


def _between(names: list[str], cuts: list[int]) -> Value:
    return {name: cuts[at + 1] - cuts[at] for at, name in enumerate(names)}


@st.composite
def _offers(draw: st.DrawFn, question: Bid) -> Value:
    quantity = draw(st.integers(0, question.most))
    top = question.highest
    if quantity:
        top = min(top, question.budget * MICRO // quantity)
    return Offer(quantity, draw(st.integers(0, top)))
