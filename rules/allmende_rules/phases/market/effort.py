"""Effort: how hard each user of a commons harvests, in percent of what machines could reach today.

Harvest is q·effort·N up to the machines' capacity (Gordon 1954, Schaefer 1954). All go out at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise, Land
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.units import HUNDRED, PERCENT, share
from allmende_rules.physics.nature import expected_growth
from allmende_rules.questions import Amount, Answers, Effect, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World, once

EFFORT = "effort:"
TAKING = "You would take up to {most} {unit} from {name}: {stock} are there, about {growth} grow in a round."


def harvesters(land: Land) -> tuple[Enterprise, ...]:
    """The sites that take from a stock."""
    return tuple([site for site in land.enterprises if land.good(site.good).harvest])


def ask_effort(world: World, seat: str) -> tuple[Amount, ...]:
    """How hard each harvester of the commons goes out this round."""
    held = world.held(seat)
    return tuple(
        Amount(
            id=EFFORT + site.id,
            topic="effort",
            about=site.id,
            title="Harvest effort",
            help="How much you take, in percent of the most that your machines can reach today.",
            low=0,
            high=HUNDRED,
            default=world.fact(site.id, "effort", HUNDRED // 2),
            unit=PERCENT,
            effects=(
                Effect(f"harvest.{site.id}", 1),
                *(Effect(f"stock.{name}", -1) for name in world.land.good(site.good).harvest),
            ),
        )
        for site in harvesters(world.land)
        if site.id in held
    )


def most(world: World | View, site: Enterprise, effort: Any) -> float:
    """What a site can take at an effort (an answer in percent), in units of all that it harvests."""
    top = units(reach(world, site)) * share(effort if isinstance(effort, int) else 0)
    return top * sum(world.land.good(site.good).harvest.values())


def preview_effort(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What the effort would harvest at most, beside what is there and grows."""
    lines: list[Line] = []
    for question in questions:
        site = view.land.enterprise(question.about)
        out = most(view, site, draft.get(question.id, question.default))
        lines.append(taking(view, question, site, out))
    return tuple(lines)


def taking(view: View, question: Question, site: Enterprise, out: float) -> Line:
    """What a site would take at most, in units, beside the stock and its growth where it is one stock."""
    facts: dict[str, Any] = {"most": round(out, 1)}
    stocks = list(view.land.good(site.good).harvest)
    if len(stocks) != 1:
        return Line(question.id, "You would take up to {most} from the commons.", facts)
    resource = view.land.resource(stocks[0])
    stock: float = view.fact(resource.id, "stock")
    facts |= {"name": resource.name, "unit": resource.unit, "stock": round(stock, 1)}
    facts["growth"] = round(expected_growth(resource, stock), 1)
    return Line(question.id, TAKING, facts)


def choose_effort(_world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Efforts become known when everyone has gone out."""
    return [
        Stated("all", question.removeprefix(EFFORT), {"effort": value})
        for answers in replies.values()
        for question, value in answers.items()
        if question.startswith(EFFORT)
    ]


@once
def effort_limits(world: World) -> Mapping[str, float]:
    """The greatest output that each harvester's effort brings, in units."""
    return {
        site.id: units(reach(world, site)) * share(world.fact(site.id, "effort"))
        for site in harvesters(world.land)
    }
