"""Ada as planner of a small valley: two needs, one planned plant, and a plan that falls short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from allmende_client.line import Incoming
from allmende_protocol import messages as m
from allmende_rules.planboard import Board, BoardLimit, BoardPlant, BoardRow
from allmende_rules.questions import Amount
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line
from tests.client import valley
from tests.client.valley import MICRO

ALL = 100 * MICRO
NEEDS = {"grain": 0.5, "timber": 0.1}
LAND = structs.replace(
    valley.LAND,
    goods=tuple(structs.replace(good, need=NEEDS[good.id]) for good in valley.LAND.goods),
)
WELCOME = structs.replace(valley.WELCOME, land=LAND)
FACTS: dict[str, dict[str, Any]] = {
    "ada": {"role": "planner", "holds": ["north", "mill"]},
    "basics": {
        "asked": {"grain": 0.8, "timber": 1.0},
        "planned": {"grain": 0.2, "timber": 0.25},
        "delivered": {"grain": 0.17, "timber": 0.21},
    },
}


def target(good: str, name: str, *, required: bool) -> Amount:
    """The question for one need."""
    return Amount(
        id=f"basics:{good}",
        topic="basics",
        about=good,
        title=f"Basics for everyone: {name}",
        help="The part of each person's need of it that the planned sector delivers free of price.",
        low=0,
        high=ALL,
        default=ALL,
        unit="%",
        required=required,
    )


GRAIN, TIMBER = target("grain", "Grain", required=True), target("timber", "Timber", required=False)


def planning(done: int = 2) -> m.State:
    """What Ada knows when she plans."""
    plain = valley.state(done)
    public = {**plain.public, **FACTS}
    public["table"] = {**public["table"], "open_books": ["commons", "commons.basics"]}
    return structs.replace(plain, public=public)


def board(grain: float = 1.0, rounds: int = 1) -> Board:
    """A plan that money and a plant hold back, unless a tenth of the grain is all that is asked."""
    enough = grain <= 0.1  # what the money of this scene buys
    why = (
        Line("basics", "These cannot all hold:"),
        Line(
            "basics",
            "There are only {amount} {unit} of {name} in round {round}.",
            {"amount": 4.5, "unit": "units", "name": "money in the basics fund", "round": 3},
        ),
        Line(
            "basics",
            "At least {amount} {unit} of {name} are to go to people in round {round}.",
            {"amount": 12 * grain, "unit": "sacks", "name": "Grain", "round": 3},
        ),
        Line("basics", "Any one of these would do:"),
        Line("basics", "Lower the target for Grain in round 3 from 12 to 3.6 sacks."),
        Line(
            "basics",
            "Find {extra} more {unit} of {name} in round {round}: {needed} instead of {stated}.",
            {
                "extra": 10.5,
                "unit": "units",
                "name": "money in the basics fund",
                "round": 3,
                "needed": 15,
                "stated": 4.5,
            },
        ),
    )
    covered = 1.0 if enough else 0.3
    text = (
        "All that is asked can be delivered: it takes {hours} hours and {money} in money."
        if enough
        else "{percent} % of what is asked can be delivered: that takes {hours} hours "
        "and {money} in money."
    )
    made = 12 * grain * covered
    return Board(
        first=3,
        covered=(covered, 0.4, 0.5)[:rounds],
        rows=(
            BoardRow("grain", "Grain", "sacks", grain, 12 * grain, 0.0, made, {}, 0.0, made),
            BoardRow("timber", "Timber", "stacks", 1.0, 2.4, 1.0, 0.0, {"mill": 0.3}, 0.0, 0.72),
        ),
        plants=(BoardPlant("mill", "Sawmill North", "timber", 1.0, 8.0, 0.2, 0.2, reported=True),),
        limits=(
            BoardLimit("labour for planned plants", "hours", 0.2, 30.0),
            BoardLimit("money in the basics fund", "units", 4.5, 4.5),
        ),
        summary=Line("basics", text, {"percent": 30, "hours": 0.2, "money": 4.5}),
        why=() if enough else why,
        worth=()
        if enough
        else (
            Line(
                "basics",
                "One more {one} of {name} in round {round} would let everyone have {percent} % more.",
                {"one": "unit", "name": "money in the basics fund", "round": 3, "percent": 22.2},
            ),
        ),
    )


def desk(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that plans at once; without timber it is out of breath."""
    if isinstance(message, m.AskPlan):
        if message.targets["timber"] == 0:
            yield m.Refused(message.nonce, Refusal("too_fast", "Wait a moment between two plans."))
        else:
            yield m.Planned(message.nonce, board(message.targets["grain"] / ALL, message.rounds))
