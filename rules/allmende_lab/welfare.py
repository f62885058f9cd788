"""How well people lived beside how well they could have: consumption-equivalents and efficiency.

Two yardsticks. What the *scenario* allows for good is the same under every system: each round's
technology, the opening's machines kept up, stocks at their most productive size and harvested as they
grow, all hours worked, the sky as it was at the opening. What the *round* allowed takes machines,
goods, hours offered, harvest and emissions as they were in it, and leaves the same behind: only the
allocation could have been better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from allmende_lab.optimum import Consumption, Means, People
from allmende_lab.rounds import Round
from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Land
from allmende_rules.ledger import balances
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.physical import true_sites
from allmende_rules.physics.households import welfare
from allmende_rules.physics.nature import expected_growth, most_productive
from allmende_rules.world import World, fold

PRECISION = 1e-9


def people_of(world: World) -> dict[str, People]:
    """Everybody, with the tastes that they have in truth."""
    return {
        group.id: People(group.people, world.secret(group.id, "tastes"))
        for group in world.land.households
    }


def eaten(one: Round) -> Consumption:
    """Units a head of each good that each group had to consume in a round."""
    world = one.at_table
    return {
        group.id: {
            good: units(world.amount(group.id, f"good:{good}")) / group.people
            for good in world.land.needs
        }
        for group in world.land.households
    }


def total_welfare(
    had: Consumption, people: Mapping[str, People], needs: Mapping[str, float], part: float = 1.0
) -> float:
    """Utils of all people if everybody consumes `part` of what he has in `had`."""
    return sum(
        one.number
        * welfare({good: part * much for good, much in had[group].items()}, needs, one.tastes)
        for group, one in people.items()
    )


def equivalent(
    had: Sequence[Consumption],
    best: Sequence[Consumption],
    people: Mapping[str, People],
    needs: Mapping[str, float],
) -> float:
    """The part of the best consumption in every round that is as good as what people had.

    Lucas 1987. One where nothing could be better; more than one where people live above it.
    """
    reached = sum(total_welfare(one, people, needs) for one in had)

    def as_good(part: float) -> bool:
        return sum(total_welfare(one, people, needs, part) for one in best) >= reached

    return _least(as_good)


def _least(holds: Callable[[float], bool]) -> float:
    """The least number of at least 0 for which a condition holds that holds for all greater ones.

    Raises ArithmeticError if it holds for none that is reasonable.
    """
    low, high = 0.0, 1.0
    while not holds(high):
        low, high = high, 2 * high
        if high > 1 / PRECISION:
            raise ArithmeticError("No part of the best consumption is as good as what people had.")
    while high - low > PRECISION * high:
        middle = (low + high) / 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def means_of_round(one: Round) -> Means:
    """What a round had to work with, less what it handed on."""
    world, done = one.at_work, one.done
    flows = balances(one.opening.ledger, one.end.ledger)
    had = eaten(one)
    stock: dict[str, float] = {}
    aside: dict[str, float] = {}
    for good in world.land.goods:
        flow = flows.get(f"good:{good.id}")
        if flow is None:
            continue
        used = sum(inputs.get(good.id, 0) for inputs in done.inputs.values())
        fed = sum(group.people * had[group.id][good.id] for group in world.land.households)
        stock[good.id] = units(flow.opening)
        aside[good.id] = max(0.0, units(flow.closing + flow.used - used) - fed)
    emission = {site.id: emission_rate(world, site) for site in world.land.enterprises}
    return Means(
        sites=true_sites(world),
        hours=units(world.fact("labour", "offered", 0)),
        stock=stock,
        aside=aside,
        harvest={name: units(sum(taken.values())) for name, taken in done.harvest.items()},
        emission=emission,
        emissions=sum(rate * units(done.outputs[site]) for site, rate in emission.items())
        if any(emission.values())
        else None,
    )


def means_of_scenario(opening: World, one: Round) -> Means:
    """What a scenario allows for good with a round's luck. `opening` is the state before round 1."""
    land = opening.land
    world = fold(opening, [*_luck(opening, one.at_work), *_ripe(land)])
    keep = {
        good: {part: land.frictions.depreciation * amount for part, amount in basket.items()}
        for good, basket in land.machines.items()
    }
    return Means(
        sites=[
            msgspec.structs.replace(site, inputs=_added(site.inputs, keep[site.good]))
            for site in true_sites(world)
        ],
        hours=sum(group.people * group.hours * group.skill for group in land.households),
        harvest={one.id: expected_growth(one, most_productive(one)) for one in land.resources},
    )


def _luck(opening: World, now: World) -> list[Event]:
    """A round's productivities as chance and the tape have them, without what was learned since."""
    events: list[Event] = []
    for site in opening.land.enterprises:
        learned = now.secret(site.id, "level") / opening.secret(site.id, "level")
        theta = now.secret(site.id, "theta") / learned
        events.append(Stated("holder", site.id, {"theta": theta}))
    return events


def _ripe(land: Land) -> list[Event]:
    """Every stock at its most productive size."""
    return [Stated("all", one.id, {"stock": most_productive(one)}) for one in land.resources]


def _added(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {good: one.get(good, 0.0) + other.get(good, 0.0) for good in {**one, **other}}
