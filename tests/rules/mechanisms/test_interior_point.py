import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms import (
    clearing_general,
    conic_solver,
    interior_point,
    joint_clearing,
)
from allmende_rules.mechanisms.joint_clearing import Buyer, ClearingError, Plant, Program, clear
from allmende_rules.mechanisms.standard_form import Optimum, StandardForm, largest_violation

TWO = StandardForm(
    matrix=np.array([[-1.0, 1.0], [1.0, 0.0]]),
    limits=np.array([0.0, 1.0]),
    upper=np.array([0.5]),
    cost=np.array([0.25, 0.0]),
    weight=np.array([0.0, 1.0]),
)
"""One plant whose capacity of 1/2 binds, one buyer with all the cash."""

ORACLE = Path(__file__).parents[2] / "oracles" / "joint_clearing.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]


def forms(seed: int) -> StandardForm:
    """Return a random form with a strict interior: 3 goods with stock, 6 plants, 5 demands."""
    chance = np.random.default_rng(seed)
    plants, buyers = 6, 5
    matrix = np.zeros((5, plants + buyers))
    matrix[:3, :plants] = chance.uniform(0.0, 0.3, (3, plants))
    matrix[np.arange(plants) % 3, np.arange(plants)] -= 1.0
    matrix[3:, :plants] = chance.uniform(0.0, 1.0, (2, plants))
    matrix[:3, plants:] = chance.uniform(0.0, 1.0, (3, buyers))
    weight = np.zeros(plants + buyers)
    weight[plants:] = chance.dirichlet(np.ones(buyers))
    cost = np.where(weight > 0, 0.0, chance.uniform(0.0, 0.2, plants + buyers))
    limits = np.concatenate([chance.uniform(0.01, 0.3, 3), [1.0, 1.0]])
    return StandardForm(matrix, limits, np.ones(plants + 1), cost, weight)


@pytest.mark.parametrize("solver", [interior_point, conic_solver])
def test_a_form_small_enough_to_solve_by_hand(solver: Any) -> None:
    """The buyer takes the whole capacity: price 1 / (1/2), of which 1/4 covers the plant's cost."""
    found = solver.solve(TWO)
    assert found.z == pytest.approx([0.5, 0.5], abs=1e-5)
    assert found.multipliers == pytest.approx([2.0, 0.0], abs=1e-5)
    assert found.bound_multipliers == pytest.approx([1.75], abs=1e-5)
    assert found.gap < 1e-5


@given(st.integers(0, 10_000))
def test_both_solvers_agree(seed: int) -> None:
    """The dense solver and Clarabel find the same amounts, and prices of what is scarce."""
    form = forms(seed)
    ours, theirs = interior_point.solve(form), conic_solver.solve(form)
    assert ours.gap < 1e-10
    buyers = form.weight > 0
    assert ours.z[buyers] == pytest.approx(theirs.z[buyers], rel=1e-4, abs=1e-5)
    logs = form.weight[buyers] @ (np.log(ours.z[buyers]) - np.log(theirs.z[buyers]))
    assert logs - form.cost @ (ours.z - theirs.z) == pytest.approx(0.0, abs=1e-6)


def test_the_gap_sees_every_kind_of_violation() -> None:
    """Moving amount, slack, or either multiplier away from the optimum shows in the gap."""
    best = interior_point.solve(TWO)
    first, second = np.array([0.1, 0.0]), np.array([0.0, 0.1])
    for worse in (
        best._replace(z=best.z + first),
        best._replace(z=best.z + second),
        best._replace(multipliers=best.multipliers + first),
        best._replace(multipliers=best.multipliers + second),
        best._replace(bound_multipliers=best.bound_multipliers - 0.1),
        best._replace(room=best.room + 0.1),
    ):
        assert largest_violation(TWO, worse) > 0.01


PROGRAM = Program(
    ("grain",), ((0.1,),), (Plant("field", 0, 1.0, 5.0),), (Buyer("ada", 2.0, (1.0,)),), (0.0,), 4.0
)


def nothing(*_given: object) -> None:
    """Leave every clearing to the general solvers."""


def test_clarabel_takes_over_where_the_dense_solver_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad gap of the first solver is answered by the second, to the same clearing."""
    expected = clear(PROGRAM)
    monkeypatch.setattr(joint_clearing, "clear_by_merit", nothing)
    monkeypatch.setattr(interior_point, "MOST_STEPS", 2)
    found = clear(PROGRAM)
    assert found.scales == pytest.approx(expected.scales, rel=1e-6)
    assert found.prices == pytest.approx(expected.prices, rel=1e-6)


def test_a_clearing_that_nobody_reaches_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """If both solvers fail, an error says how far off the clearing is."""

    def astray(form: StandardForm) -> Optimum:
        best = conic_solver.solve(form)
        return best._replace(gap=0.5)

    monkeypatch.setattr(joint_clearing, "clear_by_merit", nothing)
    monkeypatch.setattr(interior_point, "MOST_STEPS", 1)
    monkeypatch.setattr(clearing_general, "conic_solver", type("Fake", (), {"solve": astray}))
    with pytest.raises(ClearingError, match="relative error"):
        clear(PROGRAM)


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case["id"])
def test_the_whole_clearing_agrees_with_clarabel_alone(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With merit order and the dense solver taken out, prices and bundles stay the same."""
    goods = case["G"]
    program = Program(
        tuple(map(str, range(goods))),
        tuple(map(tuple, case["A"])),
        tuple(
            Plant(f"{f}", good, case["l"][good] / case["theta"][f], case["K"][f], case["a"][f])
            for f, good in enumerate(case["sector"])
        ),
        tuple(
            Buyer(f"{i}", cash, tuple(float(i == j) for j in range(goods)))
            for i, cash in enumerate(case["B"])
        ),
        tuple(case["W"]),
        case["L"],
    )
    ours = clear(program)
    monkeypatch.setattr(joint_clearing, "clear_by_merit", nothing)
    monkeypatch.setattr(clearing_general, "interior_point", conic_solver)
    theirs = clear(program)
    assert ours.bundles == pytest.approx(theirs.bundles, rel=1e-4)
    assert ours.prices == pytest.approx(theirs.prices, rel=1e-4)
