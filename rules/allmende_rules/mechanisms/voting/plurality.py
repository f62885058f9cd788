"""Plurality: one vote each, most votes win (first past the post)."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, highest, tally


def plurality(options: Sequence[str], casts: Sequence[Cast[str]]) -> Election:
    """Elect the option that most voters name, majority or not; a tie goes to the one listed first.

    The round shows the votes.

    Raises ValueError for a ballot that names no option.
    """
    return highest(tally(options, casts))
