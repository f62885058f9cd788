"""Ballots: a majority for a motion, and a median for a number."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Outcome(NamedTuple):
    """What a vote on a motion came to: whether it passed, and the counts behind it."""

    passed: bool
    yes: int
    no: int
    abstained: int


def majority(votes: Mapping[str, bool | None]) -> Outcome:
    """Count a motion: it passes with more yes than no; a tie keeps what is.

    `votes` maps each voter to yes (True), no (False) or abstention (None). Abstentions are
    counted and reported, but stand on neither side. With no votes at all the motion fails.
    """
    yes = sum(vote is True for vote in votes.values())
    no = sum(vote is False for vote in votes.values())
    return Outcome(passed=yes > no, yes=yes, no=no, abstained=len(votes) - yes - no)


def median(votes: Mapping[str, int | None]) -> int | None:
    """Return the number that half of the voters wish no lower and half no higher.

    With an even count the lower of the two middle votes is taken, so the result is always a
    number that somebody voted for. With single-peaked wishes no majority prefers another
    number, and no voter gains by misreporting (Black 1948; Moulin 1980). Abstentions (None) do
    not count; with no number at all the result is None, which means: keep what is.
    """
    numbers = sorted(_given(votes.values()))
    return numbers[(len(numbers) - 1) // 2] if numbers else None


def _given(votes: Iterable[int | None]) -> list[int]:
    return [vote for vote in votes if vote is not None]
