"""What a client says, as typed structs (docs/protocol.md). One that has a `nonce` gets one reply with it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Nonce = Annotated[int, Meta(ge=0, le=2**53)]
Name = Annotated[str, Meta(max_length=40)]
Words = Annotated[str, Meta(max_length=400)]
Secret = Annotated[str, Meta(max_length=200)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]
Round = Annotated[int, Meta(ge=0, le=200)]
Identifier = Annotated[str, Meta(max_length=60)]
Raw = dict[str, Any]
"""Answers as a client sends them: plain data by question id, checked by the rules alone."""
Channel = Literal["table", "role"]
"""Who hears what is said: everybody, or the seats of the speaker's role."""


class Hello(msgspec.Struct, frozen=True, tag="hello", tag_field="is"):
    """First message of a connection: which table, and who. The reply is Welcome and the present state.

    `table` is the join code, in any case; only a host, and a game of one's own, may leave it empty.
    `token` resumes a seat held before, at any connection; `seen` is the `seq` of the last Happened
    that this client has, so that it is sent what it missed and no more. `key` makes a host of it.
    """

    version: int
    name: Name
    table: Secret = ""
    token: Secret | None = None
    seen: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    key: Secret | None = None


class AskSeat(msgspec.Struct, frozen=True, tag="ask_seat", tag_field="is"):
    """Ask what a seat is. The reply, Offered, gives nothing away yet."""

    seat: str
    nonce: Nonce = 0


class TakeSeat(msgspec.Struct, frozen=True, tag="take_seat", tag_field="is"):
    """Confirm a seat that was Offered to this connection. The reply is Seated."""

    seat: str
    offer: Secret
    nonce: Nonce = 0


class Submit(msgspec.Struct, frozen=True, tag="submit", tag_field="is"):
    """A seat's answers to the open phase `key`; the last before the close wins. The reply is Taken."""

    key: str
    answers: Raw
    nonce: Nonce = 0


class Draft(msgspec.Struct, frozen=True, tag="draft", tag_field="is"):
    """Answers in the making: they count if time runs out."""

    key: str
    answers: Raw


class Foresee(msgspec.Struct, frozen=True, tag="foresee", tag_field="is"):
    """Ask what a draft would mean. The reply is Foreseen."""

    key: str
    answers: Raw
    nonce: Nonce = 0


class LookAhead(msgspec.Struct, frozen=True, tag="look_ahead", tag_field="is"):
    """Ask what a motion would bring: bots play it forward. The reply is Ahead, some seconds later.

    `value` is in micro-units, as a motion says it. A seat has one such question under way at a time.
    """

    dial: str
    value: int
    nonce: Nonce = 0


class AskPlan(msgspec.Struct, frozen=True, tag="ask_plan", tag_field="is"):
    """As planner: ask what a plan of the basics would bring. The reply is Planned, for this seat's eyes.

    `targets` are percent of each need by good, in micro-units, as answers say them; for goods left
    out counts what the seat has answered. A plan is of so many `rounds`.
    """

    targets: dict[str, int] = {}
    rounds: Annotated[int, Meta(ge=1, le=3)] = 1
    nonce: Nonce = 0


class Undo(msgspec.Struct, frozen=True, tag="undo", tag_field="is"):
    """Take back the seat's own answers before the phase closes. The reply is Taken."""

    key: str
    nonce: Nonce = 0


class Say(msgspec.Struct, frozen=True, tag="say", tag_field="is"):
    """Chat. The reply is Taken."""

    text: Words
    nonce: Nonce = 0
    channel: Channel = "table"


class Leave(msgspec.Struct, frozen=True, tag="leave", tag_field="is"):
    """Going away. `for_good` gives the seat up; else it is kept, and its token resumes it."""

    for_good: bool = False


class Start(msgspec.Struct, frozen=True, tag="start", tag_field="is"):
    """Host: let the first phase begin. The reply to this and to every other order is Taken."""

    nonce: Nonce = 0


class Pause(msgspec.Struct, frozen=True, tag="pause", tag_field="is"):
    """Host: stop the time; no phase closes until GoOn."""

    nonce: Nonce = 0


class GoOn(msgspec.Struct, frozen=True, tag="go_on", tag_field="is"):
    """Host: let time pass again."""

    nonce: Nonce = 0


class Extend(msgspec.Struct, frozen=True, tag="extend", tag_field="is"):
    """Host: give the open phase more seconds; one without a limit gets this one."""

    seconds: Seconds
    nonce: Nonce = 0


class ClosePhase(msgspec.Struct, frozen=True, tag="close_phase", tag_field="is"):
    """Host: close the phase `key` now; whoever is silent is answered for, as when time is up."""

    key: str
    nonce: Nonce = 0


class HandToBot(msgspec.Struct, frozen=True, tag="hand_to_bot", tag_field="is"):
    """Host: the seat's stand-in bot plays it until it is given back, or someone takes it."""

    seat: str
    nonce: Nonce = 0


class GiveBack(msgspec.Struct, frozen=True, tag="give_back", tag_field="is"):
    """Host: the people whose seat was handed to a bot decide again."""

    seat: str
    nonce: Nonce = 0


class Announce(msgspec.Struct, frozen=True, tag="announce", tag_field="is"):
    """Host: say something to all."""

    text: Words
    nonce: Nonce = 0


class GoBack(msgspec.Struct, frozen=True, tag="go_back", tag_field="is"):
    """Host: go on from the end of a round, 0 for the opening; also after the end. Nothing is deleted."""

    round: Round
    nonce: Nonce = 0


class ChangeSystem(msgspec.Struct, frozen=True, tag="change_system", tag_field="is"):
    """Host: from the next round to the last the table plays under `system`, with these presets and dials.

    Until it begins, the system in force without presets and dials takes the order back.
    """

    system: Identifier
    presets: tuple[Identifier, ...] = ()
    dials: dict[Identifier, float] = {}
    nonce: Nonce = 0


class EndGame(msgspec.Struct, frozen=True, tag="end_game", tag_field="is"):
    """Host: end the game here; its record stays as it is. GoBack may take it up again."""

    nonce: Nonce = 0


Order = (
    Start
    | Pause
    | GoOn
    | Extend
    | ClosePhase
    | HandToBot
    | GiveBack
    | Announce
    | GoBack
    | ChangeSystem
    | EndGame
)
Decision = Submit | Draft | Foresee | Undo
ClientMessage = Hello | AskSeat | TakeSeat | Decision | LookAhead | AskPlan | Say | Leave | Order
