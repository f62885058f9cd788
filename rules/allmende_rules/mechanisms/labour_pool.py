"""The labour pool: who works where, who is idle, and which jobs stay open.

Hours are whole micro-hours. Work is counted in effective hours, hours times skill: what employers ask
for, pay for and share out. The pool hires as much as the shorter side allows. Where work is scarce,
workers are rationed by one of three rules; where workers are, jobs are filled from the highest wage
down, those of equal wage in proportion.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder


class Worker(NamedTuple):
    """Somebody who offers `hours` of `skill` millionths: 1 000 000 is one effective hour an hour."""

    name: str
    hours: int
    skill: int = MICRO

    @property
    def effective(self) -> int:
        """Effective hours, rounded down."""
        return self.hours * self.skill // MICRO


class Job(NamedTuple):
    """So many effective hours that an employer wants, at a wage in micro-money for one."""

    employer: str
    hours: int
    wage: int = 0


class Pool(NamedTuple):
    """Who works where, in effective hours; hours of workers left idle, and of jobs left open.

    `work[worker][employer]` names only pairs that work together.
    """

    work: dict[str, dict[str, int]]
    idle: dict[str, int]
    open: dict[str, int]

    def worked(self, worker: str) -> int:
        """Effective hours of one worker."""
        return sum(self.work[worker].values())


Rationing = Callable[[int, Sequence[Worker]], list[int]]
"""Effective hours of each worker, in order, out of so many in all, which is at most what they offer."""


def in_proportion(hours: int, workers: Sequence[Worker]) -> list[int]:
    """Work-sharing: the same part of what each offers, by largest remainder."""
    return largest_remainder(hours, [worker.effective for worker in workers])


def by_order(ranking: Sequence[str]) -> Rationing:
    """First come, first served: those who stand earlier in `ranking` work all they offer.

    Seniority (last in, first out) if the ranking is by time of service; a lottery if it was drawn.
    Who is not ranked comes last, in the order given.
    """
    place = {name: number for number, name in enumerate(ranking)}

    def ration(hours: int, workers: Sequence[Worker]) -> list[int]:
        parts = [0] * len(workers)
        queue = sorted(range(len(workers)), key=lambda i: place.get(workers[i].name, len(place)))
        for index in queue:
            parts[index] = min(hours, workers[index].effective)
            hours -= parts[index]
        return parts

    return ration


def fill(workers: Sequence[Worker], jobs: Sequence[Job], ration: Rationing = in_proportion) -> Pool:
    """Match workers with jobs. Deterministic; workers and employers each have one name.

    Margins come first: what each worker works and each employer gets. Then workers, in the order
    given, fill jobs from the highest wage down (the north-west corner rule, Dantzig 1951), so that
    there are fewer pairs than workers and employers together.

    Raises ValueError for a negative figure, or a name that is given twice.
    """
    _check(workers, jobs)
    ranked = sorted(jobs, key=lambda job: (-job.wage, job.employer))
    hired = min(sum([one.effective for one in workers]), sum([job.hours for job in jobs]))
    parts = ration(hired, workers)
    filled = _filled(hired, ranked)
    work = _paired(workers, parts, ranked, filled)
    return Pool(
        work,
        idle={
            one.name: one.hours - _clock(part, one.skill)
            for one, part in zip(workers, parts, strict=True)
        },
        open={job.employer: job.hours - got for job, got in zip(ranked, filled, strict=True)},
    )


def wages(pool: Pool, jobs: Sequence[Job]) -> dict[str, int]:
    """Money for each worker: each employer's bill, rounded to the nearest, shared by effective hours."""
    earned = dict.fromkeys(pool.work, 0)
    for job in jobs:
        team = {name: one[job.employer] for name, one in pool.work.items() if job.employer in one}
        bill = (job.wage * sum(team.values()) + MICRO // 2) // MICRO
        parts = largest_remainder(bill if team else 0, list(team.values()))
        for name, part in zip(team, parts, strict=True):
            earned[name] += part
    return earned


def _filled(hours: int, ranked: Sequence[Job]) -> list[int]:
    """What each job gets of `hours`: higher wages first, equal ones in proportion."""
    filled: list[int] = []
    for _, equals in groupby(ranked, key=attrgetter("wage")):
        wanted = [job.hours for job in equals]
        parts = largest_remainder(min(hours, sum(wanted)), wanted)
        hours -= sum(parts)
        filled += parts
    return filled


def _paired(
    workers: Sequence[Worker], parts: Sequence[int], jobs: Sequence[Job], filled: Sequence[int]
) -> dict[str, dict[str, int]]:
    """Both margins, which have one sum, filled from the north-west corner."""
    work: dict[str, dict[str, int]] = {worker.name: {} for worker in workers}
    queue = [(job.employer, got) for job, got in zip(jobs, filled, strict=True) if got]
    queue.reverse()
    for worker, part in zip(workers, parts, strict=True):
        left = part
        while left:
            employer, wanted = queue.pop()
            work[worker.name][employer] = took = min(left, wanted)
            left -= took
            if wanted > took:
                queue.append((employer, wanted - took))
    return work


def _clock(effective: int, skill: int) -> int:
    """Hours on the clock for effective ones, rounded up."""
    return -(-effective * MICRO // skill) if effective else 0


def _check(workers: Sequence[Worker], jobs: Sequence[Job]) -> None:
    names: Mapping[str, list[str]] = {
        "worker": [worker.name for worker in workers],
        "employer": [job.employer for job in jobs],
    }
    for kind, given in names.items():
        if twice := sorted({name for name in given if given.count(name) > 1}):
            raise ValueError(f"Each {kind} is named once, not {', '.join(twice)} again.")
    for worker in workers:
        if worker.hours < 0 or worker.skill < 1:
            raise ValueError(f"Hours are at least 0 and skill is more than that: {worker}.")
    for job in jobs:
        if job.hours < 0 or job.wage < 0:
            raise ValueError(f"A job's hours and wage are at least 0: {job}.")
