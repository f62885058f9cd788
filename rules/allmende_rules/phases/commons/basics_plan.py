"""The plan of the basics: what the planned plants and the basics fund can deliver of everyone's needs.

Written out from what a planner knows: the plants' own reports, last round's public outputs and prices,
the open books of the Commons. What others make can be bought at last prices, as far as there was any of
it; planned plants are paid their costs, as in the market. Later rounds are planned with the same money
and prices, and machines that wear as far as the renewal fund cannot replace them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise, Good
from allmende_rules.mechanisms.plan_program import Limit, Plan, Process
from allmende_rules.phases.abatement import burden, emission_rate, heat
from allmende_rules.phases.commons.sectors import AUTONOMOUS, BASICS, RENEWAL
from allmende_rules.phases.market.enterprise import reach, true_labour
from allmende_rules.phases.units import share
from allmende_rules.physics.technology import labour_per_unit
from allmende_rules.questions import Answers
from allmende_rules.sky import SKY
from allmende_rules.view import View
from allmende_rules.world import World

LABOUR, CASH = 0, 1
"""Places of the two limits of a basics plan."""


class Report(NamedTuple):
    """What a planned plant reports: units it can make and hours a unit takes.

    `own` tells whether the report is its holder's; else labour is what the land's public table says.
    """

    site: Enterprise
    capacity: float
    labour: float
    own: bool


class BasicsPlan(NamedTuple):
    """A plan whose first processes are the plants of `reports`, followed by one purchase a good.

    Its basket is what all people together need of each good times the share asked of it.
    """

    plan: Plan
    reports: tuple[Report, ...]


def reports(view: World | View, draft: Answers) -> tuple[Report, ...]:
    """The planned plants' reports: a draft's statements where the viewer runs them.

    In the world itself they are what all plants have stated.
    """
    return tuple(_report(view, site, draft) for site in view.land.enterprises if site.planned)


def _report(view: World | View, site: Enterprise, draft: Answers) -> Report:
    capacity = units(reach(view, site)) * _percent(draft, f"offer:{site.id}")
    if view.secret(site.id, "theta") is None:
        return Report(site, capacity, table_labour(view, site), own=False)
    labour = true_labour(view, site) * _percent(draft, f"norm:{site.id}")
    return Report(site, capacity, labour, own=True)


def _percent(draft: Answers, question: str) -> float:
    value = draft.get(question)
    return share(value) if isinstance(value, int) else 1.0


def table_labour(view: World | View, site: Enterprise) -> float:
    """Hours a unit takes by the public table of technology: nobody's luck or skill counts in it."""
    good, weight = view.land.good(site.good), burden(view, site) / heat(view)
    stocks = {name: view.fact(name, "stock") for name in good.harvest}
    resources = {name: view.land.resource(name) for name in good.harvest}
    return labour_per_unit(good, 1.0, stocks, resources, weight)


def basics_plan(
    view: World | View, targets: Mapping[str, float], draft: Answers, rounds: int = 1
) -> BasicsPlan:
    """The plan for `targets`, the share of each need by good, over this round and the next ones."""
    goods, told = view.land.goods, reports(view, draft)
    people = sum(group.people for group in view.land.households)
    bought = tuple(_purchase(view, good, place) for place, good in enumerate(goods))
    wear = view.land.frictions.depreciation * (1.0 - renewed(view)) if rounds > 1 else 0.0
    later = ((0.0,) * len(goods),) * (rounds - 1)
    plan = Plan(
        goods=tuple(good.name for good in goods),
        units=tuple(good.unit for good in goods),
        processes=(*(_plant(view, one, wear) for one in told), *bought),
        limits=(_labour(view, told, rounds), _cash(view, told, rounds)),
        rounds=rounds,
        basket=tuple(targets.get(good.id, 0.0) * good.need * people for good in goods),
        supply=(tuple(_in_store(view, good, told) for good in goods), *later),
        most=1.0,
    )
    return BasicsPlan(plan, told)


def _plant(view: World | View, told: Report, wear: float) -> Process:
    land, site = view.land, told.site
    good, weight = land.good(site.good), burden(view, site)
    machine = land.machines.get(site.good, {})
    return Process(
        name=site.name,
        good=land.goods.index(good),
        inputs=tuple(weight * good.inputs.get(one.id, 0.0) for one in land.goods),
        capacity=told.capacity,
        machine=tuple(machine.get(one.id, 0.0) for one in land.goods) if machine else None,
        wear=wear,
    )


def _purchase(view: World | View, good: Good, place: int) -> Process:
    """What others made last can be bought; where there was nothing, what their machines allow."""
    makers = [site for site in view.land.makers[good.id] if not site.planned]
    made = sum([units(_last_output(view, site)) for site in makers])
    return Process(
        name=f"The market for {good.name}",
        good=place,
        inputs=(0.0,) * len(view.land.goods),
        capacity=made or sum([units(reach(view, site)) for site in makers]),
        given=True,
    )


def _last_output(view: World | View, site: Enterprise) -> int:
    made: int | None = view.fact(site.id, "output")
    return reach(view, site) if made is None else made


def _in_store(view: World | View, good: Good, told: tuple[Report, ...]) -> float:
    """What lies at the planned plants whose books the viewer reads."""
    return sum(units(view.amount(one.site.id, f"good:{good.id}")) for one in told)


def _labour(view: World | View, told: tuple[Report, ...], rounds: int) -> Limit:
    use = (*(one.labour for one in told), *(0.0 for _ in view.land.goods))
    return Limit(
        "labour for planned plants",
        "hours",
        use,
        (labour_at_hand(view, told),) * rounds,
        one="hour",
    )


def labour_at_hand(view: World | View, told: tuple[Report, ...]) -> float:
    """Hours for what the planned plants made last, and those that nobody worked.

    Before there is a last round all plants are staffed alike.
    """
    offered: int | None = view.fact("labour", "offered")
    if offered is None:
        supply = sum(group.people * group.hours * group.skill for group in view.land.households)
        sites = [site for site in view.land.enterprises if not site.planned]
        others = sum(units(reach(view, site)) * table_labour(view, site) for site in sites)
        full = sum(one.capacity * one.labour for one in told)
        return supply * full / (full + others) if full else 0.0
    again = sum(units(_last_output(view, one.site)) * one.labour for one in told)
    return again + max(0.0, units(offered - view.fact("labour", "worked", 0)))


def _cash(view: World | View, told: tuple[Report, ...], rounds: int) -> Limit:
    """What the basics fund can pay: planned plants' wages and permits, and what others sell."""
    wage, permit = units(view.fact("labour", "wage")), units(view.fact(SKY, "price", 0))
    plants = [one.labour * wage + emission_rate(view, one.site) * permit for one in told]
    prices = [units(view.fact(good.id, "price")) for good in view.land.goods]
    money = (units(view.amount(BASICS)),) * rounds
    return Limit("money in the basics fund", "units", (*plants, *prices), money)


def renewed(view: World | View) -> float:
    """The part of the wear of all common machines that the renewal fund can replace at last prices."""
    land, rate = view.land, view.land.frictions.depreciation
    common = [one for one in land.enterprises if view.fact(one.id, "sector") != AUTONOMOUS]
    wear = sum(rate * units(view.fact(one.id, "capacity")) * _machine(view, one) for one in common)
    return min(1.0, units(view.amount(RENEWAL)) / wear) if wear else 1.0


def _machine(view: World | View, site: Enterprise) -> float:
    """Money for one more unit of a site's capacity at last prices."""
    recipe = view.land.machines.get(site.good, {})
    return sum(amount * units(view.fact(part, "price")) for part, amount in recipe.items())


def cheapest(plan: Plan, baskets: tuple[float, ...]) -> Plan:
    """The plan that delivers this number of baskets in each round for the least cash."""
    cash = plan.limits[CASH].use
    processes = tuple(
        process._replace(cost=spent) for process, spent in zip(plan.processes, cash, strict=True)
    )
    targets = tuple(tuple(number * amount for amount in plan.basket) for number in baskets)
    nothing = (0.0,) * len(plan.goods)
    return plan._replace(processes=processes, basket=nothing, targets=targets, most=None)
