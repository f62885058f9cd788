"""The link over a real connection on loopback: it resumes its seat and loses nothing that waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from allmende_client.link import Token, WebsocketLink
from allmende_client.model import Connection
from allmende_client.session import Incoming
from allmende_protocol import messages as m
from allmende_protocol.codec import decode_client, encode_server
from tests.client import valley


class Table:
    """A server that notes what it hears, and cuts its first connection after the seat is given."""

    def __init__(self) -> None:
        self.heard: list[m.ClientMessage] = []
        self.codes: list[int | None] = []
        self.connections = 0
        self.closed = asyncio.Event()

    async def handle(self, socket: ServerConnection) -> None:
        """One connection."""
        self.connections += 1
        async for frame in socket:
            message = decode_client(frame)
            self.heard.append(message)
            if isinstance(message, m.Hello):
                await socket.send(encode_server(valley.SEATED, text=False))
                if self.connections == 1:
                    socket.transport.abort()
        self.codes.append(socket.close_code)
        if self.connections > 1:
            self.closed.set()


@pytest.fixture
async def table() -> AsyncIterator[tuple[Table, str]]:
    """A table, and its address."""
    found = Table()
    server: Server
    async with serve(found.handle, "127.0.0.1", 0) as server:
        host, port = next(iter(server.sockets)).getsockname()[:2]
        yield found, f"ws://{host}:{port}"


def at_once() -> Generator[float]:
    """No pause between attempts."""
    while True:
        yield 0.0


async def test_a_cut_connection_is_told_and_resumed_by_token(table: tuple[Table, str]) -> None:
    """What was said meanwhile is sent then."""
    server, url = table
    link = WebsocketLink(url, "Robin", pauses=at_once)
    arrived: list[Incoming] = []
    async with asyncio.timeout(20):
        async for message in link:
            arrived.append(message)
            if message == Connection(up=False):
                await link.send(m.Say("still here"))
            if isinstance(message, m.Seated) and server.connections > 1:
                await link.send(m.Leave())
                await asyncio.gather(link.close(), server.closed.wait())
    assert arrived == [
        Connection(up=True),
        valley.SEATED,
        Connection(up=False),
        Connection(up=True),
        valley.SEATED,
    ]
    assert server.heard == [
        m.Hello(m.VERSION, "Robin"),
        m.Hello(m.VERSION, "Robin", "secret"),
        m.Say("still here"),
        m.Leave(),
    ]
    assert server.codes[-1] == 1000


def test_a_token_is_not_printed_by_tracebacks() -> None:
    """Textual prints local variables."""
    assert "secret" not in repr(Token("secret"))
