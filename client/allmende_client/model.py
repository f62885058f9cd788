"""What a client knows, folded from what the server says. Pure: no screen, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from allmende_client.sentences import filled
from allmende_protocol.messages import (
    Ended,
    Foreseen,
    Happened,
    Heard,
    Opened,
    Presence,
    Refused,
    Seated,
    SeatInfo,
    ServerMessage,
    State,
    Taken,
    Welcome,
)
from allmende_rules.events import Move, Posted, Told
from allmende_rules.questions import Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line

Facts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Connection:
    """Whether the server can be heard, from the link itself."""

    up: bool


@dataclass(frozen=True, slots=True)
class News:
    """One sentence of what happened. `own` if it was told to this seat alone."""

    round: int
    phase: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """A posting that touched an open account."""

    round: int
    cause: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything on every screen is drawn from this. Replaced, never changed: identity is equality."""

    welcome: Welcome | None = None
    seat: str = ""
    state: State | None = None
    opened: Opened | None = None
    seats: tuple[SeatInfo, ...] = ()
    chat: tuple[Heard, ...] = ()
    news: tuple[News, ...] = ()
    movements: tuple[Movement, ...] = ()
    foreseen: tuple[Line, ...] = ()
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
        """This seat's open questions."""
        return self.opened.questions if self.opened and not self.over else ()

    @property
    def decided(self) -> bool:
        """Whether this seat's answers to the open phase stand."""
        return bool(self.opened and self.opened.answers)

    @property
    def over(self) -> bool:
        """Whether the last round has been played."""
        return self.ended is not None or bool(self.fact("table", "finished", default=False))

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


def fold(model: Model, message: ServerMessage | Connection) -> Model:  # noqa: C901, PLR0911, PLR0912  # one case a message
    """The model after one message."""
    match message:
        case Connection():
            return replace(model, connected=message.up)
        case Welcome():
            return replace(model, welcome=message, seats=message.seats)
        case Seated():
            return replace(model, seat=message.seat)
        case State():
            return replace(model, state=message)
        case Opened():
            return replace(model, opened=message, foreseen=(), refusal=None)
        case Happened():
            return _happened(model, message)
        case Presence():
            return replace(model, seats=message.seats)
        case Heard():
            return replace(model, chat=(*model.chat, message))
        case Taken():
            return _taken(model, message)
        case Foreseen():
            return replace(model, foreseen=message.lines)
        case Refused():
            return replace(model, refusal=message.refusal)
        case Ended():
            return replace(model, ended=message)


def _taken(model: Model, message: Taken) -> Model:
    opened = model.opened and msgspec.structs.replace(model.opened, answers=message.answers)
    return replace(model, opened=opened, refusal=None)


def _happened(model: Model, message: Happened) -> Model:
    """Add news and movements once, also when a reconnection brings them again."""
    mark = (message.seq, message.round, message.phase)
    if mark in model.known:
        return model
    news = tuple(
        News(message.round, message.phase, filled(event.text, event.facts), event.to != "all")
        for event in message.events
        if isinstance(event, Told)
    )
    movements = tuple(
        Movement(message.round, event.cause, event.moves)
        for event in message.events
        if isinstance(event, Posted)
    )
    return replace(
        model,
        news=(*model.news, *news),
        movements=(*model.movements, *movements),
        known=model.known | {mark},
    )
