"""Self-governed commons: those who use a stock make, watch and enforce rules of their own.

Elinor Ostrom's eight design principles (Governing the Commons, 1990, table 3.1) are dials, as is talk
that binds nobody (Ostrom, Gardner and Walker 1994). All else is open access: goods and labour clear in a
market, and machines are private. With all principles off it is open access.
"""

from __future__ import annotations

from dataclasses import replace

from allmende_rules.cards.ostrom import CARD, DIALS, PRESETS
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.effort import ask_effort, choose_effort, effort_limits
from allmende_rules.phases.market.private import ask_owners, owners_terms, preview_owners
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
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
from allmende_rules.questions import Question
from allmende_rules.system import Phase, Replies, System
from allmende_rules.world import TABLE, World, fold


def titles(_world: World) -> list[Event]:
    """Whoever lives off an enterprise owns it; the group has an open purse and a clean record."""
    return [
        Stated("all", GROUP, {"recognised": False, "findings": [], "due": [], "offences": {}}),
        Stated("all", TABLE, {"open_books": [FUND]}),
    ]


def ask_going_out(world: World, seat: str) -> tuple[Question, ...]:
    """How hard users harvest, and where the monitor looks."""
    efforts = [within_quota(world, question) for question in ask_effort(world, seat)]
    return (*efforts, *ask_patrol(world, seat))


def go_out(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Efforts become known when everyone has gone out; where the watch went does not."""
    return [*choose_effort(world, replies, chance), *send_out(world, replies)]


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The market clears; a harvester sells what its effort and the fence let through."""
    owed = bill(world)
    replies = on_watch(world, replies)
    efforts = effort_limits(world)
    limits = {
        site: top * (1 - kept_out(world, world.land.enterprise(site)))
        for site, top in efforts.items()
    }
    terms = replace(owners_terms(world, replies), limits=limits, levies=levies(fold(world, owed)))
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
            ask=ask_owners,
            preview=preview_owners,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        Phase("watch", "Watch", resolve=watch),
        NATURE,
        REPORT,
    ),
)
