"""Measures of a round, the same for every system (DESIGN 8). Plain floats; no single score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allmende_rules.amounts import MICRO, units
from allmende_rules.land import Household
from allmende_rules.physics.households import people_in_need, welfare
from allmende_rules.world import NO_BOOK, NO_FACTS, World

DIVIDEND, FEES = "dividend", "fees"
"""The entities that tell what the round's dividend paid to each household group, and what each site
paid in fees in advance."""


class Living(NamedTuple):
    """How a household group lives in a round: goods per person, their worth, people in need, welfare."""

    people: int
    goods: dict[str, float]
    worth: float
    in_need: int
    welfare: float


def gini(values: Sequence[float], weights: Sequence[float]) -> float:
    """Gini coefficient of `values`, each held by `weights` people; 0 if nobody has anything.

    Mean absolute difference over twice the mean (Sen 1973): sum |x - y| / (2 n^2 mean).
    """
    ranked = sorted(zip(values, weights, strict=True))
    people = sum(weights)
    total = sum(value * weight for value, weight in ranked)
    if not people or not total:
        return 0.0
    below, area = 0.0, 0.0
    for value, weight in ranked:
        area += weight * (2 * below + value * weight)
        below += value * weight
    return max(0.0, 1 - area / (people * total))


def rounded(value: float) -> float:
    """To six decimals: whole micro-units, as everything else is counted."""
    return round(value * MICRO) / MICRO


def prices(world: World) -> dict[str, float]:
    """Money for a unit of each good."""
    return {good.id: world.public[good.id]["price"] / MICRO for good in world.land.goods}


def living(world: World) -> dict[str, Living]:
    """What each group's accounts hold of goods just before they are consumed."""
    price = prices(world)
    return {group.id: _living(world, group, price) for group in world.land.households}


def _living(world: World, group: Household, price: Mapping[str, float]) -> Living:
    needs, book = world.land.needs, world.ledger.get(group.id, NO_BOOK)
    whole = MICRO * group.people
    goods = {good: book.get(f"good:{good}", 0) / whole for good in needs}
    return Living(
        people=group.people,
        goods=goods,
        worth=sum([amount * price[good] for good, amount in goods.items()]),
        in_need=people_in_need(group.people, goods, needs),
        welfare=welfare(goods, needs, world.secret(group.id, "tastes")),
    )


def valley(world: World, lives: Mapping[str, Living]) -> dict[str, float]:
    """The public indicators of the round. Whole micro-units need no rounding."""
    groups = lives.values()
    people = sum([life.people for life in groups])
    measured = {
        "needs_met": 1 - sum([life.in_need for life in groups]) / people,
        "gini": gini([life.worth for life in groups], [life.people for life in groups]),
        "welfare": sum([life.welfare * life.people for life in groups]) / people,
        "consumption": sum([life.worth * life.people for life in groups]) / people,
        "capital": _capital(world),
        "money_of_households": _money_of_households(world),
        "basics": world.fact("basics", "coverage", 0.0),
        **_nature(world),
    }
    return {name: rounded(value) for name, value in measured.items()} | _market(world)


def _capital(world: World) -> float:
    """Machines beside those of the opening, each weighed by what it costs at the scenario's prices."""
    now = opening = 0.0
    for site in world.land.enterprises:
        worth = world.land.machine_worth[site.good]
        now += world.amount(site.id, "capital") * worth
        opening += world.public[site.id]["opening_capacity"] * worth
    return now / opening


def _money_of_households(world: World) -> float:
    money = {name: book.get("money", 0) for name, book in world.ledger.items() if name[0] != "@"}
    whole = sum(money.values())
    return (
        sum([money.get(group.id, 0) for group in world.land.households]) / whole if whole else 0.0
    )


def _nature(world: World) -> dict[str, float]:
    measured: dict[str, float] = {}
    for resource in world.land.resources:
        seen = world.public[resource.id]
        measured[f"stock.{resource.id}"] = seen["stock"] / resource.carrying_capacity
        measured[f"harvest.{resource.id}"] = seen.get("harvest", 0.0)
    return measured


def _market(world: World) -> dict[str, float]:
    labour = world.public["labour"]
    offered, worked = labour.get("offered", 0), labour.get("worked", 0)
    measured = {
        "wage": units(labour["wage"]),
        "unemployment": rounded(1 - worked / offered) if offered else 0.0,
    }
    price = prices(world)
    for good, makers in world.land.makers.items():
        made = [world.public[site.id].get("output", 0) for site in makers]
        machines = [world.amount(site.id, "capital") for site in makers]
        measured[f"price.{good}"] = price[good]
        measured[f"output.{good}"] = units(sum(made))
        measured[f"machines.{good}"] = units(sum(machines))
    for name, value in world.public["dials"].items():
        measured[f"dial.{name}"] = value
    return measured


def own(world: World, seat: str, lives: Mapping[str, Living]) -> dict[str, float]:
    """The indicators of one seat: its people's life and its enterprises' results."""
    held = world.held(seat)
    homes = [unit for unit in held if unit in lives]
    sites = [unit for unit in held if unit not in lives]
    measured = _money(world, homes)
    measured |= _home(world, homes, lives)
    harvest = fees = 0
    for site in sites:
        cut, paid = _enterprise(world, site, measured)
        harvest, fees = harvest + cut, fees + paid
    measured["sites"] = len(sites)
    measured["harvest"], measured["fees"] = units(harvest), units(fees)
    return measured


def _money(world: World, homes: Sequence[str]) -> dict[str, float]:
    """What a seat's people took in together and what they have.

    Profit is what enterprises paid out to them, less losses and fees that they covered.
    """
    wages = profit = dividend = cash = 0
    paid: Mapping[str, int] = world.public.get(DIVIDEND, NO_BOOK)
    for home in homes:
        known = world.private.get(home, NO_FACTS)
        flows: Mapping[str, int] = known.get("flows", NO_BOOK)
        earned = flows.get("wages", 0)
        wages += earned
        profit += sum(flows.values()) - earned - flows.get("final use", 0)
        dividend += paid.get(home, 0)
        cash += world.amount(home)
    return {
        "wages": units(wages),
        "profit": units(profit),
        "dividend": units(dividend),
        "income": units(wages + profit + dividend),
        "cash": units(cash),
    }


def _home(world: World, homes: Sequence[str], lives: Mapping[str, Living]) -> dict[str, float]:
    """How a seat's people fared, a head."""
    measured = {"consumption": 0.0, "needs_met": 1.0, "welfare": 0.0}
    measured |= {f"consumption.{good}": 0.0 for good in world.land.needs}
    whole = sum([lives[home].people for home in homes])
    for home in homes:
        life = lives[home]
        part = life.people / whole
        measured["consumption"] += life.worth * part
        measured["needs_met"] -= life.in_need / whole
        measured["welfare"] += life.welfare * part
        for good, eaten in life.goods.items():
            measured[f"consumption.{good}"] += eaten * part
    return {name: rounded(value) for name, value in measured.items()}


def _enterprise(world: World, site: str, measured: dict[str, float]) -> tuple[int, int]:
    """Add a site's results; returns its harvest and fees, in micro-units."""
    seen, known = world.public[site], world.private.get(site, NO_FACTS)
    late: int = known.get("flows", NO_BOOK).get("licence fees", 0)
    harvest, fees = seen.get("harvest", 0), world.fact(FEES, site, 0) - late
    measured[f"output.{site}"] = units(seen.get("output", 0))
    measured[f"harvest.{site}"] = units(harvest)
    measured[f"idle_hours.{site}"] = units(known.get("idle_hours", 0))
    measured[f"capacity.{site}"] = units(world.amount(site, "capital"))
    measured[f"fees.{site}"] = units(fees)
    return harvest, fees
