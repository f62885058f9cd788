"""What the trial on a LAN trusts: streams put together from lossy frames, and the look into the record."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from allmende_protocol.codec import encode_client, encode_server
from allmende_protocol.messages import Seated, Submit, Taken
from allmende_rules.record import Answered, Body, Entry, Resolved, Withdrawn
from tests.lan.ledger import missing
from tests.lan.wire import Acknowledged, Segment, Wire, stream

CLIENT, SERVER, PORT = ("10.77.0.2", 40000), ("10.77.0.1", 8765), 8765
BEGIN = 2**32 - 10
"""A first sequence number after which the others go round (RFC 9293, 3.4)."""
KEY = "1.market.0"


def pieces(data: bytes, cuts: list[int]) -> Iterator[Segment]:
    """A stream's opening, then its bytes cut at these places."""
    yield Segment(0.0, BEGIN, opens=True, data=b"")
    places = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    for time, (a, b) in enumerate(pairwise(places), start=1):
        yield Segment(float(time), (BEGIN + 1 + a) % 2**32, opens=False, data=data[a:b])


@given(st.binary(min_size=1, max_size=60), st.lists(st.integers(0, 60)), st.data())
def test_a_stream_is_whole_whatever_is_late_or_sent_again(
    data: bytes, cuts: list[int], chosen: st.DataObject
) -> None:
    """Segments that come twice or out of order make the same bytes."""
    opening, *rest = pieces(data, cuts)
    mixed = chosen.draw(st.permutations([*rest, *chosen.draw(st.lists(st.sampled_from(rest)))]))
    assert b"".join(piece for _time, piece in stream([opening, *mixed])) == data


def ethernet(source: tuple[str, int], target: tuple[str, int], one: Segment) -> bytes:
    """A segment as the frame that carries it."""
    flags = 0x02 if one.opens else 0x10
    tcp = struct.pack("!HHLLBBHHH", source[1], target[1], one.number, 0, 5 << 4, flags, 0, 0, 0)
    addresses = [bytes(map(int, end[0].split("."))) for end in (source, target)]
    size = 40 + len(one.data)
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, 6, 0, *addresses)
    return bytes(12) + struct.pack("!H", 0x0800) + ip + tcp + one.data + b"\0\0"


def conversation(taken: Taken, *, lost: bool) -> Wire:
    """A cable on which an answer was sent; what came back of the server's words is lost or not."""
    submit = encode_client(Submit(KEY, {"ask": 5}, nonce=7))
    said = [encode_server(one, text=False) for one in (Seated("ada", "token"), taken)]
    up = b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n" + framed(submit, mask=True)
    down = b"HTTP/1.1 101 OK\r\nUpgrade: websocket\r\n\r\n" + b"".join(framed(one) for one in said)
    wire = Wire(PORT)
    for one in pieces(up, [5, 50]):
        wire.delivered(one.time, ethernet(CLIENT, SERVER, one))
    for one in list(pieces(down, [60]))[: -1 if lost else None]:
        wire.delivered(one.time, ethernet(SERVER, CLIENT, one))
    return wire


def framed(message: bytes | str, *, mask: bool = False) -> bytes:
    """A message in a frame of WebSocket."""
    assert isinstance(message, bytes)
    return Frame(Opcode.BINARY, message).serialize(mask=mask)


def test_an_answer_counts_once_its_taken_has_come() -> None:
    """It is the seat's that the connection was given, with all that stands."""
    (found,) = conversation(Taken(7, {"ask": 5}), lost=False).acknowledged()
    assert (found.seat, found.key, found.answers) == ("ada", KEY, {"ask": 5})


@pytest.mark.parametrize(("nonce", "lost"), [(7, True), (8, False), (0, False)])
def test_nothing_counts_without_the_reply_to_it(nonce: int, lost: bool) -> None:
    """A Taken that was lost, or answers something else, acknowledges nothing."""
    assert conversation(Taken(nonce, {"ask": 5}), lost=lost).acknowledged() == []


GIVEN = Answered("ada", "market", "person", {"ask": 5})
CLOSED = Resolved(1, "market", ())


@pytest.mark.parametrize(
    ("bodies", "holds"),
    [
        ([GIVEN, CLOSED], True),
        ([Answered("ada", "market", "person", {"ask": 4}), GIVEN, CLOSED], True),
        ([GIVEN], False),
        ([CLOSED, GIVEN], False),
        ([Answered("ben", "market", "person", {"ask": 5}), CLOSED], False),
        ([Answered("ada", "market", "silence", {"ask": 5}), CLOSED], False),
        ([GIVEN, Answered("ada", "market", "draft", {"ask": 5}), CLOSED], False),
        ([Answered("ada", "market", "person", {"ask": 6}), CLOSED], False),
    ],
)
def test_what_was_acknowledged_is_looked_for_in_its_own_phase(
    bodies: list[Body], holds: bool
) -> None:
    """By the same seat, from a person, before the phase was resolved, and not written over."""
    opening: list[Body] = [Withdrawn("ada", "before"), *bodies]
    entries = [Entry(number, number - 1, body) for number, body in enumerate(opening)]
    lost = missing([Acknowledged(0.0, CLIENT[0], "ada", KEY, {"ask": 5})], entries)
    assert (lost == []) is holds
