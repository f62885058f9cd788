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
        self._newest: dict[type, ServerMessage] = {}
        self._filled = asyncio.Event()

    def put(self, message: ServerMessage) -> bool:
        """Queue a message; False if there is no room, which means that the client does not read."""
        if len(self._waiting) >= LONGEST:
            return False
        self._newest[type(message)] = message
        self._waiting.append(message)
        self._filled.set()
        return True

    async def get(self) -> ServerMessage:
        """The next message that none behind it replaces, once there is one."""
        while True:
            while not self._waiting:
                self._filled.clear()
                await self._filled.wait()
            message = self._waiting.popleft()
            if not isinstance(message, _REPLACED) or message is self._newest[type(message)]:
                return message
