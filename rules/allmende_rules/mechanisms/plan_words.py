"""What scarce things are worth in a plan, in plain words; its objective is baskets for everyone."""

from __future__ import annotations

from math import isfinite
from typing import Any

from allmende_rules.mechanisms.plan_program import Row, Solution
from allmende_rules.mechanisms.plan_ranges import PriceRange, PriceRanges
from allmende_rules.mechanisms.plan_sentence import Sentence, names, shown

SLIGHT = 1e-6
"""Share of the whole below which a price is rounding."""

MORE = "One more {one} of {name} in round {round} would let everyone have {percent} % more."
MORE_IN_ALL = "One more {one} of {name} over all rounds would let everyone have {percent} % more."
JUST_ENOUGH = (
    "There is just enough {name} in round {round}: one {one} less would cost everyone "
    "{percent} %, one more brings nothing."
)
VITAL = "There is just enough {name} in round {round}: with any less the plan fails."
LEFT = "{left} {unit} of {name} are left over in round {round}."
MACHINES = (
    "One more unit of capacity at {name} in round {round} would let everyone have {percent} % more."
)
MACHINES_IN = (
    "One more unit of capacity at {name} in round {round} would let everyone have {percent} % more: "
    "as much as {measure} more {unit} of {limit}."
)
PROMISE = (
    "Promising one unit ({unit}) less of {name} in round {round} "
    "would let everyone have {percent} % more."
)


def worth(solution: Solution, first: int = 1, measure: int = 0) -> tuple[Sentence, ...]:
    """What one unit more of each scarce thing would bring; nothing of things of which enough is left.

    Capacity is also told in units of the limit at place `measure`, where that is scarce itself.
    """
    if solution.value <= 0:
        return ()
    teller = _Teller(solution, first, measure)
    return tuple(
        sentence
        for row in solution.form.rows
        if (sentence := teller.row(row, teller.ranges.of(row))) is not None
    )


def left_over(solution: Solution, first: int = 1) -> tuple[Sentence, ...]:
    """How much of each limit is not used in each round."""
    form = solution.form
    slack = solution.bounds - form.matrix @ solution.levels
    return tuple(
        Sentence(LEFT, {**names(form.plan, row, first), "left": shown(left)})
        for row, left, bound in zip(form.rows, slack, solution.bounds, strict=True)
        if row.kind == "limit" and left > SLIGHT * max(1.0, bound)
    )


class _Teller:
    """Prices of one solution as shares of the whole."""

    def __init__(self, solution: Solution, first: int, measure: int) -> None:
        self.ranges, self._first = PriceRanges(solution), first
        self._plan, self._value, self._solution = solution.form.plan, solution.value, solution
        self._measure = measure

    def row(self, row: Row, price: PriceRange) -> Sentence | None:
        facts = names(self._plan, row, self._first)
        match row.kind:
            case "capacity":
                return self._capacity(row, price, facts)
            case "limit" | "total":
                return self._limit(row, price, facts)
            case "target":
                return self._said(PROMISE, facts, -price.less)
            case _:
                return None

    def _said(self, text: str, facts: dict[str, Any], price: float) -> Sentence | None:
        share = price / self._value
        if share < SLIGHT:
            return None
        return Sentence(text, {**facts, "percent": shown(100 * share)})

    def _limit(self, row: Row, price: PriceRange, facts: dict[str, Any]) -> Sentence | None:
        text = MORE_IN_ALL if row.kind == "total" else MORE
        said = self._said(text, facts, price.more)
        if said or row.kind == "total":
            return said
        if not isfinite(price.less):
            return Sentence(VITAL, facts)
        return self._said(JUST_ENOUGH, facts, price.less)

    def _capacity(self, row: Row, price: PriceRange, facts: dict[str, Any]) -> Sentence | None:
        said = self._said(MACHINES, facts, price.more)
        limits = self._plan.limits
        if said is None or self._measure >= len(limits) or limits[self._measure].each is None:
            return said
        each = self._solution.price(Row("limit", self._measure, row.round))
        if each / self._value < SLIGHT:
            return said
        limit = limits[self._measure]
        other = {"measure": shown(price.more / each), "unit": limit.unit, "limit": limit.name}
        return Sentence(MACHINES_IN, {**said.facts, **other})
