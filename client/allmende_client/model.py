"""What a client knows; `folding` makes it from what the server says. Pure: no screen, clock or network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from allmende_protocol.messages import (
    Clock,
    Ended,
    Heard,
    Offered,
    Opened,
    SeatInfo,
    State,
    Welcome,
)
from allmende_rules.events import Move
from allmende_rules.outlook import Foresight
from allmende_rules.planboard import Board
from allmende_rules.questions import Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line

Facts = Mapping[str, Mapping[str, Any]]
Sending = Literal["", "sending", "unsent"]
"""Where answers are that the server has not acknowledged: there are none, on their way, or held back."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Whether the server can be heard, from the link itself."""

    up: bool


@dataclass(frozen=True, slots=True)
class News:
    """One sentence of what happened. `own` if it was told to this seat alone.

    `why` if it was computed: a change of one's numbers in the round, or a cause of it. `verdict` if it
    tells what became of a motion, or that another system begins. `title` is what the phase was called
    under the system then in force; empty if that is not known.
    """

    round: int
    phase: str
    text: str
    own: bool
    why: Literal["", "change", "cause"] = ""
    verdict: bool = False
    title: str = ""

    @property
    def rank(self) -> int:
        """Its place among the news of a round: causes, what became of motions, one's own, the rest."""
        return 0 if self.why else 1 if self.verdict else 2 if self.own else 3

    @property
    def mark(self) -> str:
        """What leads it in a list: whether it is about this seat alone, or belongs to a line above."""
        if self.why == "cause":
            return "   "
        return "▸" if self.own else "·"


@dataclass(frozen=True, slots=True)
class Movement:
    """A posting that touched an open account."""

    round: int
    cause: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything on every screen is drawn from this. Replaced, never changed: identity is equality.

    `seat` is empty while one only watches. `mate` is who answered last on a shared seat, if not oneself.
    `bots_phase` is the key of a phase that a bot had decided before one took its seat. `elsewhere` says
    that another device uses the seat now. `sending` is about one's own answers to the open phase.
    `ahead` is what is foreseen this round of motions, by dial and value (micro-units), and `looking` the
    motion whose preview is being worked out. `board` is the last plan that a planner has asked for.
    """

    welcome: Welcome | None = None
    seat: str = ""
    offered: Offered | None = None
    state: State | None = None
    opened: Opened | None = None
    clock: Clock | None = None
    seats: tuple[SeatInfo, ...] = ()
    watching: int = 0
    mate: str = ""
    bots_phase: str | None = None
    elsewhere: bool = False
    chat: tuple[Heard, ...] = ()
    news: tuple[News, ...] = ()
    movements: tuple[Movement, ...] = ()
    foreseen: tuple[Line, ...] = ()
    ahead: Mapping[tuple[str, int], Foresight] = field(default_factory=dict)
    looking: tuple[str, int] | None = None
    board: Board | None = None
    sending: Sending = ""
    refusal: Refusal | None = None
    ended: Ended | None = None
    connected: bool = True
    known: frozenset[tuple[int, int, str]] = field(default=frozenset(), repr=False)

    @property
    def public(self) -> Facts:
        """Public facts by entity."""
        return self.state.public if self.state else {}

    @property
    def own(self) -> Facts:
        """The seat's private facts by entity."""
        return self.state.own if self.state else {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """This seat's open questions; none in a phase that a bot has decided for it."""
        if self.opened is None or self.over or self.opened.key == self.bots_phase:
            return ()
        return self.opened.questions

    @property
    def decided(self) -> bool:
        """Whether this seat's answers to the open phase stand."""
        return bool(self.opened and self.opened.answers)

    @property
    def over(self) -> bool:
        """Whether the last round has been played."""
        return self.ended is not None or bool(self.fact("table", "finished", default=False))

    @property
    def in_lobby(self) -> bool:
        """Whether the host has yet to start the game."""
        return self.clock is not None and not self.clock.begun and not self.over

    def doing(self, seat: SeatInfo) -> str:
        """A seat's state; before the game has begun its people are just `here`, or away."""
        return "here" if self.in_lobby and seat.state != "away" else seat.state

    @property
    def thinking(self) -> tuple[SeatInfo, ...]:
        """The seats that are still deciding."""
        return tuple(seat for seat in self.seats if self.doing(seat) == "deciding")

    @property
    def waited_for(self) -> tuple[SeatInfo, ...]:
        """The other seats that are still deciding."""
        return tuple(seat for seat in self.thinking if seat.seat != self.seat)

    @property
    def round(self) -> int:
        """The round being played."""
        return self.opened.round if self.opened else int(self.fact("table", "round", default=0))

    @property
    def me(self) -> SeatInfo | None:
        """This seat as everybody sees it."""
        return next((seat for seat in self.seats if seat.seat == self.seat), None)

    def fact(self, entity: str, name: str, *, default: Any = None) -> Any:
        """A public fact."""
        return self.public.get(entity, {}).get(name, default)

    def name_of(self, thing: str) -> str:
        """What a good, stock, household, enterprise, seat or dial is called."""
        if self.welcome is None:
            return thing
        return _names(self.welcome).get(thing, thing.replace("_", " "))

    def about(self, question: Question) -> str:
        """The unit that a question is about, if it has a name which the title does not say."""
        name = _names(self.welcome).get(question.about, "") if self.welcome else ""
        return "" if name.casefold() in question.title.casefold() else name

    def standing(self, question: Question) -> Any:
        """The answer that holds now: given, else what silence means, else the default; plain data."""
        if self.opened:
            for kept in (self.opened.answers, self.opened.silence):
                if question.id in kept:
                    return kept[question.id]
        return msgspec.to_builtins(question.default)


def _names(welcome: Welcome) -> dict[str, str]:
    land = welcome.land
    names = {dial.id: dial.label for dial in welcome.dials}
    for group in (land.goods, land.resources, land.households, land.enterprises, land.seats):
        names.update((each.id, each.name) for each in group)
    return names
