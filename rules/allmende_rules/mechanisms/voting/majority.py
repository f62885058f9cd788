"""Majority: what is moved wins with more than half of the votes cast, else what stands stays."""

from collections.abc import Sequence

from allmende_rules.mechanisms.voting.counting import Cast, Election, tally


def majority(options: Sequence[str], casts: Sequence[Cast[str]]) -> Election:
    """Elect the option that more than half of the ballots name; without one the first listed stays.

    The first option is what stands. The round shows the votes. With two options no other method,
    ties apart, treats voters and options alike and rewards support (May 1952, "A set of
    independent necessary and sufficient conditions for simple majority decision"). With more, a
    change that most voters prefer to what stands can fail because its friends are divided.

    Raises ValueError for a ballot that names no option.
    """
    votes = tally(options, casts)
    total = sum(votes.values())
    chosen = next((name for name in options if 2 * votes[name] > total), options[0])
    halves = tuple(name for name in options if 2 * votes[name] == total)
    return Election((chosen,), halves if len(halves) > 1 else (), (votes,))
