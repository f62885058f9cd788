"""What the server says, as typed structs (docs/protocol.md)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from allmende_protocol.asking import Nonce, Raw
from allmende_protocol.infos import DialInfo, PhaseInfo, PresetInfo, SeatInfo, TableInfo
from allmende_rules.events import Event
from allmende_rules.headlines import Change
from allmende_rules.land import Land
from allmende_rules.outlook import Foresight
from allmende_rules.planboard import Board
from allmende_rules.questions import Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line


class Welcome(msgspec.Struct, frozen=True, tag="welcome", tag_field="is"):
    """The table, its land and its system: all that stays the same during an act.

    `table` is the join code. `level` is what this connection may do: sit, or also give orders.
    `tables` lists the server's tables, for a host only.
    """

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
    level: Literal["guest", "host"] = "guest"
    tables: tuple[TableInfo, ...] = ()
    presets: tuple[PresetInfo, ...] = ()


class Governed(msgspec.Struct, frozen=True, tag="governed", tag_field="is"):
    """Another system is in force: replaces what Welcome said of system, phases, dials and presets."""

    system: str
    system_name: str
    system_summary: str
    phases: tuple[PhaseInfo, ...]
    dials: tuple[DialInfo, ...]
    presets: tuple[PresetInfo, ...] = ()


class Offered(msgspec.Struct, frozen=True, tag="offered", tag_field="is"):
    """What a seat is, before it is taken. TakeSeat must give back `offer`, which then is its token.

    `joins` are the people who already share it; `mandate` is what it is asked to care about.
    """

    seat: str
    name: str
    role: str
    mandate: str
    joins: tuple[str, ...]
    law: str
    offer: str
    nonce: Nonce


class Seated(msgspec.Struct, frozen=True, tag="seated", tag_field="is"):
    """The seat is yours; `token` resumes it. With `next_phase` a bot has still decided this one."""

    seat: str
    token: str
    nonce: Nonce = 0
    next_phase: bool = False


Shelf = dict[str, dict[str, Any]]
"""Facts by entity."""
Books = dict[str, dict[str, int]]
"""What accounts hold, by account and asset, in micro-units."""


class State(msgspec.Struct, frozen=True, tag="state", tag_field="is"):
    """The seat's whole view after step `seq`: public facts, own facts, open books."""

    seq: int
    public: Shelf
    own: Shelf
    books: Books


class Changed(msgspec.Struct, frozen=True, tag="changed", tag_field="is"):
    """The public facts after step `seq` of every entity about which any has changed.

    Each entity is told whole; `gone` are those of which nothing is known any more.
    """

    seq: int
    public: Shelf
    gone: tuple[str, ...] = ()


class Own(msgspec.Struct, frozen=True, tag="own", tag_field="is"):
    """What has changed of the seat's own facts and open books by step `seq`.

    Each entity and account is told whole; `gone` and `closed` are those that the seat sees no more.
    """

    seq: int
    own: Shelf
    books: Books
    gone: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


class Opened(msgspec.Struct, frozen=True, tag="opened", tag_field="is"):
    """A phase is open. `questions` are this seat's, empty if it waits; `answers` what it has given so far.

    `silence` says what will count if the seat stays silent.
    """

    key: str
    round: int
    phase: str
    title: str
    help: str
    questions: tuple[Question, ...]
    answers: Raw
    silence: Raw


class Clock(msgspec.Struct, frozen=True, tag="clock", tag_field="is"):
    """How time passes. `remaining` seconds are left for the open phase, None without a limit.

    They run down while `running`. `begun` is False until the host, or the first person, starts.
    """

    remaining: float | None
    running: bool
    begun: bool
    paused: bool


class Happened(msgspec.Struct, frozen=True, tag="happened", tag_field="is"):
    """What was told and posted in a step, as far as this seat may know it.

    `title` is what the system then in force called the phase; empty for steps that are no system's.
    """

    seq: int
    round: int
    phase: str
    events: tuple[Event, ...]
    title: str = ""


class WentBack(msgspec.Struct, frozen=True, tag="went_back", tag_field="is"):
    """Step `seq`: the host took the table back to the end of `round`, 0 for the opening.

    What was told of later rounds by steps before this one no longer happened; the State that follows is
    the one then. `text` says so, as a template over `facts`.
    """

    seq: int
    round: int
    text: str
    facts: dict[str, Any]


class Because(msgspec.Struct, frozen=True, tag="because", tag_field="is"):
    """Why the seat's own numbers of a finished round are others than in the round before.

    Replaces what was told of that round before.
    """

    round: int
    changes: tuple[Change, ...]


class Missed(msgspec.Struct, frozen=True, tag="missed", tag_field="is"):
    """What happened after `seen` and before `oldest` is no longer told; the State that follows is whole."""

    seen: int
    oldest: int


class Presence(msgspec.Struct, frozen=True, tag="presence", tag_field="is"):
    """Who is at the table and still deciding, and how many only watch."""

    seats: tuple[SeatInfo, ...]
    watching: int = 0


class Heard(msgspec.Struct, frozen=True, tag="heard", tag_field="is"):
    """Something said, number `id` of the table. The host speaks with `seat` empty."""

    id: int
    seat: str
    name: str
    channel: Literal["table", "role", "host"]
    text: str


class Taken(msgspec.Struct, frozen=True, tag="taken", tag_field="is"):
    """What was sent with this nonce stands; `answers` are the seat's now.

    With nonce 0 it tells that someone else on the same seat, named in `by`, has answered.
    """

    nonce: Nonce
    answers: Raw
    by: str = ""


class Foreseen(msgspec.Struct, frozen=True, tag="foreseen", tag_field="is"):
    """The preview that was asked for."""

    nonce: Nonce
    lines: tuple[Line, ...]


class Ahead(msgspec.Struct, frozen=True, tag="ahead", tag_field="is"):
    """What a motion would bring, as far as anyone can see: ranges over seeds, never a point."""

    nonce: Nonce
    foresight: Foresight


class Planned(msgspec.Struct, frozen=True, tag="planned", tag_field="is"):
    """The plan that was asked for, worked out from what the seat itself may know."""

    nonce: Nonce
    board: Board


class Refused(msgspec.Struct, frozen=True, tag="refused", tag_field="is"):
    """Nothing was changed, and why. `nonce` is that of the refused message, 0 if it had none."""

    nonce: Nonce
    refusal: Refusal


class Ended(msgspec.Struct, frozen=True, tag="ended", tag_field="is"):
    """The game is over; the last State carries the end. `early` if the host ended it before."""

    saved_as: str
    early: bool = False


ServerMessage = (
    Welcome
    | Governed
    | Offered
    | Seated
    | State
    | Changed
    | Own
    | Opened
    | Clock
    | Happened
    | WentBack
    | Because
    | Missed
    | Presence
    | Heard
    | Taken
    | Foreseen
    | Ahead
    | Planned
    | Refused
    | Ended
)
