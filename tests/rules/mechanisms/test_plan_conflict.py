"""Impossible plans: what contradicts, and what mends it."""

import pytest
from hypothesis import given, settings

from allmende_rules.mechanisms.plan_conflict import Change, Conflict
from allmende_rules.mechanisms.plan_conflict_words import contradiction, mend
from allmende_rules.mechanisms.plan_lp import Planner
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Row, sign
from tests.rules.mechanisms.plan_cases import IMPOSSIBLE, can_hold, impossible_plans, plan_of

VILLAGE = Plan(
    goods=("power", "bread", "care"),
    units=("hours of current", "loaves", "visits"),
    processes=(
        Process("power plant", 0, (0.0, 0.0, 0.0), 20.0),
        Process("bakery", 1, (1.0, 0.0, 0.0), 50.0),
        Process("clinic", 2, (0.5, 0.0, 0.0), 14.0),
    ),
    limits=(Limit("labour", "hours", (0.1, 0.2, 1.0), (14.0,)),),
    rounds=1,
    basket=(0.0, 10.0, 12.0),
    supply=((0.0, 0.0, 0.0),),
    targets=((0.0, 10.0, 12.0),),
)
HOURS, CARE = Row("limit", 0, 0), Row("target", 2, 0)


def explained(plan: Plan) -> Conflict:
    """Why a plan is impossible."""
    return Planner(plan).explain()


def after(plan: Plan, changes: tuple[Change, ...]) -> bool:
    """Whether a plan is possible after changes, each taken a hair further."""
    stated = {c.row: c.needed * (1 + 1e-7 * sign(c.row)) + 1e-9 * sign(c.row) for c in changes}
    return Planner(plan).solve(stated) is not None


@settings(max_examples=30)  # SciPy takes its time.
@given(impossible_plans())
def test_a_conflict_is_irreducible(plan: Plan) -> None:
    """The rows named cannot hold together, and can without any one of them."""
    planner = Planner(plan)
    form, rows = planner.form, planner.explain().rows
    assert not can_hold(form, rows)
    assert all(can_hold(form, [row for row in rows if row != spared]) for spared in rows)


@given(impossible_plans())
def test_changes_mend_and_smaller_ones_do_not(plan: Plan) -> None:
    """Every way out makes the plan possible, and nine tenths of it do not."""
    found = explained(plan)
    assert after(plan, found.together)
    for way in found.ways:
        assert after(plan, way)
        nearly = [c._replace(needed=c.stated + 0.9 * (c.needed - c.stated)) for c in way]
        assert not after(plan, tuple(nearly))


@given(impossible_plans())
def test_the_changes_together_are_the_least(plan: Plan) -> None:
    """No way out is relatively smaller than the changes that add up to the least."""
    found = explained(plan)

    def size(changes: tuple[Change, ...]) -> float:
        return sum(abs(c.needed - c.stated) / (c.stated or 1.0) for c in changes)

    assert all(size(way) >= size(found.together) - 1e-6 for way in found.ways)


def test_a_village_short_of_hours_is_told_what_to_do() -> None:
    """Hours for care and bread, and for the power they take, are missing: two ways out are named."""
    assert [one.read() for one in contradiction(VILLAGE, explained(VILLAGE), first=3)] == [
        "These cannot all hold:",
        "There are only 14 hours of labour in round 3.",
        "At least 10 loaves of bread are to go to people in round 3.",
        "At least 12 visits of care are to go to people in round 3.",
        "No more can be used than is made, bought or in store: power, bread, care.",
        "Any one of these would do:",
        "Find 1.6 more hours of labour in round 3: 15.6 instead of 14.",
        "Lower the target for bread in round 3 from 10 to 4.66 loaves.",
        "Lower the target for care in round 3 from 12 to 10.4 visits.",
    ]


def test_machines_that_fall_short_can_be_added() -> None:
    """A clinic too small for its target is named, with how much larger it would have to be."""
    plan = VILLAGE._replace(
        limits=(), targets=((0.0, 10.0, 16.0),), basket=(0.0, 10.0, 16.0), rounds=1
    )
    assert [one.read() for one in contradiction(plan, explained(plan))] == [
        "These cannot all hold:",
        "clinic can deliver at most 14 visits in round 1.",
        "At least 16 visits of care are to go to people in round 1.",
        "No more can be used than is made, bought or in store: care.",
        "Any one of these would do:",
        "Add capacity for 2 visits to clinic before round 1: 16 instead of 14.",
        "Lower the target for care in round 1 from 16 to 14 visits.",
    ]


def test_where_no_single_change_is_enough_all_are_named() -> None:
    """Two conflicts at once need two changes, and the sentence says so."""
    plan = VILLAGE._replace(limits=(), targets=((0.0, 60.0, 16.0),))
    said = [one.read() for one in contradiction(plan, explained(plan))]
    assert "No single change is enough. These together would do:" in said
    assert explained(plan).ways == ()


def test_a_target_with_nobody_to_serve_it_is_dropped() -> None:
    """Without any hours the way out is no care at all."""
    hours = VILLAGE.limits[0]._replace(each=(0.0,))
    plan = VILLAGE._replace(limits=(hours,), targets=((0.0, 0.0, 12.0),))
    said = [one.read() for one in contradiction(plan, explained(plan))]
    assert "Drop the target of 12 visits for care in round 1." in said


def test_limits_of_all_rounds_are_told_as_such() -> None:
    """A cap on the total of emissions and promised baskets read as what they are."""
    case = next(case for case in IMPOSSIBLE if case["tight"] == "emissions_total")
    plan = plan_of(case)
    said = [one.read() for one in contradiction(plan, explained(plan))]
    assert said[1:3] == [
        "At least 24.1 baskets are to go to people in round 1.",
        "There are only 35.2 tonnes of emissions over all rounds.",
    ]
    assert said[-2:] == [
        "Promise 21.7 baskets in round 1 instead of 24.1.",
        "Find 3.91 more tonnes of emissions over all rounds: 39.1 instead of 35.2.",
    ]


@given(impossible_plans())
def test_following_a_sentence_mends_the_plan(plan: Plan) -> None:
    """The rounded numbers in sentences are enough: targets are rounded down and limits up."""
    found = explained(plan)
    for way in (*found.ways, found.together):
        said = {change.row: mend(plan, change).facts["needed"] for change in way}
        assert Planner(plan).solve(said) is not None


def test_a_possible_plan_has_no_conflict() -> None:
    """Asking why says that all rows can hold."""
    with pytest.raises(ValueError, match="no conflict"):
        explained(VILLAGE._replace(targets=()))


def test_only_targets_are_lowered() -> None:
    """A target is never raised and a limit never lowered."""
    for way in (*explained(VILLAGE).ways, explained(VILLAGE).together):
        for change in way:
            assert (change.needed < change.stated) == (change.row.kind == "target")
    assert {change.row for way in explained(VILLAGE).ways for change in way} >= {HOURS, CARE}


def test_one_thing_may_have_to_change_in_several_rounds() -> None:
    """Where every round falls short, a way out names its numbers round by round."""
    plan = VILLAGE._replace(
        rounds=2,
        limits=(VILLAGE.limits[0]._replace(each=(14.0, 15.0)),),
        supply=VILLAGE.supply * 2,
        targets=VILLAGE.targets * 2,
    )
    said = [one.read() for one in contradiction(plan, explained(plan), first=5)]
    assert "Find more labour (hours), by round: 5: 14 → 15.6, 6: 15 → 15.6." in said
    assert "Lower the target for care (visits), by round: 5: 12 → 10.4, 6: 12 → 11.4." in said


def test_what_is_given_is_no_way_out() -> None:
    """Nobody is told to add capacity to what others have to sell."""
    clinic = VILLAGE.processes[2]._replace(given=True)
    plan = VILLAGE._replace(
        processes=(*VILLAGE.processes[:2], clinic), limits=(), targets=((0.0, 10.0, 16.0),)
    )
    found = explained(plan)
    assert Row("capacity", 2, 0) in found.rows
    assert [change.row for way in found.ways for change in way] == [CARE]
