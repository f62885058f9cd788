"""Linear plans against the oracle: optima, shadow prices with their ranges, conflicts."""

from math import inf
from typing import Any

import pytest

from allmende_rules.mechanisms.plan_form import form_of
from allmende_rules.mechanisms.plan_lp import Planner, solve
from allmende_rules.mechanisms.plan_program import Form, Row, Solution
from allmende_rules.mechanisms.plan_ranges import PriceRanges
from tests.rules.mechanisms.plan_cases import FEASIBLE, IMPOSSIBLE, can_hold, name_of, plan_of

possible = pytest.mark.parametrize("case", FEASIBLE, ids=lambda case: case["id"])
impossible = pytest.mark.parametrize("case", IMPOSSIBLE, ids=lambda case: case["id"])


def solved(case: dict[str, Any]) -> Solution:
    """The optimum of a case that has one."""
    found = solve(plan_of(case))
    assert found is not None
    return found


def named(form: Form) -> dict[str, Row]:
    """The rows of a plan by the oracle's names."""
    return {name_of(row): row for row in form.rows}


def near(found: float, expected: float) -> bool:
    """Whether two shadow prices agree as far as the oracle demands."""
    return found == expected or abs(found - expected) <= 1e-5 * max(1.0, abs(expected))


@possible
def test_the_optimum_is_that_of_the_oracle(case: dict[str, Any]) -> None:
    """The greatest discounted number of baskets agrees, and the plan found attains it in all rows."""
    found = solved(case)
    assert found.value == pytest.approx(case["optimum"], rel=1e-7)
    assert (found.form.matrix @ found.levels <= found.bounds + 1e-7).all()
    worth = sum(case["disc"] ** t * baskets for t, baskets in enumerate(found.baskets))
    assert worth == pytest.approx(case["optimum"], rel=1e-7)


@possible
def test_the_plan_of_the_oracle_fits_the_rows(case: dict[str, Any]) -> None:
    """With the oracle's outputs of the first round fixed as capacity, the oracle's optimum is reached."""
    plan, outputs = plan_of(case), case["witness"]["x0"]
    least = {Row("capacity", j, 0): x * (1 + 1e-9) + 1e-9 for j, x in enumerate(outputs)}
    found = Planner(plan).solve(least)
    assert found is not None
    assert found.value == pytest.approx(case["optimum"], rel=1e-6)


@possible
def test_shadow_prices_are_those_of_the_oracle(case: dict[str, Any]) -> None:
    """Prices agree where they are unique, and lie in the range where they are not; so do the ranges."""
    found = solved(case)
    rows, ranges = named(found.form), PriceRanges(found)
    for name, expected in case["duals_t0"].items():
        price, known = found.price(rows[name]), ranges.of(rows[name])
        high = inf if expected["high"] is None else expected["high"]
        assert known.unique == expected["unique"], name
        assert near(known.more, expected["low"]), name
        assert near(known.less, high), name
        assert not expected["unique"] or near(price, expected["value"]), name
        assert known.more <= price <= known.less, name


@impossible
def test_impossible_plans_have_no_solution(case: dict[str, Any]) -> None:
    """Nothing is found where the oracle says that nothing can be."""
    assert solve(plan_of(case)) is None


@impossible
def test_the_conflict_is_irreducible(case: dict[str, Any]) -> None:
    """The rows named are impossible together, and possible when any one of them goes."""
    planner = Planner(plan_of(case))
    form, rows = planner.form, planner.explain().rows
    assert not can_hold(form, rows)
    for spared in rows:
        assert can_hold(form, [row for row in rows if row != spared]), name_of(spared)


@impossible
def test_the_oracle_s_conflict_is_one_of_ours(case: dict[str, Any]) -> None:
    """The set of rows that the oracle names is impossible here too, and irreducible."""
    form = form_of(plan_of(case))
    for names in [case["iis"], *case["other_iis"]]:
        rows = [named(form)[name] for name in names]
        assert not can_hold(form, rows)
        assert all(can_hold(form, [row for row in rows if row != spared]) for spared in rows)
