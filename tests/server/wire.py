"""Real connections on loopback for tests: clients, conditions with a deadline, and faults."""

import asyncio
import socket
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_client
from allmende_server.net import Served
from tests.server.parlour import CODE, KEY

Kind = TypeVar("Kind", bound=m.ServerMessage)
PATIENCE = 10.0
"""Seconds after which what a test waits for will not come."""


async def until(condition: Callable[[], object]) -> None:
    """Return once the condition holds; fail if it does not within PATIENCE."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  # a room announces nothing
            await asyncio.sleep(0.005)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Client:
    """A client that reads what it waits for and remembers all that it has read."""

    def __init__(self, socket: ClientConnection, *, text: bool) -> None:
        self.socket = socket
        self.text = text
        self.read: list[m.ServerMessage] = []
        self._unread: deque[m.ServerMessage] = deque()

    async def send(self, message: m.ClientMessage) -> None:
        """Send a message in this client's format."""
        await self.socket.send(encode_client(message, text=self.text))

    async def get(self, kind: type[Kind]) -> Kind:
        """The next message of a kind; those before it are only remembered."""
        async with asyncio.timeout(PATIENCE):
            while True:
                while not self._unread:
                    frame = await self.socket.recv()
                    assert isinstance(frame, str) is self.text
                    self._unread.extend(decode_server(frame))
                self.read.append(message := self._unread.popleft())
                if isinstance(message, kind):
                    return message

    async def hello(self, name: str, token: str | None = None, key: str | None = None) -> None:
        """Say hello at the table of the tests."""
        await self.send(m.Hello(m.VERSION, name, CODE, token, key=key))

    async def sit(self, seat: str, token: str | None = None) -> m.Seated:
        """Say hello and take a seat, or resume one."""
        await self.hello(f"Person at {seat}", token)
        if token is None:
            await self.get(m.Clock)
            await self.send(m.AskSeat(seat, 1))
            offered = await self.get(m.Offered)
            await self.send(m.TakeSeat(seat, offered.offer, 1))
        return await self.get(m.Seated)

    async def start(self) -> None:
        """Say hello as the host and let the game begin."""
        await self.hello("Host", key=KEY)
        await self.send(m.Start(9))
        assert (await self.get(m.Taken)).nonce == 9

    async def gone(self) -> int | None:
        """Read until the server has ended the connection; returns the close code."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                async for _ in self.socket:
                    pass
        return self.socket.close_code


@asynccontextmanager
async def client(served: Served, *, text: bool = False) -> AsyncIterator[Client]:
    """A connected client, closed in good order at the end."""
    uri = f"ws://{served.host}:{served.port}"
    async with connect(uri, proxy=None, compression=None, max_size=None) as link:
        yield Client(link, text=text)


@asynccontextmanager
async def cut_off(served: Served) -> AsyncIterator[Client]:
    """A client whose connection is cut at the end, without a closing handshake: 1006 on both sides."""
    async with client(served) as one:
        yield one
        one.socket.transport.abort()


@asynccontextmanager
async def deaf(served: Served, seat: str) -> AsyncIterator[Client]:
    """A client that reads nothing after it sat down and never says so; its buffers are small."""
    narrow = socket.create_connection((served.host, served.port))
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    async with connect("ws://localhost", sock=narrow, proxy=None, compression=None) as link:
        one = Client(link, text=False)
        await one.sit(seat)
        link.transport.pause_reading()
        yield one
        link.transport.abort()
