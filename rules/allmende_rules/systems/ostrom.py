"""Self-governed commons: those who use a stock make, watch and enforce rules of their own.

Elinor Ostrom's eight design principles (Governing the Commons, 1990, table 3.1) are dials, as is talk
that binds nobody (Ostrom, Gardner and Walker 1994). All else is open access: goods and labour clear in a
market, and machines are private. With all principles off it is open access.
"""

from __future__ import annotations

from allmende_rules.cards.ostrom import CARD, DIALS, PRESETS
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.effort import ask_effort, choose_effort, effort_limits
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
from allmende_rules.phases.self_government.group import FUND, GROUP, kept_out
from allmende_rules.phases.self_government.group_fund import bill, levies, pay_out
from allmende_rules.phases.self_government.group_gauges import gauge
from allmende_rules.phases.self_government.group_previews import (
    preview_effort_and_patrol,
    preview_meeting,
)
from allmende_rules.phases.self_government.meeting import ask_meeting, meet
from allmende_rules.phases.self_government.parting import part
from allmende_rules.phases.self_government.pledges import ask_pledge, hear_pledges, within_quota
from allmende_rules.phases.self_government.watch import ask_patrol, look, send_out
from allmende_rules.phases.self_government.watch_hours import on_watch
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, fold


def titles(_world: World) -> list[Event]:
    """Whoever lives off an enterprise owns it; the group has an open purse and a clean record."""
    return [
        Stated("all", GROUP, {"recognised": False, "findings": [], "due": [], "offences": {}}),
        Stated("all", TABLE, {"open_books": [FUND]}),
    ]


def private(_world: World, _site: Enterprise) -> bool:
    """All machines are private."""
    return True


def ask_going_out(world: World, seat: str) -> tuple[Question, ...]:
    """How hard users harvest, and where the monitor looks."""
    efforts = [within_quota(world, question) for question in ask_effort(world, seat)]
    return (*efforts, *ask_patrol(world, seat))


def go_out(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Efforts become known when everyone has gone out; where the watch went does not."""
    return [*choose_effort(world, replies, chance), *send_out(world, replies)]


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
    """The market clears; a harvester sells what its effort and the fence let through."""
    owed = bill(world)
    replies = on_watch(world, replies)
    efforts = effort_limits(world)
    limits = {
        site: top * (1 - kept_out(world, world.land.enterprise(site)))
        for site, top in efforts.items()
    }
    owners = {site.id: site.household for site in world.land.enterprises}
    funds = (*investment_funds(world, replies), *research_funds(world, replies))
    terms = Arrangement(owners=owners, limits=limits, funds=funds, levies=levies(fold(world, owed)))
    return [*owed, *clear_market(world, replies, terms)]


def watch(world: World, _replies: Replies, chance: Chance) -> list[Event]:
    """The monitor reports what was seen; the fund pays for the watch and returns the rest."""
    events = [*look(world, chance), *pay_out(world)]
    return [*events, *gauge(fold(world, events))]


OSTROM = System(
    id="ostrom",
    name="Self-governed commons",
    summary="Those who use the commons set quotas, watch one another, and sanction in steps.",
    roles={
        "licensee": "Appropriator",
        "member": "Member of the meeting",
        "planner": "Monitor",
    },
    open=titles,
    leave=part,
    dials=DIALS,
    presets=PRESETS,
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "meeting",
            "Meeting",
            resolve=meet,
            ask=ask_meeting,
            preview=preview_meeting,
            help="All hear what the monitor found, and vote the quota, the watch and the fines.",
            cause="rule",
        ),
        Phase(
            "pledge",
            "Pledges",
            resolve=hear_pledges,
            ask=ask_pledge,
            preview=preview_effort_and_patrol,
            seconds=30,
            help="Users say how hard they will harvest. Everybody hears it, and nothing binds them.",
        ),
        Phase(
            "effort",
            "Going out",
            resolve=go_out,
            ask=ask_going_out,
            preview=preview_effort_and_patrol,
            help="Users choose how hard they harvest, the monitor where to look. All go at once.",
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
        Phase("watch", "Watch", resolve=watch),
        NATURE,
        REPORT,
    ),
)
