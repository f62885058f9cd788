"""Hostile frames on real sockets: each is refused or ends its connection; the others play on."""

import asyncio
import struct
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from allmende_protocol import messages as m
from allmende_protocol.codec import CLIENT_FRAME, decode_server
from allmende_server.hall import MESSAGES, PATIENCE
from allmende_server.net import LARGEST, serve
from tests.server.parlour import Parlour
from tests.server.siege import HANDSHAKE, answered, attacked
from tests.server.wire import PATIENCE as SECONDS
from tests.server.wire import Clock, client


def frame(opcode: int, payload: bytes, *, masked: bool = True, last: bool = True) -> bytes:
    """A short websocket frame, with a mask of zeros (RFC 6455, 5.2)."""
    head = bytes([(0x80 if last else 0) | opcode, (0x80 if masked else 0) | len(payload)])
    return head + (b"\0\0\0\0" if masked else b"") + payload


def close_code(said: bytes) -> int:
    """The code of the close frame that ends what the server said."""
    _, found, rest = said.rpartition(b"\x88")
    assert found
    code: int = struct.unpack("!H", rest[1:3])[0]
    return code


@pytest.mark.parametrize("size", [CLIENT_FRAME + 1, LARGEST])
@pytest.mark.parametrize("text", [True, False])
async def test_a_frame_that_is_too_large_is_refused_by_code(size: int, text: bool) -> None:
    """Up to sixteen times what is read the connection lives, and a good message is taken after."""
    async with attacked() as served, client(served, text=text) as mallory:
        await mallory.socket.send("x" * size if text else b"x" * size)
        assert (await mallory.get(m.Refused)).refusal.code == "bad_message"
        await mallory.hello("Mallory")
        await mallory.get(m.Welcome)


@pytest.mark.parametrize("parts", [1, 40])
async def test_beyond_that_the_connection_ends(parts: int) -> None:
    """Whether it comes at once or in pieces."""
    async with attacked() as served, client(served) as mallory:
        piece = b"x" * (LARGEST // parts + 1)
        with suppress(ConnectionClosed):
            await mallory.socket.send([piece] * parts if parts > 1 else piece)
        assert await mallory.gone() == 1009


@pytest.mark.parametrize("text", [b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2\x82"])
async def test_a_text_that_is_no_utf_8_ends_its_connection(text: bytes) -> None:
    """Stray bytes, half a surrogate pair, an overlong zero, a cut character."""
    async with attacked() as served, client(served) as mallory:
        await mallory.socket.send(text, text=True)
        assert await mallory.gone() == 1007


async def test_formats_may_alternate_and_each_gets_its_own_back() -> None:
    """Refused in the format of the last frame."""
    async with attacked() as served, client(served) as mallory:
        for sent in ("{", b"\xc1", "[]", b"", ""):
            await mallory.socket.send(sent)
            async with asyncio.timeout(SECONDS):
                reply = await mallory.socket.recv()
            assert type(reply) is type(sent)
            (refused,) = decode_server(reply)
            assert isinstance(refused, m.Refused)
            assert refused.refusal.code == "bad_message"


async def test_a_flood_ends_its_connection_only() -> None:
    """Refused as long as patience lasts, then cut without a word."""
    async with attacked() as served, client(served) as mallory:
        await mallory.hello("Mallory")
        with suppress(ConnectionClosed):
            for _ in range(int(MESSAGES[0]) + PATIENCE + 10):
                await mallory.socket.send(b"\xc1")
        assert await mallory.gone() == 1006


async def test_guessing_goes_on_no_longer_over_new_connections() -> None:
    """All of an address count together, whatever connection they come from."""
    parlour = Parlour()
    async with serve(parlour.hall, Clock()) as served:
        codes = []
        for _ in range(10):
            async with client(served) as mallory:
                await mallory.send(m.Hello(m.VERSION, "Mallory", "QQQQQ"))
                codes.append((await mallory.get(m.Refused)).refusal.code)
    assert codes == ["wrong_code"] * 8 + ["too_many_tries"] * 2


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(0x2, b"x", masked=False), 1002),
        (frame(0x3, b"x"), 1002),
        (frame(0xB, b"x"), 1002),
        (frame(0x0, b"x"), 1002),
        (frame(0x9, b"x", last=False), 1002),
        (frame(0x1, b"x", last=False) + frame(0x1, b"y"), 1002),
        (b"\xf2\x81\0\0\0\0x", 1002),
        (frame(0x8, b"\x00"), 1002),
        (b"\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 1009),
    ],
    ids=["no mask", "unknown data", "unknown control", "a tail of nothing", "a ping in pieces",
         "a frame in a frame", "reserved bits", "half a close code", "an exabyte"],
)  # fmt: skip
async def test_a_broken_websocket_ends_with_its_code(sent: bytes, code: int) -> None:
    """What RFC 6455 calls a protocol error is one."""
    async with attacked() as served:
        handshake = HANDSHAKE.format(host=served.host, port=served.port).encode()
        said = await answered(served, handshake, sent)
        assert said.startswith(b"HTTP/1.1 101 ")
        assert close_code(said) == code
