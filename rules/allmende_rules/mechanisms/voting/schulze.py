"""Condorcet's principle, and Schulze's method for when majorities run in a circle."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from allmende_rules.mechanisms.voting.counting import Cast, Election, highest
from allmende_rules.mechanisms.voting.ranking import Ranking, check_rankings

Pairs = Mapping[tuple[str, str], int]
"""A number for each ordered pair of options."""


def pairwise(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> dict[tuple[str, str], int]:
    """Return for each ordered pair how many voters rank the first of it above the second.

    Raises ValueError for a ballot that does not name each option once.
    """
    check_rankings(options, casts)
    above = dict.fromkeys(permutations(options, 2), 0)
    for ranking, weight in casts:
        for place, better in enumerate(ranking):
            for worse in ranking[place + 1 :]:
                above[better, worse] += weight
    return above


def condorcet_winner(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> str | None:
    """Return the option that a majority prefers to each other one (Condorcet 1785), if any."""
    above = pairwise(options, casts)
    for option in options:
        others = [other for other in options if other != option]
        if all(above[option, other] > above[other, option] for other in others):
            return option
    return None


def schulze(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> Election:
    """Elect the option that no other beats by a stronger chain of majorities.

    A chain is as strong as its smallest margin of victory; a beats b if the strongest chain from a
    to b is stronger than that from b to a (Schulze 2011, "A new monotonic, clone-independent,
    reversal symmetric, and Condorcet-consistent single-winner election method"). A Condorcet
    winner is always elected. Among several that nobody beats the one listed first is taken. The
    round shows how many of the others do not beat each option.

    Raises ValueError for a ballot that does not name each option once.
    """
    strength = strongest_chains(options, pairwise(options, casts))
    unbeaten = {
        option: sum(
            strength[other, option] <= strength[option, other]
            for other in options
            if other != option
        )
        for option in options
    }
    return highest(unbeaten)


def strongest_chains(options: Sequence[str], above: Pairs) -> dict[tuple[str, str], int]:
    """Return the strength of the strongest chain from each option to each other, 0 if there is none.

    Strengths are margins; the search is that of Floyd and Warshall.
    """
    strength = {(a, b): max(0, above[a, b] - above[b, a]) for a, b in above}
    for between, start, end in permutations(options, 3):
        chain = min(strength[start, between], strength[between, end])
        strength[start, end] = max(strength[start, end], chain)
    return strength
