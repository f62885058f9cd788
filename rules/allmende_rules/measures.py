"""Measures of a round, the same for every system (DESIGN 8). Plain floats; no single score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Household
from allmende_rules.physics.households import people_in_need, welfare
from allmende_rules.world import NO_BOOK, World, once

DECIMALS = 6


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


@once
def prices(world: World) -> dict[str, float]:
    """Money for a unit of each good."""
    return {good.id: units(world.fact(good.id, "price")) for good in world.land.goods}


def living(world: World, group: Household) -> Living:
    """What a group's accounts hold of goods just before they are consumed."""
    needs, book = world.land.needs, world.ledger.get(group.id, NO_BOOK)
    goods = {good: units(book.get(f"good:{good}", 0)) / group.people for good in needs}
    price = prices(world)
    worth = sum([amount * price[good] for good, amount in goods.items()])
    return Living(
        people=group.people,
        goods=goods,
        worth=worth,
        in_need=people_in_need(group.people, goods, needs),
        welfare=welfare(goods, needs, world.secret(group.id, "tastes")),
    )


def valley(world: World, lives: Mapping[str, Living]) -> dict[str, float]:
    """The public indicators of the round. Whole micro-units need no rounding."""
    people = sum(life.people for life in lives.values())
    worths = [life.worth for life in lives.values()]
    heads = [float(life.people) for life in lives.values()]
    measured = {
        "needs_met": 1 - sum(life.in_need for life in lives.values()) / people,
        "gini": gini(worths, heads),
        "welfare": sum(life.welfare * life.people for life in lives.values()) / people,
        "consumption": sum(life.worth * life.people for life in lives.values()) / people,
        "capital": _capital(world),
        "money_of_households": _money_of_households(world),
        "basics": world.fact("basics", "coverage", 0.0),
        **_nature(world),
    }
    rounded = {name: round(value, DECIMALS) for name, value in measured.items()}
    return rounded | _market(world)


def _capital(world: World) -> float:
    """Machines beside those of the opening, each weighed by what it costs at the scenario's prices."""
    land = world.land
    weight = {
        good: sum(amount * land.good(g).price for g, amount in recipe.items())
        for good, recipe in land.capital.items()
    }
    now: float = sum(
        world.amount(site.id, "capital") * weight[site.good] for site in land.enterprises
    )
    opening: float = sum(
        world.fact(site.id, "opening_capacity") * weight[site.good] for site in land.enterprises
    )
    return now / opening


def _money_of_households(world: World) -> float:
    money = {name: book.get("money", 0) for name, book in world.ledger.items() if name[0] != "@"}
    whole = sum(money.values())
    return sum(money.get(group.id, 0) for group in world.land.households) / whole if whole else 0.0


def _nature(world: World) -> dict[str, float]:
    measured: dict[str, float] = {}
    for resource in world.land.resources:
        share = world.fact(resource.id, "stock") / resource.carrying_capacity
        measured[f"stock.{resource.id}"] = share
        measured[f"harvest.{resource.id}"] = world.fact(resource.id, "harvest", 0.0)
    return measured


def _market(world: World) -> dict[str, float]:
    offered, worked = world.fact("labour", "offered", 0), world.fact("labour", "worked", 0)
    measured = {
        "wage": units(world.fact("labour", "wage")),
        "unemployment": round(1 - worked / offered, DECIMALS) if offered else 0.0,
    }
    for good in world.land.goods:
        makers = [site.id for site in world.land.enterprises if site.good == good.id]
        measured[f"price.{good.id}"] = prices(world)[good.id]
        measured[f"output.{good.id}"] = units(sum([world.fact(m, "output", 0) for m in makers]))
        measured[f"machines.{good.id}"] = units(sum([world.amount(m, "capital") for m in makers]))
    for name, value in world.public["dials"].items():
        measured[f"dial.{name}"] = round(value, DECIMALS)
    return measured


def own(world: World, seat: str, lives: Mapping[str, Living]) -> dict[str, float]:
    """The indicators of one seat: its people's life and its enterprises' results."""
    held = world.held(seat)
    homes = [unit for unit in held if unit in lives]
    sites = [unit for unit in held if unit not in lives]
    money = _money(world, homes)
    measured = {name: units(amount) for name, amount in money.items()}
    measured |= _home(world, homes, lives)
    measured["income"] = units(money["wages"] + money["profit"] + money["dividend"])
    for site in sites:
        measured |= _enterprise(world, site)
    measured["sites"] = len(sites)
    for total in ("harvest", "fees"):
        parts = [measured[f"{total}.{site}"] for site in sites]
        measured[total] = round(sum(parts), DECIMALS)
    return measured


def _money(world: World, homes: Sequence[str]) -> dict[str, int]:
    """What a seat's people took in together and what they have, in micro-units.

    Profit is what enterprises paid out to them, less losses and fees that they covered.
    """
    flows: list[dict[str, int]] = [world.secret(home, "flows", NO_BOOK) for home in homes]
    wages = sum([flow.get("wages", 0) for flow in flows])
    spent = sum([flow.get("final use", 0) for flow in flows])
    return {
        "wages": wages,
        "profit": sum([sum(flow.values()) for flow in flows]) - wages - spent,
        "dividend": sum([world.secret(home, "dividend", 0) for home in homes]),
        "cash": sum([world.amount(home) for home in homes]),
    }


def _home(world: World, homes: Sequence[str], lives: Mapping[str, Living]) -> dict[str, float]:
    """How a seat's people fared, a head."""
    people = sum([lives[home].people for home in homes]) or 1
    weights = [(lives[home], lives[home].people / people) for home in homes]
    measured = {
        "consumption": sum([life.worth * weight for life, weight in weights]),
        "needs_met": 1 - sum([life.in_need for life, _ in weights]) / people,
        "welfare": sum([life.welfare * weight for life, weight in weights]),
    }
    for good in world.land.needs:
        eaten = sum([life.goods[good] * weight for life, weight in weights])
        measured[f"consumption.{good}"] = eaten
    return {name: round(value, DECIMALS) for name, value in measured.items()}


def _enterprise(world: World, site: str) -> dict[str, float]:
    late: int = world.secret(site, "flows", NO_BOOK).get("licence fees", 0)
    return {
        f"output.{site}": units(world.fact(site, "output", 0)),
        f"harvest.{site}": units(world.fact(site, "harvest", 0)),
        f"idle_hours.{site}": units(world.secret(site, "idle_hours", 0)),
        f"capacity.{site}": units(world.amount(site, "capital")),
        f"fees.{site}": units(world.secret(site, "fee_paid", 0) - late),
    }
