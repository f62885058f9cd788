"""From orders and the truth to plants and pools: what everybody was promised, and can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from allmende_rules.amounts import MICRO
from allmende_rules.physics.orders import Orders
from allmende_rules.physics.shares import Plant
from allmende_rules.physics.technology import Site

NOTHING: Mapping[str, int] = {}


@dataclass(slots=True)
class Pools:
    """Goods and stocks by position, amounts in micro-units.

    `stock` is there before production; `promised` are allowances, and `final` deliveries, of which
    `planned` is the sum; `supply` is what the orders themselves count on. `goods` and `resources`
    give positions, `sellers` the enterprises that bring a good, `offered` their old stock for sale.
    """

    goods: dict[str, int]
    resources: dict[str, int]
    stock: list[float]
    supply: list[float]
    promised: list[float]
    final: list[float]
    planned: list[float]
    sellers: dict[str, list[str]]
    offered: dict[str, int]

    @property
    def names(self) -> list[str]:
        """Ids by position."""
        return [*self.goods, *self.resources]


def gather(
    orders: Orders,
    sites: Sequence[Site],
    warehouse: Mapping[str, int],
    stocks: Mapping[str, float],
) -> tuple[Pools, list[Plant]]:
    """The pools, and a plant for each site in the order given.

    Raises ValueError if an order names an enterprise that has no site.
    """
    _check(orders, sites)
    pools = _empty(orders, sites)
    for site in sites:
        _bring(pools, orders, site, warehouse)
    for resource, pool in pools.resources.items():
        pools.stock[pool] = stocks[resource] * MICRO
    plants = [_plant(pools, orders, site) for site in sites]
    goods, final = pools.goods, pools.final
    for delivery in orders.deliveries:
        final[goods[delivery.good]] += delivery.quantity
    for pool in pools.goods.values():
        _balance(pools, pool, len(sites))
    pools.planned = [a + b for a, b in zip(pools.promised, pools.final, strict=True)]
    return pools, plants


def _empty(orders: Orders, sites: Sequence[Site]) -> Pools:
    """A pool for every good that is made, used or delivered, and for every stock harvested."""
    inputs = chain.from_iterable([site.inputs for site in sites])
    delivered = [delivery.good for delivery in orders.deliveries]
    goods = dict.fromkeys(chain([site.good for site in sites], inputs, delivered))
    resources = dict.fromkeys(chain.from_iterable([site.harvest for site in sites]))
    first, size = len(goods), len(goods) + len(resources)
    return Pools(
        goods={good: pool for pool, good in enumerate(goods)},
        resources={resource: pool for pool, resource in enumerate(resources, first)},
        stock=[0.0] * size,
        supply=[0.0] * size,
        promised=[0.0] * size,
        final=[0.0] * size,
        planned=[],
        sellers={good: [] for good in goods},
        offered={},
    )


def _balance(pools: Pools, pool: int, roundings: int) -> None:
    """Make a plan of a good promise no more than it counts on, at the cost of final use.

    Allowances count as balanced if they are above supply by a micro-unit for each enterprise.
    """
    supply, promised = pools.supply[pool], pools.promised[pool]
    if supply < promised <= supply + roundings:
        pools.promised[pool] = promised = supply
    pools.final[pool] = min(pools.final[pool], max(0.0, supply - promised))


def _check(orders: Orders, sites: Sequence[Site]) -> None:
    known = {site.enterprise for site in sites}
    named: dict[str, Mapping[str, object]] = {
        "scales": orders.scales,
        "labour": orders.labour,
        "inputs": orders.inputs,
        "offered": orders.offered,
    }
    for name, accounts in named.items():
        if not known.issuperset(accounts):
            strangers = accounts.keys() - known
            raise ValueError(
                f"Orders.{name} names {sorted(strangers)}, which have no site; "
                f"sites are {sorted(known)}."
            )


def _bring(pools: Pools, orders: Orders, site: Site, warehouse: Mapping[str, int]) -> None:
    """Enter what an enterprise is to bring to market: its scale, and old stock that it has."""
    f, pool = site.enterprise, pools.goods[site.good]
    offered = orders.offered.get(f, 0)
    pools.offered[f] = min(offered, warehouse.get(f, 0))
    pools.stock[pool] += pools.offered[f]
    pools.supply[pool] += offered + orders.scales.get(f, 0)
    pools.sellers[site.good].append(f)


def _plant(pools: Pools, orders: Orders, site: Site) -> Plant:
    f, goods, promised = site.enterprise, pools.goods, pools.promised
    scale, allowances = orders.scales.get(f, 0), orders.inputs.get(f, NOTHING)
    want, limit = _reach(scale, orders.labour.get(f, 0), site)
    needs = []
    for good, per_unit in site.inputs.items():
        pool, allowance = goods[good], allowances.get(good, 0)
        enough_for = allowance / per_unit
        if enough_for < scale and allowance + 1 >= per_unit * scale:
            enough_for = float(scale)
        if enough_for < want:
            want, limit = enough_for, good
        promised[pool] += allowance
        needs.append((pool, per_unit, enough_for))
    for resource, per_unit in site.harvest.items():
        pool = pools.resources[resource]
        promised[pool] += per_unit * scale
        needs.append((pool, per_unit, float(scale)))
    return Plant(f, goods[site.good], want, limit, tuple(needs))


def _reach(scale: int, hours: int, site: Site) -> tuple[float, str]:
    """The output that the order, its hired hours and the machines allow, and which binds."""
    want, limit = float(scale), "order"
    if hours + 1 < site.labour_per_unit * want:
        want, limit = hours / site.labour_per_unit, "labour"
    if site.capacity < want:
        want, limit = float(site.capacity), "capacity"
    return want, limit
