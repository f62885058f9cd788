"""A small system with secrets of every kind, for tests of the server that must not depend on a real one."""

from collections.abc import Iterator

from allmende_bots.mind import Bot
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.land import Enterprise, Good, Household, Land, Mandate, Seat
from allmende_rules.ledger import post
from allmende_rules.questions import Amount, Answers, Ballot, Option, Question, Split, Text
from allmende_rules.scenario import Scenario
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import World

UNIT = 1_000_000
TAPE = "canary-of-the-tape"
SEATS = ("ada", "ben", "cem")
VOTERS = ("ada", "ben")


def secret_of(seat: str) -> str:
    """A private fact that only this seat may ever see."""
    return f"canary-of-{seat}"


def mill_secret(round_: int) -> str:
    """What only the holder of the mill in that round may ever know."""
    return f"canary-of-the-mill-in-round-{round_}"


def miller(round_: int) -> str:
    """Who holds the mill in a round; it changes hands at the end of each."""
    return SEATS[round_ % len(SEATS)]


def land() -> Land:
    """Three seats, each with a household; the mill is held by whoever's turn it is."""
    nothing = Mandate(text="See the rounds out.", goals=())
    return Land(
        goods=(Good(id="grain", name="Grain", unit="sack", labour=1.0),),
        households=tuple(
            Household(id=f"h_{seat}", name=seat.title(), people=3, cash=10.0) for seat in SEATS
        ),
        enterprises=(
            Enterprise(id="mill", name="Mill", good="grain", capacity=5.0, household="h_ada"),
        ),
        seats=tuple(
            Seat(
                id=seat,
                name=seat.title(),
                role="licensee" if seat == "cem" else "member",
                household=f"h_{seat}",
                enterprises=("mill",) if seat == miller(1) else (),
                mandate=nothing,
            )
            for seat in SEATS
        ),
        capital={"grain": {"grain": 0.1}},
    )


def scenario(rounds: int = 3) -> Scenario:
    """A scenario around the land."""
    return Scenario(
        id="toy_valley",
        name="Toy Valley",
        summary="A valley for tests.",
        briefing="Play.",
        rounds=rounds,
        quick_rounds=1,
        system="toy",
        land=land(),
    )


def pledges(_world: World, seat: str) -> tuple[Question, ...]:
    """Every seat pledges an amount and splits its day; the split is a standing answer."""
    if seat not in SEATS:
        return ()
    parts = (Option("work", "Work"), Option("rest", "Rest"))
    return (
        Amount(
            id="pledge",
            topic="toy_pledge",
            title="Pledge",
            low=0,
            high=5 * UNIT,
            default=UNIT,
            unit="sack",
            about=seat,
            help="More gives more.",
        ),
        Split(
            id="day",
            topic="day",
            title="Your day",
            parts=parts,
            total=10 * UNIT,
            unit="hour",
            default={"work": 5 * UNIT, "rest": 5 * UNIT},
            required=False,
            about=seat,
            help="More gives more.",
        ),
        Text(
            id="note",
            topic="note",
            title="A note",
            longest=20,
            required=False,
            about=seat,
            help="More gives more.",
        ),
    )


def ballots(_world: World, seat: str) -> tuple[Question, ...]:
    """Two seats vote; the third waits."""
    if seat not in VOTERS:
        return ()
    return (
        Ballot(
            id="cap",
            topic="cap",
            about="table",
            title="Cap",
            help="A lower cap spares the wood.",
            method="median",
            takes="number",
            low=0,
            high=9,
            unit="log",
        ),
    )


def preview(view: View, _questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """Says back the pledge and the seat's own secret."""
    facts = {"pledge": draft["pledge"], "secret": view.secret(str(view.seat), "secret")}
    return (Line("pledge", "You pledge {pledge}, {secret}.", facts),)


def settle_pledges(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Pledged sacks are told to all, the day to its seat."""
    events: list[Event] = []
    for seat, answers in replies.items():
        events.append(Stated("all", seat, {"pledge": answers["pledge"], "day": answers["day"]}))
        events.append(Told(seat, "You kept {secret}.", {"secret": secret_of(seat)}))
    return events


def settle_votes(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The votes are told to all; who holds the mill learns its secret and earns a coin."""
    return [
        Stated("all", "table", {"votes": [answers["cap"] for answers in replies.values()]}),
        Stated("holder", "mill", {"secret": mill_secret(world.round)}),
        *post("milling", [Move("h_cem", "mill", "money", 1)]),
        *post(mill_secret(world.round), [Move("@made", "mill", "grain", 1)]),
    ]


def report(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """A phase that asks nobody, in the same close as the vote: the mill changes hands, emptied."""
    next_miller = miller(world.round + 1)
    return [
        Stated("holder", "mill", {"secret": "used up"}),
        *(
            Stated("all", seat, {"holds": [f"h_{seat}"] + ["mill"] * (seat == next_miller)})
            for seat in SEATS
        ),
        Stated("all", f"round {world.round}", {"stock.wood": 0.5}),
    ]


def open_toy(world: World) -> list[Event]:
    """A secret for every seat, and one for nobody."""
    return [
        Stated("nobody", "tape", {"next": TAPE}),
        *(Stated("holder", seat, {"secret": secret_of(seat)}) for seat in SEATS),
    ]


TOY = System(
    id="toy",
    name="Toy",
    summary="Pledge, then vote.",
    phases=(
        Phase("pledge", "Pledges", settle_pledges, pledges, preview, seconds=30, help="Pledge."),
        Phase("vote", "Vote", settle_votes, ballots, seconds=20),
        Phase("report", "Report", report),
    ),
    dials=(),
    roles={"licensee": "Miller", "member": "Villager"},
    open=open_toy,
)

PLEDGER = Bot(
    "pledger",
    "Pledger",
    "Pledges two sacks.",
    {"toy_pledge": lambda _view, _question: 2 * UNIT, "cap": lambda _view, _question: 4},
)
"""A bot that knows what the toy asks."""


def forbidden(seat: str | None, rounds: int) -> Iterator[str]:
    """Every canary of a game that this seat (None: a spectator) may never see."""
    yield TAPE
    yield from (secret_of(other) for other in SEATS if other != seat)
    yield from (mill_secret(n) for n in range(1, rounds + 1) if miller(n) != seat)
