"""Ranked ballots: all options in order, best first."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, check, check_names

Ranking = tuple[str, ...]
"""All options, best first."""


def check_rankings(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> None:
    """Raise ValueError for a ballot that does not name each option once."""
    check(options, casts)
    for ranking in {cast.ballot for cast in casts}:
        check_names(options, ranking)
        if len(ranking) != len(options) or len(set(ranking)) != len(ranking):
            raise ValueError(
                f"A ranking names each of the {len(options)} options once, best first; "
                f"this one is {', '.join(ranking) or 'empty'}."
            )
