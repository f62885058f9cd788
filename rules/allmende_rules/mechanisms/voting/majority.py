"""Majority between two options: what stands and what is moved."""

from collections.abc import Sequence

from allmende_rules.mechanisms.ballot import majority as decide
from allmende_rules.mechanisms.voting.counting import (
    Cast,
    Election,
    check,
    check_names,
    voters,
)


def majority(options: Sequence[str], casts: Sequence[Cast[str]]) -> Election:
    """Elect the second of two options if more voters name it than the first; a tie keeps the first.

    The round shows the votes. Ties apart, with two options no other method treats voters and
    options alike and rewards support (May 1952, "A set of independent necessary and sufficient
    conditions for simple majority decision").

    Raises ValueError for more or fewer than two options, or a ballot that names neither.
    """
    check(options, casts)
    check_names(options, (cast.ballot for cast in casts))
    try:
        stands, moved = options
    except ValueError:
        raise ValueError(f"A majority decides between two options, not {len(options)}.") from None
    outcome = decide({name: ballot == moved for name, ballot in voters(casts).items()})
    elected = (moved if outcome.passed else stands,)
    tied = (stands, moved) if outcome.yes == outcome.no else ()
    return Election(elected, tied, ({stands: outcome.no, moved: outcome.yes},))
