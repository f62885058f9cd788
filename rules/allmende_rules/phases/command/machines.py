"""Machines in the plan: how many are built where, and of which goods."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import units
from allmende_rules.land import Land
from allmende_rules.phases.command.facts import PLAN, Reported, setting
from allmende_rules.view import View
from allmende_rules.world import World


def machines_wanted(seen: World | View, sites: list[Reported], share: float) -> dict[str, float]:
    """Units of capacity to build at each site: a share of all wear, by worth.

    Trades get it in proportion to what the last plan asked of them, at first to their capacity, and
    within a trade it goes by wear and, as far as the dial `claims` says, by what sites claim of it.
    """
    land, rate, heed = seen.land, seen.land.frictions.depreciation, setting(seen, "claims")
    wear = {one.site.id: rate * units(seen.fact(one.site.id, "capacity")) for one in sites}
    budget = share * sum([land.machine_worth[one.site.good] * wear[one.site.id] for one in sites])
    asked = _asked_of_trades(seen, sites)
    whole = sum([land.machine_worth[good] * many for good, many in asked.items()])
    machines: dict[str, float] = {}
    for good, many in asked.items():
        makers = [one for one in sites if one.site.good == good]
        claims = [(1.0 - heed + heed * one.claim) * wear[one.site.id] for one in makers]
        new = budget * many / whole if whole else 0.0
        parts = [new * claim / sum(claims) if any(claims) else 0.0 for claim in claims]
        machines |= {one.site.id: part for one, part in zip(makers, parts, strict=True)}
    return {one.site.id: machines[one.site.id] for one in sites}


def _asked_of_trades(seen: World | View, sites: list[Reported]) -> dict[str, float]:
    """What the last plan asked for of each good that machines are used for; at first its capacity."""
    last = seen.fact(PLAN, "outputs")
    if last is not None:
        return {good.id: last[good.id] for good in seen.land.goods if good.id in seen.land.machines}
    return {
        good: sum([units(seen.fact(e.id, "capacity")) for e in seen.land.makers[good]])
        for good in seen.land.machines
    }


def parts_of_machines(land: Land, machines: Mapping[str, float]) -> list[float]:
    """The goods that these machines are built of."""
    basket = {good.id: 0.0 for good in land.goods}
    for site, many in machines.items():
        for part, amount in land.machines[land.enterprise(site).good].items():
            basket[part] += many * amount
    return list(basket.values())


def part_served(basket: list[float], got: list[float]) -> float:
    """The part of the machines for which all goods are planned."""
    return min([1.0, *(have / asked for have, asked in zip(got, basket, strict=True) if asked > 0)])
