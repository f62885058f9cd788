"""Real connections on loopback for tests: clients, conditions with a deadline, and faults."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_client

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

    async def send(self, message: m.ClientMessage) -> None:
        """Send a message in this client's format."""
        await self.socket.send(encode_client(message, text=self.text))

    async def get(self, kind: type[Kind]) -> Kind:
        """The next message of a kind; those before it are only remembered."""
        async with asyncio.timeout(PATIENCE):
            while True:
                frame = await self.socket.recv()
                assert isinstance(frame, str) is self.text
                self.read.append(message := decode_server(frame))
                if isinstance(message, kind):
                    return message

    async def sit(self, seat: str, token: str | None = None) -> m.Seated:
        """Say hello and take a seat, or resume one."""
        await self.send(m.Hello(m.VERSION, "Person", token))
        if token is None:
            await self.get(m.Opened)
            await self.send(m.TakeSeat(seat, 1))
        return await self.get(m.Seated)

    async def gone(self) -> int | None:
        """Read until the server has ended the connection; returns the close code."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                async for _ in self.socket:
                    pass
        return self.socket.close_code


@asynccontextmanager
async def client(address: tuple[str, int], *, text: bool = False) -> AsyncIterator[Client]:
    """A connected client, closed in good order at the end."""
    uri = "ws://{}:{}".format(*address)
    async with connect(uri, proxy=None, compression=None, max_size=None) as link:
        yield Client(link, text=text)


@asynccontextmanager
async def cut_off(address: tuple[str, int]) -> AsyncIterator[Client]:
    """A client whose connection is cut at the end, without a closing handshake: 1006 on both sides."""
    async with client(address) as one:
        yield one
        one.socket.transport.abort()


@asynccontextmanager
async def deaf(address: tuple[str, int]) -> AsyncIterator[Client]:
    """A client that reads nothing after its hello and never says so; its buffers are small."""
    narrow = socket.create_connection(address)
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    async with connect("ws://localhost", sock=narrow, proxy=None, compression=None) as link:
        one = Client(link, text=False)
        await one.send(m.Hello(m.VERSION, "Deaf"))
        await one.get(m.Opened)
        link.transport.pause_reading()
        yield one
        link.transport.abort()


@contextmanager
def failing_tick(room: object) -> Iterator[None]:
    """A room whose rules break when time passes."""

    def fail(_now: float) -> list[object]:
        raise ArithmeticError("the rules broke")

    room.tick = fail  # type: ignore[attr-defined]  # the room of the test
    yield
    del room.tick  # type: ignore[attr-defined]  # the same
