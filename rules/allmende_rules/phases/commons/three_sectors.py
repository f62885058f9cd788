"""One market for three sectors: planned plants, licensees of the Commons, and the autonomous meet in it.

Enterprises state, the planner plans the basics, owners below the threshold invest, whoever runs a site
may pay for research, and people spend. Licences limit what is harvested, a cap what is emitted, and fees
are due to the Commons.
"""

from __future__ import annotations

from dataclasses import replace

from allmende_rules.amounts import MICRO, micro
from allmende_rules.events import Event
from allmende_rules.phases.commons.basics import plan_basics
from allmende_rules.phases.commons.basics_board import preview_basics
from allmende_rules.phases.commons.carbon import free_carbon, permitted
from allmende_rules.phases.commons.harvest_lots import free_harvest, harvest_limits
from allmende_rules.phases.commons.licences import fees_at_payday
from allmende_rules.phases.commons.rent import ask_planner, renewal_funds
from allmende_rules.phases.commons.sectors import COMMONS, gains, is_autonomous
from allmende_rules.phases.commons.site_licences import licensed_sites
from allmende_rules.phases.courts.overcutting import ask_overcut, go_beyond, preview_overcut
from allmende_rules.phases.courts.penalties import fines_due
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.enterprise import ask_enterprise
from allmende_rules.phases.market.household import ask_household, preview_household
from allmende_rules.phases.market.investment import ask_investment, investment_funds
from allmende_rules.phases.market.statement_previews import preview_enterprise
from allmende_rules.phases.market.terms import Arrangement, Fund
from allmende_rules.phases.research import ask_research, research_funds
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World


def ask_sectors(world: World, seat: str) -> tuple[Question, ...]:
    """What a seat is asked before the market: as planner, as enterprise, as investor, as household."""
    return (
        *ask_planner(world, seat),
        *ask_research(world, seat),
        *ask_enterprise(world, seat),
        *ask_overcut(world, seat),
        *ask_investment(world, seat, is_autonomous),
        *ask_household(world, seat),
    )


def preview_sectors(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Costs and prices of a statement, needs that a budget covers, what targets can be met."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_overcut(view, questions, draft),
        *preview_household(view, questions, draft),
        *preview_basics(view, questions, draft),
    )


def clear_sectors(world: World, replies: Replies) -> list[Event]:
    """Clear all three sectors at once. Where licences are auctioned their lots bind, else caps do."""
    basics, planned = plan_basics(world, replies)
    terms = _terms(world, (*basics, *_funds(world, replies)))
    beyond: list[Event] = []
    if world.dial("auction"):
        dues = (*terms.levies, *fees_at_payday(world), *fines_due(world))
        limits, beyond = go_beyond(world, replies, harvest_limits(world))
        terms = replace(terms, limits=limits, levies=dues)
    else:
        caps = {r.id: free_harvest(world, r.id) / MICRO for r in world.land.resources}
        terms = replace(terms, caps=caps, fees_to=COMMONS, rented=permitted(world))
    return [*planned, *beyond, *clear_market(world, replies, terms)]


def _terms(world: World, funds: tuple[Fund, ...]) -> Arrangement:
    """What holds however licences are given out."""
    sites, licensed = world.land.enterprises, licensed_sites(world)
    flat = micro(world.dial("flat_fee"))
    small = [site.id for site in sites if is_autonomous(world, site)]
    return Arrangement(
        owners={site.id: gains(world, site, licensed) for site in sites},
        funds=funds,
        wage_floor=world.dial("wage_floor"),
        levies=tuple(Levy(site, COMMONS, "flat fee", lump=flat) for site in small if flat),
        carbon_cap=free_carbon(world),
        permits_to=COMMONS,
        permitted=permitted(world),
    )


def _funds(world: World, replies: Replies) -> tuple[Fund, ...]:
    return (
        *renewal_funds(world, replies),
        *investment_funds(world, replies),
        *research_funds(world, replies),
    )
