"""The network end of a client, and the only module that speaks websockets.

It reconnects by itself, with growing pauses, and takes its seat up again by the token that the server
gave. What could not be sent waits and is sent once the server is back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import suppress

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as websocket
from websockets.client import backoff
from websockets.exceptions import ConnectionClosed

from allmende_client.model import Connection
from allmende_client.session import Incoming
from allmende_protocol.codec import decode_server, encode_client
from allmende_protocol.messages import VERSION, ClientMessage, Hello, Seated

LARGEST = 4 * 2**20
"""Bytes of the largest message taken: the whole view of a large table."""
LAST_WORDS = 2.0
"""Seconds that closing waits for messages that are still to be sent."""


class Token(str):
    """A seat's secret, which no traceback prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Token(…)"


class WebsocketLink:
    """A `Link` over websockets. `pauses` makes the seconds between attempts to reconnect."""

    def __init__(
        self,
        url: str,
        name: str,
        token: str | None = None,
        pauses: Callable[[], Generator[float]] = backoff,
    ) -> None:
        self._url = url
        self._name = name
        self._token = Token(token) if token else None
        self._pauses = pauses
        self._socket: ClientConnection | None = None
        self._unsent: deque[ClientMessage] = deque()
        self._something = asyncio.Event()
        self._all_sent = asyncio.Event()
        self._all_sent.set()
        self._closing = False

    async def send(self, message: ClientMessage) -> None:
        """Queue a message; it goes out at once if the server can be heard."""
        self._unsent.append(message)
        self._all_sent.clear()
        self._something.set()

    async def close(self) -> None:
        """Send what waits, then close with code 1000."""
        self._closing = True
        if self._socket is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_sent.wait(), LAST_WORDS)
            await self._socket.close()

    async def __aiter__(self) -> AsyncIterator[Incoming]:
        """Messages from every connection, with a Connection before and after each."""
        attempts = websocket(
            self._url,
            proxy=None,
            compression=None,
            max_size=LARGEST,
            reconnect_delays=self._pauses,
        )
        async for socket in attempts:
            yield Connection(up=True)
            async for message in self._talk(socket):
                yield message
            if self._closing:
                return
            yield Connection(up=False)

    async def _talk(self, socket: ClientConnection) -> AsyncIterator[Incoming]:
        self._socket = socket
        hello = Hello(VERSION, self._name, str(self._token) if self._token else None)
        sender = asyncio.create_task(self._send_all(socket, hello))
        try:
            with suppress(ConnectionClosed):
                async for data in socket:
                    message = decode_server(data)
                    if isinstance(message, Seated):
                        self._token = Token(message.token)
                    yield message
        finally:
            self._socket = None
            sender.cancel()

    async def _send_all(self, socket: ClientConnection, hello: Hello) -> None:
        with suppress(ConnectionClosed):
            await socket.send(encode_client(hello))
            while True:
                while self._unsent:
                    await socket.send(encode_client(self._unsent[0]))
                    self._unsent.popleft()
                self._all_sent.set()
                self._something.clear()
                await self._something.wait()


def connect(url: str, name: str, token: str | None = None) -> WebsocketLink:
    """A link to the server at `url`; it connects when its messages are first asked for."""
    return WebsocketLink(url, name, token)
