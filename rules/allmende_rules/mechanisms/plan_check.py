"""What a plan must be before it is written out: right lengths, finite numbers, none below 0."""

from __future__ import annotations

from math import isfinite

from allmende_rules.mechanisms.plan_program import Plan, Process


def check(plan: Plan) -> None:
    """Raise ValueError, with a sentence, where lengths differ or a number is negative or not finite."""
    goods, processes, rounds = len(plan.goods), len(plan.processes), plan.rounds
    if rounds < 1 or not goods:
        raise ValueError(f"A plan needs a round and a good, not {rounds} rounds and {goods} goods.")
    _row("the units of goods", plan.units, goods)
    _numbers("the basket", plan.basket, goods)
    _table("supply", plan.supply, rounds, goods)
    _numbers("floors", plan.floors or (0.0,) * rounds, rounds)
    _table("targets", plan.targets or ((0.0,) * goods,) * rounds, rounds, goods)
    _numbers("the worth of goods", plan.worth or (0.0,) * goods, goods)
    _numbers("discount and ceiling", (plan.discount, plan.most or 0.0), 2)
    for process in plan.processes:
        _check_process(process, goods)
    for limit in plan.limits:
        _numbers(f"the use of {limit.name}", limit.use, processes)
        _numbers(f"the amounts of {limit.name}", limit.each or (0.0,) * rounds, rounds)
        _numbers(f"the total of {limit.name}", (limit.total or 0.0,), 1)


def _check_process(process: Process, goods: int) -> None:
    if not 0 <= process.good < goods:
        raise ValueError(f"{process.name} makes good {process.good}; there are 0 to {goods - 1}.")
    _numbers(f"the inputs of {process.name}", process.inputs, goods)
    _numbers(f"the machine of {process.name}", process.machine or (0.0,) * goods, goods)
    _numbers(f"capacity and cost of {process.name}", (process.capacity, process.cost), 2)
    if not 0 <= process.wear <= 1:
        raise ValueError(f"{process.name} wears by a share from 0 to 1, not {process.wear:g}.")


def _row(what: str, values: tuple[object, ...], size: int) -> None:
    if len(values) != size:
        raise ValueError(f"A plan's {what} are {size} entries here, not {len(values)}.")


def _numbers(what: str, values: tuple[float, ...], size: int) -> None:
    _row(what, values, size)
    for value in values:
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"Numbers of {what} are finite and at least 0, not {value:g}.")


def _table(what: str, values: tuple[tuple[float, ...], ...], rounds: int, goods: int) -> None:
    _row(what, values, rounds)
    for row in values:
        _numbers(what, row, goods)
