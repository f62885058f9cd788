"""What waits to be sent to one client: bounded, and without views that a newer one replaces."""

from __future__ import annotations

import asyncio
from collections import deque

from allmende_protocol.codec import encode_server
from allmende_protocol.messages import Clock, Opened, Presence, ServerMessage

LONGEST = 4096
"""Messages that may wait: more than all results of a game of 200 rounds."""
_REPLACED = (Opened, Clock, Presence)
"""Each says all that its forerunner did, so only the newest is worth sending."""


class Letter:
    """A message on its way to one client or many; it is encoded once for each way of speaking."""

    def __init__(self, message: ServerMessage) -> None:
        self.message = message
        self._frames: dict[bool, bytes | str] = {}

    def frame(self, *, text: bool) -> bytes | str:
        """The message as a frame."""
        if text not in self._frames:
            self._frames[text] = encode_server(self.message, text=text)
        return self._frames[text]


class Outbox:
    """A queue of letters with one reader."""

    def __init__(self) -> None:
        self._waiting: deque[Letter] = deque()
        self._newest: dict[type, Letter] = {}
        self._filled = asyncio.Event()

    def put(self, letter: Letter) -> bool:
        """Queue a letter; False if there is no room, which means that the client does not read."""
        if len(self._waiting) >= LONGEST:
            return False
        self._newest[type(letter.message)] = letter
        self._waiting.append(letter)
        self._filled.set()
        return True

    async def get(self) -> list[Letter]:
        """All that waits, but what a later letter replaces, once there is any."""
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        letters = [letter for letter in self._waiting if self._counts(letter)]
        self._waiting.clear()
        return letters

    def _counts(self, letter: Letter) -> bool:
        kind = type(letter.message)
        return kind not in _REPLACED or letter is self._newest[kind]
