"""Phragmén's sequential method: seats as loads, shared by those who approve of their holders."""

from collections.abc import Sequence
from fractions import Fraction

from allmende_rules.mechanisms.voting.approval import Approvals, check_approvals
from allmende_rules.mechanisms.voting.counting import Cast, Election, ever_level


def phragmen(options: Sequence[str], casts: Sequence[Cast[Approvals]], seats: int = 1) -> Election:
    """Elect one after the other those whose election burdens the most burdened voter least.

    Each seat is a load of 1, shared by all who approve of its holder so that they then carry
    equal loads, with those of earlier seats (Phragmén 1894; Brill, Freeman, Janson, Lackner 2017,
    "Phragmén's voting methods and justified representation"). A group of voters who agree on
    enough options gets seats in proportion. A tie goes to the option listed first; options nobody
    approves of come last. The rounds show the load that each option would leave its supporters.

    Raises ValueError for a ballot that names what is no option.
    """
    check_approvals(options, casts, seats)
    return extend(options, casts, seats, Election((), (), ()), [Fraction(0)] * len(casts))


def extend(
    options: Sequence[str],
    casts: Sequence[Cast[Approvals]],
    seats: int,
    begun: Election,
    loads: Sequence[Fraction],
) -> Election:
    """Fill the seats that an election has left, from the loads that its voters carry.

    `loads` has one figure for the voters of each cast. A load below 0 is money kept: it pays for
    part of a seat.
    """
    elected, rounds, levels = list(begun.elected), list(begun.rounds), [begun.tied]
    loads = list(loads)
    while len(elected) < seats and (shared := _all_shared(options, casts, loads, elected)):
        level = [name for name in shared if shared[name] == min(shared.values())]
        loads = _carried(level[0], casts, loads, shared[level[0]])
        elected.append(level[0])
        rounds.append(shared)
        levels.append(tuple(level))
    unsupported = tuple(name for name in options if name not in elected)
    if 0 < seats - len(elected) < len(unsupported):
        levels.append(unsupported)
    elected += unsupported[: seats - len(elected)]
    return Election(tuple(elected), ever_level(options, levels), tuple(rounds))


def _all_shared(
    options: Sequence[str],
    casts: Sequence[Cast[Approvals]],
    loads: Sequence[Fraction],
    elected: Sequence[str],
) -> dict[str, Fraction]:
    """Return for each option still to be had, if anybody approves of it, the load it would leave."""
    shared = {name: _shared(name, casts, loads) for name in options if name not in elected}
    return {name: load for name, load in shared.items() if load is not None}


def _shared(
    option: str, casts: Sequence[Cast[Approvals]], loads: Sequence[Fraction]
) -> Fraction | None:
    """Return the load that all who approve of an option would carry with it; None if nobody does."""
    supporters = [
        (weight, load)
        for (ballot, weight), load in zip(casts, loads, strict=True)
        if option in ballot
    ]
    heads = sum(weight for weight, _ in supporters)
    burden = sum((weight * load for weight, load in supporters), start=Fraction(1))
    return burden / heads if heads else None


def _carried(
    elected: str, casts: Sequence[Cast[Approvals]], loads: Sequence[Fraction], new: Fraction
) -> list[Fraction]:
    return [
        new if elected in cast.ballot else load for cast, load in zip(casts, loads, strict=True)
    ]
