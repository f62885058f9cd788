"""Shadow prices in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.plan_lp import Planner, solve
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Row
from allmende_rules.mechanisms.plan_sentence import rounded_down, rounded_up, shown
from allmende_rules.mechanisms.plan_words import left_over, worth
from tests.rules.mechanisms.plan_cases import plans

BAKERY = Plan(
    goods=("bread",),
    units=("loaves",),
    processes=(Process("bakery", 0, (0.0,), 30.0), Process("old bakery", 0, (0.0,), 40.0)),
    limits=(Limit("labour", "hours", (0.2, 0.5), (16.0,), one="hour"),),
    rounds=1,
    basket=(25.0,),
    supply=((0.0,),),
)


def told(plan: Plan, first: int = 1) -> list[str]:
    """What a plan's scarce things are worth, as read."""
    found = solve(plan)
    assert found is not None
    return [one.read() for one in worth(found, first)]


def test_scarce_things_are_told_in_what_they_bring() -> None:
    """50 loaves: an hour makes 2 more, a place at the bakery saves hours of the old one."""
    assert told(BAKERY, first=4) == [
        "One more hour of labour in round 4 would let everyone have 4 % more.",
        (
            "One more unit of capacity at bakery in round 4 would let everyone have 1.2 % more: "
            "as much as 0.3 more hours of labour."
        ),
    ]


def test_capacity_alone_is_told_without_hours() -> None:
    """Where hours are left over, capacity is worth what it brings and no hours, and the rest is named."""
    plan = BAKERY._replace(limits=(Limit("labour", "hours", (0.2, 0.5), (30.0,)),))
    assert told(plan) == [
        "One more unit of capacity at bakery in round 1 would let everyone have 1.43 % more.",
        "One more unit of capacity at old bakery in round 1 would let everyone have 1.43 % more.",
    ]
    found = solve(plan)
    assert found is not None
    assert [one.read() for one in left_over(found)] == [
        "4 hours of labour are left over in round 1."
    ]


def test_just_enough_is_no_more_than_that() -> None:
    """At a kink one more brings nothing and one less costs."""
    plan = BAKERY._replace(limits=(Limit("labour", "hours", (0.2, 0.5), (26.0,), one="hour"),))
    assert told(plan)[0] == (
        "There is just enough labour in round 1: one hour less would cost everyone 2.86 %, "
        "one more brings nothing."
    )


def test_a_plan_that_hangs_by_a_thread_says_so() -> None:
    """Where targets take all that there is, any less makes the plan fail."""
    plan = Plan(
        goods=("bread", "care"),
        units=("loaves", "visits"),
        processes=(Process("bakery", 0, (0.0, 0.0), 5.0), Process("clinic", 1, (0.0, 0.0), 2.0)),
        limits=(Limit("labour", "hours", (0.0, 1.0), (2.0,)),),
        rounds=1,
        basket=(1.0, 0.0),
        supply=((0.0, 0.0),),
        targets=((0.0, 2.0),),
    )
    assert "There is just enough labour in round 1: with any less the plan fails." in told(plan)


def test_targets_beyond_the_baskets_have_a_price() -> None:
    """Promised care takes hours from everyone's bread, and the sentence says how much."""
    plan = Plan(
        goods=("bread", "care"),
        units=("loaves", "visits"),
        processes=(Process("bakery", 0, (0.0, 0.0), 50.0), Process("clinic", 1, (0.0, 0.0), 50.0)),
        limits=(Limit("labour", "hours", (1.0, 2.0), (20.0,)),),
        rounds=1,
        basket=(1.0, 0.0),
        supply=((0.0, 0.0),),
        targets=((0.0, 5.0),),
    )
    assert (
        "Promising one unit (visits) less of care in round 1 would let everyone have 20 % more."
    ) in told(plan)


def test_nothing_is_said_of_a_plan_that_brings_nothing() -> None:
    """Where nobody gets anything there are no shares to tell."""
    assert told(BAKERY._replace(limits=(Limit("labour", "hours", (0.2, 0.5), (0.0,)),))) == []


@given(plans())
def test_a_told_percentage_comes_true(plan: Plan) -> None:
    """A small part of one unit more brings that part of the percentage told."""
    planner, little = Planner(plan), 1e-5
    found = planner.solve()
    assert found is not None
    for sentence in worth(found):
        if "One more unit of labour" not in sentence.text.format(**sentence.facts):
            continue
        hours = Row("limit", 0, sentence.facts["round"] - 1)
        more = planner.solve({hours: found.bounds[found.form.place(hours)] + little})
        assert more is not None
        brought = 100 * (more.value / found.value - 1)
        assert brought == pytest.approx(sentence.facts["percent"] * little, rel=2e-2, abs=1e-9)


@given(st.floats(1e-6, 1e9))
def test_numbers_are_rounded_to_the_safe_side(value: float) -> None:
    """Three digits: nearest, down and up lie around the number, one step apart at most."""
    down, up = rounded_down(value), rounded_up(value)
    assert down <= value <= up
    assert down <= shown(value) <= up
    assert up - down <= max(1.0, 0.0101 * value)
