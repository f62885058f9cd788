"""The assembly: who has a vote in it, and numbers that it sets each round by the median."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from allmende_rules.mechanisms.voting.median import middle
from allmende_rules.questions import Ballot, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.world import TABLE, World, once

STATUTES_HOLD = (
    "Silence, and no vote at all, mean the statutes' cap; motions change the statutes, this vote this "
    "round."
)
"""The help of a vote on a cap, after what the cap is."""


class Vote(NamedTuple):
    """A number that the assembly sets each round, as a ballot and as a fact once it is set.

    Amounts are micro-units; `now` is what holds if nobody votes, None if another rule takes over then.
    """

    id: str
    title: str
    help: str
    unit: str
    low: int
    high: int
    now: int | None
    effects: tuple[Effect, ...]
    required: bool = True


def is_member(world: World, seat: str) -> bool:
    """Whether a seat has a vote in the assembly."""
    return bool(world.fact(seat, "role") == "member")


@once
def members(world: World) -> tuple[str, ...]:
    """The seats that have a vote, in the table's order."""
    return tuple([seat for seat in world.fact(TABLE, "seats", ()) if is_member(world, seat)])


def ask_votes(votes: Iterable[Vote]) -> tuple[Question, ...]:
    """A median ballot for each number."""
    return tuple(
        Ballot(
            id=vote.id,
            topic=vote.id.partition(":")[0],
            about=vote.id.partition(":")[2] or "assembly",
            title=vote.title,
            help=vote.help,
            method="median",
            takes="number",
            account="The middle one of the numbers given holds; of two middle ones the lower.",
            low=vote.low,
            high=vote.high,
            unit=vote.unit,
            default=vote.now,
            required=vote.required,
            effects=vote.effects,
        )
        for vote in votes
    )


def count(replies: Replies, vote: Vote) -> int | None:
    """The median of the votes given, or what holds if there are none."""
    given = [value for said in replies.values() if isinstance(value := said.get(vote.id), int)]
    chosen = middle(given)
    return vote.now if chosen is None else chosen
