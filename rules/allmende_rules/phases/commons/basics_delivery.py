"""What the basics fund is to buy: the planner's targets, as far as the plan says that they can be met.

First the greatest share of all targets that can be had together; what is left over then covers more of
single ones, never beyond what was asked. The plants' reports count as they are stated, not as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.land import Land
from allmende_rules.mechanisms.plan_conflict import Change, Conflict, scarcest
from allmende_rules.mechanisms.plan_conflict_words import gist
from allmende_rules.mechanisms.plan_lp import Planner
from allmende_rules.mechanisms.plan_money import Affordable, by_money
from allmende_rules.mechanisms.plan_program import Plan, Process, Row, Solution
from allmende_rules.mechanisms.plan_sentence import Sentence
from allmende_rules.phases.commons.basics_plan import CASH, BasicsPlan, basics_plan
from allmende_rules.questions import Answers
from allmende_rules.view import View
from allmende_rules.world import TABLE, World

ALL = 1 - 1e-6
"""Share of what is asked from which on all of it is there, and of what can be had that is sure."""
MET = "The plan of the basics: all that is asked can be delivered."
SHORT = "The plan of the basics: {percent} % of what is asked can be delivered."
WORTH = 1e-9
"""Baskets that a unit of money must bring to have a price at all."""
DIGITS = 9
"""Shares are rounded to so many, so that no computer's last bits are in what is bought."""


class Delivery(NamedTuple):
    """What is planned for people: by good the share of their needs, by planned plant units made.

    `common` is the share of all targets that can be met together; `short` says what there is too
    little of and what would mend it, and is empty where all targets are met. `cost` is the money that
    it is reckoned to take, planned plants at their cost.
    """

    shares: Mapping[str, float]
    scales: Mapping[str, float]
    common: float
    short: tuple[Sentence, ...] = ()
    cost: float = 0.0


def planned_delivery(world: World | View, targets: Mapping[str, float], said: Answers) -> Delivery:
    """Plan `targets`, shares of need by good, from what is `said` of the planned plants."""
    basics = basics_plan(world, targets, said)
    first: int = world.fact(TABLE, "round", 1)
    if not any(basics.plan.basket):
        return Delivery(dict.fromkeys(targets, 0.0), {}, 1.0)
    found = _by_hand(basics.plan)
    if found is None:
        return delivery_by_program(world.land, basics, targets, first)
    shares = {good: round(found.baskets * target, DIGITS) for good, target in targets.items()}
    short = gist(basics.plan, _too_little(basics.plan, found), first)
    return Delivery(
        shares,
        _scales(basics, found.outputs),
        found.baskets,
        () if found.baskets >= ALL else short,
        _cost(basics, found.outputs),
    )


def _by_hand(plan: Plan) -> Affordable | None:
    """The plan where all the money goes; without any nothing is bought, whatever else there is."""
    if not (plan.limits[CASH].each or (0.0,))[0]:
        return Affordable(0.0, (0.0,) * len(plan.processes), None, Row("limit", CASH, 0))
    return by_money(plan, CASH)


def _too_little(plan: Plan, found: Affordable) -> Conflict:
    """Of what there is too little; if it is money, with the sum that would pay for all that is asked."""
    row = found.scarcest
    if row.kind == "capacity":
        return Conflict((row,), (plan.processes[row.of].capacity,), (), ())
    there = (plan.limits[row.of].each or (0.0,))[0]
    ways = () if found.cost is None else ((Change(row, there, found.cost),),)
    return Conflict((row,), (there,), ways, ())


def in_words(targets: Mapping[str, float], planned: Delivery) -> tuple[Sentence, ...]:
    """How much of the targets can be delivered, with what is scarce and would mend it, in one line."""
    if not any(targets.values()):
        return ()
    if planned.common >= ALL:
        return (Sentence(MET, {}),)
    whole = Sentence(SHORT, {"percent": round(100 * planned.common, 1)})
    for text, facts in planned.short:
        # Two sentences about different things cannot share their facts.
        if all(whole.facts.get(name, value) == value for name, value in facts.items()):
            whole = Sentence(f"{whole.text} {text}", {**whole.facts, **facts})
    return (whole,)


def delivery_by_program(
    land: Land, basics: BasicsPlan, targets: Mapping[str, float], first: int = 1
) -> Delivery:
    """The same from linear programs, whatever is scarce: of the common share, then of what is left."""
    plan = basics.plan
    most = solved(plan)
    common = min(1.0, most.baskets[0])
    if common >= ALL:
        outputs = most.outputs(0)
        return Delivery(targets, _scales(basics, outputs), common, (), _cost(basics, outputs))
    short = gist(plan, scarcest(most), first)
    if _all_money_goes(plan, most):
        shares = {good: round(common * target, DIGITS) for good, target in targets.items()}
        outputs = most.outputs(0)
        return Delivery(shares, _scales(basics, outputs), common, short, _cost(basics, outputs))
    best = solved(_further(plan, ALL * common))
    wanted = [place for place, amount in enumerate(plan.basket) if amount]
    people = dict(zip(wanted, best.final_use(0)[len(plan.goods) :], strict=True))
    shares = {
        good.id: round(targets[good.id] * min(1.0, people[place] / plan.basket[place]), DIGITS)
        for place, good in enumerate(land.goods)
        if place in people
    }
    shares = {**dict.fromkeys(targets, 0.0), **shares}
    outputs = best.outputs(0)
    return Delivery(shares, _scales(basics, outputs), common, short, _cost(basics, outputs))


def _all_money_goes(plan: Plan, most: Solution) -> bool:
    """Whether the common share takes all the money: its price says that with less there would be less.

    Then nothing is left for more of anything, unless something lies in store that is not needed for it.
    """
    store = zip(plan.supply[0], plan.basket, strict=True)
    idle = any(kept > most.baskets[0] * asked for kept, asked in store)
    return not idle and most.price(Row("limit", CASH, 0)) > WORTH


def _further(plan: Plan, common: float) -> Plan:
    """The plan that delivers at least the share `common` of all that is asked, and most beyond it.

    What reaches people is a good of its own, of which no more can be delivered than is asked; each
    per cent of what is asked of a good counts alike.
    """
    wanted = [place for place, amount in enumerate(plan.basket) if amount]
    size, more = len(plan.goods), len(wanted)
    nothing = (0.0,) * more
    made = [one._replace(inputs=(*one.inputs, *nothing), machine=None) for one in plan.processes]
    delivered = [
        Process(
            name=f"Delivery of {plan.goods[place]}",
            good=size + n,
            inputs=tuple(1.0 if at == place else 0.0 for at in range(size + more)),
            capacity=plan.basket[place],
        )
        for n, place in enumerate(wanted)
    ]
    asked = [plan.basket[place] for place in wanted]
    return plan._replace(
        goods=(*plan.goods, *(plan.goods[place] for place in wanted)),
        units=(*plan.units, *(plan.units[place] for place in wanted)),
        processes=(*made, *delivered),
        limits=tuple(one._replace(use=(*one.use, *nothing)) for one in plan.limits),
        basket=(0.0,) * (size + more),
        supply=((*plan.supply[0], *nothing),),
        targets=((*(0.0,) * size, *(common * amount for amount in asked)),),
        worth=(*(0.0,) * size, *(1.0 / amount for amount in asked)),
        most=None,
    )


def _scales(basics: BasicsPlan, outputs: tuple[float, ...]) -> dict[str, float]:
    """Units that the plan has each planned plant make."""
    return {told.site.id: made for told, made in zip(basics.reports, outputs, strict=False)}


def _cost(basics: BasicsPlan, outputs: tuple[float, ...]) -> float:
    """Money that these outputs of plants, and purchases, are reckoned to take."""
    each = basics.plan.limits[CASH].use
    return sum([use * made for use, made in zip(each, outputs, strict=False)])


def solved(plan: Plan) -> Solution:
    """The optimum of a plan that asks for nothing impossible."""
    found = Planner(plan).solve()
    if found is None:
        raise ArithmeticError("A plan that asks for no more than can be had was found impossible.")
    return found
