"""What was acknowledged, read from the cable: an answer counts once its Taken has reached the machine.

The switch hands over every frame that it delivered, and nothing that it lost. From these the streams of
TCP (RFC 9293) are put together, then the frames of WebSocket (RFC 6455) in them, then the messages. So
neither the clients nor the server are asked what they believe. A Submit is acknowledged if a Taken with
its nonce stands in what reached the client on the same connection; the seat is the one that the last
Seated before it named there.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from allmende_protocol.codec import decode_client, decode_server
from allmende_protocol.messages import Seated, Submit, Taken

_IPV4, _TCP, _SYN = 0x0800, 6, 0x02
_AROUND = 2**32
_END_OF_REQUEST = b"\r\n\r\n"
_UPGRADE = b"upgrade: websocket"


class Way(NamedTuple):
    """One direction of a connection: address and port, from and to."""

    source: str
    source_port: int
    target: str
    target_port: int

    @property
    def back(self) -> Way:
        """The other direction."""
        return Way(self.target, self.target_port, self.source, self.source_port)


class Segment(NamedTuple):
    """Bytes of a stream that reached their machine, and when."""

    time: float
    number: int
    opens: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An answer whose Taken reached `address` at `time`. `key` names the opening of the phase."""

    time: float
    address: str
    seat: str
    key: str
    answers: dict[str, Any]


class Wire:
    """Keeps what was delivered to and from one TCP port, and reads it when the trial is over."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._heard: list[tuple[float, bytes]] = []

    def delivered(self, time: float, frame: bytes) -> None:
        """A frame reached a machine."""
        self._heard.append((time, frame))

    def acknowledged(self) -> list[Acknowledged]:
        """Every acknowledged answer, in order of time."""
        ways = self._ways()
        connections = [(way, self._conversation(ways, way)) for way in ways if self._up(way)]
        found = [one for way, talk in connections for one in _acknowledged(way, talk)]
        return sorted(found, key=lambda one: one.time)

    def _up(self, way: Way) -> bool:
        return way.target_port == self._port

    def _ways(self) -> dict[Way, list[Segment]]:
        ways: dict[Way, list[Segment]] = defaultdict(list)
        for time, frame in self._heard:
            read = segment(time, frame)
            if read is not None and self._port in (read[0].source_port, read[0].target_port):
                ways[read[0]].append(read[1])
        return dict(ways)

    def _conversation(
        self, ways: dict[Way, list[Segment]], way: Way
    ) -> list[tuple[float, bool, Any]]:
        """What both sides said, as (time, by the client, message)."""
        said = [(time, True, decode_client(data)) for time, data in frames(ways[way], masked=True)]
        heard = [
            (time, False, message)
            for time, data in frames(ways.get(way.back, []), masked=False)
            for message in decode_server(data)
        ]
        return [*said, *heard]


def _acknowledged(way: Way, talk: list[tuple[float, bool, Any]]) -> Iterator[Acknowledged]:
    """Pairs each Taken with the Submit that it answers; nonces are unique on a connection."""
    sent = {one.nonce: one for _, up, one in talk if up and isinstance(one, Submit) and one.nonce}
    seat = ""
    for time, up, message in talk:
        if up:
            continue
        if isinstance(message, Seated):
            seat = message.seat
        elif isinstance(message, Taken) and message.nonce in sent:
            key = sent[message.nonce].key
            yield Acknowledged(time, way.source, seat, key, message.answers)


def segment(time: float, frame: bytes) -> tuple[Way, Segment] | None:
    """The TCP segment of an Ethernet frame with IPv4; None if it is anything else."""
    (kind,) = struct.unpack_from("!H", frame, 12)
    if kind != _IPV4 or frame[23] != _TCP:
        return None
    packet = frame[14 : 14 + struct.unpack_from("!H", frame, 16)[0]]
    inner = packet[4 * (packet[0] & 0x0F) :]
    source_port, target_port, number = struct.unpack_from("!HHL", inner)
    way = Way(_dotted(packet[12:16]), source_port, _dotted(packet[16:20]), target_port)
    data = inner[4 * (inner[12] >> 4) :]
    return way, Segment(time, number, bool(inner[13] & _SYN), data)


def _dotted(address: bytes) -> str:
    return ".".join(map(str, address))


def stream(segments: Iterable[Segment]) -> Iterator[tuple[float, bytes]]:
    """The bytes of a stream in order, each piece with the time at which it could be read."""
    begin, held, at = -1, dict[int, bytes](), 0
    for one in segments:
        if one.opens:
            if begin != one.number + 1:
                begin, held, at = one.number + 1, {}, 0
            continue
        place = (one.number - begin) % _AROUND
        if place >= _AROUND // 2:  # a probe sends again what was read long ago
            continue
        if len(one.data) > len(held.get(place, b"")):
            held[place] = one.data
        while (key := _covers(held, at)) is not None:
            piece = held.pop(key)[at - key :]
            at += len(piece)
            yield one.time, piece


def _covers(held: dict[int, bytes], at: int) -> int | None:
    """Where a piece begins that goes on from `at`, if there is one."""
    return next((key for key, data in held.items() if key <= at < key + len(data)), None)


def frames(segments: Iterable[Segment], *, masked: bool) -> Iterator[tuple[float, bytes | str]]:
    """The data messages of a WebSocket stream, behind the request or response that began it."""
    head, began = b"", False
    reader = StreamReader()
    parser = _messages(reader, masked=masked)
    for time, data in stream(segments):
        if began:
            reader.feed_data(data)
        else:
            head += data
            opening, mark, rest = head.partition(_END_OF_REQUEST)
            began = bool(mark) and _UPGRADE in opening.lower()
            reader.feed_data(rest if began else b"")
        while (message := next(parser)) is not None:
            yield time, message


def _messages(reader: StreamReader, *, masked: bool) -> Generator[bytes | str | None]:
    """Whole messages, and None whenever more bytes are wanted."""
    parts: list[bytes] = []
    text = False
    while True:
        frame = yield from Frame.parse(reader.read_exact, mask=masked, max_size=None)
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            text = text if frame.opcode is Opcode.CONT else frame.opcode is Opcode.TEXT
            parts.append(bytes(frame.data))
            if frame.fin:
                whole, parts = b"".join(parts), []
                yield whole.decode() if text else whole
