"""What an enterprise states to the market: capacity offered, labour per unit, and what it asks over cost.

Statements are all that an allocator ever sees; the truth enters in execution (DESIGN 5).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise, Good
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.physics.technology import labour_per_unit
from allmende_rules.questions import Amount, Answers, Effect, Estimate, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World

MOST_PADDED, LEAST_STATED, USUAL_MARKUP = 2.0, 0.5, 0.1


class Statement(NamedTuple):
    """One enterprise as it presents itself: capacity in units, hours per unit, money asked per unit."""

    site: Enterprise
    capacity: float
    labour: float
    ask: float


def reach(world: World | View, site: Enterprise) -> int:
    """The output that a site's machines allow today, in micro-units.

    A harvester's machines reach q N / K of their capacity (Schaefer 1954), at most all of it; the
    stock is in sight of all, and so is this.
    """
    capacity: int = world.fact(site.id, "capacity")
    density = 1.0
    for name in world.land.good(site.good).harvest:
        resource = world.land.resource(name)
        stock: float = world.fact(name, "stock")
        density = min(density, resource.catchability * stock / resource.carrying_capacity)
    return int(capacity * density)


def true_labour(world: World | View, site: Enterprise) -> float:
    """Hours that one unit really takes this round; known to the holder alone."""
    good = world.land.good(site.good)
    stocks = {name: world.fact(name, "stock") for name in good.harvest}
    resources = {name: world.land.resource(name) for name in good.harvest}
    return labour_per_unit(good, world.secret(site.id, "theta"), stocks, resources)


def unit_cost(world: World | View, good: Good, labour: float) -> float:
    """Money for the labour and inputs of one unit at last round's prices."""
    wage = units(world.fact("labour", "wage"))
    inputs = sum(a * units(world.fact(j, "price")) for j, a in good.inputs.items())
    return labour * wage + inputs


def ask_enterprise(world: World, seat: str) -> tuple[Question, ...]:
    """The statements of each enterprise that a seat holds. The mark-up of the first must be decided."""
    questions: list[Question] = []
    for site in _sites(world, seat):
        first = not questions
        if not site.planned:
            last = world.secret(site.id, "markup")
            last = percent(USUAL_MARKUP) if last is None else last
            questions.append(_markup(site.id, last, required=first))
        questions += [_offer(site.id), _norm(site.id)]
    return tuple(questions)


def _sites(world: World, seat: str) -> list[Enterprise]:
    land = world.land
    return [land.enterprise(unit) for unit in world.held(seat) if land.is_enterprise(unit)]


@lru_cache(maxsize=256)
def _markup(site: str, last: int, *, required: bool) -> Amount:
    return Amount(
        id=f"ask:{site}",
        topic="ask",
        about=site,
        title="Mark-up over cost",
        help="What you ask over your unit cost. Buyers turn to cheaper sellers when you ask more.",
        low=0,
        high=HUNDRED,
        default=last,
        unit=PERCENT,
        required=required,
        effects=(Effect(f"output.{site}", -1),),
    )


@lru_cache(maxsize=256)
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


@lru_cache(maxsize=256)
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


def statements(world: World, replies: Replies) -> list[Statement]:
    """What every enterprise states, in the order of the land; a planned plant asks nothing over cost."""
    said: Answers = {}
    for answers in replies.values():
        said.update(answers)
    return [_statement(world, site, said) for site in world.land.enterprises]


def _statement(world: World, site: Enterprise, said: Answers) -> Statement:
    good = world.land.good(site.good)
    labour = true_labour(world, site) * share(_number(said, f"norm:{site.id}", HUNDRED))
    markup = 0.0 if site.planned else share(_number(said, f"ask:{site.id}", 0))
    capacity = units(reach(world, site)) * share(_number(said, f"offer:{site.id}", HUNDRED))
    return Statement(site, capacity, labour, markup * unit_cost(world, good, labour))


def _number(said: Answers, question: str, silent: int) -> int:
    value = said.get(question, silent)
    return value if isinstance(value, int) else silent


def preview_enterprise(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Price and need of labour that follow from a draft statement."""
    asks = (question for question in questions if question.topic == "ask")
    return tuple(_foresee(view, question, draft) for question in asks)


def _foresee(view: View, question: Question, draft: Answers) -> Line:
    site = view.land.enterprise(question.about)
    good = view.land.good(site.good)
    labour = true_labour(view, site)
    stated = labour * share(_number(draft, f"norm:{site.id}", HUNDRED))
    cost = unit_cost(view, good, stated)
    markup = share(_number(draft, question.id, 0))
    offered = units(reach(view, site)) * share(_number(draft, f"offer:{site.id}", HUNDRED))
    return Line(
        question.id,
        "Cost {cost} a unit, so you sell from {price}; {good} last fetched {last}. "
        "At full scale: {scale} {unit}, {hours} hours.",
        {
            "cost": _shown(cost),
            "price": _shown(cost * (1 + markup)),
            "good": good.name,
            "last": _shown(units(view.fact(good.id, "price"))),
            "scale": _shown(offered),
            "unit": good.unit,
            "hours": _shown(offered * stated),
        },
    )


def _shown(value: float) -> str:
    return f"{value:.2f}"


def remembered(replies: Replies) -> dict[str, int]:
    """The mark-ups asked, by enterprise: the default of the next round."""
    return {
        question.partition(":")[2]: value
        for answers in replies.values()
        for question, value in answers.items()
        if question.startswith("ask:") and isinstance(value, int)
    }
