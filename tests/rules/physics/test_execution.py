"""Execution is feasible, never above intent, equal to feasible intents, and leaves nothing idle."""

from __future__ import annotations

from collections import Counter
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from allmende_rules.physics.execution import Executed, Shortage, execute
from allmende_rules.physics.orders import Delivery, Orders
from allmende_rules.physics.plants import Pools, gather
from allmende_rules.physics.shares import Plant, fill_rates, outputs
from allmende_rules.physics.technology import Site
from tests.rules.physics.economies import UNIT, Case, arbitrary, feasible

ROUNDING = 20
"""Micro-units: roundings of up to a dozen enterprises add up."""


def run(case: Case) -> Executed:
    """Execute a case."""
    return execute(case.orders, case.sites, case.warehouse, case.stocks)


def brought(case: Case, done: Executed) -> Counter[str]:
    """Output and offered old stock of every good."""
    supply: Counter[str] = Counter()
    for site in case.sites:
        f = site.enterprise
        supply[site.good] += done.outputs[f] + min(case.orders.offered[f], case.warehouse[f])
    return supply


def used(case: Case, done: Executed) -> Counter[str]:
    """Inputs of every good."""
    total: Counter[str] = Counter()
    for inputs in done.inputs.values():
        total.update(inputs)
    return total


def final(case: Case, done: Executed) -> Counter[str]:
    """Deliveries of every good."""
    total: Counter[str] = Counter()
    for delivery, quantity in zip(case.orders.deliveries, done.delivered, strict=True):
        total[delivery.good] += quantity
    return total


@given(arbitrary())
def test_execution_is_feasible(case: Case) -> None:
    """Labour, machines, inputs and stocks suffice for what is made, up to rounding."""
    done = run(case)
    for site in case.sites:
        f, x = site.enterprise, done.outputs[site.enterprise]
        assert 0 <= x <= site.capacity
        assert site.labour_per_unit * x <= case.orders.labour[f] + 1 + site.labour_per_unit
        for good, per_unit in site.inputs.items():
            assert done.inputs[f][good] >= per_unit * x - ROUNDING
    for resource, harvest in done.harvest.items():
        assert sum(harvest.values()) <= case.stocks[resource] * UNIT + 1e-3


@given(arbitrary())
def test_nothing_exceeds_its_order(case: Case) -> None:
    """Outputs, inputs and deliveries stay within scales, allowances and planned quantities."""
    done = run(case)
    for f, x in done.outputs.items():
        assert x <= case.orders.scales[f]
        assert all(0 <= q <= case.orders.inputs[f][g] for g, q in done.inputs[f].items())
        assert 0 <= done.idle_hours[f] <= case.orders.labour[f]
    for delivery, quantity in zip(case.orders.deliveries, done.delivered, strict=True):
        assert 0 <= quantity <= delivery.quantity


@given(arbitrary())
def test_goods_add_up(case: Case) -> None:
    """Supply = inputs + deliveries + leftovers = sold + leftovers, exactly, for every good."""
    done = run(case)
    supply, leftover, sold = brought(case, done), Counter[str](), Counter[str]()
    for site in case.sites:
        leftover[site.good] += done.leftover[site.enterprise]
        sold[site.good] += done.sold[site.enterprise]
    assert min(done.leftover.values()) >= 0
    uses = used(case, done) + final(case, done)
    for good in supply:
        assert supply[good] == uses[good] + leftover[good] == sold[good] + leftover[good]


@given(arbitrary())
def test_sellers_of_a_good_sell_the_same_share(case: Case) -> None:
    """Every seller sells in proportion to what it brought, to the micro-unit."""
    done = run(case)
    supply, sold = brought(case, done), used(case, done) + final(case, done)
    for site in case.sites:
        f = site.enterprise
        own = done.sold[f] + done.leftover[f]
        assert abs(done.sold[f] * supply[site.good] - own * sold[site.good]) <= supply[site.good]


@given(feasible())
def test_feasible_plan_is_executed_as_intended(case: Case) -> None:
    """Every output is within one micro-unit, final use takes the rounding, nobody is short."""
    done = run(case)
    for f, x in done.outputs.items():
        assert case.orders.scales[f] - 1 <= x <= case.orders.scales[f]
        assert done.idle_hours[f] <= 4
    for delivery, quantity in zip(case.orders.deliveries, done.delivered, strict=True):
        assert delivery.quantity - ROUNDING <= quantity
    assert done.shortages == ()


@given(arbitrary())
def test_no_good_idles_that_an_unfilled_intent_could_use(case: Case) -> None:
    """If a good is left over, deliveries of it are full, and who lacks it lacks more than it."""
    done = run(case)
    supply, inputs, delivered = brought(case, done), used(case, done), final(case, done)
    planned = Counter[str]()
    for delivery in case.orders.deliveries:
        planned[delivery.good] += delivery.quantity
    free = {g: supply[g] - inputs[g] - delivered[g] for g in supply}
    wild = {r: case.stocks[r] * UNIT - sum(harvest.values()) for r, harvest in done.harvest.items()}
    for good, idle in free.items():
        assert idle == 0 or delivered[good] == planned[good]
    for site in case.sites:
        assert could_make(case, done, site, free, wild) <= UNIT / 1000


def could_make(
    case: Case, done: Executed, site: Site, free: dict[str, int], wild: dict[str, float]
) -> float:
    """How much more an enterprise could make of idle goods and stocks, within its own limits."""
    f = site.enterprise
    x, allowances = done.outputs[f], case.orders.inputs[f]
    limits = [
        case.orders.scales[f] - x,
        site.capacity - x,
        case.orders.labour[f] / site.labour_per_unit - x,
        *(allowances[g] / a - x for g, a in site.inputs.items()),
        *(max(0, free[g] - ROUNDING) / a for g, a in site.inputs.items()),
        *((wild[r] - ROUNDING) / h for r, h in site.harvest.items()),
    ]
    return min(limits)


@given(arbitrary(), st.randoms(use_true_random=False))
def test_order_of_enterprises_is_irrelevant(case: Case, shuffler: Random) -> None:
    """Executing the sites in any order gives equal results."""
    sites = list(case.sites)
    shuffler.shuffle(sites)
    assert run(case) == execute(case.orders, sites, case.warehouse, case.stocks)


def shares(case: Case) -> tuple[list[float], list[float]]:
    """Fill rates and outputs under fixed shares, before unused shares are offered again."""
    sites = sorted(case.sites, key=lambda site: site.enterprise)
    pools, plants = gather(case.orders, sites, case.warehouse, case.stocks)
    rates = fill_rates(plants, pools.stock, pools.planned)
    return rates, outputs(plants, rates)


def greatest_rates(pools: Pools, plants: list[Plant]) -> list[float]:
    """The greatest fill rates that can be served, as a linear program (Tarski: they are fixed).

    Variables: the rate of every pool, and the output of every plant as a share of what it wants.
    """
    n, m = len(pools.planned), len(plants)
    rows, bounds = [], []
    for pool, (uses, stock) in enumerate(zip(pools.planned, pools.stock, strict=True)):
        if uses:
            made = [-plant.want / uses * (plant.makes == pool) for plant in plants]
            rows.append([*(1.0 * (p == pool) for p in range(n)), *made])
            bounds.append(stock / uses)
    for i, plant in enumerate(plants):
        for pool, _, enough_for in plant.needs:
            share = [-enough_for * (p == pool) / (plant.want or 1.0) for p in range(n)]
            rows.append([*share, *(1.0 * (j == i) for j in range(m))])
            bounds.append(0.0)
    solved = linprog([-1.0] * n + [0.0] * m, rows or None, bounds or None, bounds=(0.0, 1.0))
    return list(solved.x[:n])


@given(arbitrary())
def test_shares_are_the_greatest_fixed_point(case: Case) -> None:
    """A linear program finds no greater fill rates than Newton's method, and no smaller ones."""
    sites = sorted(case.sites, key=lambda site: site.enterprise)
    pools, plants = gather(case.orders, sites, case.warehouse, case.stocks)
    found = fill_rates(plants, pools.stock, pools.planned)
    assert found == pytest.approx(greatest_rates(pools, plants), abs=1e-5)
    supply = list(pools.stock)
    for plant, x in zip(plants, outputs(plants, found), strict=True):
        supply[plant.makes] += x
    for rate, have, uses in zip(found, supply, pools.planned, strict=True):
        assert rate * uses == pytest.approx(min(uses, have), rel=1e-9, abs=1e-3)


@given(arbitrary(), st.floats(0.0, 2.0))
def test_shares_are_monotone(case: Case, more: float) -> None:
    """More hours, machines, old stock or nature lowers nobody's output under fixed shares."""
    richer = Case(
        orders=msgspec.structs.replace(
            case.orders, labour={f: round(h * (1 + more)) for f, h in case.orders.labour.items()}
        ),
        sites=[
            msgspec.structs.replace(site, capacity=round(site.capacity * (1 + more)))
            for site in case.sites
        ],
        warehouse={f: round(q * (1 + more)) for f, q in case.warehouse.items()},
        stocks={r: n * (1 + more) for r, n in case.stocks.items()},
    )
    before, after = shares(case)[1], shares(richer)[1]
    assert all(a >= b - 1e-3 for a, b in zip(after, before, strict=True))


@given(arbitrary())
def test_offering_again_lowers_nobody(case: Case) -> None:
    """After unused shares are offered again everybody makes at least what fixed shares allowed."""
    done = run(case)
    names = sorted(done.outputs)
    assert all(done.outputs[f] >= x - 1 for f, x in zip(names, shares(case)[1], strict=True))


@given(arbitrary())
def test_every_shortfall_is_named(case: Case) -> None:
    """A shortage is reported for exactly those that are below their order by over a micro-unit."""
    done = run(case)
    short = {f: case.orders.scales[f] - x for f, x in done.outputs.items()}
    assert {s.enterprise: s.missing for s in done.shortages} == {
        f: missing for f, missing in short.items() if missing > 1
    }


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
    assert done.delivered == (19 * UNIT, 10 * UNIT)
    assert done.idle_hours == {"field": 0, "mill": 10 * UNIT}
    assert done.shortages == (
        Shortage("field", "labour", 25 * UNIT),
        Shortage("mill", "grain", 10 * UNIT),
    )


def test_a_poor_forest_stops_the_mill_and_frees_its_grain() -> None:
    """Harvest is never above the stock; grain the mill cannot use stays with the field."""
    done = execute(PLAN, [MILL, FIELD], {}, {"forest": 5.0})
    assert done.harvest == {"forest": {"mill": 5 * UNIT}}
    assert done.shortages == (Shortage("mill", "forest", 15 * UNIT),)
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
    assert done.delivered == (38 * UNIT,)
    assert done.shortages == ()


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
