"""Democratic market neo-communism: capital and nature belong to a Commons, and a market runs on licences.

A congress votes the cap on every stock and the use of rent; enterprises bid for sites and harvest lots
and sell in a market; a planned sector brings everyone the basics; a small autonomous sector is left
alone below a threshold. The three sectors on a Commons are John Landon's ("Two Manifestos", 2016);
where his texts leave a rule or number open, it is ours, and the card says so (ECONOMICS A, B6).
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.assembly import (
    Vote,
    ask_floor,
    ask_motion,
    ask_votes,
    count,
    decide_floor,
    table_motions,
)
from allmende_rules.phases.commons import ask_planner, hand_out_basics, public_funds, share_out
from allmende_rules.phases.enterprise import ask_enterprise, preview_enterprise
from allmende_rules.phases.household import ask_household, preview_household
from allmende_rules.phases.investment import ask_investment, investment_funds
from allmende_rules.phases.licences import (
    ask_licences,
    fees_at_payday,
    free_harvest,
    grant,
    harvest_limits,
    opening_licences,
    pay_in_advance,
)
from allmende_rules.phases.market import Arrangement, clear_market
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, NATURE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.phases.sectors import BASICS, COMMONS, RENEWAL, gains, is_autonomous, is_licensed, register
from allmende_rules.physics.nature import expected_growth
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Effect, Question
from allmende_rules.system import Dial, Line, Phase, Replies, System
from allmende_rules.systems.dmnc_card import CARD, DIALS
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, fold


def titles(world: World) -> list[Event]:
    """Every site above the threshold is the Commons'; who runs it holds its licence, books are open."""
    sectors = register(world)
    return [
        *sectors,
        *opening_licences(fold(world, sectors)),
        Stated("all", TABLE, {"open_books": [COMMONS, BASICS, RENEWAL]}),
    ]


def votes(world: World) -> tuple[Vote, ...]:
    """What congress sets each round: a cap for every stock, the dividend's and renewal's share of rent."""
    caps = [
        Vote(
            id=f"cap:{resource.id}",
            title=f"Harvest cap: {resource.name}",
            help="The most that all licences together may harvest this round.",
            unit=resource.unit,
            low=0,
            high=micro(world.fact(resource.id, "stock")),
            now=statutory_cap(world, resource.id),
            effects=(Effect(f"harvest.{resource.id}", 1), Effect(f"stock.{resource.id}", -1)),
        )
        for resource in world.land.resources
        if world.dial("cap_vote")
    ]
    dividend = Vote(
        id="dividend",
        title="Dividend's part of the rent",
        help="After renewal, this part is paid to every citizen alike; the rest buys the basics.",
        unit="share",
        low=0,
        high=MICRO,
        now=micro(world.dial("dividend_share")),
        effects=(Effect("dividend", 1),),
    )
    renewal = Vote(
        id="renewal_share",
        title="Renewal's part of the rent",
        help="Comes first, and pays for new machines. Silence means: enough to replace what wears out.",
        unit="share",
        low=0,
        high=MICRO,
        now=None,
        effects=(Effect("capital", 1),),
        required=False,
    )
    return (*caps, dividend, renewal)


def statutory_cap(world: World, resource: str) -> int:
    """The cap that holds unless congress votes another: a share of expected growth at today's stock."""
    growth = expected_growth(world.land.resource(resource), world.fact(resource, "stock"))
    return micro(max(0.0, world.dial("cap_share") * growth))


def ask_congress(world: World, seat: str) -> tuple[Question, ...]:
    """Members vote the numbers of the round and may table a motion."""
    return (*ask_votes(world, seat, votes(world)), *ask_motion(world, seat, DIALS))


def congress(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Medians take effect; motions go to the floor; the registry is brought up to date."""
    numbers = {vote.id: count(replies, vote) for vote in votes(world)}
    events: list[Event] = [
        *register(world),
        Stated("all", COMMONS, {"renewal_share": numbers["renewal_share"]}),
        Stated("all", "dials", {"dividend_share": (numbers["dividend"] or 0) / MICRO}),
    ]
    for resource in world.land.resources:
        voted = numbers.get(f"cap:{resource.id}")
        cap = statutory_cap(world, resource.id) if voted is None else voted
        facts = {"resource": resource.name, "cap": round(cap / MICRO, 1), "unit": resource.unit}
        events.append(Stated("all", resource.id, {"cap": cap}))
        events.append(Told("all", "The cap on {resource} is {cap} {unit} this round.", facts))
    return [*events, *table_motions(world, replies)]


def vote_floor(world: World, seat: str) -> tuple[Question, ...]:
    """Yes or no to the motions tabled this round."""
    return ask_floor(world, seat, DIALS)


def license_commons(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Sites and lots find their licensees, who pay their fees as far as cash goes."""
    events = grant(world, replies)
    return [*events, *pay_in_advance(fold(world, events))]


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
    funds = (*public_funds(world, replies), *investment_funds(world, replies))
    flat = micro(world.dial("flat_fee"))
    dues = tuple(Levy(e.id, COMMONS, "flat fee", lump=flat) for e in sites if is_autonomous(world, e))
    terms = Arrangement(
        owners={site.id: gains(world, site) for site in sites},
        funds=funds,
        wage_floor=world.dial("wage_floor"),
        levies=dues if flat else (),
    )
    if world.dial("auction"):
        licensed = terms._replace(
            limits=harvest_limits(world), levies=(*terms.levies, *fees_at_payday(world))
        )
        return clear_market(world, replies, licensed)
    caps = {r.id: free_harvest(world, r.id) / MICRO for r in world.land.resources}
    rented = frozenset(site.id for site in sites if is_licensed(world, site))
    return clear_market(
        world, replies, terms._replace(caps=caps, fees_to=COMMONS, rented=rented)
    )


def distribute(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Fees paid so far, last round's late ones and the planned plants' surplus are shared out."""
    return share_out(world)


def deliver_basics(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What the planned sector bought for all reaches everyone."""
    return hand_out_basics(world)


DMNC = System(
    id="dmnc",
    name="Democratic market neo-communism",
    summary="A Commons owns capital and nature; enterprises use them under licence in a market.",
    roles={"licensee": "Licensee", "member": "Member of Congress", "planner": "Planning commissioner"},
    open=titles,
    dials=DIALS,
    card=CARD,
    phases=(
        OBSERVE,
        Phase("assembly", "Congress", resolve=congress, ask=ask_congress,
              help="Members set the harvest cap and the use of the rent, each by the median vote."),
        Phase("vote", "Motions", resolve=decide_floor, ask=vote_floor,
              help="Members decide the motions on the floor by majority."),
        Phase("licences", "Licences", resolve=license_commons, ask=ask_licences,
              help="Licensees bid for harvest lots, and for sites whose licence has run out."),
        Phase("rent", "Rent", resolve=distribute),
        Phase("allocate", "Market", resolve=allocate, ask=ask_allocation, preview=preview,
              help="Enterprises say what they offer and ask; households say what they spend and work."),
        EXECUTE,
        SETTLE,
        Phase("basics", "Basics", resolve=deliver_basics),
        NATURE,
        REPORT,
    ),
)
