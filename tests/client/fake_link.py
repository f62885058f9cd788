"""A link without a network: a test says what arrives, and looks at what was sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_protocol.messages import ClientMessage

Sent = TypeVar("Sent")
Peer = Callable[[ClientMessage], Iterable[Incoming]]


def silent(_message: ClientMessage) -> Iterable[Incoming]:
    """A peer that never replies."""
    return ()


class FakeLink:
    """Delivers `opening`, then whatever `peer` replies to each message, then what `bring` adds."""

    def __init__(self, opening: Iterable[Incoming] = (), peer: Peer = silent) -> None:
        self.sent: list[ClientMessage] = []
        self.closed = False
        self.renewed = 0
        self._peer = peer
        self._coming: asyncio.Queue[Incoming | None] = asyncio.Queue()
        for message in opening:
            self._coming.put_nowait(message)

    async def send(self, message: ClientMessage) -> None:
        """Note the message and queue the peer's replies."""
        self.sent.append(message)
        self.bring(*self._peer(message))

    def bring(self, *messages: Incoming) -> None:
        """Let messages arrive."""
        for message in messages:
            self._coming.put_nowait(message)

    async def renew(self) -> None:
        """Note it, and let the connection break and come back."""
        self.renewed += 1
        self.bring(Connection(up=False), Connection(up=True))

    async def close(self) -> None:
        """End the iteration."""
        self.closed = True
        self._coming.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Incoming]:
        while (message := await self._coming.get()) is not None:
            yield message

    def sent_of(self, kind: type[Sent]) -> list[Sent]:
        """The messages of one type that were sent."""
        return [message for message in self.sent if isinstance(message, kind)]
