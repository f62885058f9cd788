"""What an enterprise states to the market: capacity offered, labour per unit, and what it asks over cost.

Statements are all that an allocator ever sees; the truth enters in execution (DESIGN 5).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.phases.abatement import CLEANER, ask_abatement, burden, emission_rate, heat
from allmende_rules.phases.commons.sectors import PLANNED
from allmende_rules.phases.market.dials import is_posted
from allmende_rules.phases.units import HUNDRED, PERCENT, cost_of, percent, share
from allmende_rules.physics.technology import labour_per_unit
from allmende_rules.questions import Amount, Answers, Effect, Estimate, Question
from allmende_rules.sky import SKY
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, World

JOINT_ASK = "What you ask over your unit cost. Buyers turn to cheaper sellers when you ask more."
POSTED_ASK = (
    "The least that you ask over your unit cost: you post no lower price. Where you are sold out your "
    "price rises above it by itself. Buyers turn to cheaper sellers."
)
MOST_PADDED, LEAST_STATED, USUAL_MARKUP = 2.0, 0.5, 0.1


class Statement(NamedTuple):
    """One enterprise as it presents itself: capacity in units, hours per unit, money asked per unit.

    `burden` multiplies the inputs of a unit, which emits `emission`, at `abated` percent.
    """

    site: Enterprise
    capacity: float
    labour: float
    ask: float
    burden: float = 1.0
    emission: float = 0.0
    abated: int | None = None


def reach(world: World | View, site: Enterprise) -> int:
    """The output that a site's machines allow today, in micro-units.

    A harvester's machines reach q N / K of their capacity (Schaefer 1954), at most all of it; the
    stock is in sight of all, and so is this.
    """
    capacity: int = world.fact(site.id, "capacity")
    harvest = world.land.good(site.good).harvest
    if not harvest:
        return capacity
    density = 1.0
    for name in harvest:
        resource = world.land.resource(name)
        stock: float = world.fact(name, "stock")
        density = min(density, resource.catchability * stock / resource.carrying_capacity)
    return int(capacity * density)


def true_labour(world: World | View, site: Enterprise, abated: int | None = None) -> float:
    """Hours that one unit really takes this round, at `abated` percent or as the site works now.

    Known to the holder alone.
    """
    return hours_at(world, site, burden(world, site, abated))


def hours_at(world: World | View, site: Enterprise, weight: float) -> float:
    """Those hours where abatement multiplies them by `weight`."""
    good, weight = world.land.good(site.good), weight / heat(world)
    if not good.harvest:
        return labour_per_unit(good, world.secret(site.id, "theta"), NO_FACTS, NO_FACTS, weight)
    stocks = {name: world.fact(name, "stock") for name in good.harvest}
    resources = {name: world.land.resource(name) for name in good.harvest}
    return labour_per_unit(good, world.secret(site.id, "theta"), stocks, resources, weight)


def unit_cost(
    world: World | View, site: Enterprise, labour: float, abated: int | None = None
) -> float:
    """Money for the labour, inputs and permits of one unit at last round's prices."""
    weight, emits = burden(world, site, abated), emission_rate(world, site, abated)
    return cost_at(world, site, labour, weight, emits)


def cost_at(
    world: World | View, site: Enterprise, labour: float, weight: float, emits: float
) -> float:
    """That money where abatement multiplies inputs by `weight` and a unit emits so much."""
    wage, permit = units(world.fact("labour", "wage")), units(world.fact(SKY, "price", 0))
    inputs = cost_of(world, world.land.good(site.good).inputs)
    return labour * wage + weight * inputs + emits * permit


def at_cost(world: World | View, site: Enterprise) -> bool:
    """Whether a site asks nothing over cost: a planned plant, wherever there is a planned sector."""
    return site.planned and world.fact(site.id, "sector", PLANNED) == PLANNED


def ask_enterprise(world: World, seat: str) -> tuple[Question, ...]:
    """The statements of each enterprise that a seat holds. The mark-up of the first must be decided."""
    land = world.land
    questions: list[Question] = []
    for unit in world.held(seat):
        if land.is_enterprise(unit):
            questions += _questions(
                unit,
                world.secret(unit, "markup"),
                planned=at_cost(world, land.enterprise(unit)),
                first=not questions,
                posted=is_posted(world),
            )
            questions += ask_abatement(world, land.enterprise(unit))
    return tuple(questions)


@lru_cache(maxsize=1024)
def _questions(
    site: str, last: int | None, *, planned: bool, first: bool, posted: bool
) -> tuple[Question, ...]:
    """What a site is asked; the same until its holder asks another mark-up."""
    if planned:
        return _offer(site), _norm(site)
    usual = percent(USUAL_MARKUP) if last is None else last
    return _markup(site, usual, required=first, posted=posted), _offer(site), _norm(site)


def _markup(site: str, last: int, *, required: bool, posted: bool) -> Amount:
    return Amount(
        id=f"ask:{site}",
        topic="ask",
        about=site,
        title="Mark-up over cost",
        help=POSTED_ASK if posted else JOINT_ASK,
        low=0,
        high=HUNDRED,
        default=last,
        unit=PERCENT,
        required=required,
        effects=(Effect(f"output.{site}", -1),),
    )


def _offer(site: str) -> Amount:
    return Amount(
        id=f"offer:{site}",
        topic="offer",
        about=site,
        title="Capacity offered",
        help="How much of your machines' capacity you offer to run.",
        low=0,
        high=HUNDRED,
        default=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect(f"output.{site}", 1),),
    )


def _norm(site: str) -> Estimate:
    return Estimate(
        id=f"norm:{site}",
        topic="norm",
        about=site,
        title="Labour you say a unit takes",
        help="In percent of what you know it takes: above 100 hires idle hands, below falls short.",
        low=percent(LEAST_STATED),
        high=percent(MOST_PADDED),
        default=HUNDRED,
        truth=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect(f"idle_hours.{site}", 1),),
    )


def statements(world: World, said: Answers) -> list[Statement]:
    """What every enterprise states, in the order of the land; a planned plant asks nothing over cost."""
    return [stated(world, site, said) for site in world.land.enterprises]


def stated(world: World | View, site: Enterprise, said: Answers) -> Statement:
    """What a site states with these answers; of a view only for sites that its seat holds."""
    name = site.id
    abated = said.get(CLEANER + name) if world.land.climate else None
    abated = abated if isinstance(abated, int) else None
    weight, emits = burden(world, site, abated), emission_rate(world, site, abated)
    labour = hours_at(world, site, weight) * share(_number(said, f"norm:{name}", HUNDRED))
    capacity = units(reach(world, site)) * share(_number(said, f"offer:{name}", HUNDRED))
    markup = 0.0 if at_cost(world, site) else share(_number(said, f"ask:{name}", 0))
    ask = markup * cost_at(world, site, labour, weight, emits) if markup else 0.0
    return Statement(site, capacity, labour, ask, weight, emits, abated)


def _number(said: Answers, question: str, silent: int) -> int:
    value = said.get(question, silent)
    return value if isinstance(value, int) else silent


def remembered(world: World, said: Answers) -> list[Event]:
    """New mark-ups, kept for their holders: the default of the next round."""
    asked = {site.id: said.get(f"ask:{site.id}") for site in world.land.enterprises}
    return [
        Stated("holder", site, {"markup": value})
        for site, value in asked.items()
        if value is not None and value != world.secret(site, "markup")
    ]
