"""Pledges: what users say they will take, before they take it. Nothing binds them but what others think.

Talk that binds nobody raised what groups got out of a commons more than any other rule in the laboratory
(Ostrom, Walker and Gardner 1992, Covenants With and Without a Sword).
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.opening import HOUSE
from allmende_rules.phases.market.effort import ask_effort, most
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.self_government.group import insiders, quota, rule
from allmende_rules.phases.self_government.quotas import keeping_effort
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.world import World

PLEDGE, TALK = "pledge:", "talk"


def within_quota(world: World, question: Amount) -> Amount:
    """A question about effort whose silence keeps the quota, where there is one."""
    allowed = quota(world, question.about)
    if allowed is None:
        return question
    site = world.land.enterprise(question.about)
    keeping = keeping_effort(world, site, allowed, reach(world, site))
    return replace(question, default=min(question.default, keeping))


def ask_pledge(world: World, seat: str) -> tuple[Question, ...]:
    """How hard each member says its sites will harvest."""
    if not rule(world, TALK):
        return ()
    return tuple(
        replace(
            within_quota(world, question),
            id=PLEDGE + question.about,
            topic="pledge",
            title="What you say you will harvest",
            help="In percent of what your machines can reach today. Everybody hears it; nothing binds you.",
            required=False,
            once=True,
            effects=(Effect(f"harvest.{question.about}", 1),),
        )
        for question in ask_effort(world, seat)
        if seat != HOUSE
    )


def hear_pledges(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Pledges are heard by all."""
    said = {
        question.removeprefix(PLEDGE): value
        for answers in replies.values()
        for question, value in answers.items()
        if question.startswith(PLEDGE)
    }
    spoken = [site for site in insiders(world) if site.id in said]
    return [
        *(Stated("all", site.id, {"pledge": said[site.id]}) for site in spoken),
        *(_told(world, site, said[site.id]) for site in spoken),
    ]


def _told(world: World, site: Enterprise, pledge: object) -> Event:
    """A pledge to all, beside the quota where there is one."""
    facts: dict[str, Any] = {"site": site.name, "most": round(most(world, site, pledge), 1)}
    allowed = quota(world, site.id)
    if allowed is None:
        return Told("all", "Said for {site}: it will take at most {most}.", facts)
    text = "Said for {site}: it will take at most {most}; its quota is {quota}."
    return Told("all", text, {**facts, "quota": round(units(allowed), 1)})
