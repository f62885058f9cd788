"""What a session needs of its connection to a server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from allmende_client.model import Connection
from allmende_protocol.messages import ClientMessage, ServerMessage

Incoming = ServerMessage | Connection


class Link(Protocol):
    """A connection to a server: messages out, messages in, and an end."""

    async def send(self, message: ClientMessage) -> None:
        """Send now, or after the Hello of the next connection."""
        ...

    def __aiter__(self) -> AsyncIterator[Incoming]:
        """What arrives, until the link is closed."""
        ...

    async def renew(self) -> None:
        """Begin a new connection, to say another Hello."""
        ...

    async def close(self) -> None:
        """Send what waits, then end the connection in order."""
        ...
