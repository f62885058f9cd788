"""Monitoring sees as often, and errs as far and as often, as it is said to."""

from math import inf, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.monitoring import (
    FALSE_EXCESS,
    Case,
    Draws,
    Watch,
    detection,
    inspect,
    inspection_cost,
    monitor,
    rate_for,
    shared_rates,
)

UNIT = 1_000_000
SURE = 1.0
fractions = st.floats(0, 1, exclude_max=True)
draws = st.builds(Draws, fractions, fractions, fractions)
amounts = st.integers(0, 10**12)
cases = st.builds(Case, st.just("ann"), amounts, amounts)


def drawn(count: int) -> list[Draws]:
    """As many draws as a study needs, the same every time."""
    chance = Chance(7)
    purposes = ("found", "measured", "alarm")
    return [Draws(*(chance.uniform(name, n, "ann") for name in purposes)) for n in range(count)]


def test_without_inspections_nobody_is_seen() -> None:
    """At a rate of 0 the chance is 0, and one inspection in ln 2 finds half."""
    assert detection(0.0) == 0.0
    assert isclose(detection(log(2)), 0.5)


@given(st.floats(0, 20), st.floats(0, 20))
def test_more_inspections_find_more(one: float, other: float) -> None:
    """Detection rises with the rate and never passes certainty."""
    low, high = sorted((one, other))
    assert 0 <= detection(low) <= detection(high) <= 1


@given(st.floats(0, 0.999))
def test_the_rate_for_a_chance_gives_that_chance(chance: float) -> None:
    """The two formulas are each other's inverse."""
    assert isclose(detection(rate_for(chance)), chance, abs_tol=1e-12)


def test_certainty_takes_endless_inspections() -> None:
    """And what is no chance or no rate is refused."""
    assert rate_for(1.0) == inf
    with pytest.raises(ValueError, match="from 0 to 1"):
        rate_for(1.5)
    with pytest.raises(ValueError, match="at least 0"):
        detection(-1.0)


@given(cases, draws, st.floats(0, 1))
def test_who_is_not_found_is_not_accused(case: Case, luck: Draws, chance: float) -> None:
    """An unseen subject has no measure and no flag, and a seen one has a measure."""
    finding = inspect(case, chance, Watch(0.2, 0.3), luck)
    assert (finding.seen is None) == (luck.found >= chance)
    assert finding.flagged <= (finding.seen is not None)
    assert (finding.excess > 0) <= finding.flagged


@given(cases, draws)
def test_a_perfect_watch_accuses_exactly_the_guilty(case: Case, luck: Draws) -> None:
    """Certain to find, without error or false alarm: flagged if and only if it took too much."""
    finding = inspect(case, SURE, Watch(), luck)
    assert finding.seen == case.took
    assert finding.flagged == (case.took > case.allowed)
    assert finding.excess == max(0, case.took - case.allowed)


@given(cases, draws, st.floats(0, 1))
def test_what_is_measured_lies_within_the_error(case: Case, luck: Draws, error: float) -> None:
    """Without false alarms the measure is off by at most the stated share of the truth."""
    finding = inspect(case, SURE, Watch(error=error), luck)
    assert finding.seen is not None
    assert abs(finding.seen - case.took) <= error * case.took + 1


@given(cases, draws, st.floats(0, 0.5))
def test_a_tolerance_as_wide_as_the_error_protects_the_innocent(
    case: Case, luck: Draws, error: float
) -> None:
    """Whoever keeps the rule is never accused by mismeasurement alone."""
    finding = inspect(case, SURE, Watch(error=error, tolerance=error + 1e-6), luck)
    assert not finding.flagged or case.took > case.allowed or case.allowed < UNIT


def test_false_alarms_come_as_often_as_stated() -> None:
    """One in ten of 5,000 innocents who are inspected, and each is said to be a tenth above."""
    watch = Watch(false_alarm=0.1)
    found = [inspect(Case("ann", 10 * UNIT, 9 * UNIT), SURE, watch, luck) for luck in drawn(5000)]
    accused = [finding for finding in found if finding.flagged]
    assert 430 <= len(accused) <= 570
    assert {finding.excess for finding in accused} == {round(10 * UNIT * FALSE_EXCESS)}


def test_the_guilty_are_found_as_often_as_the_effort_says() -> None:
    """At one inspection a round on average 63 in a hundred are seen."""
    chance = detection(1.0)
    seen = [inspect(Case("ann", UNIT, 2 * UNIT), chance, Watch(), luck) for luck in drawn(5000)]
    assert abs(sum(one.flagged for one in seen) / 5000 - chance) < 0.025


@given(st.floats(0, 3), st.dictionaries(st.text(max_size=3), st.floats(0, 100), min_size=1))
def test_spreading_inspections_keeps_their_number(rate: float, weights: dict[str, float]) -> None:
    """However a patrol is split, it makes as many inspections and costs the same."""
    rates = shared_rates(rate, weights)
    assert isclose(sum(rates.values()), rate * len(weights), rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(inspection_cost(rates, 0.5), 0.5 * rate * len(weights), abs_tol=1e-9)


def test_equal_weights_watch_all_alike() -> None:
    """And no weights at all count as equal ones."""
    assert shared_rates(1.5, {"a": 2.0, "b": 2.0}) == {"a": 1.5, "b": 1.5}
    assert shared_rates(1.5, {"a": 0.0, "b": 0.0}) == {"a": 1.5, "b": 1.5}


def test_only_the_watched_are_looked_at() -> None:
    """A subject without a chance has no finding, and needs no draw."""
    cases_ = [Case("ann", UNIT, 2 * UNIT), Case("bo", UNIT, 2 * UNIT)]
    findings = monitor(cases_, {"ann": SURE}, Watch(), {"ann": Draws(0.0, 0.5, 0.5)})
    assert [(one.subject, one.excess) for one in findings] == [("ann", UNIT)]
