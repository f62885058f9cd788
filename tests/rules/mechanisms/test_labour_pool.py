"""The labour pool: who works, who is idle, which jobs stay open."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.labour_pool import (
    Job,
    Rationing,
    Worker,
    by_order,
    fill,
    in_proportion,
    wages,
)

hours = st.integers(0, 10**9)
workers = st.lists(
    st.builds(Worker, st.text("abcd", min_size=1, max_size=3), hours, st.integers(1, 3 * MICRO)),
    max_size=6,
    unique_by=lambda one: one.name,
)
jobs = st.lists(
    st.builds(Job, st.text("wxyz", min_size=1, max_size=3), hours, st.integers(0, 3)),
    max_size=6,
    unique_by=lambda job: job.employer,
)
rules = st.sampled_from([in_proportion, by_order(["a", "b", "c"]), by_order([])])

ADA, BEN, CEM = (Worker(name, 10 * MICRO) for name in ("ada", "ben", "cem"))
FEW = (Job("mill", 12 * MICRO, 2 * MICRO), Job("farm", 6 * MICRO, MICRO))


def idle(ration: Rationing) -> list[int]:
    """Idle hours of three equal workers where work is for eighteen of thirty hours."""
    return [hours // MICRO for hours in fill((ADA, BEN, CEM), FEW, ration).idle.values()]


def test_three_ways_to_share_idleness() -> None:
    """All work six hours; or the senior ten, the next eight; or whoever is drawn first."""
    assert idle(in_proportion) == [4, 4, 4]
    assert idle(by_order(["ben", "ada", "cem"])) == [2, 0, 10]
    assert idle(by_order(["cem"])) == [2, 10, 0]


def test_the_highest_wage_finds_hands_first() -> None:
    """Where hands are scarce the mill has all it wants, and the two farms share the rest."""
    wanted = (
        Job("farm", 9 * MICRO, MICRO),
        Job("acre", 18 * MICRO, MICRO),
        Job("mill", MICRO, 2 * MICRO),
    )
    pool = fill((ADA,), wanted)
    assert pool.work == {"ada": {"mill": MICRO, "acre": 6 * MICRO, "farm": 3 * MICRO}}
    assert pool.open == {"mill": 0, "acre": 12 * MICRO, "farm": 6 * MICRO}
    assert wages(pool, wanted) == {"ada": 11 * MICRO}


def test_skill_makes_an_hour_longer() -> None:
    """Ten hours at twice the skill fill twenty; half of that work leaves half the hours idle."""
    pool = fill((Worker("ada", 10 * MICRO, 2 * MICRO),), (Job("mill", 10 * MICRO),))
    assert pool.idle == {"ada": 5 * MICRO}
    assert pool.worked("ada") == 10 * MICRO


@given(workers, jobs, rules)
def test_margins_are_exact(offered: list[Worker], wanted: list[Job], ration: Rationing) -> None:
    """Work done and hours open make up each job; the shorter side is served in full."""
    pool = fill(offered, wanted, ration)
    supply = sum(worker.effective for worker in offered)
    demand = sum(job.hours for job in wanted)
    done = sum(pool.worked(worker.name) for worker in offered)
    assert done == min(supply, demand)
    for job in wanted:
        got = sum(one.get(job.employer, 0) for one in pool.work.values())
        assert got + pool.open[job.employer] == job.hours
    for worker in offered:
        assert pool.worked(worker.name) <= worker.effective
        assert 0 <= pool.idle[worker.name] <= worker.hours
    assert min([part for one in pool.work.values() for part in one.values()], default=1) > 0


@given(workers, jobs, rules)
def test_there_are_few_pairs(offered: list[Worker], wanted: list[Job], ration: Rationing) -> None:
    """Fewer than workers and employers together."""
    pairs = sum(len(one) for one in fill(offered, wanted, ration).work.values())
    assert pairs <= max(0, len(offered) + len(wanted) - 1)


@given(workers, jobs)
def test_nobody_works_less_than_his_part_while_others_work_theirs(
    offered: list[Worker], wanted: list[Job]
) -> None:
    """In proportion, each works his part of what he offers, within a micro-hour."""
    pool = fill(offered, wanted)
    supply = sum(worker.effective for worker in offered)
    done = sum(pool.worked(worker.name) for worker in offered)
    for worker in offered:
        gap = pool.worked(worker.name) * supply - worker.effective * done
        assert abs(gap) < max(1, supply)


@given(workers, jobs, st.permutations(["a", "b", "c", "d", "ab", "cd"]))
def test_seniority_leaves_at_most_one_half_employed(
    offered: list[Worker], wanted: list[Job], ranking: Sequence[str]
) -> None:
    """Whoever is idle in part stands between those who work in full and those who do not at all."""
    pool = fill(offered, wanted, by_order(ranking))
    place = {name: n for n, name in enumerate(ranking)}
    queue = sorted(offered, key=lambda one: place.get(one.name, len(place)))
    left = sum(job.hours for job in wanted)
    for worker in queue:
        assert pool.worked(worker.name) == min(left, worker.effective)
        left -= pool.worked(worker.name)


@given(workers, jobs, rules)
def test_bills_are_paid_out_whole(
    offered: list[Worker], wanted: list[Job], ration: Rationing
) -> None:
    """Wages of all add up to the bills of all jobs."""
    pool = fill(offered, wanted, ration)
    bills = [
        (job.wage * (job.hours - pool.open[job.employer]) + MICRO // 2) // MICRO for job in wanted
    ]
    assert sum(wages(pool, wanted).values()) == sum(bills)


def test_impossible_offers_are_refused() -> None:
    """A name twice, hours below nothing, no skill at all."""
    with pytest.raises(ValueError, match="Each worker is named once, not ada again"):
        fill((ADA, ADA), ())
    with pytest.raises(ValueError, match="skill is more than that"):
        fill((Worker("ada", 1, 0),), ())
    with pytest.raises(ValueError, match="wage are at least 0"):
        fill((), (Job("mill", -1),))
