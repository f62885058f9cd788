"""The link over a real connection on loopback: it resumes its seat and loses nothing that waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from allmende_client.line import Incoming
from allmende_client.link import UnreachableError, WebsocketLink
from allmende_client.model import Connection
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


async def test_a_cut_connection_is_told_and_said_hello_to_again(table: tuple[Table, str]) -> None:
    """What was said meanwhile is sent then, and after the Hello."""
    server, url = table
    link = WebsocketLink(url, pauses=at_once)
    arrived: list[Incoming] = []
    await link.reach()
    async with asyncio.timeout(20):
        async for message in link:
            arrived.append(message)
            if message == Connection(up=False):
                await link.send(m.Say("still here"))
            if message == Connection(up=True):
                await link.send(m.Hello(m.VERSION, "Robin"))
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
        m.Hello(m.VERSION, "Robin"),
        m.Say("still here"),
        m.Leave(),
    ]
    assert server.codes[-1] == 1000


async def test_a_hello_that_did_not_go_out_is_not_said_later() -> None:
    """The next connection has one of its own."""
    link = WebsocketLink("ws://127.0.0.1:1")
    await link.send(m.Hello(m.VERSION, "Old"))
    await link.send(m.Say("kept"))
    link._forget_hellos()
    assert list(link._unsent) == [m.Say("kept")]


async def test_where_nobody_listens_one_sentence_says_so() -> None:
    """With the address, and without a traceback."""
    with pytest.raises(UnreachableError, match=r"^Nobody hosts a game at 127.0.0.1:\d+"):
        await WebsocketLink(await closed_port()).reach()


async def closed_port() -> str:
    """An address where a server has just closed."""
    async with serve(Table().handle, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
    return f"ws://127.0.0.1:{port}"


async def test_a_server_of_another_kind_is_told_apart() -> None:
    """One that speaks no websockets, and one that speaks something else in them."""

    async def http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(http, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(UnreachableError, match="is no Allmende server"):
            await WebsocketLink(f"ws://127.0.0.1:{port}").reach()

    async def gibberish(socket: ServerConnection) -> None:
        await socket.send("hello?")

    async with serve(gibberish, "127.0.0.1", 0) as other:
        port = next(iter(other.sockets)).getsockname()[1]
        with pytest.raises(UnreachableError, match="is no Allmende server"):
            async for _message in WebsocketLink(f"ws://127.0.0.1:{port}"):
                pass


async def test_a_new_connection_can_be_asked_for(table: tuple[Table, str]) -> None:
    """To go to another table."""
    server, url = table
    link = WebsocketLink(url, pauses=at_once)
    async with asyncio.timeout(20):
        async for message in link:
            if message == Connection(up=True) and server.connections < 3:
                await link.renew()
            elif message == Connection(up=True):
                await link.close()
    assert server.connections == 3
