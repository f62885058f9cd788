"""Over-cutting: licensees of a harvest may take more than their lots, and book no more than these.

The sealed physics carries out what they intend, so the stock loses it; what a site makes beyond its
lots is sold like all else, and stands in its holder's books alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.phases.commons.harvest_lots import LOTS, licensed_harvesters
from allmende_rules.phases.courts.facts import COURT, faced, overcutting, worth
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.physical import BOOKS
from allmende_rules.phases.units import PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, TABLE, World

TOPIC = "overcut"
BEYOND = (
    "Beside your lots your machines could take {most} {unit}; this is {over} of it, worth {worth}. An "
    "inspection comes with a chance of {chance} %; found in breach, you would face: {faced}."
)


def ask_overcut(world: World, seat: str) -> tuple[Question, ...]:
    """How far each licensed harvester of a seat goes beyond its lots."""
    if not overcutting(world):
        return ()
    held = world.held(seat)
    sites = dict.fromkeys(site.id for site, _ in licensed_harvesters(world) if site.id in held)
    return tuple(_question(world, world.land.enterprise(site)) for site in sites)


def _question(world: World, site: Enterprise) -> Amount:
    resources = world.land.good(site.good).harvest
    return Amount(
        id=f"{TOPIC}:{site.id}",
        topic=TOPIC,
        about=site.id,
        title="Harvest beyond your lots",
        help="In percent of what your machines could take beside your lots. It is against the licence, and "
        "your books will not show it.",
        low=0,
        high=percent(world.dial("overcut")),
        default=0,
        unit=PERCENT,
        required=False,
        effects=(
            Effect(f"harvest.{site.id}", 1),
            *(Effect(f"stock.{name}", -1) for name in resources),
        ),
    )


def preview_overcut(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """How much more could be taken and would be, what that is worth, and what being found would bring."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == TOPIC and isinstance(question, Amount):
            chosen = draft.get(question.id, question.default)
            part = share(chosen if isinstance(chosen, int) else 0)
            facts = _at_stake(view, view.land.enterprise(question.about), part)
            lines.append(Line(question.id, BEYOND, facts))
    return tuple(lines)


def _at_stake(view: View, site: Enterprise, part: float) -> dict[str, object]:
    """The facts of the preview's sentence."""
    most = beyond(view, site)
    over, chance = int(most * part), view.fact(COURT, "watch", 0.0)
    return {
        "most": round(units(most), 1),
        "over": round(units(over), 1),
        "unit": view.land.good(site.good).unit,
        "worth": round(units(worth(view, site, over)), 1),
        "chance": round(100 * chance),
        "faced": faced(view, site, over, view.fact(TABLE, "round") + 1),
    }


def beyond(view: View, site: Enterprise) -> int:
    """The output that a site's machines allow beside its lots, in micro-units."""
    allowed = MICRO * MICRO
    for resource, per_unit in view.land.good(site.good).harvest.items():
        lots: Mapping[str, Mapping[str, int]] = view.fact(LOTS, resource, NO_FACTS).get("lots", {})
        allowed = min(allowed, int(lots.get(site.id, NO_FACTS).get("quantity", 0) / per_unit))
    return max(0, reach(view, site) - allowed)


def go_beyond(
    world: World, replies: Replies, limits: Mapping[str, float]
) -> tuple[Mapping[str, float], list[Event]]:
    """The limits on output with what licensees intend beyond their lots, and what books will show."""
    if not overcutting(world):
        return limits, []
    intents = {
        question.partition(":")[2]: share(value)
        for said in replies.values()
        for question, value in said.items()
        if question.startswith(f"{TOPIC}:") and isinstance(value, int)
    }
    means = {site: reach(world, world.land.enterprise(site)) for site in limits}
    raised = {
        site: allowed + intents.get(site, 0.0) * max(0.0, units(means[site]) - allowed)
        for site, allowed in limits.items()
    }
    shown = {site: micro(limits[site]) for site in limits if raised[site] > limits[site]}
    return raised, [
        Stated("nobody", BOOKS, {"shown": shown}),
        Stated("all", COURT, {"means": means}),
    ]
