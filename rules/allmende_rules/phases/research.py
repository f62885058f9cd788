"""Research: whoever runs a site may pay for knowledge that stays with it, and that others imitate.

A bundle of research is a basket of goods. What it brings has falling returns, and each round the sites
of a trade close a part of their gap to the best of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from allmende_rules.events import USED, Event, Move, Stated
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.phases.market.terms import Fund
from allmende_rules.physics.damages import learned
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.system import Replies
from allmende_rules.world import World

RESEARCH, LAB = "research:", "lab."
MOST = 0.1
"""The greatest part of a household's cash that research at all its sites may ask for."""


def ask_research(world: World, seat: str) -> tuple[Question, ...]:
    """Money for research at each site that a seat runs on its people's account; silence is none."""
    if world.land.research is None:
        return ()
    land, held = world.land, world.held(seat)
    homes = [unit for unit in held if land.is_household(unit)]
    if not homes:
        return ()
    sites = [land.enterprise(unit) for unit in held if land.is_enterprise(unit)]
    purses = {site.id: _purse(site, homes) for site in sites if not site.planned}
    asked = list(purses.values())
    return tuple(
        [
            _question(site, int(world.amount(purse) * MOST / asked.count(purse)))
            for site, purse in purses.items()
        ]
    )


def _question(site: str, most: int) -> Amount:
    return Amount(
        id=RESEARCH + site,
        topic="research",
        about=site,
        title="Money for research",
        help="Paid by your people. From next round on an hour at this site makes more, for good.",
        low=0,
        high=most,
        default=0,
        unit="money",
        required=False,
        once=True,
        effects=(Effect(f"productivity.{site}", 1),),
    )


def payer(world: World, site: Enterprise) -> str:
    """The household that pays for research at a site: of those its runner speaks for, its own people."""
    held = world.held(world.public[site.id]["holder"])
    homes = [unit for unit in held if world.land.is_household(unit)]
    return _purse(site, homes) if homes else ""


def _purse(site: Enterprise, homes: Sequence[str]) -> str:
    """Of these people, who pays for a site: those who live off it, or else the first."""
    return site.household if site.household in homes else homes[0]


def research_funds(world: World, replies: Replies) -> tuple[Fund, ...]:
    """A buyer of research for each site that somebody puts money into."""
    research = world.land.research
    if research is None:
        return ()
    return tuple(
        [
            Fund(payer(world, world.land.enterprise(site)), LAB + site, value, research.recipe)
            for answers in replies.values()
            for question, value in answers.items()
            if question.startswith(RESEARCH) and isinstance(value, int) and value
            for site in (question.removeprefix(RESEARCH),)
        ]
    )


def learn(world: World) -> list[Event]:
    """Research goods are used up and raise what their site knows; the others of its trade catch up."""
    research = world.land.research
    if research is None:
        return []
    levels = {site.id: world.secret(site.id, "level") for site in world.land.enterprises}
    events: list[Event] = []
    moves: list[Move] = []
    for makers in world.land.makers.values():
        best = max([levels[site.id] for site in makers], default=1.0)
        for site in makers:
            effort, lab = 0.0, LAB + site.id
            if lab in world.ledger:
                done = {good: world.amount(lab, f"good:{good}") for good in research.recipe}
                moves += [Move(lab, USED, f"good:{g}", much) for g, much in done.items()]
                bundles = min([much / research.recipe[good] for good, much in done.items()])
                effort = bundles / max(1, world.fact(site.id, "capacity"))
            behind = log(best / levels[site.id])
            rise = learned(effort, research.efficiency, behind, research.imitation)
            if rise:
                level = round(levels[site.id] * exp(rise), 9)
                events.append(Stated("holder", site.id, {"level": level}))
    return [*post("research", moves), *events]
