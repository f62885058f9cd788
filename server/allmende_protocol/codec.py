"""Messages to frames and back: the one module that knows MessagePack (docs/reference/protocol.md).

A binary frame is MessagePack, a text frame is JSON of the same schema. What comes from a client is
held to plain data of bounded size, depth and magnitude before anything else looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import msgpack  # type: ignore[import-untyped]  # it ships no types
import msgspec

from allmende_protocol.messages import ClientMessage, ServerMessage

CLIENT_FRAME = 64 * 1024
"""The largest frame that a client may send, in bytes of its encoding."""
DEEPEST = 16
"""How many lists and maps may lie inside one another in a client's message."""
LARGEST = 2**53
"""The largest whole number, up or down, that every client's language holds exactly."""

_UNREADABLE = (ValueError, TypeError, OverflowError, RecursionError, msgspec.MsgspecError)


class DecodeError(Exception):
    """A frame that is no message; the text is a sentence for whoever sent it.

    `nonce` is the message's own if it could be read, else 0, so that even this gets its reply.
    """

    def __init__(self, sentence: str, nonce: int = 0) -> None:
        super().__init__(sentence)
        self.nonce = nonce


def encode_server(message: ServerMessage, *, text: bool) -> bytes | str:
    """A server's message as a frame."""
    return _pack(message, text=text)


def encode_client(message: ClientMessage, *, text: bool = False) -> bytes | str:
    """A client's message as a frame."""
    return _pack(message, text=text)


def decode_client(data: bytes | str) -> ClientMessage:
    """The message of a client's frame. Raises DecodeError and nothing else, whatever the frame."""
    size = len(data if isinstance(data, bytes) else data.encode(errors="replace"))
    if size > CLIENT_FRAME:
        raise DecodeError(f"The message has {size} bytes; at most {CLIENT_FRAME} are read.")
    plain = _unpack(data)
    nonce = _nonce(plain)
    if problem := _problem(plain):
        raise DecodeError(problem, nonce)
    try:
        message: ClientMessage = msgspec.convert(plain, ClientMessage)
    except msgspec.ValidationError as error:
        raise DecodeError(f"The message does not fit its schema: {error}.", nonce) from None
    return message


def bundle(frames: Sequence[bytes | str]) -> bytes | str:
    """Frames of one format as a single one: the list of their messages; one alone stays as it is."""
    if len(frames) == 1:
        return frames[0]
    if isinstance(frames[0], str):
        return f"[{','.join(map(str, frames))}]"
    head: bytes = msgpack.Packer().pack_array_header(len(frames))
    return head + b"".join(frame for frame in frames if isinstance(frame, bytes))


def decode_server(data: bytes | str) -> tuple[ServerMessage, ...]:
    """The messages of a server's frame. Raises DecodeError and nothing else, whatever the frame."""
    plain = _unpack(data)
    try:
        return tuple(
            msgspec.convert(one, ServerMessage)
            for one in (plain if isinstance(plain, list) else [plain])
        )
    except (msgspec.ValidationError, RecursionError) as error:
        raise DecodeError(f"The server's message does not fit its schema: {error}.") from None


def _pack(message: msgspec.Struct, *, text: bool) -> bytes | str:
    if text:
        return msgspec.json.encode(message).decode()
    packed: bytes = msgpack.packb(msgspec.to_builtins(message, str_keys=True))
    return packed


def _unpack(data: bytes | str) -> Any:
    """The plain data of a frame. Each library has errors of its own for nesting and sizes."""
    try:
        return msgspec.json.decode(data) if isinstance(data, str) else msgpack.unpackb(data)
    except _UNREADABLE as error:
        kind = "JSON" if isinstance(data, str) else "MessagePack"
        reason = str(error) or type(error).__name__
        raise DecodeError(f"The message is not {kind} that can be read: {reason}.") from None


def _nonce(plain: Any) -> int:
    nonce = plain.get("nonce", 0) if isinstance(plain, dict) else 0
    return nonce if type(nonce) is int and 0 <= nonce <= LARGEST else 0


def _problem(plain: Any) -> str | None:
    """What keeps `plain` from being plain data within the bounds, if anything does."""
    layer = [plain]
    for _ in range(DEEPEST + 1):
        below: list[Any] = []
        for value in layer:
            if isinstance(value, dict):
                below.extend((*value.keys(), *value.values()))
            elif isinstance(value, list):
                below.extend(value)
            elif problem := _leaf_problem(value):
                return problem
        if not below:
            return None
        layer = below
    return f"The message is nested too deeply; {DEEPEST} levels are read."


def _leaf_problem(value: Any) -> str | None:
    match value:
        case int() if abs(value) > LARGEST:
            return f"A number in the message is beyond {LARGEST}, up or down."
        case float() if not isfinite(value):
            return "A number in the message is not finite."
        case None | bool() | int() | float() | str():
            return None
        case _:
            return f"The message holds {type(value).__name__}, which JSON could not hold."
