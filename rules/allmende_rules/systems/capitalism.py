"""Capitalism: sites, machines and the use of nature are private, and workers may vote taxes on them.

Owners run enterprises for the profit of shareholders, a bank lends on machines, who cannot pay is sold
up, and money has its say in what is law (ECONOMICS B1). By default nothing limits what is harvested or
emitted but the taxes that voters choose; caps with permits and an equal dividend are a variant.
"""

from __future__ import annotations

from msgspec.structs import replace

from allmende_rules.cards.capitalism import CARD
from allmende_rules.cards.capitalism_dials import DIALS
from allmende_rules.cards.capitalism_presets import PRESETS
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.effort import (
    ask_effort,
    choose_effort,
    effort_limits,
    preview_effort,
)
from allmende_rules.phases.market.enterprise import ask_enterprise
from allmende_rules.phases.market.household import ask_household, preview_household
from allmende_rules.phases.market.statement_previews import preview_enterprise
from allmende_rules.phases.market.terms import Arrangement
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.property.bankruptcy import (
    ask_takeovers,
    fail,
    preview_takeovers,
    sell_up,
)
from allmende_rules.phases.property.capital_market import ask_capital
from allmende_rules.phases.property.capital_previews import preview_capital
from allmende_rules.phases.property.charges import (
    TREASURY,
    cap_terms,
    pay_transfer,
    preview_taxes,
    set_caps,
    taxes,
)
from allmende_rules.phases.property.credit_market import book_service, fall_due
from allmende_rules.phases.property.disowning import void_titles
from allmende_rules.phases.property.elections import (
    ask_elections,
    hold_elections,
    preview_elections,
)
from allmende_rules.phases.property.ownership import (
    BANK,
    give_titles,
    pay_dividends,
    profit_accounts,
)
from allmende_rules.phases.property.regulation import ask_regulation, regulate
from allmende_rules.phases.property.regulation_previews import preview_regulation
from allmende_rules.phases.property.subscriptions import raise_capital, settle_capital
from allmende_rules.phases.property.wages import wage_floor
from allmende_rules.phases.report import REPORT
from allmende_rules.phases.research import ask_research, research_funds
from allmende_rules.phases.units import percent
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, fold


def titles(world: World) -> list[Event]:
    """Every site is private; shares go to founders' families and to all people, as the dials say."""
    return [*give_titles(world), Stated("all", TABLE, {"open_books": [TREASURY, BANK]})]


def takeovers(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Who could not pay is sold up before anything else is decided."""
    return sell_up(world, replies)


def elections(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Taxes become law."""
    return hold_elections(world, replies)


def regulation(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Lobbies and the regulator have their say, and the caps of the round are set."""
    events = regulate(world, replies)
    return [*events, *set_caps(fold(world, events))]


def going_out(world: World, seat: str) -> tuple[Question, ...]:
    """How hard harvesters go out, where no cap limits them."""
    return () if world.dial("harvest_cap") else ask_effort(world, seat)


def ask_allocation(world: World, seat: str) -> tuple[Question, ...]:
    """Owners state, invest and borrow; households spend, work and buy shares."""
    return (
        *[_bounded(world, question) for question in ask_enterprise(world, seat)],
        *ask_capital(world, seat),
        *ask_research(world, seat),
        *ask_household(world, seat),
    )


def _bounded(world: World, question: Question) -> Question:
    """A mark-up within what market power allows."""
    if question.topic != "ask" or not isinstance(question, Amount):
        return question
    most = min(question.high, percent(world.dial("market_power")))
    return replace(question, high=most, default=min(most, question.default))


def preview_allocation(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Costs and prices of a statement, loans and shares, needs that a budget covers."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_taxes(view, questions, draft),
        *preview_capital(view, questions, draft),
        *preview_household(view, questions, draft),
    )


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Capital is raised, and one market clears within taxes, caps and efforts."""
    raised, machines = raise_capital(world, replies)
    stated, service = fall_due(world)
    terms = Arrangement(
        owners=profit_accounts(world),
        funds=(*machines, *research_funds(world, replies)),
        limits={} if world.dial("harvest_cap") else effort_limits(world),
        levies=(*service, *taxes(world, replies)),
        wage_floor=wage_floor(world),
        **cap_terms(world),
    )
    now = fold(world, raised)
    return [*raised, *stated, *clear_market(now, replies, terms)]


def payout(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Payday is booked: unspent capital, dividends, loans, the treasury, and who could not pay."""
    events: list[Event] = []
    now = world
    for rule in (settle_capital, pay_dividends, book_service, pay_transfer, fail):
        done = rule(now)
        now = fold(now, done)
        events += done
    return events


CAPITALISM = System(
    id="capitalism",
    name="Capitalism",
    summary="Sites, machines and the use of nature are private; profit steers, and voters may tax it.",
    roles={
        "licensee": "Owner",
        "member": "Worker and voter",
        "planner": "Regulator and central bank",
    },
    open=titles,
    leave=void_titles,
    mints=True,
    dials=DIALS,
    presets=PRESETS,
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "takeovers",
            "Bankruptcy",
            resolve=takeovers,
            ask=ask_takeovers,
            preview=preview_takeovers,
            help="Enterprises that could not pay at payday are sold to the highest bidder.",
        ),
        Phase(
            "elections",
            "Elections",
            resolve=elections,
            ask=ask_elections,
            preview=preview_elections,
            help="Workers vote on taxes; the middle rate becomes law.",
            cause="rule",
        ),
        Phase(
            "regulation",
            "Lobby and regulator",
            resolve=regulation,
            ask=ask_regulation,
            preview=preview_regulation,
            help="Owners may lobby against taxes; the regulator sets interest and collects taxes.",
            cause="rule",
        ),
        Phase(
            "effort",
            "Going out",
            resolve=choose_effort,
            ask=going_out,
            preview=preview_effort,
            help="Owners who harvest choose how hard. All efforts count at once.",
        ),
        Phase(
            "allocate",
            "Market",
            resolve=allocate,
            ask=ask_allocation,
            preview=preview_allocation,
            help="Enterprises say what they offer, ask and invest; households what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        Phase(
            "payout",
            "Payout",
            resolve=payout,
            help="Profits go to shares, loans are booked, all get a like part of the treasury.",
        ),
        NATURE,
        REPORT,
    ),
)
