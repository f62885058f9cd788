"""Supermajority: a change needs more than a mere majority, else what stands stays."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, tally


def supermajority(
    options: Sequence[str], casts: Sequence[Cast[str]], needed: int | None = None
) -> Election:
    """Elect the option that at least `needed` ballots name; without one the first listed stays.

    The first option is what stands. `needed` is more than half of the ballots, so that no two options
    can have it, and two thirds of them rounded up unless told: told the number of all who may vote, it
    can make silence count against a change (Basic Law for the Federal Republic of Germany, Article
    79 (2): two thirds of the members). The round shows the votes.

    Raises ValueError for a ballot that names no option, or if half of the ballots would do.
    """
    votes = tally(options, casts)
    total = sum(votes.values())
    least = -(-2 * total // 3) if needed is None else needed
    if total and 2 * least <= total:
        raise ValueError(f"More than half of {total} ballots are needed, not {least}.")
    chosen = next((name for name in options[1:] if total and votes[name] >= least), options[0])
    return Election((chosen,), (), (votes,))
