"""List prices and the wage: they stand until somebody decides otherwise, or a rule answers queues.

A list price is a wholesale price, which the planner decides, and a turnover tax on it. Where a rule
answers queues it moves the tax, as retail prices that were to clear were made by a tax that differed
from good to good, and by subsidies (Holzman 1955, Soviet Taxation; Bergson 1964, The Economics of
Soviet Planning). Plans reckon worth at wholesale prices: at prices that answer queues a plan would
give people less of whatever they queue for.
"""

from __future__ import annotations

from functools import lru_cache

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Good
from allmende_rules.phases.command.balance import Choices, make_plan, usual_caps
from allmende_rules.phases.command.facts import hours_to_inspect, setting
from allmende_rules.phases.command.needs import usual_ends
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect
from allmende_rules.world import World

LIST, WAGE = "list:", "list:wage"
LOWEST, HIGHEST, STEP = 0.8, 1.25, 0.25
"""How far the planner may move a price in a round, and how much of excess demand a rule answers (ours)."""
CHEAPEST, DEAREST = 1 / 3, 3.0
"""The bounds of a list price, in wholesale prices (ours; meat came to be sold at a third of its cost)."""
MOVED = "The list price of {good} goes from {before} to {now}."
TAXED = (
    "The list price of {good} goes from {before} to {now}: its wholesale price of {wholesale} and {tax} % "
    "of turnover tax."
)
SUBSIDISED = (
    "The list price of {good} goes from {before} to {now}: its wholesale price of {wholesale} less a "
    "subsidy of {subsidy} %."
)
WAGE_MOVED = "The wage goes from {before} to {now}."
BEGINS = (
    "The state cuts the wage from {before} to {now}: at list prices that buys what the plan makes for "
    "people."
)


def ask_prices(world: World) -> tuple[Amount, ...]:
    """A price for each good, and the wage; nothing said leaves them as they are."""
    return (*_questions(tuple([(good.id, good.name) for good in world.land.goods])), _ask_wage())


@lru_cache(maxsize=1)
def _ask_wage() -> Amount:
    return Amount(
        id=WAGE,
        topic="list_wage",
        about="labour",
        title="Wage",
        help="In percent of the last wage, for everyone. More than there is to buy ends in queues.",
        low=percent(LOWEST),
        high=percent(HIGHEST),
        default=HUNDRED,
        unit=PERCENT,
        required=False,
        once=True,
        effects=(Effect("wage", 1),),
    )


@lru_cache(maxsize=16)
def _questions(goods: tuple[tuple[str, str], ...]) -> tuple[Amount, ...]:
    return tuple(
        [
            Amount(
                id=LIST + good,
                topic="list_price",
                about=good,
                title=f"List price: {name}",
                help="In percent of the last list price. It stands until it is changed again.",
                low=percent(LOWEST),
                high=percent(HIGHEST),
                default=HUNDRED,
                unit=PERCENT,
                required=False,
                once=True,
                effects=(Effect(f"price.{good}", 1),),
            )
            for good, name in goods
        ]
    )


def set_prices(world: World, said: Answers) -> list[Event]:
    """The list as decided, and taxed by the dial `price_adjustment` with last round's queues and stocks."""
    events = _set_wage(world, said)
    for good in world.land.goods:
        decided = said.get(LIST + good.id, HUNDRED)
        factor = share(decided) if isinstance(decided, int) else 1.0
        events += _listed(world, good, factor)
    return events


def list_prices(world: World) -> list[Event]:
    """The list as a state finds it: prices without tax or subsidy, which are wholesale prices too."""
    return [
        Stated("all", good.id, {"wholesale": world.fact(good.id, "price")})
        for good in world.land.goods
    ]


def _listed(world: World, good: Good, factor: float) -> list[Event]:
    """The wholesale price times `factor`, with the tax that answers last round's queue on it."""
    before, basis = world.fact(good.id, "price"), world.fact(good.id, "wholesale")
    taxed = before / basis * (1.0 + _answer(world, good.id))
    wholesale = max(1, round(basis * factor))
    now = max(1, round(wholesale * min(DEAREST, max(CHEAPEST, taxed))))
    if (now, wholesale) == (before, basis):
        return []
    stated = Stated("all", good.id, {"price": now, "wholesale": wholesale})
    return [stated, *([_told(good, before, now, wholesale)] if now != before else [])]


def _told(good: Good, before: int, now: int, wholesale: int) -> Told:
    tax = round(100 * (now / wholesale - 1.0))
    facts = {
        "good": good.name,
        "before": round(units(before), 3),
        "now": round(units(now), 3),
    }
    if not tax:
        return Told("all", MOVED, facts)
    facts |= {"wholesale": round(units(wholesale), 3)}
    if tax > 0:
        return Told("all", TAXED, {**facts, "tax": tax})
    return Told("all", SUBSIDISED, {**facts, "subsidy": -tax})


def _set_wage(world: World, said: Answers) -> list[Event]:
    decided, old = said.get(WAGE, HUNDRED), world.fact("labour", "wage")
    new = max(1, round(old * share(decided))) if isinstance(decided, int) else old
    if new == old:
        return []
    facts = {"before": round(units(old), 3), "now": round(units(new), 3)}
    return [Stated("all", "labour", {"wage": new}), Told("all", WAGE_MOVED, facts)]


def balanced_wage(world: World) -> list[Event]:
    """The wage at which a state begins: no higher than what the plan makes for people can be bought with.

    Planners balanced money incomes with consumer goods; where the wage in force is lower than that, it
    stays, and the surplus is paid out otherwise. Bonuses and inspectors' wages come out of the same goods.
    """
    inspected = setting(world, "audit_rate")
    chosen = Choices(usual_ends(world), 1.0, 1.0, usual_caps(world), inspected)
    plan, wage = make_plan(world, chosen), world.fact("labour", "wage")
    worth = sum([many * units(world.fact(good, "price")) for good, many in plan.people.items()])
    bonuses = setting(world, "bonus") if setting(world, "bonus_scheme") else 0.0
    if not worth or not plan.hours:
        return []
    paid = plan.hours * (1.0 + bonuses) + hours_to_inspect(world, inspected)
    most = micro(worth / paid)
    if most >= wage:
        return []
    facts = {"before": round(units(wage), 3), "now": round(units(most), 3)}
    return [Stated("all", "labour", {"wage": most}), Told("all", BEGINS, facts)]


def _answer(world: World, good: str) -> float:
    """How much queues or full shelves move a price: the dial's part of excess demand, within bounds."""
    excess: float = world.fact(good, "excess", 0.0)
    return setting(world, "price_adjustment") * max(-STEP, min(STEP, excess))


def excess_demand(wanted: int, there: int) -> float:
    """What was wanted beyond what there was, as a share of it; negative where goods were left over."""
    return (wanted - there) / max(there, micro(0.001))
