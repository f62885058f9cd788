"""Execution in small valleys that can be worked out by hand."""

from __future__ import annotations

import msgspec
import pytest

from allmende_rules.physics.execution import Shortage, execute
from allmende_rules.physics.orders import Delivery, Orders
from allmende_rules.physics.technology import Site
from tests.rules.physics.economies import UNIT

FIELD = Site("field", "grain", 1.0, 100 * UNIT, {}, {"grain": 0.2})
MILL = Site("mill", "timber", 1.0, 100 * UNIT, {"forest": 1.0}, {"grain": 0.1})


def orders(
    scales: dict[str, int], labour: dict[str, int], inputs: dict[str, dict[str, int]]
) -> Orders:
    """Orders in whole units, with all that the plan leaves delivered to the town."""
    rest = {"grain": scales["field"], "timber": scales["mill"]}
    for allowances in inputs.values():
        for good, amount in allowances.items():
            rest[good] -= amount
    return Orders(
        scales={f: x * UNIT for f, x in scales.items()},
        labour={f: x * UNIT for f, x in labour.items()},
        inputs={f: {g: x * UNIT for g, x in bought.items()} for f, bought in inputs.items()},
        offered={},
        deliveries=tuple(Delivery("town", "town", g, x * UNIT, UNIT) for g, x in rest.items()),
        prices={"grain": UNIT, "timber": UNIT},
        wage=UNIT,
        owners={},
    )


PLAN = orders(
    {"field": 50, "mill": 20},
    {"field": 50, "mill": 20},
    {"field": {"grain": 10}, "mill": {"grain": 2}},
)


def test_a_failed_harvest_is_shared_in_proportion() -> None:
    """Half the field's hours: everybody gets half of their grain, and the mill stops half way."""
    poor = msgspec.structs.replace(PLAN, labour={"field": 25 * UNIT, "mill": 20 * UNIT})
    done = execute(poor, [FIELD, MILL], {}, {"forest": 60.0})
    assert done.outputs == {"field": 25 * UNIT, "mill": 10 * UNIT}
    assert done.delivered == [19 * UNIT, 10 * UNIT]
    assert done.idle_hours == {"field": 0, "mill": 10 * UNIT}
    assert done.shortages == [
        Shortage("field", "labour", 25 * UNIT),
        Shortage("mill", "grain", 10 * UNIT),
    ]


def test_a_poor_forest_stops_the_mill_and_frees_its_grain() -> None:
    """Harvest is never above the stock; grain the mill cannot use stays with the field."""
    done = execute(PLAN, [MILL, FIELD], {}, {"forest": 5.0})
    assert done.harvest == {"forest": {"mill": 5 * UNIT}}
    assert done.shortages == [Shortage("mill", "forest", 15 * UNIT)]
    assert done.leftover == {"field": 1_500_000, "mill": 0}
    assert done.sold == {"field": 48_500_000, "mill": 5 * UNIT}


def test_unused_shares_go_to_unfilled_intents() -> None:
    """A second mill without hours leaves its grain to the first, which a dry year left short."""
    second = msgspec.structs.replace(MILL, enterprise="works")
    plan = msgspec.structs.replace(
        PLAN,
        scales=PLAN.scales | {"works": 20 * UNIT},
        labour={"field": 40 * UNIT, "mill": 20 * UNIT, "works": 0},
        inputs=PLAN.inputs | {"works": {"grain": 2 * UNIT}},
    )
    done = execute(plan, [FIELD, MILL, second], {}, {"forest": 60.0})
    assert done.outputs == {"field": 40 * UNIT, "mill": 20 * UNIT, "works": 0}
    assert [s.limit for s in done.shortages] == ["labour", "labour"]


def test_a_plan_that_promises_too_much_cuts_final_use_first() -> None:
    """Deliveries beyond the plan's own supply do not starve production."""
    greedy = msgspec.structs.replace(
        PLAN, deliveries=(Delivery("town", "town", "grain", 500 * UNIT, 0),)
    )
    done = execute(greedy, [FIELD, MILL], {}, {"forest": 60.0})
    assert done.outputs == {"field": 50 * UNIT, "mill": 20 * UNIT}
    assert done.delivered == [38 * UNIT]
    assert done.shortages == []


def test_stock_that_is_not_there_is_not_sold() -> None:
    """Of the offer only what the warehouse holds comes to market, and sells like fresh output."""
    offer = msgspec.structs.replace(PLAN, offered={"field": 9 * UNIT})
    done = execute(offer, [FIELD, MILL], {"field": 4 * UNIT}, {"forest": 60.0})
    assert done.sold["field"] == 50 * UNIT
    assert done.leftover["field"] == 4 * UNIT


def test_an_order_for_an_unknown_enterprise_is_refused() -> None:
    """The error names the enterprise and the sites there are."""
    with pytest.raises(ValueError, match=r"Orders.scales names \['mill'\].*sites are \['field'\]"):
        execute(PLAN, [FIELD], {}, {"forest": 60.0})
