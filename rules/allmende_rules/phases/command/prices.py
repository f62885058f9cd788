"""List prices and the wage: they stand until somebody decides otherwise, or a rule answers queues."""

from __future__ import annotations

from functools import lru_cache

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.command.balance import Choices, make_plan, usual_caps
from allmende_rules.phases.command.facts import setting
from allmende_rules.phases.command.needs import usual_ends
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect
from allmende_rules.world import World

LIST, WAGE = "list:", "list:wage"
LOWEST, HIGHEST, STEP = 0.8, 1.25, 0.25
"""How far the planner may move a price in a round, and how much of excess demand a rule answers (ours)."""
MOVED = "The list price of {good} goes from {before} to {now}."
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
    """The list as decided, and moved by the dial `price_adjustment` with last round's queues and stocks."""
    events = _set_wage(world, said)
    for good in world.land.goods:
        decided = said.get(LIST + good.id, HUNDRED)
        factor = share(decided) if isinstance(decided, int) else 1.0
        old: int = world.fact(good.id, "price")
        new = max(1, round(old * factor * (1.0 + _answer(world, good.id))))
        if new != old:
            facts = {
                "good": good.name,
                "before": round(units(old), 3),
                "now": round(units(new), 3),
            }
            events += [Stated("all", good.id, {"price": new}), Told("all", MOVED, facts)]
    return events


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
    stays, and the surplus is paid out otherwise. Bonuses come out of the same goods.
    """
    chosen = Choices(usual_ends(world), 1.0, 1.0, usual_caps(world))
    plan, wage = make_plan(world, chosen), world.fact("labour", "wage")
    worth = sum([many * units(world.fact(good, "price")) for good, many in plan.people.items()])
    bonuses = setting(world, "bonus") if setting(world, "bonus_scheme") else 0.0
    if not worth or not plan.hours:
        return []
    most = micro(worth / plan.hours / (1.0 + bonuses))
    if most >= wage:
        return []
    facts = {"before": round(units(wage), 3), "now": round(units(most), 3)}
    return [Stated("all", "labour", {"wage": most}), Told("all", BEGINS, facts)]


def _answer(world: World, good: str) -> float:
    """By how much queues or full shelves move a price: the dial's part of excess demand, within bounds."""
    excess: float = world.fact(good, "excess", 0.0)
    return setting(world, "price_adjustment") * max(-STEP, min(STEP, excess))


def excess_demand(wanted: int, there: int) -> float:
    """What was wanted beyond what there was, as a share of it; negative where goods were left over."""
    return (wanted - there) / max(there, micro(0.001))
