"""What comes to the port and is no websocket, or none from here: the table plays on."""

import socket
import struct
from collections.abc import Awaitable, Callable

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from allmende_server.net import Served
from tests.server.siege import HANDSHAKE, PAGE, answered, asked, attacked


@pytest.mark.parametrize(
    ("line", "headers", "status"),
    [
        ("GET /favicon.ico HTTP/1.1", (), 404),
        ("GET /../../etc/passwd HTTP/1.1", (), 404),
        ("GET //evil.example/ HTTP/1.1", (), 404),
        ("GET /%2e%2e/ HTTP/1.1", (), 404),
        ("GET / HTTP/1.1", ("Upgrade: websocket", "Connection: Upgrade"), 400),
        ("GET / HTTP/1.1", ("Upgrade: websocket", "Connection: Upgrade",
                            "Sec-WebSocket-Key: short", "Sec-WebSocket-Version: 13"), 400),
        ("GET / HTTP/1.1", ("X: " + "x" * 20_000,), 431),
        ("GET / HTTP/1.1", ("X: x",) * 500, 431),
        ("POST / HTTP/1.1", ("Content-Length: 1",), None),
        ("TBLCD", (), None),
    ],
)  # fmt: skip
async def test_http_that_makes_no_sense_is_answered_as_such(
    line: str, headers: tuple[str, ...], status: int | None
) -> None:
    """Then the connection ends; what is no request at all is not answered."""
    async with attacked() as served:
        said = await answered(served, asked(served, line, *headers))
        assert said.split(b" ")[1:2] == ([str(status).encode()] if status else [])


async def test_the_page_is_shown_at_its_own_path_only() -> None:
    """With the policy that keeps other scripts out; the query is for the page alone."""
    async with attacked() as served:
        said = await answered(served, asked(served, "GET /?table=TBLCD HTTP/1.1"))
        head, _, body = said.partition(b"\r\n\r\n")
        assert body.decode() == PAGE.html
        for header in (
            "Content-Security-Policy: default-src 'none'",
            "Referrer-Policy: no-referrer",
        ):
            assert header.encode() in head


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://evil.example/{own}"]
)
async def test_a_page_from_elsewhere_may_not_connect(origin: str) -> None:
    """Any web page can try to reach an address of the local network."""
    async with attacked() as served:
        uri = f"ws://{served.host}:{served.port}"
        own = f"{served.host}:{served.port}"
        with pytest.raises(InvalidStatus, match="403"):
            await connect(uri, proxy=None, additional_headers={"Origin": origin.format(own=own)})


Attack = Callable[[Served], Awaitable[socket.socket]]


async def half_a_request(served: Served) -> socket.socket:
    """A connection that begins to ask and never ends."""
    held = socket.create_connection((served.host, served.port))
    held.sendall(b"GET / HTTP/1.1\r\nHost: x")
    return held


async def nothing_at_all(served: Served) -> socket.socket:
    """A connection that says nothing."""
    return socket.create_connection((served.host, served.port))


async def half_a_frame(served: Served) -> socket.socket:
    """A connection that begins a frame and never ends."""
    held = await nothing_at_all(served)
    held.sendall(HANDSHAKE.format(host=served.host, port=served.port).encode() + b"\x82\xfe\xff")
    return held


async def a_reset(served: Served) -> socket.socket:
    """A connection that is reset in the middle of a frame."""
    held = await half_a_frame(served)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    held.close()
    return held


async def another_language(served: Served) -> socket.socket:
    """The beginning of a TLS handshake."""
    held = await nothing_at_all(served)
    held.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)))
    return held


@pytest.mark.parametrize(
    "attack", [half_a_request, nothing_at_all, half_a_frame, a_reset, another_language]
)
async def test_a_connection_that_hangs_holds_nobody_up(attack: Attack) -> None:
    """Many of them, all open while the others play."""
    held: list[socket.socket] = []
    async with attacked(held) as served:
        held += [await attack(served) for _ in range(20)]
