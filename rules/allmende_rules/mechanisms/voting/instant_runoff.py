"""Instant runoff (Hare, Ware; the alternative vote): the weakest leave until one has a majority."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, Tally, ever_level
from allmende_rules.mechanisms.voting.ranking import Ranking, check_rankings


def instant_runoff(options: Sequence[str], casts: Sequence[Cast[Ranking]]) -> Election:
    """Elect by runoffs: each ballot counts for the option it ranks highest of those that stand.

    While none has more than half of the ballots, the option with the fewest leaves; of several
    that are level the one listed last. Those that are first on no ballot leave together, as no
    ballot passes on by it. More support can cost an option its victory: the method is not
    monotone. The rounds show the votes of those that stand.

    Raises ValueError for a ballot that does not name each option once.
    """
    check_rankings(options, casts)
    rounds, levels = [first_places(options, casts)], []
    while (winner := _majority(rounds[-1])) is None:
        lowest = _lowest(rounds[-1])
        unsupported = rounds[-1][lowest[0]] == 0 and len(lowest) < len(rounds[-1])
        leaving = lowest if unsupported else lowest[-1:]
        if not unsupported:
            levels.append(lowest)
        standing = [option for option in rounds[-1] if option not in leaving]
        rounds.append(first_places(standing, casts))
    return Election((winner,), ever_level(options, levels), tuple(rounds))


def first_places(standing: Sequence[str], casts: Sequence[Cast[Ranking]]) -> dict[str, int]:
    """Return for how many voters each option is the best of those that stand."""
    votes = dict.fromkeys(standing, 0)
    for ranking, weight in casts:
        votes[next(option for option in ranking if option in votes)] += weight
    return votes


def _majority(votes: Tally) -> str | None:
    """Return the option with more than half of the votes, or the only one that stands."""
    best = max(votes, key=lambda option: votes[option])
    return best if len(votes) == 1 or 2 * votes[best] > sum(votes.values()) else None


def _lowest(votes: Tally) -> list[str]:
    fewest = min(votes.values())
    return [option for option in votes if votes[option] == fewest]
