"""Every message that a client and a server exchange, as typed structs (docs/reference/protocol.md).

A connection begins with Hello and Welcome; TakeSeat and Seated give a seat. From then on the server
sends a State (the seat's whole view) whenever the state has moved, Opened when a phase asks this seat or
others something, Happened with what a closed phase brought, and Presence when who decides changes. Each
client message that carries a `nonce` gets one reply with it: Seated, Taken, Foreseen or Refused.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from allmende_rules.events import Event
from allmende_rules.land import Land
from allmende_rules.questions import Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line

VERSION = 1
Nonce = Annotated[int, Meta(ge=0, le=2**53)]
Name = Annotated[str, Meta(max_length=40)]
Words = Annotated[str, Meta(max_length=400)]
Raw = dict[str, Any]
"""Answers as a client sends them: plain data by question id, checked by the rules alone."""


class Hello(msgspec.Struct, frozen=True, tag="hello", tag_field="is"):
    """First message of a client. `token` resumes a seat that this client held before."""

    version: int
    name: Name
    token: str | None = None


class TakeSeat(msgspec.Struct, frozen=True, tag="take_seat", tag_field="is"):
    """Ask for a seat."""

    seat: str
    nonce: Nonce = 0


class Submit(msgspec.Struct, frozen=True, tag="submit", tag_field="is"):
    """A seat's answers to the open phase `key`; the last before the close wins."""

    key: str
    answers: Raw
    nonce: Nonce = 0


class Draft(msgspec.Struct, frozen=True, tag="draft", tag_field="is"):
    """Answers in the making: they count if time runs out."""

    key: str
    answers: Raw


class Foresee(msgspec.Struct, frozen=True, tag="foresee", tag_field="is"):
    """Ask what a draft would mean."""

    key: str
    answers: Raw
    nonce: Nonce = 0


class Undo(msgspec.Struct, frozen=True, tag="undo", tag_field="is"):
    """Take back one's own answers before the phase closes."""

    key: str
    nonce: Nonce = 0


class Say(msgspec.Struct, frozen=True, tag="say", tag_field="is"):
    """Chat to the table."""

    text: Words
    nonce: Nonce = 0


class Leave(msgspec.Struct, frozen=True, tag="leave", tag_field="is"):
    """Going away. `for_good` hands the seat to its stand-in at once; else the game waits and is saved."""

    for_good: bool = False


ClientMessage = Hello | TakeSeat | Submit | Draft | Foresee | Undo | Say | Leave


class PhaseInfo(msgspec.Struct, frozen=True):
    """A phase of the system, for the client's map of a round."""

    id: str
    title: str
    help: str
    asks: bool


class DialInfo(msgspec.Struct, frozen=True):
    """A dial of the system in force."""

    id: str
    label: str
    unit: str
    low: float
    high: float


class SeatInfo(msgspec.Struct, frozen=True):
    """A seat as everybody sees it. `bot` is the mind that plays it, `rule` that mind in one sentence."""

    seat: str
    name: str
    role: str
    who: Literal["person", "bot", "stand_in", "free"]
    bot: str = ""
    rule: str = ""
    state: Literal["waiting", "deciding", "decided", "away"] = "waiting"


class Welcome(msgspec.Struct, frozen=True, tag="welcome", tag_field="is"):
    """The table, its land and its system: all that stays the same during an act."""

    version: int
    table: str
    scenario: str
    name: str
    summary: str
    briefing: str
    rounds: int
    system: str
    system_name: str
    system_summary: str
    phases: tuple[PhaseInfo, ...]
    dials: tuple[DialInfo, ...]
    land: Land
    seats: tuple[SeatInfo, ...]


class Seated(msgspec.Struct, frozen=True, tag="seated", tag_field="is"):
    """The seat is yours; `token` resumes it."""

    seat: str
    token: str
    nonce: Nonce = 0


class State(msgspec.Struct, frozen=True, tag="state", tag_field="is"):
    """The seat's whole view after event `seq`: public facts, own facts, open books (micro-units)."""

    seq: int
    public: dict[str, dict[str, Any]]
    own: dict[str, dict[str, Any]]
    books: dict[str, dict[str, int]]


class Opened(msgspec.Struct, frozen=True, tag="opened", tag_field="is"):
    """A phase is open. `questions` are this seat's, empty if it waits; `answers` what it has given so far.

    `silence` says what will count if the seat stays silent. `remaining` seconds are left, None without
    a timer.
    """

    key: str
    round: int
    phase: str
    title: str
    help: str
    questions: tuple[Question, ...]
    answers: Raw
    silence: Raw
    remaining: float | None


class Happened(msgspec.Struct, frozen=True, tag="happened", tag_field="is"):
    """What a closed phase brought, as far as this seat may know it."""

    seq: int
    round: int
    phase: str
    events: tuple[Event, ...]


class Presence(msgspec.Struct, frozen=True, tag="presence", tag_field="is"):
    """Who is at the table and still deciding."""

    seats: tuple[SeatInfo, ...]


class Heard(msgspec.Struct, frozen=True, tag="heard", tag_field="is"):
    """Chat."""

    seat: str
    text: str


class Taken(msgspec.Struct, frozen=True, tag="taken", tag_field="is"):
    """The submission with this nonce stands; `answers` are the seat's now."""

    nonce: Nonce
    answers: Raw


class Foreseen(msgspec.Struct, frozen=True, tag="foreseen", tag_field="is"):
    """The preview that was asked for."""

    nonce: Nonce
    lines: tuple[Line, ...]


class Refused(msgspec.Struct, frozen=True, tag="refused", tag_field="is"):
    """Nothing was changed, and why. `nonce` is that of the refused message, 0 if it had none."""

    nonce: Nonce
    refusal: Refusal


class Ended(msgspec.Struct, frozen=True, tag="ended", tag_field="is"):
    """The game is over; the last State carries the end."""

    saved_as: str


ServerMessage = (
    Welcome
    | Seated
    | State
    | Opened
    | Happened
    | Presence
    | Heard
    | Taken
    | Foreseen
    | Refused
    | Ended
)
