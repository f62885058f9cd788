"""Sortition: who serves is drawn by lot, as in Athens, on juries and in citizens' assemblies."""

from collections.abc import Sequence

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.voting.counting import Election, check


def sortition(
    pool: Sequence[str], seats: int, chance: Chance, purpose: str, round_: int
) -> Election:
    """Draw so many names from a pool, each set of names with the same chance.

    Each name gets a draw of its own, and the lowest serve, so the order of the pool does not
    matter, and who is added to it changes no other's draw. More seats keep the first and add to
    them: those next are the alternates. There is nothing to count, so there are no rounds.

    Raises ValueError for a name that is twice in the pool, or more seats than names.
    """
    check(pool, (), seats)
    drawn = sorted(pool, key=lambda name: (chance.uniform(purpose, round_, name), name))
    return Election(tuple(drawn[:seats]), (), ())
