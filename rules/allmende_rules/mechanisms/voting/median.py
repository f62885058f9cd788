"""The median of options that stand in an order, as from low to high."""

from collections import Counter
from collections.abc import Sequence

from allmende_rules.mechanisms.ballot import median as middle
from allmende_rules.mechanisms.voting.counting import Cast, Election, check, check_names, voters


def median(options: Sequence[str], casts: Sequence[Cast[str]]) -> Election:
    """Elect the option that half of the voters wish no earlier and half no later in the list.

    Of two middle votes the earlier is taken. If nobody votes nothing is elected, which means: keep
    what is. The round shows the votes.

    Raises ValueError for a ballot that names no option.
    """
    check(options, casts)
    check_names(options, (cast.ballot for cast in casts))
    ballots = voters(casts)
    place = middle({name: options.index(ballot) for name, ballot in ballots.items()})
    votes = Counter(ballots.values())
    elected = () if place is None else (options[place],)
    return Election(elected, (), ({option: votes[option] for option in options},))
