"""Leontief's wheat and cloth: the plan, its labour values by three routes, and harmony.

The plan is the linear plan of the game, and labour values are its shadow prices over that of labour. A
market without rents must ask the same prices, and iteration must come to them too.
"""

from __future__ import annotations

from math import log

from allmende_lab.validate import six_sectors
from allmende_lab.validate.findings import Findings, Row, Subject, about, quick
from allmende_rules.mechanisms.joint_clearing import Buyer, Plant, Program, clear
from allmende_rules.mechanisms.plan_lp import solve
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process, Solution
from allmende_rules.mechanisms.plan_program import Row as Condition

LEONTIEF, COCKSHOTT = "Leontief 1986", "Cockshott, 5yearplan"
INPUTS = ((0.25, 0.40), (0.14, 0.12))
LABOUR = (0.8, 3.6)
FINAL = (55.0, 30.0)
INVERSE = ((1.45695, 0.66225), (0.23179, 1.24172))
EXACT, PRINTED = 1e-9, 5e-6
"""Tolerances: of results without rounding, and of results printed with five decimals."""
CONVERGED = 1e-6
AMPLE = 1e6
Amounts = tuple[float, ...]
Table = tuple[Amounts, ...]


def plan(inputs: Table, labour: Amounts, basket: Amounts, hours: float = AMPLE) -> Plan:
    """As many baskets as the hours allow, but no more than one."""
    size = range(len(labour))
    return Plan(
        goods=tuple(f"good {i}" for i in size),
        units=("units",) * len(labour),
        processes=tuple(
            [Process(f"plant {j}", j, tuple([row[j] for row in inputs]), AMPLE) for j in size]
        ),
        limits=(Limit("labour", "hours", labour, (hours,)),),
        rounds=1,
        basket=basket,
        supply=((0.0,) * len(labour),),
        most=1.0,
    )


def solved(plan_: Plan) -> Solution:
    """The optimum of a plan. Raises ValueError where not all of its rows can hold."""
    found = solve(plan_)
    if found is None:
        raise ValueError(f"This plan is impossible: {plan_}.")
    return found


def labour_of(labour: Amounts, outputs: Amounts) -> float:
    """Hours that outputs take."""
    return sum([l * x for l, x in zip(labour, outputs, strict=True)])


def shadow_values(inputs: Table, labour: Amounts, basket: Amounts) -> Amounts:
    """Shadow prices of goods in hours, of a plan that has hours for half of the basket."""
    whole = labour_of(labour, solved(plan(inputs, labour, basket)).outputs(0))
    found = solved(plan(inputs, labour, basket, whole / 2))
    hour = found.price(Condition("limit", 0, 0))
    return tuple([found.price(Condition("material", i, 0)) / hour for i in range(len(labour))])


def market_values(inputs: Table, labour: Amounts, basket: Amounts) -> Amounts:
    """Prices in hours of a joint clearing where only labour is short: one plant and one buyer a good."""
    size = range(len(labour))
    cleared = clear(
        Program(
            goods=tuple(f"good {i}" for i in size),
            inputs=inputs,
            plants=tuple([Plant(f"plant {j}", j, labour[j], AMPLE) for j in size]),
            buyers=tuple(
                [Buyer(f"buyer {k}", basket[k], tuple([float(i == k) for i in size])) for k in size]
            ),
            warehouse=(0.0,) * len(labour),
            labour=100.0,
        )
    )
    return tuple([price / cleared.wage for price in cleared.prices])


def iterations(inputs: Table, labour: Amounts, known: Amounts, *, own: bool) -> int:
    """How many rounds of v ← l + A'v, from v = l, come within a millionth of the `known` values.

    With `own`, goods are valued one after the other, each use of a good in itself solved for at once
    (Gauss and Seidel); without it all are valued anew from the values before.
    """
    values, rounds = list(labour), 0
    while max(abs(a - b) for a, b in zip(values, known, strict=True)) > CONVERGED:
        before, rounds = list(values), rounds + 1
        read = values if own else before
        for j, l in enumerate(labour):
            column = [row[j] for row in inputs]
            cost = l + sum([a * v for a, v in zip(column, read, strict=True)])
            itself = column[j] if own else 0.0
            values[j] = (cost - itself * read[j]) / (1 - itself)
    return rounds


def harmony(target: float, made: float) -> float:
    """What making `made` is worth beside a target: losses weigh more than gains (Cockshott).

    With s = (made - target) / target it is s - s^2/2 below the target and ln(1 + s) from it on.
    """
    over = (made - target) / target
    return over - over**2 / 2 if over < 0 else log(1 + over)


def input_output() -> Findings:
    """Leontief's two goods, the labour of the six-sector basket, and harmony at three points."""
    return Findings((*_quantities(), *_values(), *_harmony()))


def _quantities() -> list[Row]:
    outputs = solved(plan(INPUTS, LABOUR, FINAL)).outputs(0)
    columns = [solved(plan(INPUTS, LABOUR, one)).outputs(0) for one in ((1.0, 0.0), (0.0, 1.0))]
    hundred = tuple([100 * share for share in six_sectors.BASKET])
    six = solved(plan(six_sectors.INPUTS, six_sectors.LABOUR, hundred)).outputs(0)
    rows = [
        about("Wheat for 55 wheat and 30 cloth", 100, outputs[0], EXACT, LEONTIEF),
        about("Cloth for the same", 50, outputs[1], EXACT, LEONTIEF),
        about("Labour for the same", 260, labour_of(LABOUR, outputs), EXACT, LEONTIEF),
    ]
    rows += [
        about(
            f"(I − A)⁻¹, row {i + 1}, column {j + 1}",
            INVERSE[i][j],
            columns[j][i],
            PRINTED,
            LEONTIEF,
        )
        for i in range(2)
        for j in range(2)
    ]
    hours = labour_of(six_sectors.LABOUR, six)
    note = "As printed with two decimals."
    return [
        *rows,
        about(
            "Six sectors: labour for 100 baskets", six_sectors.HOURS, hours, 0.005, "BEA 2019", note
        ),
    ]


def _values() -> list[Row]:
    rows = list[Row]()
    routes = {
        "shadow prices of the plan": shadow_values(INPUTS, LABOUR, FINAL),
        "prices of the market": market_values(INPUTS, LABOUR, FINAL),
    }
    for route, (wheat, cloth) in routes.items():
        rows += [
            about(f"Labour in wheat: {route}", 2, wheat, EXACT, LEONTIEF),
            about(f"Labour in cloth: {route}", 5, cloth, EXACT, LEONTIEF),
        ]
    known = routes["shadow prices of the plan"]
    rounds, plain = (iterations(INPUTS, LABOUR, known, own=own) for own in (True, False))
    note = (
        f"Good after good, own use solved for. Plain v ← l + A'v takes {plain}: the reference does "
        "not say which it counts."
    )
    return [
        *rows,
        about(
            "Rounds of iteration to a millionth", 7, rounds, 0, "reference run", note,
            basis="simulated",
        ),
    ]  # fmt: skip


def _harmony() -> list[Row]:
    told = ((0.5, -0.625, EXACT), (1.0, 0.0, EXACT), (2.0, 0.6931, 5e-5))
    return [
        about(
            f"Harmony of {made:g} where 1 is the target",
            theirs,
            harmony(1.0, made),
            near,
            COCKSHOTT,
        )
        for made, theirs, near in told
    ]


INPUT_OUTPUT = Subject(
    "input_output", "Leontief's plan, labour values and harmony", quick(input_output)
)
