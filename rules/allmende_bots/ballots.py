"""From what options are worth to a mind to a vote of any kind, and what ballots on motions say."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from allmende_rules.questions import Ballot, Value

Worth = Mapping[str, float]
"""What each option of a ballot is worth to a voter; only differences count."""


def vote(question: Ballot, worth: Worth) -> Value:
    """The vote of someone to whom the options are worth so much; who does not care abstains.

    The option listed first, what is now, is what approvals and points are measured against.
    """
    names = [option.value for option in question.options]
    values = [worth.get(name, 0.0) for name in names]
    if not names or min(values) == max(values):
        return None
    order = sorted(names, key=lambda name: -values[names.index(name)])
    match question.takes:
        case "choice":
            return order[0]
        case "ranking":
            return tuple(order)
        case "approvals":
            return _approved(names, values)
        case "points":
            return _bought(question.credits, names, values)
        case "number":
            return None


def _approved(names: list[str], values: list[float]) -> tuple[str, ...]:
    """What is better than what is now; if nothing is, that which is no worse."""
    better = tuple([n for n, value in zip(names, values, strict=True) if value > values[0]])
    return better or tuple([n for n, v in zip(names, values, strict=True) if v == values[0]])


def _bought(credit: int, names: list[str], values: list[float]) -> dict[str, int]:
    """Votes in proportion to how far an option is above or below the mean, as many as credits buy."""
    mean = sum(values) / len(values)
    wishes = [value - mean for value in values]
    length = sqrt(sum([wish * wish for wish in wishes]))
    votes = [int(sqrt(credit) * wish / length) for wish in wishes]
    return {name: many for name, many in zip(names, votes, strict=True) if many}


def directions(question: Ballot) -> dict[str, int]:
    """For each option which way it moves its dial: up (1), down (-1), or not at all (0)."""
    moved = {effect.part: effect.sign for effect in question.effects}
    return {option.value: moved.get(option.value, 0) for option in question.options}
