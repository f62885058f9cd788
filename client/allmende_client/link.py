"""The network end of a client, and the only module that speaks websockets.

Once it has reached the server it reconnects by itself whenever the line breaks. What is sent meanwhile
waits, and goes out after the Hello of the next connection.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import suppress
from functools import partial

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as websocket
from websockets.exceptions import ConnectionClosed, InvalidURI, WebSocketException

from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.words import _
from allmende_protocol.codec import DecodeError, decode_server, encode_client
from allmende_protocol.messages import ClientMessage, Hello

LARGEST = 4 * 2**20
"""Bytes of the largest message taken: the whole view of a large table."""
LAST_WORDS = 2.0
"""Seconds that closing waits for messages that are still to be sent."""
REACH = 8.0
"""Seconds within which a server in the same house has answered."""
PING, PONG = 5.0, 10.0
"""Seconds between signs of life, and after which a missing one means that the line is cut."""
CLOSING = 2.0
"""Seconds in which the far end may agree to close; on a line that is cut nobody does."""


class UnreachableError(Exception):
    """There is no server to talk to; the text is a sentence with the nearest right thing."""


def pauses() -> Generator[float]:
    """Seconds between attempts to reconnect: quick at first, and never so long that people wait."""
    yield from (0.2, 0.5, 1.0, 2.0)
    while True:
        yield 3.0


class WebsocketLink:
    """A `Link` over websockets. `pauses` makes the seconds between attempts to reconnect."""

    def __init__(self, url: str, pauses: Callable[[], Generator[float]] = pauses) -> None:
        self._url = url
        self._attempts = partial(
            websocket,
            url,
            proxy=None,
            compression=None,
            max_size=LARGEST,
            open_timeout=REACH,
            ping_interval=PING,
            ping_timeout=PONG,
            close_timeout=CLOSING,
            reconnect_delays=pauses,
            process_exception=lambda _error: None,
        )
        self._socket: ClientConnection | None = None
        self._first: ClientConnection | None = None
        self._unsent: deque[ClientMessage] = deque()
        self._greeted = False
        self._something = asyncio.Event()
        self._all_sent = asyncio.Event()
        self._all_sent.set()
        self._closing = False

    async def reach(self) -> None:
        """Connect for the first time. Raises UnreachableError if there is no such server."""
        try:
            self._first = await self._attempts()
        except (OSError, TimeoutError, WebSocketException, ValueError) as error:
            raise UnreachableError(_why_not(self._url, error)) from None

    async def send(self, message: ClientMessage) -> None:
        """Queue a message; it goes out at once if the server can be heard."""
        if isinstance(message, Hello):
            self._unsent.appendleft(message)
            self._greeted = True
        else:
            self._unsent.append(message)
        self._all_sent.clear()
        self._something.set()

    async def renew(self) -> None:
        """Begin a new connection, to say another Hello."""
        if self._socket is not None:
            await self._socket.close()

    async def close(self) -> None:
        """Send what waits, then close with code 1000."""
        self._closing = True
        for socket in (self._socket, self._first):
            if socket is not None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._all_sent.wait(), LAST_WORDS)
                await socket.close()

    async def __aiter__(self) -> AsyncIterator[Incoming]:
        """Messages from every connection, with a Connection before and after each."""
        async for socket in self._sockets():
            async for message in self._talk(socket):
                yield message
            if self._closing:
                return
            yield Connection(up=False)

    async def _sockets(self) -> AsyncIterator[ClientConnection]:
        if self._first is not None:
            async with self._first as socket:
                self._first = None
                yield socket
        async for socket in self._attempts():
            yield socket

    async def _talk(self, socket: ClientConnection) -> AsyncIterator[Incoming]:
        self._socket = socket
        self._forget_hellos()
        sender = asyncio.create_task(self._send_all(socket))
        try:
            yield Connection(up=True)
            with suppress(ConnectionClosed):
                async for data in socket:
                    for message in decode_server(data):
                        yield message
        except DecodeError as error:
            raise UnreachableError(_strange(self._url)) from error
        finally:
            self._socket = None
            sender.cancel()

    def _forget_hellos(self) -> None:
        """Each connection has a Hello of its own; one that an earlier did not take is out of date."""
        self._greeted = False
        self._unsent = deque(one for one in self._unsent if not isinstance(one, Hello))

    async def _send_all(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                while self._greeted and self._unsent:
                    await socket.send(encode_client(self._unsent[0]))
                    self._unsent.popleft()
                self._all_sent.set()
                self._something.clear()
                await self._something.wait()


def _why_not(url: str, error: Exception) -> str:
    server = url.removeprefix("ws://")
    host = server.rpartition(":")[0]
    match error:
        case ConnectionRefusedError():
            text = _("Nobody hosts a game at {server}: no program listens there.")
        case TimeoutError():
            text = _("Nothing at {server} answers: another network, or a firewall between.")
        case InvalidURI() | ValueError():
            text = _("{server} is no address that can be reached.")
        case OSError():
            text = _("{host} cannot be reached from this machine.")
        case _:
            return _strange(url)
    return text.format(server=server, host=host)


def _strange(url: str) -> str:
    text = _("What answers at {server} is no Allmende server, or one of another version.")
    return text.format(server=url.removeprefix("ws://"))


def connect(url: str) -> WebsocketLink:
    """A link to the server at `url`; it connects when it is told to, or its messages are asked for."""
    return WebsocketLink(url)
