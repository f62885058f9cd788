"""Approval voting (Brams and Fishburn 1978): approve of as many as you like."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from allmende_rules.mechanisms.voting.counting import Cast, Election, check, check_names, highest

Approvals = AbstractSet[str]
"""The options that a voter approves of; none, some or all."""


def approval(options: Sequence[str], casts: Sequence[Cast[Approvals]], seats: int = 1) -> Election:
    """Elect the options that most voters approve of; a tie goes to those listed first.

    With several seats a majority may take them all: nothing here is proportional. The round shows
    the approvals.

    Raises ValueError for a ballot that names what is no option.
    """
    check_approvals(options, casts, seats)
    return highest(approvals(options, casts), seats)


def approvals(options: Sequence[str], casts: Sequence[Cast[Approvals]]) -> dict[str, int]:
    """Return how many voters approve of each option."""
    return {option: sum(w for ballot, w in casts if option in ballot) for option in options}


def check_approvals(
    options: Sequence[str], casts: Sequence[Cast[Approvals]], seats: int = 1
) -> None:
    """Raise ValueError for a ballot that names what is no option, or a wrong number of seats."""
    check(options, casts, seats)
    check_names(options, (name for cast in casts for name in sorted(cast.ballot)))
