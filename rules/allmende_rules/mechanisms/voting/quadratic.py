"""Quadratic voting: votes are bought out of equal credits, at the square of their number."""

from collections.abc import Mapping, Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, check, check_names, highest

CREDITS = 100
"""What each voter has to spend, a customary number: ten votes on one thing, or one on a hundred."""

Points = Mapping[str, int]
"""Votes for an option (positive) or against it (negative); options left out get none."""


def cost(points: Points) -> int:
    """Return the credits that these votes cost: for each option the square of its votes."""
    return sum(votes * votes for votes in points.values())


def quadratic(
    options: Sequence[str], casts: Sequence[Cast[Points]], credit: int = CREDITS
) -> Election:
    """Elect the option with most votes, those against it taken off; a tie goes to the first listed.

    The n-th vote for an option costs 2 n - 1 credits more than the one before, so voters buy votes
    in proportion to what the option is worth to them (Lalley and Weyl 2018, "Quadratic voting").
    Credits left over are lost. The round shows the votes.

    Raises ValueError for a ballot that costs more than the credits or names what is no option.
    """
    check(options, casts)
    votes = dict.fromkeys(options, 0)
    for points, weight in casts:
        check_names(options, points)
        if cost(points) > credit:
            raise ValueError(
                f"These votes cost {cost(points)} credits and there are {credit}: "
                f"so many votes on an option cost their square."
            )
        for option, number in points.items():
            votes[option] += number * weight
    return highest(votes)
