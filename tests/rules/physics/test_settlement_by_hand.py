"""Settlement of a valley of two enterprises, worked out by hand."""

from __future__ import annotations

import msgspec
import pytest

from allmende_rules.physics.execution import execute
from allmende_rules.physics.journal import MONEY, Unpaid
from allmende_rules.physics.orders import Delivery, Levy, Orders
from allmende_rules.physics.settlement import settle
from allmende_rules.physics.technology import Site
from tests.rules.physics.economies import UNIT
from tests.rules.physics.postings import flows, money_after

FIELD = Site("field", "grain", 1.0, 100 * UNIT, {}, {})
MILL = Site("mill", "bread", 1.0, 100 * UNIT, {}, {"grain": 1.0})
PLAN = Orders(
    scales={"field": 12 * UNIT, "mill": 10 * UNIT},
    labour={"field": 12 * UNIT, "mill": 10 * UNIT},
    inputs={"mill": {"grain": 10 * UNIT}},
    offered={},
    deliveries=(
        Delivery("town", "town", "bread", 10 * UNIT, 40 * UNIT),
        Delivery("town", "town", "grain", 2 * UNIT, 4 * UNIT),
    ),
    prices={"grain": 2 * UNIT, "bread": 4 * UNIT},
    wage=UNIT,
    owners={"field": "town", "mill": "miller"},
    levies=(Levy("mill", "commons", "licence fees", UNIT // 2, UNIT),),
)
HOURS_SUPPLIED = {"town": 30 * UNIT, "miller": 14 * UNIT}


def test_a_valley_of_two_by_hand() -> None:
    """Bread 40 and grain 4 + 20 are paid, wages 22 by hours, a fee of 6, profits to the owners."""
    done = execute(PLAN, [FIELD, MILL], {}, {})
    opening = {"town": 44 * UNIT, "miller": 0, "field": 0, "mill": 0}
    result = settle(PLAN, done, opening, HOURS_SUPPLIED, {"mill": UNIT})
    assert result.unpaid == ()
    # Field: takes 24, pays 12. Mill: takes 40, pays 20 + 10 + 6, keeps 1 and pays out 3.
    assert money_after(result.events, opening) == {
        "town": 15 * UNIT + 12 * UNIT,
        "miller": 7 * UNIT + 3 * UNIT,
        "field": 0,
        "mill": UNIT,
        "commons": 6 * UNIT,
        "clearing": 0,
    }
    assert [event.cause for event in result.events] == [
        "harvest and output",
        "labour",
        "goods sold",
        "final use",
        "inputs",
        "sales less inputs",
        "wages",
        "licence fees",
        "profits",
    ]


def test_a_failed_harvest_is_borne_by_the_field_and_its_owner() -> None:
    """The field makes nothing: buyers keep their money, idle hours are paid by the owner."""
    barren = msgspec.structs.replace(FIELD, labour_per_unit=1e9)
    done = execute(PLAN, [barren, MILL], {}, {})
    opening = {"town": 44 * UNIT, "miller": 3 * UNIT, "field": 5 * UNIT, "mill": 0}
    result = settle(PLAN, done, opening, HOURS_SUPPLIED, {})
    assert done.delivered == [0, 0]
    # The miller covers 3 of the mill's wages and earns 7 of the wages paid; 1 of these is the fee.
    assert result.unpaid == (Unpaid("mill", "wages", 7 * UNIT),)
    paid, _ = flows(result, "losses covered", MONEY)
    assert paid == {"town": 7 * UNIT, "miller": 3 * UNIT}


def test_defaults_pass_on_to_sellers() -> None:
    """A mill that can pay half of its grain leaves the field with half of its takings."""
    free_bread = msgspec.structs.replace(
        PLAN, prices={"grain": 2 * UNIT, "bread": 0}, levies=(), wage=0
    )
    done = execute(free_bread, [FIELD, MILL], {}, {})
    opening = {"town": 44 * UNIT, "miller": 4 * UNIT, "field": 0, "mill": 6 * UNIT}
    result = settle(free_bread, done, opening, HOURS_SUPPLIED, {})
    assert result.unpaid == (Unpaid("mill", "inputs", 10 * UNIT),)
    _, takings = flows(result, "sales less inputs", MONEY)
    assert takings["field"] == 14 * UNIT


def test_more_hours_than_households_supply_are_refused() -> None:
    """Hours cannot be made: the error says how many were hired and how many there are."""
    done = execute(PLAN, [FIELD, MILL], {}, {})
    with pytest.raises(ValueError, match=r"hire 22000000 micro-hours.*supply only 21000000"):
        settle(PLAN, done, {}, {"town": 21 * UNIT}, {})
