"""Laws of linear plans, on small random ones."""

import subprocess
import sys
from math import isfinite
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from allmende_rules.mechanisms.linear_solver import UnboundedError
from allmende_rules.mechanisms.plan_lp import Planner, solve
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Row, Solution
from allmende_rules.mechanisms.plan_ranges import PriceRanges
from tests.rules.mechanisms.plan_cases import plans

HOURS = Row("limit", 0, 0)
BREAD = Plan(
    goods=("bread",),
    units=("loaves",),
    processes=(Process("bakery", 0, (0.0,), 10.0),),
    limits=(Limit("labour", "hours", (0.5,), (4.0,)),),
    rounds=1,
    basket=(2.0,),
    supply=((0.0,),),
)


def best(plan: Plan) -> Solution:
    """The optimum of a plan that has one."""
    found = solve(plan)
    assert found is not None
    return found


@given(plans())
def test_the_optimum_is_that_of_another_solver(plan: Plan) -> None:
    """SciPy's solution of the same matrix is worth as much, and strong duality holds."""
    found = best(plan)
    other = linprog(-found.form.gains, A_ub=found.form.matrix, b_ub=found.bounds)
    assert found.value == pytest.approx(-other.fun, rel=1e-7, abs=1e-7)
    assert found.value == pytest.approx(float(found.multipliers @ found.bounds), rel=1e-7, abs=1e-7)


@given(plans())
def test_goods_balance(plan: Plan) -> None:
    """Of every good no more is used by processes, machines and people than is made or comes in."""
    found = best(plan)
    for t in range(plan.rounds):
        there = np.array(plan.supply[t])
        used = np.array(found.final_use(t))
        for process, made, built in zip(
            plan.processes, found.outputs(t), found.built(t), strict=True
        ):
            there[process.good] += made
            used += made * np.array(process.inputs) + built * np.array(process.machine)
        assert (used <= there + 1e-7).all()


@given(plans())
def test_capacity_is_what_was_built_and_has_not_worn_out(plan: Plan) -> None:
    """New capacity works from the round after, and wears from then on."""
    found = best(plan)
    capacity = np.array([process.capacity for process in plan.processes])
    wear = np.array([process.wear for process in plan.processes])
    for t in range(plan.rounds):
        assert (np.array(found.outputs(t)) <= capacity + 1e-7).all()
        capacity = (1 - wear) * capacity + np.array(found.built(t))


@given(plans(), st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_an_answer_depends_on_the_question_alone(plan: Plan, asked: list[int]) -> None:
    """After any other questions a planner answers bit for bit as a new one does."""
    used = Planner(plan)
    for quarter in asked:
        used.solve({HOURS: quarter / 4})
    for changes in ({}, {HOURS: asked[-1] / 4}):
        again, fresh = used.solve(changes), Planner(plan).solve(changes)
        assert again is not None
        assert fresh is not None
        assert (again.levels == fresh.levels).all()
        assert (again.multipliers == fresh.multipliers).all()


@given(plans(), st.integers(1, 12))
def test_prices_bound_what_a_change_brings(plan: Plan, quarters: int) -> None:
    """The optimum is concave: no change brings more, and none costs less, than its price says."""
    planner, change = Planner(plan), quarters / 4
    found = planner.solve()
    assert found is not None
    known, hours = PriceRanges(found).of(HOURS), found.bounds[found.form.place(HOURS)]
    more = planner.solve({HOURS: hours + change})
    assert more is not None
    assert more.value <= found.value + known.more * change + 1e-6
    if hours > change and isfinite(known.less):
        less = planner.solve({HOURS: hours - change})
        assert less is not None
        assert less.value <= found.value - known.less * change + 1e-6


@given(plans())
def test_prices_are_slopes(plan: Plan) -> None:
    """A little more brings just what its price says, a little less costs just that."""
    planner, little = Planner(plan), 1e-5
    found = planner.solve()
    assert found is not None
    known, hours = PriceRanges(found).of(HOURS), found.bounds[found.form.place(HOURS)]
    more, less = planner.solve({HOURS: hours + little}), planner.solve({HOURS: hours - little})
    assert more is not None
    assert less is not None
    assert more.value - found.value == pytest.approx(known.more * little, rel=1e-2, abs=1e-8)
    assert found.value - less.value == pytest.approx(known.less * little, rel=1e-2, abs=1e-8)


def test_a_kink_has_two_prices() -> None:
    """Where labour and ovens run out together, one more hour brings nothing and one less costs."""
    found = best(BREAD._replace(limits=(Limit("labour", "hours", (0.5,), (5.0,)),)))
    known = PriceRanges(found).of(HOURS)
    assert known == pytest.approx((0.0, 1.0))
    assert not known.unique


def test_targets_are_least_final_uses_of_all_that_people_get() -> None:
    """What is in the baskets counts towards a target; what is beyond is further final use."""
    two = BREAD._replace(
        goods=("bread", "soup"),
        units=("loaves", "bowls"),
        processes=(Process("bakery", 0, (0.0, 0.0), 10.0), Process("kitchen", 1, (0.0, 0.0), 9.0)),
        limits=(Limit("labour", "hours", (1.0, 1.0), (10.0,)),),
        basket=(1.0, 1.0),
        supply=((0.0, 0.0),),
        targets=((0.0, 7.0),),
    )
    found = best(two)
    assert found.baskets == pytest.approx((3.0,))
    assert found.final_use(0) == pytest.approx((3.0, 7.0))
    assert found.price(Row("target", 1, 0)) == pytest.approx(-1.0)


def test_nobody_is_given_more_than_wanted() -> None:
    """With enough of everything people get the baskets they want, and nothing is scarce."""
    found = best(BREAD._replace(most=3.0))
    assert found.baskets == pytest.approx((3.0,))
    assert PriceRanges(found).of(HOURS) == pytest.approx((0.0, 0.0))


def test_worth_and_cost_choose_among_ways() -> None:
    """Further final use is worth what it is said to be, less what the process costs."""
    dear = Process("old bakery", 0, (0.0,), 10.0, cost=0.9)
    cheap = Process("bakery", 0, (0.0,), 3.0, cost=0.25)
    plan = BREAD._replace(
        processes=(dear, cheap),
        limits=(Limit("labour", "hours", (0.5, 0.5), (4.0,)),),
        basket=(0.0,),
        worth=(1.0,),
    )
    found = best(plan)
    assert found.outputs(0) == pytest.approx((5.0, 3.0))
    assert found.value == pytest.approx(5 * 0.1 + 3 * 0.75)


def test_a_plan_without_limits_says_so() -> None:
    """Where machines cost nothing and nothing else is scarce, there is no greatest plan."""
    free = Process("bakery", 0, (0.0,), 10.0, machine=(0.0,))
    plan = BREAD._replace(processes=(free,), limits=(), rounds=2, supply=((0.0,), (0.0,)))
    with pytest.raises(UnboundedError, match="give it labour"):
        solve(plan)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rounds": 0}, "a round and a good"),
        ({"basket": (1.0, 2.0)}, "basket are 1 entries"),
        ({"supply": ((-1.0,),)}, "at least 0, not -1"),
        ({"processes": (Process("mill", 0, (0.0,), 1.0, wear=1.5),)}, "share from 0 to 1"),
        ({"floors": (float("nan"),)}, "finite"),
        ({"processes": (Process("mill", 3, (0.0,), 1.0),)}, "mill makes good 3"),
        ({"limits": (Limit("labour", "hours", (1.0, 1.0), (4.0,)),)}, "use of labour"),
    ],
)
def test_a_wrong_plan_is_refused_with_a_sentence(wrong: dict[str, Any], said: str) -> None:
    """The sentence says which numbers are wrong and what is allowed."""
    with pytest.raises(ValueError, match=said):
        Planner(BREAD._replace(**wrong))


def test_a_row_that_is_not_there_cannot_change() -> None:
    """A change of a missing row is refused by its name."""
    with pytest.raises(LookupError, match="no row floor"):
        Planner(BREAD).solve({Row("floor", 0, 0): 1.0})


def test_the_solver_is_loaded_when_a_plan_is_solved() -> None:
    """Whoever imports the mechanism without solving a plan does not wait for HiGHS."""
    code = (
        "import sys; import allmende_rules.mechanisms.plan_lp, allmende_rules.mechanisms.plan_words; "
        "sys.exit('highspy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
