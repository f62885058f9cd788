"""A nation without frictions: what ECONOMICS D1 computes, as a land that can be played."""

from __future__ import annotations

from msgspec.structs import replace

from allmende_lab.neutral.planner import CONTENT, by_prices, outputs
from allmende_lab.neutral.table import BASKET, CAPS, EMISSION, GOODS, HOURS, LABOUR, OPENING
from allmende_rules.land import Enterprise, Frictions, Good, Household, Mandate, Seat
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario

GROUPS, PEOPLE = 10, 10
WORKED = 80.0
"""Hours that all people together work if they do as usual: four fifths of what they have."""
ROOM = 2.0
"""Machines beside the most that is made of a good without noise: with it, none is scarce either."""
CONTENTS = dict(zip(GOODS, map(float, CONTENT), strict=True))
FRICTIONLESS = Frictions(
    productivity_noise=0.0, productivity_persistence=0.0, taste_spread=0.0, depreciation=0.0
)


def frictionless() -> Scenario:
    """The nation's technology with one round's labour for all, no need, noise, wear, soil or damage."""
    scenario = load_scenario("nation")
    land, climate = scenario.land, scenario.land.climate
    if climate is None:
        raise ValueError("The nation has no sky, and the table of D1 has one.")
    quiet = replace(
        land,
        goods=tuple(_good(good) for good in land.goods),
        resources=(),
        climate=replace(climate, damage=0.0, decline=0.0, baseline=OPENING * WORKED / HOURS),
        research=None,
        households=tuple(_group(number) for number in range(GROUPS)),
        enterprises=tuple(_site(*one) for one in _most_made().items()),
        seats=tuple(_seat(number) for number in range(GROUPS)),
        frictions=FRICTIONLESS,
    )
    return replace(scenario, land=quiet, shocks=(), hazards=(), dials={}, bots={})


def _good(good: Good) -> Good:
    """A good at an opening price of what it costs in labour, at a wage of 1."""
    name = good.id
    return replace(
        good,
        labour=LABOUR[name],
        harvest={},
        need=0.0,
        taste=BASKET[name],
        emission=EMISSION[name],
        backstop=0.0,
        price=round(CONTENTS[name], 6),
    )


def _group(number: int) -> Household:
    return Household(id=f"group_{number}", name=f"Group {number}", people=PEOPLE, cash=8.0)


def _seat(number: int) -> Seat:
    return Seat(
        id=f"seat_{number}",
        name=f"Seat {number}",
        role="member",
        household=f"group_{number}",
        mandate=Mandate(text="None.", goals=()),
    )


def _most_made() -> dict[str, float]:
    """The output of each good at the cap at which most of it is made, for the hours that are worked."""
    made = [outputs(by_prices(BASKET, cap * OPENING)) for cap in CAPS]
    return {good: max(one[good] for one in made) * WORKED / HOURS for good in GOODS}


def _site(good: str, most: float) -> Enterprise:
    """Machines for more than anybody wants; whoever gains from a site gains nothing without frictions."""
    return Enterprise(
        id=f"{good}_works",
        name=f"{good.title()} works",
        good=good,
        capacity=round(ROOM * most, 1),
        household="group_0",
        cash=2.0,
    )
