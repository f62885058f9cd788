"""Measures of a round, the same for every system (DESIGN 8). Plain floats; no single score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allmende_rules.amounts import MICRO, units
from allmende_rules.land import Household
from allmende_rules.measures_inequality import gini, lorenz_tenths, palma_of
from allmende_rules.measures_market import market
from allmende_rules.measures_work import work
from allmende_rules.physics.households import people_in_need, welfare
from allmende_rules.sky import SKY
from allmende_rules.world import NO_BOOK, NO_FACTS, World

DIVIDEND, FEES = "dividend", "fees"
"""The entities that tell what the round's dividend paid to each household group, and what each site
paid in fees in advance."""

GAUGES = "gauges"
"""The entity on which a system states measures of its own institutions, each round anew."""

PALMA_MOST = 1000.0
"""What the Palma ratio is told as where the poor have next to nothing, or nothing at all."""


class Living(NamedTuple):
    """How a household group lives in a round: goods per person, their worth, people in need, welfare."""

    people: int
    goods: dict[str, float]
    worth: float
    in_need: int
    welfare: float


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


def valley(world: World, lives: Mapping[str, Living], curve: Sequence[float]) -> dict[str, float]:
    """The public indicators of the round, with its Lorenz curve. Whole micro-units need no rounding."""
    groups = lives.values()
    people, price = sum([life.people for life in groups]), prices(world)
    consumed = sum([life.worth * life.people for life in groups])
    measured = {
        "needs_met": 1 - sum([life.in_need for life in groups]) / people,
        "gini": gini([life.worth for life in groups], [life.people for life in groups]),
        "palma": _palma(curve),
        "welfare": sum([life.welfare * life.people for life in groups]) / people,
        "consumption": consumed / people,
        "capital": _capital(world),
        **work(world, price, consumed),
        **market(world, price, units(world.public["labour"]["wage"])),
        "money_of_households": _money_of_households(world),
        **_basics(world),
        **_nature(world),
    }
    whole = {name: rounded(value) for name, value in measured.items()} | _market(world, price)
    return {**whole, **world.public.get(GAUGES, {})}


def lorenz(lives: Mapping[str, Living]) -> list[float]:
    """The share of all consumption that the poorest 0, 1, ... 10 tenths of the people have.

    Tenths, not groups: the curve names nobody.
    """
    groups = lives.values()
    return lorenz_tenths([life.worth for life in groups], [life.people for life in groups])


def _palma(curve: Sequence[float]) -> float:
    ratio = palma_of(curve)
    return PALMA_MOST if ratio is None else min(ratio, PALMA_MOST)


def _capital(world: World) -> float:
    """Machines beside those of the opening, each weighed by what it costs at the scenario's prices."""
    now = opening = 0.0
    for site in world.land.enterprises:
        worth = world.land.machine_worth[site.good]
        now += world.amount(site.id, "capital") * worth
        opening += world.public[site.id]["opening_capacity"] * worth
    return now / opening


def _money_of_households(world: World) -> float:
    whole = sum([book.get("money", 0) for name, book in world.ledger.items() if name[0] != "@"])
    theirs = sum([world.amount(group.id) for group in world.land.households])
    return theirs / whole if whole else 0.0


def _basics(world: World) -> dict[str, float]:
    """The share of everyone's needs that reached them free: of each good, and of the scarcest."""
    brought: Mapping[str, float] = world.fact("basics", "delivered", NO_FACTS)
    needed = [good.id for good in world.land.goods if good.need]
    shares = {f"basics.{good}": brought.get(good, 0.0) for good in needed}
    return {"basics": min(shares.values(), default=0.0), **shares}


def _nature(world: World) -> dict[str, float]:
    measured: dict[str, float] = {}
    for resource in world.land.resources:
        seen = world.public[resource.id]
        measured[f"stock.{resource.id}"] = seen["stock"] / resource.carrying_capacity
        measured[f"harvest.{resource.id}"] = seen.get("harvest", 0.0)
    if world.land.climate:
        sky = world.public[SKY]
        measured |= {"temperature": sky["temperature"], "emissions": sky.get("emissions", 0.0)}
    return measured


def true_output(world: World, site: str) -> int:
    """What a site made, in its books or not."""
    made: int = world.public[site].get("output", 0) + world.secret(site, "unbooked", 0)
    return made


def _market(world: World, price: Mapping[str, float]) -> dict[str, float]:
    labour = world.public["labour"]
    offered, worked = labour.get("offered", 0), labour.get("worked", 0)
    measured = {
        "wage": units(labour["wage"]),
        "unemployment": rounded(1 - worked / offered) if offered else 0.0,
    }
    for good, makers in world.land.makers.items():
        made = [true_output(world, site.id) for site in makers]
        machines = [world.amount(site.id, "capital") for site in makers]
        measured[f"price.{good}"] = price[good]
        measured[f"output.{good}"] = units(sum(made))
        measured[f"machines.{good}"] = units(sum(machines))
    for name, value in world.public["dials"].items():
        measured[f"dial.{name}"] = value
    return measured
