"""Two people exchange two goods (Cobb and Douglas): incomes are what their endowments fetch."""

from __future__ import annotations

from allmende_lab.validate.findings import Findings, Subject, about, quick
from allmende_rules.mechanisms.joint_clearing import Buyer, Program, clear

SPENT_ON_FIRST = (0.6, 0.3)
"""The share of income that each person spends on the first good; person i brings one of good i."""
SETTLED = 1e-12
FIRST, SECOND = (1.0, 0.0), (0.0, 1.0)
Pair = tuple[float, float]


def prices(incomes: Pair) -> Pair:
    """Prices at which incomes buy one unit of each good."""
    shares = zip(("ann", "ben"), incomes, SPENT_ON_FIRST, strict=True)
    buyers = [
        Buyer(f"{name}'s {good}", income * part, recipe)
        for name, income, first in shares
        for good, part, recipe in (("first", first, FIRST), ("second", 1 - first, SECOND))
    ]
    cleared = clear(
        Program(
            goods=("first", "second"),
            inputs=((0.0, 0.0), (0.0, 0.0)),
            plants=(),
            buyers=tuple(buyers),
            warehouse=(1.0, 1.0),
            labour=0.0,
        )
    )
    return cleared.prices[0], cleared.prices[1]


def equilibrium() -> Pair:
    """Prices that incomes from the endowments bring about again; money is 2 in all."""
    found: Pair = (1.0, 1.0)
    while True:
        before, found = found, prices(found)
        if abs(found[0] - before[0]) < SETTLED:
            return found


def exchange() -> Findings:
    """The relative price of the goods."""
    first, second = equilibrium()
    note = "Incomes follow the prices of the joint clearing, round after round."
    return Findings(
        (
            about(
                "Price of the first good in the second",
                0.75,
                first / second,
                1e-9,
                "closed form",
                note,
            ),
        )
    )


EXCHANGE = Subject("exchange", "Exchange of two goods between two people", quick(exchange))
