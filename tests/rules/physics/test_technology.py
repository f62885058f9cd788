"""What a unit takes: labour by productivity and stock, inputs and harvest as the good says."""

from __future__ import annotations

import pytest

from allmende_rules.land import Good, Resource
from allmende_rules.physics.technology import labour_per_unit

TIMBER = Good(
    id="timber",
    name="Timber",
    unit="loads",
    labour=0.8,
    inputs={"tools": 0.1, "grain": 0.0},
    harvest={"forest": 1.0, "lake": 0.5, "moor": 0.0},
)
STOCKS = {"forest": 50.0, "lake": 10.0, "moor": 0.0}
RESOURCES = {
    name: Resource(id=name, name=name, unit="stands", stock=1.0, carrying_capacity=k, growth=0.3)
    for name, k in (("forest", 100.0), ("lake", 40.0), ("moor", 9.0))
}


def test_labour_rises_with_depletion_and_falls_with_productivity() -> None:
    """L (N/K)^-1 / theta, with N/K of the most depleted stock that is really harvested."""
    assert labour_per_unit(TIMBER, 2.0, STOCKS, RESOURCES) == pytest.approx(0.8 * 4 / 2)


def test_a_good_that_harvests_nothing_does_not_depend_on_nature() -> None:
    """Its labour is l / theta."""
    tools = Good(id="tools", name="Tools", unit="sets", labour=1.5)
    assert labour_per_unit(tools, 0.5, {}, {}) == 3.0
