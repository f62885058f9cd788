"""A system that asks every kind of question, for tests of what a server takes as an answer."""

from typing import Any

from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    DialRange,
    Estimate,
    Flag,
    Motion,
    Offer,
    Option,
    Question,
    Ranking,
    Split,
    Text,
)
from allmende_rules.system import Phase, Replies, System
from allmende_rules.world import World
from tests.server.toy import SEATS, UNIT

TEXTS: dict[str, Any] = {"about": "table", "help": "More gives more."}
OPTIONS = (Option("oak", "Oak"), Option("ash", "Ash"), Option("elm", "Elm"))

QUESTIONS: tuple[Question, ...] = (
    Amount(
        id="amount", topic="a", title="Amount", low=0, high=9, default=1, unit="log", **TEXTS
    ),
    Estimate(
        id="estimate", topic="b", title="Estimate", low=-5, high=5, default=0, unit="log",
        truth=2, **TEXTS,
    ),
    Choice(id="choice", topic="c", title="Choice", options=OPTIONS, default="oak", **TEXTS),
    Flag(id="flag", topic="d", title="Flag", default=False, **TEXTS),
    Split(
        id="split", topic="e", title="Split", parts=OPTIONS, total=6, unit="log",
        default={"oak": 2, "ash": 2, "elm": 2}, **TEXTS,
    ),
    Bid(
        id="bid", topic="f", title="Bid", most=9 * UNIT, highest=9 * UNIT, budget=20 * UNIT,
        unit="log", default=Offer(0, 0), **TEXTS,
    ),
    Ballot(
        id="median", topic="g", title="Median", method="median", takes="number", low=0, high=9,
        unit="log", **TEXTS,
    ),
    Ballot(
        id="majority", topic="h", title="Majority", method="majority", options=OPTIONS, **TEXTS
    ),
    Ballot(
        id="approval", topic="h", title="Approval", method="approval", takes="approvals",
        options=OPTIONS, **TEXTS,
    ),
    Ballot(
        id="borda", topic="h", title="Borda", method="borda", takes="ranking", options=OPTIONS,
        **TEXTS,
    ),
    Ballot(
        id="quadratic", topic="h", title="Quadratic", method="quadratic", takes="points",
        options=OPTIONS, credits=16, **TEXTS,
    ),
    Ranking(
        id="ranking", topic="i", title="Ranking", options=OPTIONS, default=("oak", "ash", "elm"),
        **TEXTS,
    ),
    Motion(
        id="motion", topic="j", title="Motion",
        dials=(
            DialRange("cap", "Cap", 0, 9 * UNIT, UNIT, "log", whole=True),
            DialRange("method", "Method", 0, UNIT, 0, "", whole=True, names=("borda", "schulze")),
        ),
        **TEXTS,
    ),
    Text(id="text", topic="k", title="Text", longest=9, **TEXTS),
)  # fmt: skip


def ask(_world: World, seat: str) -> tuple[Question, ...]:
    """Every seat is asked everything."""
    return QUESTIONS if seat in SEATS else ()


def settle(_world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The amounts are told to all."""
    return [Stated("all", seat, {"amount": answers["amount"]}) for seat, answers in replies.items()]


QUIZ = System(
    id="quiz",
    name="Quiz",
    summary="One phase of all questions.",
    phases=(Phase("quiz", "Quiz", settle, ask),),
    dials=(),
    roles={"licensee": "Miller", "member": "Villager"},
    open=lambda _world: [],
)
