"""The nations' numbers against their sources: accounts of 2019, DICE-2023, UNEP 2024.

What is compared are totals that the file does not contain: labour content, baskets, emissions,
wealth over income. Their tolerances are the rounding of the published tables.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from allmende_rules.land import Land
from allmende_scenarios.catalogue import load_scenario

NATIONS = {name: load_scenario(name).land for name in ("nation", "nation8")}
each_nation = pytest.mark.parametrize("name", NATIONS)
USE = 0.88
"""The part of all machines that runs at the opening."""
LABOUR_CONTENT = (0.461, 0.323, 0.499, 0.306, 0.709, 0.540)
"""Hours in a unit of final use, l (I - A)^-1, computed from the published tables."""
BASKET = (0.049, 0.029, 0.076, 0.153, 0.219, 0.475)
INTENSITY = (4.78, 9.76, 1.72, 0.41, 0.07, 0.37)
CAPITAL_YEARS = (0.91, 1.50, 1.05, 2.50, 0.58, 1.13)

Vector = NDArray[np.float64]


def table(land: Land) -> Vector:
    """A, goods by goods."""
    return np.array(land.input_table)


def labour(land: Land) -> Vector:
    """Hours for a unit of each good at the stocks of the opening."""
    left = {one.id: one.stock / one.carrying_capacity for one in land.resources}
    hours = [g.labour / min([left[r] for r in g.harvest], default=1.0) for g in land.goods]
    return np.array(hours)


def of(land: Land, key: str) -> Vector:
    """One number of each good."""
    return np.array([getattr(good, key) for good in land.goods])


def capacity(land: Land) -> Vector:
    """Machines of each good at the opening."""
    return np.array([sum(site.capacity for site in land.makers[good.id]) for good in land.goods])


def machines(land: Land) -> Vector:
    """B: goods (rows) in a unit of capacity for each good (columns)."""
    return np.array([[land.capital[g.id].get(j.id, 0.0) for g in land.goods] for j in land.goods])


def eaten(land: Land) -> Vector:
    """What is left to consume when the opening's output has renewed all wear."""
    kept = land.frictions.depreciation * machines(land) @ capacity(land)
    return np.asarray((np.eye(len(land.goods)) - table(land)) @ (USE * capacity(land)) - kept)


def test_labour_content_is_that_of_the_accounts() -> None:
    """A and l of the six sectors, multiplied out."""
    land = NATIONS["nation"]
    content = labour(land) @ np.linalg.inv(np.eye(6) - table(land))
    assert content == pytest.approx(LABOUR_CONTENT, abs=0.002)


@each_nation
def test_what_the_opening_can_consume_is_the_accounts_basket(name: str) -> None:
    """Capacities are those that make the households' basket and renew the machines."""
    basket = eaten(NATIONS[name])
    shares = basket / basket.sum()
    whole = list(shares)
    if name == "nation8":
        food, energy, materials, made, building, trade, care, services = shares
        whole = [food, energy, materials + made, building, care, trade + services]
    assert whole == pytest.approx(BASKET, abs=0.003)


@each_nation
def test_people_want_what_they_have_at_the_opening(name: str) -> None:
    """Needs and tastes together spend an opening income, at opening prices, on that basket."""
    land = NATIONS[name]
    people = sum(group.people for group in land.households)
    had, price, need = eaten(land) / people, of(land, "price"), of(land, "need")
    rest = price @ (had - need)
    assert need + of(land, "taste") * rest / price == pytest.approx(had, rel=0.03)
    assert of(land, "taste").sum() == pytest.approx(1, abs=0.001)
    assert all(need < had)


@each_nation
def test_prices_of_the_opening_cover_labour_inputs_and_wear(name: str) -> None:
    """To the cent, p = l w + p A + d p B / u."""
    land = NATIONS[name]
    price = of(land, "price")
    cost = labour(land) * land.wage + price @ table(land)
    cost += land.frictions.depreciation * price @ machines(land) / USE
    assert cost == pytest.approx(price, abs=0.012)


@each_nation
def test_hours_of_the_opening_run_its_machines(name: str) -> None:
    """Four fifths of all hours are the work of the opening's output."""
    land = NATIONS[name]
    hours = sum(group.people * group.hours * group.skill for group in land.households)
    assert labour(land) @ (USE * capacity(land)) == pytest.approx(0.8 * hours, rel=0.003)


@each_nation
def test_the_opening_emits_what_the_world_does(name: str) -> None:
    """37 Gt of carbon dioxide a year, which is the baseline."""
    land = NATIONS[name]
    assert land.climate is not None
    assert of(land, "emission") @ (USE * capacity(land)) == pytest.approx(37.0, rel=0.002)
    assert land.climate.baseline == 37.0


def test_sectors_emit_in_the_proportion_of_unep() -> None:
    """Intensities relative to one another, and abatement that costs in proportion."""
    land = NATIONS["nation"]
    emission, backstop = of(land, "emission"), of(land, "backstop")
    assert emission / emission[0] == pytest.approx(np.array(INTENSITY) / INTENSITY[0], rel=0.01)
    assert backstop == pytest.approx(0.0425 * np.array(INTENSITY), abs=0.0006)


def test_the_backstop_is_that_of_dice() -> None:
    """theta_1 = backstop price times sigma over 2.6, of value added; inputs are 43 % of output."""
    price, sigma = 515 * 1.01**30, 37.56 / 135.7 / 1000
    of_value_added = price * sigma / 2.6
    assert of_value_added == pytest.approx(0.074, abs=0.001)
    assert of_value_added * 21.540 / 37.658 == pytest.approx(0.0425, abs=0.0005)


def test_machines_are_worth_what_dice_has() -> None:
    """Years of output in each sector, over the years of a round."""
    land = NATIONS["nation"]
    years = machines(land).sum(axis=0) * land.years
    assert years == pytest.approx(CAPITAL_YEARS, abs=0.001)


def test_the_eight_sectors_add_up_to_the_six() -> None:
    """Materials and manufactures are goods; trade and services are services: A, labour, emissions."""
    six, eight = NATIONS["nation"], NATIONS["nation8"]
    groups = ([0], [1], [2, 3], [4], [6], [5, 7])
    output = USE * capacity(eight)
    mine = np.array([[1.0 if j in group else 0.0 for j in range(8)] for group in groups])
    whole = mine @ output
    flows = mine @ (table(eight) * output) @ mine.T
    assert flows / whole == pytest.approx(table(six), abs=0.02)
    assert mine @ (labour(eight) * output) / whole == pytest.approx(labour(six), abs=0.02)
    emitted = mine @ (of(eight, "emission") * output)
    assert emitted == pytest.approx(of(six, "emission") * USE * capacity(six), rel=0.25, abs=0.5)
