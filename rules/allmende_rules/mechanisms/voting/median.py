"""The median: of numbers, and of options that stand in an order, as from low to high."""

from collections import Counter
from collections.abc import Iterable, Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, check, check_names, voters


def middle(votes: Iterable[int]) -> int | None:
    """Return the number that half of the voters wish no lower and half no higher; None without votes.

    With an even count the lower of the two middle votes is taken, so the result is always a
    number that somebody voted for. With single-peaked wishes no majority prefers another
    number, and no voter gains by misreporting (Black 1948; Moulin 1980).
    """
    numbers = sorted(votes)
    return numbers[(len(numbers) - 1) // 2] if numbers else None


def median(options: Sequence[str], casts: Sequence[Cast[str]]) -> Election:
    """Elect the option that half of the voters wish no earlier and half no later in the list.

    Of two middle votes the earlier is taken. If nobody votes nothing is elected, which means: keep
    what is. The round shows the votes.

    Raises ValueError for a ballot that names no option.
    """
    check(options, casts)
    check_names(options, (cast.ballot for cast in casts))
    ballots = voters(casts)
    place = middle(options.index(ballot) for ballot in ballots.values())
    votes = Counter(ballots.values())
    elected = () if place is None else (options[place],)
    return Election(elected, (), ({option: votes[option] for option in options},))
