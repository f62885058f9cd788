"""The plan: reports and ends in, balanced outputs and a target for every site out.

All that is read is public: reports, list prices, hours offered last round, stocks. It serves the planner's
preview as well as the plan itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Land
from allmende_rules.mechanisms.material_balance import (
    Balance,
    Norms,
    balance,
    closed,
    shares_of,
)
from allmende_rules.phases.abatement import burden
from allmende_rules.phases.command.bonus import pressure
from allmende_rules.phases.command.facts import (
    ALIKE,
    Reported,
    hours_expected,
    hours_to_inspect,
    reported,
    setting,
    wholesale,
)
from allmende_rules.phases.command.machines import (
    machines_wanted,
    part_served,
    parts_of_machines,
)
from allmende_rules.phases.command.needs import FULL, usual_ends
from allmende_rules.physics.nature import expected_growth
from allmende_rules.view import View
from allmende_rules.world import World


class Choices(NamedTuple):
    """What a planner decides: people's goods, tautness, machines, harvest caps, sites inspected.

    `ends` are percent of worth by good; `machines` is a share of the wear of all; `caps` units by stock;
    `inspected` a share of sites.
    """

    ends: Mapping[str, float]
    tautness: float
    machines: float
    caps: Mapping[str, float]
    inspected: float


class Plan(NamedTuple):
    """Units: outputs, people's goods by good, and for each site its balanced scale, target, machines.

    `ranks` says in which order goods are served when hours run short, from 0. `hours` are those that
    the balance takes as reported, `there` those that it counts on.
    """

    outputs: dict[str, float]
    people: dict[str, float]
    scales: dict[str, float]
    targets: dict[str, float]
    machines: dict[str, float]
    ranks: dict[str, int]
    hours: float
    there: float


class Means(NamedTuple):
    """What a balance has to go by: norms, the most that can be made of each good, and hours."""

    norms: Norms
    limits: list[float]
    hours: float


def make_plan(seen: World | View, choices: Choices) -> Plan:
    """Balance the ends with what sites report, and set every site its target."""
    land, sites = seen.land, reported(seen)
    norms, limits = _norms(seen, sites), _limits(land, sites, choices.caps)
    wanted = machines_wanted(seen, sites, choices.machines)
    basket, wishes = parts_of_machines(land, wanted), _wishes(seen, choices.ends)
    there = hours_expected(seen) - hours_to_inspect(seen, choices.inspected)
    done, built, people = _balanced(seen, Means(norms, limits, there), basket, wishes)
    goods = [good.id for good in land.goods]
    ranks = _ranks(seen, choices.ends)
    outputs = dict(zip(goods, done.outputs, strict=True))
    asked = {one.site.id: choices.tautness * pressure(seen, one.site) for one in sites}
    covered = _covered(land, norms, asked, _scales(land, sites, outputs), ranks)
    scales = _scales(land, sites, {good: covered[good] * outputs[good] for good in goods})
    return Plan(
        outputs={good: covered[good] * outputs[good] for good in goods},
        people=dict(zip(goods, people, strict=True)),
        scales=scales,
        targets={site: asked[site] * scale for site, scale in scales.items()},
        machines={site: many * part_served(basket, built) for site, many in wanted.items()},
        ranks=ranks,
        hours=sum([one.labour * scales[one.site.id] for one in sites]),
        there=there,
    )


def _covered(
    land: Land,
    norms: Norms,
    asked: Mapping[str, float],
    scales: Mapping[str, float],
    ranks: Mapping[str, int],
) -> dict[str, float]:
    """The part of each good's targets for which inputs are planned to be there."""
    goods = [good.id for good in land.goods]
    targets = [sum([asked[e.id] * scales[e.id] for e in land.makers[good]]) for good in goods]
    kept = closed(norms.inputs, targets, [ranks[good] for good in goods])
    return {
        good: have / whole if whole else 1.0
        for good, have, whole in zip(goods, kept, targets, strict=True)
    }


def _balanced(
    seen: World | View, means: Means, basket: list[float], wishes: list[float]
) -> tuple[Balance, list[float], list[float]]:
    """The balance, and what it leaves for machines and for people: machines first, or both alike."""
    norms, limits, hours = means
    many = int(setting(seen, "passes"))
    if setting(seen, "priority") != ALIKE:
        done = balance(norms, basket, wishes, limits, hours, many)
        return done, done.first, done.last
    both = [a + b for a, b in zip(basket, wishes, strict=True)]
    done = balance(norms, [0.0] * len(both), both, limits, hours, many)
    parts = [a / all_ if all_ else 0.0 for a, all_ in zip(basket, both, strict=True)]
    built = [part * have for part, have in zip(parts, done.last, strict=True)]
    return done, built, [have - one for have, one in zip(done.last, built, strict=True)]


def _norms(seen: World | View, sites: list[Reported]) -> Norms:
    """What a unit takes, as a mean over those who make it; inputs are in the public table."""
    land = seen.land
    labour, weight = dict[str, float](), dict[str, float]()
    for good in land.goods:
        makers = [one for one in sites if one.site.good == good.id]
        whole = sum([one.capacity for one in makers]) or 1.0
        labour[good.id] = sum([one.labour * one.capacity for one in makers]) / whole or good.labour
        weight[good.id] = sum([burden(seen, one.site) * one.capacity for one in makers]) / whole
    columns = [weight[good.id] or 1.0 for good in land.goods]
    table = [[a * w for a, w in zip(row, columns, strict=True)] for row in land.input_table]
    return Norms(table, list(labour.values()))


def _limits(land: Land, sites: list[Reported], caps: Mapping[str, float]) -> list[float]:
    """The most of each good: capacity as reported, and the planned harvest of its stocks.

    A stock that several goods live off is shared by what they could take.
    """
    most = {good.id: 0.0 for good in land.goods}
    for one in sites:
        most[one.site.good] += one.capacity
    pulls: dict[str, float] = {}
    for good in land.goods:
        for stock, each in good.harvest.items():
            pulls[stock] = pulls.get(stock, 0.0) + each * most[good.id]
    return [
        most[good.id]
        * min([1.0, *(min(1.0, caps[s] / pulls[s]) if pulls[s] else 1.0 for s in good.harvest)])
        for good in land.goods
    ]


def _wishes(seen: World | View, ends: Mapping[str, float]) -> list[float]:
    """People's goods for the expected wages, divided by the ends: shares of worth at wholesale prices."""
    wages = hours_expected(seen) * units(seen.fact("labour", "wage"))
    return [
        wages * ends.get(good.id, 0) / FULL / wholesale(seen, good.id) for good in seen.land.goods
    ]


def _scales(land: Land, sites: list[Reported], outputs: Mapping[str, float]) -> dict[str, float]:
    """What each site makes in the balance: by reported capacity."""
    scales: dict[str, float] = {}
    for good in land.goods:
        makers = [one for one in sites if one.site.good == good.id]
        parts = shares_of(outputs[good.id], [one.capacity for one in makers])
        scales |= {one.site.id: part for one, part in zip(makers, parts, strict=True)}
    return {one.site.id: scales[one.site.id] for one in sites}


def _ranks(seen: World | View, ends: Mapping[str, float]) -> dict[str, int]:
    """What is planned beyond what is usual is served first; what serves no ends itself, before all."""
    usual = usual_ends(seen)
    lift = {
        good.id: ends.get(good.id, 0) - usual[good.id] if good.id in usual else FULL
        for good in seen.land.goods
    }
    order = sorted(set(lift.values()), reverse=True)
    return {good: order.index(more) for good, more in lift.items()}


def usual_caps(seen: World | View) -> dict[str, float]:
    """Planned harvests if nobody says otherwise: the dial's share of what the stock should grow by."""
    part = setting(seen, "harvest_norm")
    return {
        one.id: part * max(0.0, expected_growth(one, seen.fact(one.id, "stock")))
        for one in seen.land.resources
    }
