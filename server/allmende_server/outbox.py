"""What waits to be sent to one client: bounded, and without views that a newer one replaces."""

from __future__ import annotations

import asyncio
from collections import deque

from allmende_protocol.messages import Opened, Presence, ServerMessage, State

LONGEST = 4096
"""Messages that may wait: more than all results of a game of 200 rounds."""
_REPLACED = (State, Opened, Presence)
"""Each of these says all that its forerunner did, so only the newest is worth sending."""


class Outbox:
    """A queue of messages with one reader."""

    def __init__(self) -> None:
        self._waiting: deque[ServerMessage] = deque()
        self._filled = asyncio.Event()

    def put(self, message: ServerMessage) -> bool:
        """Queue a message; False if there is no room, which means that the client does not read."""
        if isinstance(message, _REPLACED):
            kept = (one for one in self._waiting if type(one) is not type(message))
            self._waiting = deque(kept)
        if len(self._waiting) >= LONGEST:
            return False
        self._waiting.append(message)
        self._filled.set()
        return True

    async def get(self) -> ServerMessage:
        """The next message, once there is one."""
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        return self._waiting.popleft()
