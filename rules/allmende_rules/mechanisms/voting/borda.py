"""The Borda count (Borda 1781): points for ranks."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, highest
from allmende_rules.mechanisms.voting.ranking import Ranking, check_rankings


def borda(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> Election:
    """Elect the option with most points: on each ballot one for every option ranked below it.

    A tie goes to the option listed first. The round shows the points.

    Raises ValueError for a ballot that does not name each option once.
    """
    check_rankings(options, casts)
    points = dict.fromkeys(options, 0)
    for ranking, weight in casts:
        for below, option in enumerate(reversed(ranking)):
            points[option] += below * weight
    return highest(points)
