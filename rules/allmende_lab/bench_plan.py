"""Milliseconds to plan 8 and 64 goods over 8 rounds: first solution, and after changed numbers.

    python -m allmende_lab.bench_plan

Cold is everything from the plan to its optimum: writing it out, handing it over, solving. Warm is one
more optimum from the same planner after the labour supply of every round has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.plan_lp import Planner, solve
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Row

ROUNDS = 8
BARS = {8: (5.0, 0.5), 64: (150.0, 5.0)}
"""Most milliseconds by number of goods: cold, warm."""
SEEDS, RUNS, CHANGES = 5, 5, 20


def drawn(chance: Chance, what: str, *shape: int) -> NDArray[np.float64]:
    """Numbers from 0 to 1."""
    numbers = [chance.uniform(what, number, "") for number in range(int(np.prod(shape)))]
    return np.array(numbers).reshape(shape)


def plan_of(goods: int, seed: int) -> Plan:
    """A random economy that makes more than it uses up, short of labour, machines and air by turns.

    About four inputs a good, as in aggregated input-output tables.
    """
    chance = Chance(seed)
    inputs = drawn(chance, "inputs", goods, goods)
    inputs *= drawn(chance, "linked", goods, goods) < min(1.0, 4 / goods)
    inputs *= 0.5 / np.maximum(inputs.sum(axis=0), 0.5)
    basket = drawn(chance, "basket", goods) + 0.1
    outputs = np.linalg.solve(np.eye(goods) - inputs, basket)
    labour = drawn(chance, "labour", goods) + 0.2
    emissions = drawn(chance, "emissions", goods)
    machine = drawn(chance, "machine", goods) * (drawn(chance, "parts", goods) < 3 / goods + 0.2)
    capacity = outputs * (0.8 + drawn(chance, "capacity", goods))
    processes = tuple(
        Process(
            f"plant {j}",
            j,
            tuple(inputs[:, j]),
            float(capacity[j]),
            tuple(machine),
            wear=0.1,
        )
        for j in range(goods)
    )
    hours = float(labour @ outputs)
    return Plan(
        goods=tuple(f"good {i}" for i in range(goods)),
        units=("units",) * goods,
        processes=processes,
        limits=(
            Limit("labour", "hours", tuple(labour), (1.1 * hours,) * ROUNDS),
            Limit(
                "emissions", "tonnes", tuple(emissions), total=ROUNDS * float(emissions @ outputs)
            ),
        ),
        rounds=ROUNDS,
        basket=tuple(basket),
        supply=((0.0,) * goods,) * ROUNDS,
        discount=0.95,
    )


def cold(goods: int, seed: int) -> float:
    """Milliseconds from a plan to its optimum."""
    plan = plan_of(goods, seed)
    return quickest(partial(solve, plan))


def warm(goods: int, seed: int) -> float:
    """Milliseconds of one more optimum after a change of labour supply, over many changes."""
    plan = plan_of(goods, seed)
    planner, hours = Planner(plan), plan.limits[0].each or ()
    planner.solve()
    spent = 0.0
    for number in range(CHANGES):
        part = 0.9 + 0.2 * number / CHANGES
        changes = {Row("limit", 0, t): part * each for t, each in enumerate(hours)}
        spent += quickest(partial(planner.solve, changes))
    return spent / CHANGES


def quickest(run: Callable[[], object]) -> float:
    """Milliseconds of the quickest of some runs: what others do on the machine is no part of it."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return 1000 * min(times)


def main() -> None:
    """Print the median economy's milliseconds beside their bars."""
    cold(2, 0)
    for goods, bars in BARS.items():
        for name, measure, bar in zip(("cold", "warm"), (cold, warm), bars, strict=True):
            spent = median(measure(goods, seed) for seed in range(SEEDS))
            what = f"plan, {goods} goods, {ROUNDS} rounds, {name}"
            print(f"{what:<42} {spent:>9.3f} ms, bar {bar:g}")


if __name__ == "__main__":
    main()
