"""Taxes: textbook cases, and laws that hold for every schedule."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.levy import (
    Base,
    Bracket,
    ad_valorem,
    collect,
    lump_sum,
    per_unit,
    progressive,
    raised,
)

amounts = st.integers(0, 10**12)
rates = st.integers(0, MICRO)
payers = st.dictionaries(st.text("abc", min_size=1, max_size=3), amounts, min_size=1, max_size=8)
schedules = st.lists(st.integers(0, 10**9), min_size=1, max_size=4, unique=True).flatmap(
    lambda starts: st.lists(rates, min_size=len(starts), max_size=len(starts)).map(
        lambda taken: [Bracket(*pair) for pair in zip(sorted(starts), taken, strict=True)]
    )
)


def test_a_schedule_taxes_each_slice_at_its_rate() -> None:
    """Nothing up to 10, a tenth up to 50, four tenths beyond: 100 pays 0 + 4 + 20."""
    schedule = [Bracket(10 * MICRO, MICRO // 10), Bracket(50 * MICRO, 4 * MICRO // 10)]
    bases = {"ada": Base(100 * MICRO), "ben": Base(30 * MICRO), "cem": Base(10 * MICRO)}
    assert progressive(schedule, bases) == {"ada": 24 * MICRO, "ben": 2 * MICRO, "cem": 0}


def test_three_levies_on_one_trade() -> None:
    """0.5 a unit on 8 units, a fifth of 30, and 2 a head of 3."""
    assert per_unit(MICRO // 2, {"mill": 8 * MICRO}) == {"mill": 4 * MICRO}
    assert ad_valorem(MICRO // 5, {"mill": 30 * MICRO}) == {"mill": 6 * MICRO}
    assert lump_sum(2 * MICRO, {"mill": 3}) == {"mill": 6 * MICRO}


@given(rates, payers)
def test_dues_are_exact_to_the_micro_unit_and_so_is_their_sum(
    rate: int, worth: dict[str, int]
) -> None:
    """Each is its exact due rounded up or down, the sum is all exact dues together, rounded down."""
    due = ad_valorem(rate, worth)
    for name, base in worth.items():
        assert abs(due[name] - Fraction(rate * base, MICRO)) < 1
    assert sum(due.values()) == rate * sum(worth.values()) // MICRO
    assert ad_valorem(rate, dict(reversed(worth.items()))) == due


@given(schedules, st.lists(st.integers(0, 10**10), min_size=2, max_size=6))
def test_who_has_more_pays_no_less_and_keeps_no_less(
    schedule: list[Bracket], incomes: list[int]
) -> None:
    """Marginal rates from 0 to 1 keep the order of incomes before and after tax, but for roundings."""
    incomes = sorted(incomes)
    due = progressive(schedule, {f"{n}": Base(income) for n, income in enumerate(incomes)})
    paid = [due[f"{n}"] for n in range(len(incomes))]
    kept = [income - tax for income, tax in zip(incomes, paid, strict=True)]
    assert all(after >= before - 1 for before, after in pairwise(paid))
    assert all(after >= before - 1 for before, after in pairwise(kept))
    assert min(kept) >= -1


@given(st.integers(1, 10**9), st.lists(rates, min_size=2, max_size=4), st.integers(1, 10**9))
def test_rising_rates_take_a_rising_share(income: int, taken: list[int], more: int) -> None:
    """The average rate of a schedule with rising marginal rates never falls with income."""
    schedule = [Bracket(n * 10**8, rate) for n, rate in enumerate(sorted(taken))]
    poor = progressive(schedule, {"poor": Base(income)})["poor"]
    rich = progressive(schedule, {"rich": Base(income + more)})["rich"]
    assert Fraction(rich + 1, income + more) >= Fraction(poor - 1, income)


@given(schedules, st.integers(0, 10**9), st.integers(1, 9))
def test_a_group_pays_what_its_people_would(
    schedule: list[Bracket], each: int, people: int
) -> None:
    """One group of n people with n equal incomes owes n times the tax of one, but for roundings."""
    one = progressive(schedule, {"one": Base(each)})["one"]
    group = progressive(schedule, {"all": Base(each * people, people)})["all"]
    assert one * people <= group < (one + 1) * people


@given(rates, payers)
def test_one_bracket_from_nothing_is_a_flat_tax(rate: int, incomes: dict[str, int]) -> None:
    """A schedule of a single rate is the share of income."""
    bases = {name: Base(income) for name, income in incomes.items()}
    assert progressive([Bracket(0, rate)], bases) == ad_valorem(rate, incomes)


@given(payers, st.data())
def test_a_fixed_sum_is_raised_to_the_last(bases: dict[str, int], data: st.DataObject) -> None:
    """In proportion, nobody beyond what he has."""
    total = data.draw(st.integers(0, sum(bases.values())))
    parts = raised(total, bases)
    assert sum(parts.values()) == total
    assert all(part <= bases[name] for name, part in parts.items())


@given(payers, payers)
def test_what_is_not_paid_is_owed(due: dict[str, int], purses: dict[str, int]) -> None:
    """Nobody pays more than he has, and paid and owed make up what is due."""
    paid, owed = collect(due, purses)
    assert {name: paid[name] + owed.get(name, 0) for name in due} == due
    assert all(paid[name] <= purses.get(name, 0) for name in paid)
    assert all(paid[name] == purses.get(name, 0) for name in owed)


def test_impossible_levies_are_refused() -> None:
    """Rates beyond all, brackets that fall, sums that are not there, negative incomes."""
    with pytest.raises(ValueError, match="from 0 to 1000000 millionths, not 1000001"):
        ad_valorem(MICRO + 1, {"ada": 1})
    with pytest.raises(ValueError, match="rise"):
        progressive([Bracket(5, 0), Bracket(5, 1)], {"ada": Base(1)})
    with pytest.raises(ValueError, match="levy of 2 cannot be raised from bases of 1"):
        raised(2, {"ada": 1})
    with pytest.raises(ValueError, match="shared by at least one"):
        progressive([Bracket(0, 0)], {"ada": Base(1, 0)})
    with pytest.raises(ValueError, match="at least 0"):
        per_unit(-1, {"ada": 1})
