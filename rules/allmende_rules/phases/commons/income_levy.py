"""An income levy: a part of what people took in above a free amount a head goes to a public purse."""

from __future__ import annotations

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Move, Told
from allmende_rules.ledger import post
from allmende_rules.mechanisms.levy import Base, Bracket, collect, progressive
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.world import NO_FACTS, World

SPENT = "final use"
"""The cause under which households pay for goods: no income."""


def levy_incomes(world: World, to: str = COMMONS, taker: str = "the Commons") -> list[Event]:
    """Wages and profits of the round above the free amount are taxed at one rate; nothing at rate 0.

    It goes to the account `to`, which people know as `taker`.
    """
    rate = micro(world.dial("income_levy"))
    if not rate:
        return []
    schedule = [Bracket(micro(world.dial("levy_free")), rate)]
    homes = world.land.households
    due = progressive(
        schedule, {home.id: Base(_income(world, home.id), home.people) for home in homes}
    )
    paid = collect(due, {home.id: world.amount(home.id) for home in homes}).paid
    facts = {
        "total": round(units(sum(paid.values())), 1),
        "percent": round(100 * units(rate)),
        "taker": taker,
    }
    text = "The income levy of {percent} % above the free amount brought {taker} {total}."
    moves = [Move(home, to, "money", amount) for home, amount in paid.items()]
    return [*post("income levy", moves), Told("all", text, facts)]


def _income(world: World, home: str) -> int:
    """What a household took in this round, without what it paid for goods."""
    flows: dict[str, int] = world.private.get(home, NO_FACTS).get("flows", {})
    return max(0, sum([amount for cause, amount in flows.items() if cause != SPENT]))
