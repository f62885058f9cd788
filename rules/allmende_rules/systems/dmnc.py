"""Democratic market neo-communism: capital and nature belong to a Commons, and a market runs on licences.

A congress votes the cap on every stock and the use of rent; enterprises bid for sites and harvest lots
and sell in a market; a planned sector brings everyone the basics; a small autonomous sector is left
alone below a threshold. The three sectors on a Commons are John Landon's ("Two Manifestos", 2016);
where his texts leave a rule or number open, it is ours, and the card says so (ECONOMICS A, B6).
"""

from __future__ import annotations

from allmende_rules.cards.dmnc import CARD, DIALS
from allmende_rules.cards.dmnc_presets import PRESETS
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.phases.assembly.congress import ask_congress, preview_caps, resolve_congress
from allmende_rules.phases.assembly.debate import ask_debate, close_debate
from allmende_rules.phases.assembly.decision import ask_decision, decide
from allmende_rules.phases.assembly.members import is_member
from allmende_rules.phases.assembly.office import open_offices
from allmende_rules.phases.commons.basics import hand_out_basics
from allmende_rules.phases.commons.carbon import preview_carbon, resolve_carbon
from allmende_rules.phases.commons.dissolving import dissolve
from allmende_rules.phases.commons.income_levy import levy_incomes
from allmende_rules.phases.commons.licences import (
    ask_licences,
    grant,
    pay_in_advance,
    preview_bids,
)
from allmende_rules.phases.commons.rent import share_fees, share_payday
from allmende_rules.phases.commons.sectors import BASICS, COMMONS, RENEWAL, register
from allmende_rules.phases.commons.site_licences import opening_licences
from allmende_rules.phases.commons.three_sectors import ask_sectors, clear_sectors, preview_sectors
from allmende_rules.phases.courts.court import COURT_PHASES, INSPECT
from allmende_rules.phases.courts.inspection import pay_inspectors
from allmende_rules.phases.courts.licence_transfers import hand_over
from allmende_rules.phases.courts.penalties import fines_of_the_gone
from allmende_rules.phases.entering import tell_licences
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, fold, once


def titles(world: World) -> list[Event]:
    """Every site above the threshold is the Commons'; who runs it holds its licence, books are open."""
    sectors = register(world)
    licences = opening_licences(now := fold(world, sectors))
    return [
        *sectors,
        *licences,
        *tell_licences(fold(now, licences)),
        *open_offices(world),
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
    return [
        *register(world),
        *resolve_carbon(world, replies),
        *resolve_congress(world, replies, DIALS),
    ]


def preview_congress(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What caps would leave of stocks, and ask of emitters."""
    return (*preview_caps(view, questions, draft), *preview_carbon(view, questions, draft))


def debate(world: World, seat: str) -> tuple[Question, ...]:
    """Seconds and amendments to the motions tabled this round."""
    return ask_debate(world, seat, DIALS)


def end_debate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The motions that found enough seconds make up the agenda."""
    return close_debate(world, replies, DIALS)


def license_commons(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Sites and lots find their licensees, who pay their fees as far as cash goes."""
    handed = hand_over(world, replies)
    events, owed = grant(fold(world, handed), replies)
    let = [*handed, *events]
    return [*let, *pay_in_advance(world, owed), *fines_of_the_gone(fold(world, let))]


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """One market for all three sectors, within the licences; fees are due to the Commons."""
    return clear_sectors(world, replies)


def rent(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What has come in before the market pays for inspections, and is shared out."""
    paid = pay_inspectors(world)
    return [*paid, *share_fees(fold(world, paid))]


def payout(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """What has come in since is shared out, with what the income levy brings."""
    levied = levy_incomes(world)
    return [*levied, *share_payday(fold(world, levied))]


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
    leave=dissolve,
    presets=PRESETS,
    dials=DIALS,
    card=CARD,
    phases=(
        OBSERVE,
        *COURT_PHASES,
        Phase(
            "assembly",
            "Congress",
            resolve=congress,
            ask=ask_members,
            preview=preview_congress,
            help="Members set the harvest cap and the use of the rent, each by the median vote.",
            cause="rule",
        ),
        Phase(
            "debate",
            "Debate",
            resolve=end_debate,
            ask=debate,
            help="Members second the motions on the floor, and amend them.",
            cause="rule",
        ),
        Phase(
            "vote",
            "Motions",
            resolve=decide,
            ask=ask_decision,
            help="Members decide the motions of the agenda by the voting method in force.",
            cause="rule",
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
            ask=ask_sectors,
            preview=preview_sectors,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        Phase("payout", "Payout", resolve=payout),
        Phase("basics", "Basics", resolve=deliver_basics),
        NATURE,
        INSPECT,
        REPORT,
    ),
)
