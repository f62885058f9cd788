"""The model after a message: each message of the server is folded into what the client knows."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from allmende_client import tidings
from allmende_client.model import Connection, Model
from allmende_protocol.messages import (
    Ahead,
    Because,
    Changed,
    Clock,
    Ended,
    Foreseen,
    Governed,
    Happened,
    Heard,
    Missed,
    Offered,
    Opened,
    Own,
    Planned,
    Presence,
    Refused,
    Seated,
    ServerMessage,
    State,
    Taken,
    Welcome,
    WentBack,
)


def fold(model: Model, message: ServerMessage | Connection) -> Model:  # noqa: C901, PLR0911, PLR0912  # one case a message
    """The model after one message."""
    match message:
        case Connection():
            return replace(model, connected=message.up)
        case Welcome():
            return _welcomed(model, message)
        case Governed():
            return _governed(model, message)
        case Offered():
            return replace(model, offered=message, refusal=None)
        case Seated():
            return _seated(model, message)
        case State():
            return replace(model, state=message)
        case Changed():
            return _changed(model, message)
        case Own():
            return _own(model, message)
        case Opened():
            return _opened(model, message)
        case Clock():
            return replace(model, clock=message)
        case Happened():
            return tidings.happened(model, message)
        case WentBack():
            return _went_back(model, message)
        case Because():
            return tidings.because(model, message)
        case Missed():
            return tidings.missed(model)
        case Presence():
            return replace(model, seats=message.seats, watching=message.watching)
        case Heard():
            return _heard(model, message)
        case Taken():
            return _taken(model, message)
        case Foreseen():
            return replace(model, foreseen=message.lines)
        case Ahead():
            return _ahead(model, message)
        case Planned():
            return replace(model, board=message.board, refusal=None)
        case Refused():
            return _refused(model, message)
        case Ended():
            return replace(model, ended=message)


def _changed(model: Model, message: Changed) -> Model:
    """Facts of an entity that has changed replace those that were known of it; some are no longer there."""
    if model.state is None:
        return model
    public = {**model.state.public, **message.public}
    for name in message.gone:
        public.pop(name, None)
    return replace(model, state=State(message.seq, public, model.state.own, model.state.books))


def _own(model: Model, message: Own) -> Model:
    """The seat's own facts and books: what changed is replaced, what it sees no more is dropped."""
    if model.state is None:
        return model
    own = {**model.state.own, **message.own}
    books = {**model.state.books, **message.books}
    for name in message.gone:
        own.pop(name, None)
    for name in message.closed:
        books.pop(name, None)
    return replace(model, state=State(message.seq, model.state.public, own, books))


def _welcomed(model: Model, message: Welcome) -> Model:
    """Another table begins with nothing known; the same one after a reconnection goes on."""
    if model.welcome is not None and model.welcome.table != message.table:
        model = Model()
    return replace(model, welcome=message, seats=message.seats, refusal=None)


def _governed(model: Model, message: Governed) -> Model:
    """The table goes on under another system; what was foreseen under the old one says nothing any more."""
    if model.welcome is None:
        return model
    ruled = {name: getattr(message, name) for name in message.__struct_fields__}
    return replace(model, welcome=msgspec.structs.replace(model.welcome, **ruled), ahead={})


def _seated(model: Model, message: Seated) -> Model:
    opened = model.opened.key if model.opened else ""
    return replace(
        model,
        seat=message.seat,
        offered=None,
        board=None,
        refusal=None,
        bots_phase=opened if message.next_phase else None,
        elsewhere=False,
    )


def _opened(model: Model, message: Opened) -> Model:
    bots_phase = message.key if model.bots_phase == "" else model.bots_phase
    same = model.opened is not None and model.opened.key == message.key
    return replace(
        model,
        opened=message,
        bots_phase=bots_phase,
        foreseen=(),
        refusal=None,
        mate=model.mate if same else "",
    )


def _heard(model: Model, message: Heard) -> Model:
    """Add what was said once, also when a reconnection brings it again."""
    if any(heard.id == message.id for heard in model.chat):
        return model
    return replace(model, chat=(*model.chat, message))


def _taken(model: Model, message: Taken) -> Model:
    opened = model.opened and msgspec.structs.replace(model.opened, answers=message.answers)
    return replace(model, opened=opened, refusal=None, mate=message.by)


def _refused(model: Model, message: Refused) -> Model:
    """A seat that another device uses is no longer ours, and that is no passing news."""
    if message.refusal.code == "elsewhere":
        return replace(model, seat="", elsewhere=True)
    return replace(model, refusal=message.refusal)


def _ahead(model: Model, message: Ahead) -> Model:
    """Add a preview to those that begin in the same round; older ones say nothing any more."""
    seen = message.foresight
    kept = {motion: one for motion, one in model.ahead.items() if one.begins == seen.begins}
    return replace(model, ahead={**kept, (seen.dial, seen.value): seen}, refusal=None)


def _went_back(model: Model, message: WentBack) -> Model:
    """What was told of later rounds is dropped once, also when a reconnection says it again.

    What was foreseen in them says nothing any more.
    """
    if tidings.knows(model, message):
        return model
    return replace(
        tidings.went_back(model, message), ahead={}, board=None, refusal=None, ended=None
    )
