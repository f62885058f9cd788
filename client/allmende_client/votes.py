"""Votes for and against options, which cost credits: on each option the square of its votes."""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt

from allmende_client.entry import Mistake
from allmende_client.phrases import label, listed
from allmende_client.words import _
from allmende_rules.questions import Ballot


def cost(votes: Mapping[str, int]) -> int:
    """The credits that votes use."""
    return sum(each * each for each in votes.values())


def payable(question: Ballot, votes: Mapping[str, int]) -> dict[str, int]:
    """The votes if there are credits for them; options without votes are left out.

    Raises Mistake with the nearest votes that can be paid.
    """
    if cost(votes) <= question.credits:
        return {name: each for name, each in votes.items() if each}
    message = _(
        "These votes cost {cost} credits, each option the square of its votes, and you have "
        "{credits}. What you can pay: {nearest}."
    )
    raise Mistake(
        message.format(
            cost=cost(votes),
            credits=question.credits,
            nearest=shown(question, nearest(votes, question.credits)),
        )
    )


def nearest(votes: Mapping[str, int], credits_: int) -> dict[str, int]:
    """Fewer votes, with the same signs, that the credits pay: the most are cut down first."""
    most = isqrt(credits_)
    kept = {name: max(-most, min(most, each)) for name, each in votes.items()}
    while cost(kept) > credits_:
        name = max(kept, key=lambda one: abs(kept[one]))
        kept[name] -= 1 if kept[name] > 0 else -1
    return kept


def signed(votes: int) -> str:
    """Votes with their sign: +3 for, −3 against."""
    return f"{votes:+d}".replace("-", "−") if votes else "0"


def shown(question: Ballot, votes: Mapping[str, int]) -> str:
    """Votes in words, in the order of the options."""
    given = [
        f"{option.label} {signed(votes[option.value])}"
        for option in question.options
        if votes.get(option.value)
    ]
    return ", ".join(given) or _("no votes")


def bounds(question: Ballot) -> str:
    """What may be put on the ballot, in a few words."""
    text = _(
        "votes for or against, as in 1 3, 2 -2, whose squares add up to {credits} at most: {options}"
    )
    return text.format(credits=question.credits, options=listed(question.options))


def account(question: Ballot, votes: Mapping[str, int]) -> str:
    """The credits used and left."""
    used = cost(votes)
    text = _("{used} of {credits} credits used, {left} left.")
    return text.format(used=used, credits=question.credits, left=question.credits - used)


def beyond(question: Ballot, votes: Mapping[str, int], name: str, step: int) -> str:
    """Why one vote more cannot be given; empty if it can."""
    wanted = {**votes, name: votes.get(name, 0) + step}
    if cost(wanted) <= question.credits:
        return ""
    text = _("{option} {votes} would take {cost} credits; you have {credits}.")
    return text.format(
        option=label(question.options, name),
        votes=signed(wanted[name]),
        cost=cost(wanted),
        credits=question.credits,
    )
