"""Messages that are told as they are in the plain dialogue: replies, talk, and what becomes of the line."""

from __future__ import annotations

from allmende_client import board_lines, foresight_lines, lines, plain_words
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.words import _
from allmende_protocol.messages import Ahead, Heard, Planned, Taken


def told(message: Incoming, before: Model, model: Model) -> list[str]:
    """What a message says that made `model` of the model `before`; nothing if that is no news."""
    match message:
        case Connection(up=up) if up != before.connected:
            return [_("Connected again.") if up else _("The connection is lost; trying again.")]
        case Planned():
            return board_lines.spoken(model, message.board)
        case Ahead():
            return foresight_lines.foresight(model, message.foresight)
        case Heard() if model.chat is not before.chat:
            return [lines.said(message)]
        case Taken(nonce=0):
            return [plain_words.mate(model)]
    return []
