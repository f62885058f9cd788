"""Indices of inequality: formulas against an oracle, and the laws that define them."""

import json
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allmende_rules.measures_inequality import (
    atkinson,
    gini,
    lorenz,
    lorenz_tenths,
    palma,
    theil_l,
    theil_t,
    top_share,
)

ORACLE = Path(__file__).parents[1] / "oracles" / "power_inequality.json"
CASES: list[dict[str, Any]] = [
    case
    for case in json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
    if case["type"] == "distribution"
]


def half(values: Sequence[float], weights: Sequence[float]) -> float:
    """Atkinson's index with aversion one half."""
    return atkinson(values, weights, 0.5)


def one(values: Sequence[float], weights: Sequence[float]) -> float:
    """Atkinson's index with aversion one."""
    return atkinson(values, weights, 1)


INDICES = {
    "gini": gini,
    "palma": palma,
    "top10_share": top_share,
    "atkinson_half": half,
    "atkinson_1": one,
    "theil_t": theil_t,
    "theil_l": theil_l,
}
LEAST = {"palma": 0.25, "top10_share": 0.1}
"""What an index is where all have the same; 0 for the others."""

every_index = pytest.mark.parametrize("name", INDICES)
amounts = st.integers(1, 1000).map(float)
distributions = st.lists(amounts, min_size=1, max_size=12)
groups = st.lists(st.tuples(amounts, st.integers(1, 9)), min_size=1, max_size=6)


def index(name: str, values: list[float], weights: Sequence[float] | None = None) -> float:
    """An index that there is."""
    found = INDICES[name](values, [1] * len(values) if weights is None else weights)
    assert found is not None
    return found


@every_index
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_indices_are_the_oracles(case: dict[str, Any], name: str) -> None:
    """Each index of each distribution within 1e-9; None where it is not defined."""
    found = INDICES[name](case["values"], [1.0] * len(case["values"]))
    assert found == (None if case[name] is None else pytest.approx(case[name], rel=0, abs=1e-9))


@every_index
@given(distributions, st.integers(1, 50))
def test_only_proportions_matter(name: str, values: list[float], scale: int) -> None:
    """Multiplying all values changes nothing, nor does their order."""
    other = [value * scale for value in reversed(values)]
    assert index(name, other) == pytest.approx(index(name, values), abs=1e-9)


@every_index
@given(groups)
def test_a_group_is_as_many_people(name: str, held: list[tuple[float, int]]) -> None:
    """A weight of n is n people with the same value."""
    people = [value for value, weight in held for _ in range(weight)]
    found = index(name, [value for value, _ in held], [weight for _, weight in held])
    assert found == pytest.approx(index(name, people), abs=1e-9)


@every_index
@given(amounts, st.integers(1, 20))
def test_equality_is_the_least(name: str, value: float, people: int) -> None:
    """Where all have the same an index is at its least."""
    assert index(name, [value] * people) == pytest.approx(LEAST.get(name, 0), abs=1e-9)


@every_index
@given(distributions, st.data())
def test_what_the_richer_give_the_poorer_lessens_it(
    name: str, values: list[float], data: st.DataObject
) -> None:
    """The principle of Pigou and Dalton: a transfer that reverses no order never raises an index."""
    values = sorted(values)
    assume(len(values) > 1)
    poor = data.draw(st.integers(0, len(values) - 2))
    rich = data.draw(st.integers(poor + 1, len(values) - 1))
    given_away = data.draw(st.floats(0, (values[rich] - values[poor]) / 2))
    after = list(values)
    after[poor] += given_away
    after[rich] -= given_away
    assert index(name, after) <= index(name, values) + 1e-9


@given(groups)
def test_the_lorenz_curve_hangs_below_the_diagonal(held: list[tuple[float, int]]) -> None:
    """It runs from 0 to 1, bends upwards only, and twice the area above it is the Gini."""
    values, weights = [value for value, _ in held], [weight for _, weight in held]
    people = sum(weights)
    curve = [lorenz(values, weights, n / people) for n in range(people + 1)]
    steps = [after - before for before, after in pairwise(curve)]
    assert (curve[0], curve[-1]) == pytest.approx((0, 1))
    assert all(after >= before - 1e-9 for before, after in pairwise(steps))
    area = sum(before + after for before, after in pairwise(curve)) / people
    assert 1 - area == pytest.approx(gini(values, weights), abs=1e-9)


@given(groups)
def test_the_curve_in_tenths_is_the_curve(held: list[tuple[float, int]]) -> None:
    """Eleven points from 0 to 1; the Gini of those tenths is at most that of the people."""
    values, weights = [value for value, _ in held], [weight for _, weight in held]
    tenths = lorenz_tenths(values, weights)
    expected = [lorenz(values, weights, n / 10) for n in range(11)]
    assert tenths == pytest.approx(expected, abs=1e-12)
    area = sum(before + after for before, after in pairwise(tenths)) / 10
    assert 1 - area <= gini(values, weights) + 1e-9


@given(distributions)
def test_top_and_bottom_make_the_palma_ratio(values: list[float]) -> None:
    """The richest tenth and the other nine hold everything; the ratio compares them to four."""
    ones = [1] * len(values)
    assert top_share(values, ones) + lorenz(values, ones, 0.9) == pytest.approx(1)
    ratio = palma(values, ones)
    assert ratio is not None
    assert ratio * lorenz(values, ones, 0.4) == pytest.approx(top_share(values, ones))


@given(distributions, st.floats(0, 3), st.floats(0, 3))
def test_more_aversion_sees_more_inequality(
    values: list[float], aversion: float, more: float
) -> None:
    """Atkinson's index rises with aversion, from 0 towards 1, through the case of 1."""
    ones = [1] * len(values)
    assume(min(abs(aversion - 1), abs(aversion + more - 1)) > 1e-3)
    found = [atkinson(values, ones, e) for e in (aversion, aversion + more)]
    assert -1e-9 <= found[0] <= found[1] + 1e-9 <= 1 + 2e-9
    around = [atkinson(values, ones, e) for e in (0.999, 1, 1.001)]
    assert around[0] - 1e-9 <= around[1] <= around[2] + 1e-9


@given(distributions)
def test_the_mean_log_deviation_is_atkinsons_index_of_one(values: list[float]) -> None:
    """One is 1 - exp(-L)."""
    assert index("atkinson_1", values) == pytest.approx(1 - exp(-index("theil_l", values)))


@given(groups, groups)
def test_theils_t_adds_up_from_groups(
    first: list[tuple[float, int]], second: list[tuple[float, int]]
) -> None:
    """T of all is that within each half, by what it holds, and that between the halves' means."""
    halves = [[v for v, n in held for _ in range(n)] for held in (first, second)]
    everyone = halves[0] + halves[1]
    within = sum(sum(h) / sum(everyone) * index("theil_t", h) for h in halves)
    means = [sum(half) / len(half) for half in halves]
    between = index("theil_t", means, [len(half) for half in halves])
    found = index("theil_t", everyone)
    assert found == pytest.approx(within + between, abs=1e-9)
    assert found <= log(len(everyone)) + 1e-9


@every_index
def test_a_group_of_nobody_counts_for_nothing(name: str) -> None:
    """What it would have changes no index, even if that is nothing."""
    assert index(name, [5.0, 0.0, 9.0], [2, 0, 1]) == index(name, [5.0, 9.0], [2, 1])


def test_nothing_at_all_is_held_equally() -> None:
    """If nobody has anything no index sees inequality."""
    for name in INDICES:
        assert index(name, [0.0, 0.0]) == pytest.approx(LEAST.get(name, 0))


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: theil_t([], []), "there are none"),
        (lambda: theil_t([-1.0], [1]), "at least 0"),
        (lambda: palma([1.0], [-1]), "at least 0"),
        (lambda: lorenz([1.0], [1], 1.5), "from 0 to 1, not 1.5"),
        (lambda: atkinson([1.0], [1], -1), "at least 0, not -1"),
        (lambda: theil_l([1.0, 2.0], [1]), "shorter"),
    ],
)
def test_impossible_figures_are_refused(call: Any, why: str) -> None:
    """Nobody, negative figures, parts outside 0 to 1."""
    with pytest.raises(ValueError, match=why):
        call()
