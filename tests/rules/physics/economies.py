"""Economies and orders for property tests: arbitrary ones, and plans that can be carried out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from allmende_rules.physics.orders import Delivery, Levy, Orders
from allmende_rules.physics.technology import Site

UNIT = 1_000_000


@dataclass(frozen=True)
class Case:
    """Orders, and the truth that they meet."""

    orders: Orders
    sites: list[Site]
    warehouse: dict[str, int]
    stocks: dict[str, float]


@dataclass(frozen=True)
class Table:
    """Technology of all goods: inputs A[i, j] and harvest H[r, j] per unit of good j."""

    A: NDArray[np.float64]
    H: NDArray[np.float64]

    @property
    def goods(self) -> list[str]:
        return [f"good{i}" for i in range(self.A.shape[0])]

    def site(self, name: str, j: int, labour: float, capacity: int) -> Site:
        """An enterprise that makes good j."""
        return Site(
            enterprise=name,
            good=f"good{j}",
            labour_per_unit=labour,
            capacity=capacity,
            harvest={f"wood{r}": float(h) for r, h in enumerate(self.H[:, j]) if h},
            inputs={f"good{i}": float(a) for i, a in enumerate(self.A[:, j]) if a},
        )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Productive tables: every column of A sums to at most .9; one or two stocks."""
    n = draw(st.integers(1, 4))
    weight = st.one_of(st.just(0.0), st.floats(0.01, 1.0))
    A = np.array(draw(st.lists(weight, min_size=n * n, max_size=n * n))).reshape(n, n)
    burden = draw(st.floats(0.1, 0.9))
    A = A * burden / np.maximum(A.sum(axis=0), burden)
    stocks = draw(st.integers(1, 2))
    harvest = st.one_of(st.just(0.0), st.floats(0.1, 2.0))
    H = np.array(draw(st.lists(harvest, min_size=stocks * n, max_size=stocks * n)))
    return Table(np.round(A, 4), np.round(H.reshape(stocks, n), 4))


@st.composite
def feasible(draw: st.DrawFn) -> Case:
    """A truthful plan: hours, machines, stocks and goods suffice for everything it intends."""
    table = draw(tables())
    n = len(table.goods)
    final = np.array(draw(st.lists(st.floats(0.0, 50.0), min_size=n, max_size=n)))
    x = np.linalg.solve(np.eye(n) - table.A, final)
    sites, scales, labour, inputs, offered, warehouse = [], {}, {}, {}, {}, {}
    supply = dict.fromkeys(table.goods, 0)
    for j, good in enumerate(table.goods):
        cuts = draw(st.lists(st.floats(0.05, 1.0), min_size=1, max_size=3))
        for k, cut in enumerate(cuts):
            f = f"f{j}{k}"
            scales[f] = int(max(0.0, x[j]) * cut / sum(cuts) * UNIT)
            hours = draw(st.floats(0.05, 3.0))
            sites.append(table.site(f, j, hours, scales[f] + draw(st.sampled_from([0, UNIT]))))
            labour[f] = round(hours * scales[f])
            inputs[f] = {i: round(a * scales[f]) for i, a in sites[-1].inputs.items()}
            warehouse[f] = draw(st.integers(0, 5 * UNIT))
            offered[f] = draw(st.integers(0, warehouse[f]))
            supply[good] += scales[f] + offered[f]
    for allowances in inputs.values():
        for good, amount in allowances.items():
            supply[good] -= amount
    deliveries = tuple(
        delivery for good, rest in supply.items() for delivery in _split(draw, good, max(0, rest))
    )
    stocks = {
        f"wood{r}": sum(s.harvest.get(f"wood{r}", 0.0) * scales[s.enterprise] for s in sites) / UNIT
        for r in range(table.H.shape[0])
    }
    return Case(
        _orders(draw, scales, labour, inputs, offered, deliveries), sites, warehouse, stocks
    )


@st.composite
def arbitrary(draw: st.DrawFn) -> Case:
    """Orders that know little of the truth: anything may be too much or too little."""
    table = draw(tables())
    amount = st.integers(0, 60 * UNIT)
    sites, scales, labour, inputs, offered, warehouse = [], {}, {}, {}, {}, {}
    factor = st.one_of(st.just(1.0), st.floats(0.0, 1.5))
    for j in range(len(table.goods)):
        for k in range(draw(st.integers(1, 3))):
            f = f"f{j}{k}"
            scales[f] = draw(amount)
            hours = draw(st.floats(0.05, 3.0))
            sites.append(table.site(f, j, hours, int(scales[f] * draw(factor))))
            labour[f] = round(hours * scales[f] * draw(factor))
            inputs[f] = {
                i: round(a * scales[f] * draw(factor)) for i, a in sites[-1].inputs.items()
            }
            warehouse[f] = draw(st.integers(0, 20 * UNIT))
            offered[f] = round(warehouse[f] * draw(factor))
    deliveries = tuple(d for good in table.goods for d in _split(draw, good, draw(amount)))
    stocks = {f"wood{r}": draw(st.floats(0.0, 100.0)) for r in range(table.H.shape[0])}
    return Case(
        _orders(draw, scales, labour, inputs, offered, deliveries), sites, warehouse, stocks
    )


def _split(draw: st.DrawFn, good: str, total: int) -> list[Delivery]:
    first = int(total * draw(st.sampled_from([0.0, 0.25, 1 / 3, 1.0])))
    budget = st.sampled_from([0, UNIT, 400 * UNIT])
    return [
        Delivery(payer, f"home{k}", good, part, draw(budget))
        for k, (payer, part) in enumerate([("home0", first), ("commons", total - first)])
    ]


def _orders(
    draw: st.DrawFn,
    scales: dict[str, int],
    labour: dict[str, int],
    inputs: dict[str, dict[str, int]],
    offered: dict[str, int],
    deliveries: tuple[Delivery, ...],
) -> Orders:
    price = st.integers(0, 5 * UNIT)
    names = sorted(scales)
    owner = st.sampled_from(["home0", "home1", "commons", names[0]])
    levies = [
        Levy(f, "commons", cause, draw(price), draw(price))
        for f in names
        for cause in draw(st.lists(st.sampled_from(["rent", "permits"]), unique=True))
    ]
    return Orders(
        scales=scales,
        labour=labour,
        inputs=inputs,
        offered=offered,
        deliveries=deliveries,
        prices={delivery.good: draw(price) for delivery in deliveries},
        wage=draw(price),
        owners={f: draw(owner) for f in names},
        levies=tuple(levies),
    )
