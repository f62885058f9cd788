"""Execution is feasible, never above intent, equal to feasible intents, and leaves nothing idle."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.execution import Executed, execute
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
    assert done.shortages == []


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


@given(arbitrary())
def test_every_shortfall_is_named(case: Case) -> None:
    """A shortage is reported for exactly those that are below their order by over a micro-unit."""
    done = run(case)
    short = {f: case.orders.scales[f] - x for f, x in done.outputs.items()}
    assert {s.enterprise: s.missing for s in done.shortages} == {
        f: missing for f, missing in short.items() if missing > 1
    }
