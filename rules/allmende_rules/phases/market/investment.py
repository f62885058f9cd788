"""Private investment: whoever owns an enterprise pays for its new machines from the household's cash."""

from __future__ import annotations

from collections.abc import Callable

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.phases.market.terms import Fund
from allmende_rules.phases.physical import BUILD, capital_recipe
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

Private = Callable[[World, Enterprise], bool]
"""Whether an enterprise's machines belong to the people who live off it, as a system has it."""

INVEST = "invest:"
MOST = 0.5
"""The greatest part of an owner's cash that all its enterprises together may ask for machines."""


@once
def machine_prices(world: World) -> dict[str, float]:
    """What one unit of capacity for each good costs at last prices."""
    return {good: machine_price(world, good) for good in world.land.machines}


def machine_price(world: World | View, good: str) -> float:
    """What one unit of capacity for a good costs at last prices."""
    recipe = world.land.machines[good]
    return sum([amount * units(world.fact(part, "price")) for part, amount in recipe.items()])


def ask_investment(world: World, seat: str, private: Private) -> tuple[Question, ...]:
    """Money for new machines, for each private enterprise of a seat's people; replacing wear is usual."""
    held = world.held(seat)
    own = [e for e in world.land.enterprises if e.household in held and private(world, e)]
    return tuple(_question(world, site, len(own), first=site is own[0]) for site in own)


def _question(world: World, site: Enterprise, sharing: int, *, first: bool) -> Amount:
    most = int(world.amount(site.household) * MOST / sharing)
    wear = world.fact(site.id, "capacity") * world.land.frictions.depreciation
    return Amount(
        id=INVEST + site.id,
        topic="invest",
        about=site.id,
        title="Money for new machines",
        help="What you put into machines; they work from next round on. Wear takes its part each round.",
        low=0,
        high=most,
        default=min(most, int(wear * machine_prices(world)[site.good])),
        unit="money",
        required=first,
        effects=(Effect(f"capacity.{site.id}", 1),),
    )


def investment_funds(world: World, replies: Replies) -> tuple[Fund, ...]:
    """A buyer of machines for each enterprise that somebody puts money into."""
    funds: list[Fund] = []
    for answers in replies.values():
        for question, value in answers.items():
            if question.startswith(INVEST) and isinstance(value, int) and value:
                site = question.removeprefix(INVEST)
                payer = world.land.enterprise(site).household
                funds.append(Fund(payer, BUILD + site, value, capital_recipe(world.land, site)))
    return tuple(funds)
