"""A market among private owners: all machines are private, and each site belongs to those who live off it."""

from __future__ import annotations

from allmende_rules.land import Enterprise
from allmende_rules.phases.market.enterprise import ask_enterprise
from allmende_rules.phases.market.household import ask_household, preview_household
from allmende_rules.phases.market.investment import ask_investment, investment_funds
from allmende_rules.phases.market.statement_previews import preview_enterprise
from allmende_rules.phases.market.terms import Arrangement
from allmende_rules.phases.research import ask_research, research_funds
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World


def ask_owners(world: World, seat: str) -> tuple[Question, ...]:
    """Owners state and invest, households spend and work."""
    return (
        *ask_enterprise(world, seat),
        *ask_investment(world, seat, _private),
        *ask_research(world, seat),
        *ask_household(world, seat),
    )


def preview_owners(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """Costs and prices of a statement, needs that a budget covers."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_household(view, questions, draft),
    )


def owners_terms(world: World, replies: Replies) -> Arrangement:
    """Profits go to those who live off a site; they buy machines and research."""
    return Arrangement(
        owners={site.id: site.household for site in world.land.enterprises},
        funds=(*investment_funds(world, replies), *research_funds(world, replies)),
    )


def _private(_world: World, _site: Enterprise) -> bool:
    """All machines are private."""
    return True
