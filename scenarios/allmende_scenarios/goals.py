"""Mandates: whether the goals of a seat can be followed at all."""

from __future__ import annotations

from collections.abc import Iterator

from allmende_rules.land import Goal, Land, Mandate, Seat
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.errors import Problem, known, nearest

VALLEY = (
    "basics",
    "capital",
    "gini",
    "idle",
    "investment",
    "money_of_households",
    "palma",
    "queue_hours",
    "shortage",
    "unemployment",
    "wage",
    "waste",
)
"""Public indicators that every land has."""
EVERYBODY = ("consumption", "needs_met", "welfare")
"""Indicators of both the valley and each seat: a mandate means its own, or says valley.NAME."""
TOTALS = ("cash", "dividend", "fees", "harvest", "income", "profit", "wages")
"""Totals of every seat: a seat half as large has half of them."""
OWN = (*TOTALS, "sites")
"""Further indicators of every seat."""
OF_SITE = ("capacity", "emissions", "fees", "harvest", "idle_hours", "output")
"""Totals of each site that a seat holds; emissions where there is a climate."""
OF_GOOD = ("price", "output", "machines", "queue", "unsold")
"""Public indicators of each good."""
OF_SKY = ("emissions", "temperature")
"""Public indicators of a land with a climate."""


def public_indicators(land: Land) -> tuple[str, ...]:
    """What is measured for the whole valley each round (allmende_rules.measures)."""
    return (
        *VALLEY,
        *EVERYBODY,
        *(OF_SKY if land.climate else ()),
        *(f"{kind}.{resource.id}" for resource in land.resources for kind in ("stock", "harvest")),
        *(f"{kind}.{good.id}" for good in land.goods for kind in OF_GOOD),
        *(f"basics.{good.id}" for good in land.goods if good.need),
    )


def own_indicators(land: Land, seat: Seat) -> tuple[str, ...]:
    """What is measured for one seat each round."""
    unmeasured = () if land.climate else ("emissions",)
    of_site = [
        *(kind for kind in OF_SITE if kind not in unmeasured),
        *(("productivity",) if land.research else ()),
    ]
    return (
        *OWN,
        *EVERYBODY,
        *(f"consumption.{good.id}" for good in land.goods),
        *(f"{kind}.{site}" for site in seat.enterprises for kind in of_site),
    )


def is_total(indicator: str, seat: Seat) -> bool:
    """Whether an indicator grows with the size of a seat, as against shares, prices and what a head has."""
    kind, _, about = indicator.partition(".")
    return indicator in TOTALS or (kind in OF_SITE and about in seat.enterprises)


def mandates(seat: Seat) -> Iterator[tuple[str, Mandate]]:
    """Each mandate of a seat with the path of its key: its own, and those under named systems."""
    path = f"land.seats[{seat.id}]"
    yield f"{path}.mandate", seat.mandate
    for system, mandate in (seat.under or {}).items():
        yield f"{path}.under.{system}", mandate


def all_goals(seat: Seat) -> Iterator[tuple[str, Goal]]:
    """Each goal of each mandate of a seat, with its path."""
    for path, mandate in mandates(seat):
        for number, goal in enumerate(mandate.goals, start=1):
            yield f"{path}.goals[#{number}]", goal


def goal_problems(land: Land) -> Iterator[Problem]:
    """Goals on indicators that nobody measures or without one bound, and mandates under no system."""
    common = (*public_indicators(land), *(f"valley.{name}" for name in EVERYBODY))
    for seat in land.seats:
        for system in seat.under or ():
            yield from known(f"land.seats[{seat.id}].under", system, "system", SYSTEMS)
        for path, goal in all_goals(seat):
            yield from _indicator(path, goal, (*own_indicators(land, seat), *common))
            if (goal.at_least is None) == (goal.at_most is None):
                yield Problem(path, 'It needs one bound: either "at_least" or "at_most".')


def _indicator(path: str, goal: Goal, allowed: tuple[str, ...]) -> Iterator[Problem]:
    if goal.indicator not in allowed:
        words = ", ".join(sorted(set(allowed)))
        text = f'There is no indicator "{goal.indicator}"; there are {words}.'
        yield Problem(f"{path}.indicator", text + nearest(goal.indicator, allowed))
