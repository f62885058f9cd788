"""Fixed shares reach the greatest output that they allow, and offering again only adds to it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from allmende_rules.physics.execution import Executed, execute
from allmende_rules.physics.plants import Pools, gather
from allmende_rules.physics.shares import Plant, fill_rates, outputs
from tests.rules.physics.economies import Case, arbitrary


def run(case: Case) -> Executed:
    """Execute a case."""
    return execute(case.orders, case.sites, case.warehouse, case.stocks)


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
