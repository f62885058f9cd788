"""People in numbers: each holds a seat over a connection of its own, and answers when it is asked."""

import asyncio
import random
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import msgpack  # type: ignore[import-untyped]  # it ships no types
from websockets.asyncio.client import ClientConnection, connect

PACE = 0.4
"""Seconds that a person thinks before answering, on average. Not every phase asks every seat."""


@dataclass
class Readings:
    """Seconds from an answer to its reply, and from the last answer of a phase to its result."""

    replies: list[float] = field(default_factory=list)
    results: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    refused: int = 0
    measuring: bool = False


class Table:
    """When the last answer of a table was sent: its result is timed from there."""

    def __init__(self) -> None:
        self.last_sent = 0.0


class Person:
    """A seat's player: takes it, then answers every phase that asks with what stands."""

    def __init__(self, readings: Readings, table: Table, rng: random.Random) -> None:
        self._readings = readings
        self._table = table
        self._rng = rng
        self._sent_at: dict[int, float] = {}
        self._nonce = 10
        self._thinking: asyncio.Task[None] | None = None

    async def play(self, port: int, code: str, seat: str, seated: asyncio.Semaphore) -> None:
        """Sit down and play until cancelled. The semaphore is released once seated."""
        uri = f"ws://127.0.0.1:{port}"
        async with connect(uri, proxy=None, compression=None, max_size=None) as socket:
            await self._say(socket, {"is": "hello", "version": 4, "name": seat, "table": code})
            await self._say(socket, {"is": "ask_seat", "seat": seat, "nonce": 1})
            try:
                async for frame in socket:
                    heard = msgpack.unpackb(frame)
                    for message in heard if isinstance(heard, list) else [heard]:
                        await self._hear(socket, message, len(frame), seated)
            finally:
                if self._thinking is not None:
                    self._thinking.cancel()

    async def _hear(
        self,
        socket: ClientConnection,
        message: dict[str, Any],
        size: int,
        seated: asyncio.Semaphore,
    ) -> None:
        now = perf_counter()
        match message["is"]:
            case "offered":
                wish = {"seat": message["seat"], "offer": message["offer"], "nonce": 2}
                await self._say(socket, {"is": "take_seat", **wish})
            case "seated":
                seated.release()
            case "opened":
                self._asked(socket, message)
            case "taken":
                sent = self._sent_at.pop(message["nonce"], None)
                if sent is not None and self._readings.measuring:
                    self._readings.replies.append(now - sent)
            case "refused":
                self._readings.refused += 1
            case "changed" if self._readings.measuring and self._table.last_sent:
                self._readings.results.append(now - self._table.last_sent)
                self._readings.sizes.append(size)

    def _asked(self, socket: ClientConnection, opened: dict[str, Any]) -> None:
        if opened["questions"] and not opened["answers"]:
            answer = {"is": "submit", "key": opened["key"], "answers": opened["silence"]}
            self._thinking = asyncio.create_task(self._answer(socket, answer))

    async def _answer(self, socket: ClientConnection, answer: dict[str, Any]) -> None:
        await asyncio.sleep(self._rng.uniform(0.2 * PACE, 1.8 * PACE))
        self._nonce += 1
        self._sent_at[self._nonce] = self._table.last_sent = perf_counter()
        await self._say(socket, {**answer, "nonce": self._nonce})

    async def _say(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        await socket.send(msgpack.packb(message))


async def echo(port: int, size: int, readings: Readings, table: Table, rng: random.Random) -> None:
    """Somebody who sends as often and as much, to a server that only echoes."""
    uri = f"ws://127.0.0.1:{port}"
    async with connect(uri, proxy=None, compression=None, max_size=None) as socket:
        sent = 0.0

        async def send() -> None:
            nonlocal sent
            while True:
                await asyncio.sleep(rng.uniform(0.2 * PACE, 1.8 * PACE))
                sent = table.last_sent = perf_counter()
                await socket.send(b"a" * size)

        sender = asyncio.create_task(send())
        try:
            async for frame in socket:
                if readings.measuring:
                    (readings.replies if len(frame) == size else readings.results).append(
                        perf_counter() - (sent if len(frame) == size else table.last_sent)
                    )
        finally:
            sender.cancel()
