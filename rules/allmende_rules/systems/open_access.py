"""Open access: no rules over a commons. Whoever has machines harvests what his effort yields.

Goods and labour clear in a market; the stock has no cap, fee or licence (Gordon 1954, Hardin 1968).
What one user leaves, another may take: restraint is each user's own affair.
"""

from __future__ import annotations

from allmende_rules.cards.open_access import CARD
from allmende_rules.chance import Chance
from allmende_rules.events import Event
from allmende_rules.land import Enterprise
from allmende_rules.phases.entering import tell_owners
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.dials import market_dials
from allmende_rules.phases.market.effort import (
    ask_effort,
    choose_effort,
    effort_limits,
    preview_effort,
)
from allmende_rules.phases.market.enterprise import ask_enterprise
from allmende_rules.phases.market.household import ask_household, preview_household
from allmende_rules.phases.market.investment import ask_investment, investment_funds
from allmende_rules.phases.market.statement_previews import preview_enterprise
from allmende_rules.phases.market.terms import Arrangement
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.phases.research import ask_research, research_funds
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import World


def titles(world: World) -> list[Event]:
    """Whoever lives off an enterprise owns it; there are no other titles to write."""
    return tell_owners(world)


def private(_world: World, _site: Enterprise) -> bool:
    """All machines are private."""
    return True


def ask_allocation(world: World, seat: str) -> tuple[Question, ...]:
    """Owners state and invest, households spend and work."""
    return (
        *ask_enterprise(world, seat),
        *ask_investment(world, seat, private),
        *ask_research(world, seat),
        *ask_household(world, seat),
    )


def preview_allocation(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Costs and prices of a statement, needs that a budget covers."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_household(view, questions, draft),
    )


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The market clears; harvesters sell at most what their effort brings in."""
    owners = {site.id: site.household for site in world.land.enterprises}
    funds = (*investment_funds(world, replies), *research_funds(world, replies))
    return clear_market(
        world, replies, Arrangement(owners=owners, limits=effort_limits(world), funds=funds)
    )


OPEN_ACCESS = System(
    id="open_access",
    name="Open access",
    summary="Nobody owns the commons and no rule limits its use.",
    roles={"licensee": "User", "member": "Villager", "planner": "Villager"},
    open=titles,
    dials=market_dials(),
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "effort",
            "Going out",
            resolve=choose_effort,
            ask=ask_effort,
            preview=preview_effort,
            help="Users of the commons choose how hard they harvest. All efforts count at once.",
        ),
        Phase(
            "allocate",
            "Market",
            resolve=allocate,
            ask=ask_allocation,
            preview=preview_allocation,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        NATURE,
        REPORT,
    ),
)
