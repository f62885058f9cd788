"""A small valley as a server would tell it: land, seats, states and questions of every kind."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.visit import Visit, solo
from allmende_protocol import messages as m
from allmende_rules.events import Event, Move, Posted, Told
from allmende_rules.land import (
    Enterprise,
    Goal,
    Good,
    Household,
    Land,
    Mandate,
    Resource,
    Seat,
)
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    DialRange,
    Effect,
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

MICRO = 1_000_000
SOLO: Visit = solo("ada", "Robin")
GUEST = Visit("Robin", "BCDFG", server="laptop:8765")
HOST = Visit("Host", "BCDFG", watch=True, key="key", server="laptop:8765")

LAND = Land(
    goods=(
        Good(id="grain", name="Grain", unit="sacks", labour=0.3, need=0.5, taste=0.5),
        Good(id="timber", name="Timber", unit="stacks", labour=0.2, taste=0.5, price=3.0),
    ),
    resources=(
        Resource(
            id="forest",
            name="The Forest",
            unit="stacks",
            stock=80.0,
            carrying_capacity=100.0,
            growth=0.3,
        ),
    ),
    households=(
        Household(id="north", name="North End", people=12, cash=51.0),
        Household(id="south", name="South End", people=12, cash=40.0),
    ),
    enterprises=(
        Enterprise(
            id="mill", name="Sawmill North", good="timber", capacity=10.0, household="north"
        ),
        Enterprise(id="field", name="Field South", good="grain", capacity=40.0, household="south"),
    ),
    seats=(
        Seat(
            id="ada",
            name="Ada",
            role="licensee",
            household="north",
            enterprises=("mill",),
            mandate=Mandate(
                text="Live off the mill and leave a forest.",
                goals=(
                    Goal(
                        text="North End takes in 12 a round",
                        indicator="income",
                        over="mean",
                        at_least=12.0,
                    ),
                    Goal(
                        text="The forest ends half full",
                        indicator="stock.forest",
                        over="end",
                        at_least=0.5,
                    ),
                ),
            ),
        ),
        Seat(
            id="ben",
            name="Ben",
            role="member",
            household="south",
            enterprises=("field",),
            mandate=Mandate(
                text="Nobody goes hungry.",
                goals=(
                    Goal(text="Needs are met", indicator="needs_met", over="worst", at_least=1.0),
                ),
            ),
        ),
    ),
    capital={"grain": {"timber": 0.1}, "timber": {"timber": 0.1}},
)

SEATS = (
    m.SeatInfo(
        "ada",
        "Robin",
        "Licensee",
        "person",
        state="deciding",
        people=("Robin",),
        law="While its people are away, what stood last counts.",
        room=0,
    ),
    m.SeatInfo("ben", "Ben", "Member of Congress", "bot", "Cautious", "Repeats itself.", "decided"),
)

WELCOME = m.Welcome(
    version=m.VERSION,
    table="BCDFG",
    scenario="valley",
    name="The Valley",
    summary="A small valley.",
    briefing="Grain, timber and one forest.",
    rounds=3,
    system="dmnc",
    system_name="Democratic market neo-communism",
    system_summary="Capital and nature belong to a Commons.",
    phases=(
        m.PhaseInfo("licences", "Licences", "Licensees bid for lots.", asks=True),
        m.PhaseInfo("market", "Market", "Enterprises state, households spend.", asks=True),
        m.PhaseInfo("report", "Results", "The round is measured.", asks=False),
    ),
    dials=(
        m.DialInfo("threshold", "Threshold of the autonomous sector", "share", 0.0, 0.5),
        m.DialInfo("method", "Voting method", "", 0.0, 2.0, ("majority", "approval", "borda")),
    ),
    land=LAND,
    seats=SEATS,
)
PLANNED = Mandate(
    text="Meet the mill's target.",
    goals=(Goal(text="Consumption stays even", indicator="gini", over="end", at_most=0.2),),
)
WELCOME_UNDER = structs.replace(
    WELCOME,
    land=structs.replace(
        LAND,
        seats=(structs.replace(LAND.seats[0], under={"command": PLANNED}), *LAND.seats[1:]),
    ),
)
"""The same table where Ada is asked for something else under a command economy."""
SEATED = m.Seated("ada", "secret", 1)
CLOCK = m.Clock(None, running=True, begun=True, paused=False)
LOBBY = m.Clock(None, running=False, begun=False, paused=False)

ROUNDS: tuple[tuple[dict[str, float], dict[str, float]], ...] = (
    (
        {
            "stock.forest": 0.76,
            "needs_met": 1.0,
            "gini": 0.1,
            "capital": 1.0,
            "unemployment": 0.05,
            "wage": 1.1,
            "price.grain": 0.4,
            "price.timber": 3.2,
        },
        {"income": 11.0, "wages": 8.0, "profit": 2.5, "dividend": 0.5, "fees": 4.0, "cash": 48.0},
    ),
    (
        {
            "stock.forest": 0.61,
            "needs_met": 0.92,
            "gini": 0.18,
            "capital": 0.94,
            "unemployment": 0.0,
            "wage": 1.0,
            "price.grain": 0.45,
            "price.timber": 3.6,
        },
        {"income": 14.0, "wages": 8.0, "profit": 5.0, "dividend": 1.0, "fees": 9.0, "cash": 51.0},
    ),
)

EQUAL = [round(part / 10, 1) for part in range(11)]
LORENZ = {
    "round 1": EQUAL,
    "round 2": [0.0, 0.03, 0.08, 0.14, 0.21, 0.3, 0.4, 0.51, 0.64, 0.8, 1.0],
}
"""What the poorest tenths of the people consume."""

OFFERED = m.Offered(
    "ada",
    "Ada",
    "Licensee",
    "Live off the mill and leave a forest.",
    (),
    "While its people are away, what stood last counts.",
    "offer1",
    1,
)


def state(done: int = 0, *, finished: bool = False) -> m.State:
    """The view of Ada's seat after `done` rounds."""
    numbered = {f"round {n}": ROUNDS[n - 1][0] for n in range(1, done + 1)}
    last = ROUNDS[done - 1] if done else None
    judged: dict[str, dict[str, Any]] = {}
    if finished:
        judged["mandates"] = {"ada": _progress(done), "ben": [{"value": 0.92, "met": False}]}
    return m.State(
        seq=10 * done + 1,
        public={
            "table": {"round": done if finished else done + 1, "finished": finished, "rounds": 3},
            "forest": {"stock": 100 * last[0]["stock.forest"] if last else 80.0},
            "grain": {"price": round(MICRO * (last[0]["price.grain"] if last else 1.0))},
            "timber": {"price": round(MICRO * (last[0]["price.timber"] if last else 3.0))},
            "labour": {"wage": round(MICRO * (last[0]["wage"] if last else 1.0))},
            "dials": {"threshold": 0.15, "method": 1.0},
            "ada": {"role": "licensee", "holds": ["north", "mill"]},
            **numbered,
            **({"lorenz": LORENZ} if done else {}),
            **judged,
        },
        own={"ada": {f"round {n}": ROUNDS[n - 1][1] for n in range(1, done + 1)} | _mandate(done)},
        books={
            "north": {"money": 51 * MICRO, "good:grain": 2 * MICRO},
            "mill": {"money": 7_400_000, "capital": 10 * MICRO},
            "commons": {"money": 9 * MICRO},
        },
    )


def warm(done: int = 2) -> m.State:
    """The same where the climate is measured, and basics are delivered."""
    told = state(done)
    public = dict(told.public)
    for n in range(1, done + 1):
        measured = {
            "temperature": 1.2 + 0.11 * n,
            "emissions": 45.0 - 3 * n,
            "basics": 0.6 + n / 10,
        }
        public[f"round {n}"] = {**public[f"round {n}"], **measured}
    return structs.replace(told, public=public)


def _mandate(done: int) -> dict[str, Any]:
    return {"mandate": _progress(done)} if done else {}


def _progress(done: int) -> list[dict[str, Any]]:
    return [
        {"value": 12.5, "met": True, "bound": 12.0},
        {"value": ROUNDS[done - 1][0]["stock.forest"], "met": True, "bound": 0.5},
    ]


LOTS = Bid(
    id="lots",
    topic="lots",
    about="mill",
    title="Timber lots",
    help="Each lot lets you cut one stack this round.",
    most=40 * MICRO,
    highest=20 * MICRO,
    budget=51 * MICRO,
    unit="lots",
    default=Offer(4 * MICRO, 3 * MICRO),
    effects=(Effect("harvest.mill", 1), Effect("fees", 1)),
)
ASK = Amount(
    id="ask:mill",
    topic="ask",
    about="mill",
    title="Mark-up over cost",
    help="What you ask over your unit cost.",
    low=0,
    high=100 * MICRO,
    default=10 * MICRO,
    unit="%",
    effects=(Effect("output.mill", -1),),
)
MACHINES = Amount(
    id="machines",
    topic="machines",
    about="mill",
    title="New machines",
    help="Machines work from next round on.",
    low=0,
    high=12_345_678,
    default=1_500_000,
    unit="sets",
    price=2 * MICRO,
)
NORM = Estimate(
    id="norm:mill",
    topic="norm",
    about="mill",
    title="Labour you say a unit takes",
    help="Too much hires idle hands.",
    low=50 * MICRO,
    high=200 * MICRO,
    default=100 * MICRO,
    truth=100 * MICRO,
    unit="%",
    required=False,
)
BUDGET = Split(
    id="budget",
    topic="budget",
    about="north",
    title="Where your money goes",
    help="Percent of cash for each good.",
    parts=(Option("grain", "Grain"), Option("timber", "Timber"), Option("keep", "keep")),
    total=100,
    unit="%",
    default={"grain": 60, "timber": 40, "keep": 0},
    required=False,
    effects=(Effect("consumption.grain", 1, "grain"),),
)
KILN = Flag(
    id="kiln",
    topic="kiln",
    about="mill",
    title="Build a kiln",
    help="It burns less.",
    default=False,
)
TECHNIQUE = Choice(
    id="technique",
    topic="technique",
    about="mill",
    title="Technique",
    help="How you cut.",
    options=(Option("clear", "Clear cutting"), Option("select", "Selective cutting")),
    default="clear",
)
CAP = Ballot(
    id="cap",
    topic="cap",
    about="forest",
    title="Cap on timber",
    help="The most that may be cut.",
    method="median",
    takes="number",
    account="The median of all votes holds.",
    low=0,
    high=80 * MICRO,
    unit="stacks",
    default=5 * MICRO,
)
VOTE = Ballot(
    id="vote",
    topic="vote",
    about="threshold",
    title="Raise the threshold",
    help="More yes than no.",
    method="majority",
    account="What is moved wins with more votes than what stands.",
    options=(Option("yes", "Yes"), Option("no", "No")),
)
WORKS = (Option("school", "School"), Option("road", "Road to the mill"), Option("well", "Well"))
APPROVE = Ballot(
    id="approve",
    topic="vote",
    about="commons",
    title="Works worth their money",
    help="As many as you like.",
    method="approval",
    takes="approvals",
    account="Each voter approves of as many options as they like; the most approved wins.",
    options=WORKS,
)
RANK = Ballot(
    id="rank",
    topic="vote",
    about="commons",
    title="The order of works",
    help="Best first.",
    method="borda",
    takes="ranking",
    account="An option gets one point for every option ranked below it; most points win.",
    options=WORKS,
)
POINTS = Ballot(
    id="points",
    topic="vote",
    about="commons",
    title="Votes for works",
    help="Votes may be against, too.",
    method="quadratic",
    takes="points",
    account="Votes on one option cost their number squared; most votes win.",
    options=WORKS,
    credits=20,
)
ORDER = Ranking(
    id="order",
    topic="order",
    about="commons",
    title="What the Commons should fund",
    help="Best first.",
    options=(Option("school", "School"), Option("road", "Road"), Option("well", "Well")),
    default=("school", "road", "well"),
)
MOTION = Motion(
    id="motion",
    topic="motion",
    about="assembly",
    title="Table a motion",
    help="Propose to change a rule.",
    dials=(DialRange("threshold", "Threshold", 0, 500_000, 150_000, "share"),),
    required=False,
)
LAWS = Motion(
    id="laws",
    topic="laws",
    about="assembly",
    title="Change how votes are counted",
    help="Propose another method.",
    dials=(
        DialRange("term", "Term in rounds", 1_000_000, 4_000_000, 2_000_000, "", whole=True),
        DialRange(
            "method",
            "Voting method",
            0,
            2_000_000,
            0,
            "",
            whole=True,
            names=("majority", "instant runoff", "approval"),
        ),
    ),
)
SPEECH = Text(
    id="speech",
    topic="speech",
    about="assembly",
    title="Your reason",
    help="One sentence.",
    longest=60,
)
ALL_KINDS: tuple[Question, ...] = (
    LOTS,
    ASK,
    MACHINES,
    NORM,
    BUDGET,
    KILN,
    TECHNIQUE,
    CAP,
    VOTE,
    APPROVE,
    RANK,
    POINTS,
    ORDER,
    MOTION,
    LAWS,
    SPEECH,
)


def opened(
    *questions: Question, key: str = "1.licences.1", round_: int = 1, title: str = "Licences"
) -> m.Opened:
    """A phase that asks Ada these questions, without a timer."""
    return m.Opened(key, round_, title.lower(), title, f"About {title}.", questions, {}, {})


NEWS: tuple[Event, ...] = (
    Told("all", "Dry year: fields yield {percent} % less.", {"percent": 8}),
    Told("ada", "You paid {fee} in fees: the cap fell by {less}.", {"fee": 9, "less": 3}),
    Posted("licence fees", (Move("mill", "commons", "money", 9 * MICRO),)),
)


def happened(round_: int = 1, seq: int = 5, phase: str = "licences") -> m.Happened:
    """A dry year and dear fees."""
    return m.Happened(seq, round_, phase, NEWS)


def arrival(*messages: Incoming, clock: m.Clock = CLOCK) -> list[Incoming]:
    """What a client that takes Ada's seat receives, then `messages`."""
    return [Connection(up=True), WELCOME, SEATED, clock, state(), *messages]


def watching(*messages: Incoming, clock: m.Clock = LOBBY) -> list[Incoming]:
    """What a client without a seat receives, then `messages`."""
    return [Connection(up=True), WELCOME, clock, state(), *messages]
