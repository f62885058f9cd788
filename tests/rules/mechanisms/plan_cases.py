"""Plans of the oracle, and small random ones."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from allmende_rules.mechanisms.plan_lp import solve
from allmende_rules.mechanisms.plan_program import Form, Limit, Plan, Process, Row

ORACLE = Path(__file__).parents[2] / "oracles" / "plans_lp.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
FEASIBLE = [case for case in CASES if case["feasible"]]
IMPOSSIBLE = [case for case in CASES if not case["feasible"]]
LABOUR, EMISSIONS = 0, 1
FOUND = 0
"""SciPy's status of a program that it has solved."""


def plan_of(case: dict[str, Any]) -> Plan:
    """An oracle case as a plan: one process a good, machines of one basket in various amounts."""
    goods, rounds = case["goods"], case["periods"]
    names = tuple(f"good {i}" for i in range(goods))
    processes = tuple(
        Process(
            name=f"plant {j}",
            good=j,
            inputs=tuple(case["A"][i][j] for i in range(goods)),
            capacity=case["K0"][j],
            machine=tuple(m * case["kappa"][j] for m in case["m"]),
            wear=case["dep"],
        )
        for j in range(goods)
    )
    nothing = (0.0,) * goods
    emissions = case["E"]
    return Plan(
        goods=names,
        units=("units",) * goods,
        processes=processes,
        limits=(
            Limit("labour", "hours", tuple(case["l"]), tuple(case["L"])),
            Limit(
                "emissions",
                "tonnes",
                tuple(case["e"]),
                None if emissions is None else tuple(emissions),
                case["Etotal"],
            ),
        ),
        rounds=rounds,
        basket=tuple(case["d"]),
        supply=(tuple(case["q0"]), *(nothing for _ in range(rounds - 1))),
        discount=case["disc"],
        floors=tuple(case["zmin"] or ()),
    )


def name_of(row: Row) -> str:
    """The oracle's name of a row."""
    limit = "labour" if row.of == LABOUR else "emissions"
    match row.kind:
        case "material" | "capacity":
            return f"{row.kind}[{row.of},{row.round}]"
        case "limit":
            return f"{limit}[{row.round}]"
        case "total":
            return f"{limit}_total"
        case _:
            return f"{row.kind}[{row.round}]"


_amount = st.integers(1, 40).map(lambda n: n / 4)
_little = st.integers(0, 6).map(lambda n: n / 20)


@st.composite
def plans(draw: st.DrawFn, most_goods: int = 3, most_rounds: int = 3) -> Plan:
    """Small plans that can be carried out: nothing is asked for, and little goes into anything."""
    goods, rounds = draw(st.integers(1, most_goods)), draw(st.integers(1, most_rounds))

    def row(of: st.SearchStrategy[float], size: int = goods) -> tuple[float, ...]:
        return tuple(draw(st.lists(of, min_size=size, max_size=size)))

    processes = tuple(
        Process(
            f"plant {j}", j % goods, row(_little), draw(_amount), row(_amount), wear=draw(_little)
        )
        for j in range(draw(st.integers(goods, goods + 1)))
    )
    return Plan(
        goods=tuple(f"good {i}" for i in range(goods)),
        units=("units",) * goods,
        processes=processes,
        limits=(
            Limit("labour", "hours", row(_amount, len(processes)), row(_amount, rounds)),
            Limit("emissions", "tonnes", row(_little, len(processes)), total=draw(_amount)),
        ),
        rounds=rounds,
        basket=row(_amount),
        supply=tuple(row(_little) for _ in range(rounds)),
        discount=0.9,
    )


def can_hold(form: Form, rows: Collection[Row]) -> bool:
    """Whether some levels of at least 0 satisfy these rows of a plan; by SciPy, as a second opinion."""
    places = [form.place(row) for row in rows]
    found = linprog(
        np.zeros(form.gains.size),
        A_ub=form.matrix[places],
        b_ub=form.bounds[places],
        method="highs",
    )
    return bool(found.status == FOUND)


@st.composite
def impossible_plans(draw: st.DrawFn) -> Plan:
    """Small plans that promise twice to five times as many baskets as they can deliver in some round."""
    plan = draw(plans())
    found = solve(plan)
    assert found is not None
    factor, round_ = draw(st.integers(2, 5)), draw(st.integers(0, plan.rounds - 1))
    floors = [0.0] * plan.rounds
    floors[round_] = 0.25 + factor * found.value / plan.discount**round_
    return plan._replace(floors=tuple(floors))
