"""Democratic market neo-communism: capital and nature belong to a Commons, and a market runs on licences.

A congress votes the cap on every stock and the use of rent; enterprises bid for sites and harvest lots
and sell in a market; a planned sector brings everyone the basics; a small autonomous sector is left
alone below a threshold. The three sectors on a Commons are John Landon's ("Two Manifestos", 2016);
where his texts leave a rule or number open, it is ours, and the card says so (ECONOMICS A, B6).
"""

from __future__ import annotations

from dataclasses import replace

from allmende_rules.amounts import MICRO, micro
from allmende_rules.cards.dmnc import CARD, DIALS
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.phases.assembly import ask_floor, decide_floor, is_member
from allmende_rules.phases.commons import (
    ask_planner,
    hand_out_basics,
    public_funds,
    share_fees,
    share_payday,
)
from allmende_rules.phases.congress import ask_congress, preview_caps, resolve_congress
from allmende_rules.phases.enterprise import ask_enterprise, preview_enterprise
from allmende_rules.phases.harvest_lots import free_harvest, harvest_limits
from allmende_rules.phases.household import ask_household, preview_household
from allmende_rules.phases.investment import ask_investment, investment_funds
from allmende_rules.phases.licences import (
    ask_licences,
    fees_at_payday,
    grant,
    pay_in_advance,
    preview_bids,
)
from allmende_rules.phases.market import clear_market
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, NATURE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.phases.sectors import (
    BASICS,
    COMMONS,
    RENEWAL,
    gains,
    is_autonomous,
    register,
)
from allmende_rules.phases.site_licences import licensed_sites, opening_licences
from allmende_rules.phases.terms import Arrangement
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, fold, once


def titles(world: World) -> list[Event]:
    """Every site above the threshold is the Commons'; who runs it holds its licence, books are open."""
    sectors = register(world)
    return [
        *sectors,
        *opening_licences(fold(world, sectors)),
        Stated("all", TABLE, {"open_books": [COMMONS, BASICS, RENEWAL]}),
    ]


def ask_members(world: World, seat: str) -> tuple[Question, ...]:
    """Caps, the use of rent, and the floor."""
    return _of_congress(world) if is_member(world, seat) else ()


@once
def _of_congress(world: World) -> tuple[Question, ...]:
    return ask_congress(world, DIALS)


def congress(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The numbers of the round are set; the registry of sectors is brought up to date."""
    return [*register(world), *resolve_congress(world, replies)]


def vote_floor(world: World, seat: str) -> tuple[Question, ...]:
    """Yes or no to the motions tabled this round."""
    return ask_floor(world, seat, DIALS)


def decide_motions(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Motions that pass change their dial at once."""
    return decide_floor(world, replies, DIALS)


def license_commons(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Sites and lots find their licensees, who pay their fees as far as cash goes."""
    events, owed = grant(world, replies)
    return [*events, *pay_in_advance(world, owed)]


def ask_allocation(world: World, seat: str) -> tuple[Question, ...]:
    """Enterprises state, the planner plans the basics, owners below the threshold invest, people spend."""
    return (
        *ask_planner(world, seat),
        *ask_enterprise(world, seat),
        *ask_investment(world, seat, is_autonomous),
        *ask_household(world, seat),
    )


def preview(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """Costs and prices of a statement, needs that a budget covers."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_household(view, questions, draft),
    )


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """One market for all three sectors, within the licences; fees are due to the Commons."""
    sites = world.land.enterprises
    small = [site.id for site in sites if is_autonomous(world, site)]
    flat = micro(world.dial("flat_fee"))
    terms = Arrangement(
        owners={site.id: gains(world, site, licensed_sites(world)) for site in sites},
        funds=(*public_funds(world, replies), *investment_funds(world, replies)),
        wage_floor=world.dial("wage_floor"),
        levies=tuple(Levy(site, COMMONS, "flat fee", lump=flat) for site in small if flat),
    )
    if world.dial("auction"):
        dues = (*terms.levies, *fees_at_payday(world))
        return clear_market(
            world, replies, replace(terms, limits=harvest_limits(world), levies=dues)
        )
    caps = {r.id: free_harvest(world, r.id) / MICRO for r in world.land.resources}
    rented = frozenset(site.id for site in sites if site.id not in small)
    return clear_market(world, replies, replace(terms, caps=caps, fees_to=COMMONS, rented=rented))


def rent(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What has come in before the market is shared out."""
    return share_fees(world)


def payout(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What has come in since is shared out."""
    return share_payday(world)


def deliver_basics(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What the planned sector bought for all reaches everyone."""
    return hand_out_basics(world)


DMNC = System(
    id="dmnc",
    name="Democratic market neo-communism",
    summary="A Commons owns capital and nature; enterprises use them under licence in a market.",
    roles={
        "licensee": "Licensee",
        "member": "Member of Congress",
        "planner": "Planning commissioner",
    },
    open=titles,
    dials=DIALS,
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "assembly",
            "Congress",
            resolve=congress,
            ask=ask_members,
            preview=preview_caps,
            help="Members set the harvest cap and the use of the rent, each by the median vote.",
        ),
        Phase(
            "vote",
            "Motions",
            resolve=decide_motions,
            ask=vote_floor,
            help="Members decide the motions on the floor by majority.",
        ),
        Phase(
            "licences",
            "Licences",
            resolve=license_commons,
            ask=ask_licences,
            preview=preview_bids,
            help="Licensees bid for harvest lots, and for sites whose licence has run out.",
        ),
        Phase("rent", "Rent", resolve=rent),
        Phase(
            "allocate",
            "Market",
            resolve=allocate,
            ask=ask_allocation,
            preview=preview,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        Phase("payout", "Payout", resolve=payout),
        Phase("basics", "Basics", resolve=deliver_basics),
        NATURE,
        REPORT,
    ),
)
