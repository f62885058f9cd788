"""Taxes: who owes how much, exact to the last micro-unit.

Money and quantities are whole micro-units, rates millionths: 1 000 000 is all of it, or one unit of
money on one unit of a good. Of a levy on many payers the total is what the rates make of all bases
together, rounded down; each payer owes his exact due rounded to a neighbouring whole number, by
largest remainder, equal remainders to the name that sorts first.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder


class Bracket(NamedTuple):
    """A step of a schedule: income a head over `above` is taxed at the marginal `rate`."""

    above: int
    rate: int


class Base(NamedTuple):
    """What a group of people is taxed on: its income, and how many share it equally."""

    income: int
    people: int = 1


class Collected(NamedTuple):
    """What was paid and what is still owed, by payer; nobody who owes nothing is named in `owed`."""

    paid: dict[str, int]
    owed: dict[str, int]


def per_unit(rate: int, quantities: Mapping[str, int]) -> dict[str, int]:
    """A tax of `rate` on every unit (excise, emission charge: Pigou 1920), by payer."""
    return _together({name: rate * quantity for name, quantity in quantities.items()})


def ad_valorem(rate: int, worth: Mapping[str, int]) -> dict[str, int]:
    """A tax of the share `rate` of what something is worth (sales, value added, wealth), by payer.

    Raises ValueError for a rate above one.
    """
    _check_rate(rate)
    return per_unit(rate, worth)


def lump_sum(a_head: int, people: Mapping[str, int]) -> dict[str, int]:
    """The same for everybody, whatever he has or does (poll tax), by group of people."""
    return _together({name: MICRO * a_head * many for name, many in people.items()})


def progressive(schedule: Sequence[Bracket], bases: Mapping[str, Base]) -> dict[str, int]:
    """A tax on income a head by brackets with marginal rates, by group.

    A group pays for its people as if each were taxed on an equal share of its income, so that it
    does not matter how people are grouped. Income below the lowest bracket is free.

    Raises ValueError if brackets do not rise, or for a rate above one.
    """
    _check_schedule(schedule)
    return _together({name: _due(schedule, base) for name, base in bases.items()})


def raised(total: int, bases: Mapping[str, int]) -> dict[str, int]:
    """A fixed `total` from all payers in proportion to their bases, to the last micro-unit.

    Raises ValueError if it is more than the bases together: nobody owes more than he has.
    """
    whole = sum(bases.values())
    if total > whole:
        raise ValueError(f"A levy of {total} cannot be raised from bases of {whole}.")
    names = sorted(bases)
    parts = largest_remainder(total, [bases[name] for name in names])
    return dict(zip(names, parts, strict=True))


def collect(due: Mapping[str, int], purses: Mapping[str, int]) -> Collected:
    """What payers can pay of what is due from what they have; the rest is owed."""
    paid = {name: min(owes, purses.get(name, 0)) for name, owes in due.items()}
    owed = {name: owes - paid[name] for name, owes in due.items() if owes > paid[name]}
    return Collected(paid, owed)


def _due(schedule: Sequence[Bracket], base: Base) -> int:
    """Exact due of a group in millionths of a micro-unit: each marginal rate on its slice of income."""
    _check_amounts(base)
    ends = [bracket.above * base.people for bracket in schedule[1:]] + [base.income]
    return sum(
        bracket.rate * max(0, min(base.income, end) - bracket.above * base.people)
        for bracket, end in zip(schedule, ends, strict=True)
    )


def _together(exact: Mapping[str, int]) -> dict[str, int]:
    """Whole dues from exact ones in millionths of a micro-unit, rounded so that the total is too."""
    if min(exact.values(), default=0) < 0:
        raise ValueError(f"Rates and what they are laid on are at least 0: {dict(exact)}.")
    due = {name: amount // MICRO for name, amount in exact.items()}
    missing = sum(exact.values()) // MICRO - sum(due.values())
    for name in sorted(exact, key=lambda one: (-(exact[one] % MICRO), one))[:missing]:
        due[name] += 1
    return due


def _check_rate(rate: int) -> None:
    if not 0 <= rate <= MICRO:
        raise ValueError(f"A share is from 0 to {MICRO} millionths, not {rate}.")


def _check_schedule(schedule: Sequence[Bracket]) -> None:
    for bracket in schedule:
        _check_rate(bracket.rate)
    starts = [bracket.above for bracket in schedule]
    if not starts or starts != sorted(set(starts)) or starts[0] < 0:
        raise ValueError(f"Brackets start at 0 or more and rise: {starts}.")


def _check_amounts(base: Base) -> None:
    if base.income < 0 or base.people < 1:
        raise ValueError(f"An income is at least 0 and shared by at least one: {base}.")
