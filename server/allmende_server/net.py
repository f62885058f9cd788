"""The network shell: the only module here that speaks websockets; it moves frames, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from itertools import count

from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as websockets_serve
from websockets.exceptions import ConnectionClosed

from allmende_protocol.codec import CLIENT_FRAME, DecodeError, decode_client, encode_server
from allmende_server.outbox import Outbox
from allmende_server.room import Outgoing, Room
from allmende_server.seating import ClientId

TICK_SECONDS = 0.2
SEND_SECONDS = 10.0
"""A client that has not read a message after this long is cut off; keepalive would not do it."""
CLOSE_SECONDS = 2.0
Clock = Callable[[], float]


class Peer:
    """One client's connection. `text` is how it speaks, and so how it is spoken to."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket
        self._outbox = Outbox()
        self.text = False

    def put(self, outgoing: Outgoing) -> None:
        """Queue a message; cut the connection if the client has stopped reading."""
        if not self._outbox.put(outgoing.message):
            self.cut()

    def cut(self) -> None:
        """End the connection at once, without the closing handshake."""
        self._socket.transport.abort()

    async def send_all(self) -> None:
        """Send what is queued until the connection ends; a send that fails or lasts ends it."""
        try:
            while True:
                frame = encode_server(await self._outbox.get(), text=self.text)
                async with asyncio.timeout(SEND_SECONDS):
                    await self._socket.send(frame)
        except (ConnectionClosed, TimeoutError):
            pass
        finally:
            self.cut()


class Shell:
    """Feeds a room from its connections and the clock, and hands on what it returns."""

    def __init__(self, room: Room, clock: Clock, commit: Callable[[], None]) -> None:
        self._room = room
        self._clock = clock
        self._commit = commit
        self._peers: dict[ClientId, Peer] = {}
        self._numbers = count(1)

    async def handle(self, socket: ServerConnection) -> None:
        """One connection, from its opening to its end. Close codes do not matter: all mean left."""
        client, peer = next(self._numbers), Peer(socket)
        self._peers[client] = peer
        sender = asyncio.create_task(peer.send_all())
        try:
            with suppress(ConnectionClosed):
                async for frame in socket:
                    self._take(client, peer, frame)
        finally:
            del self._peers[client]
            self._post(self._room.disconnect(client, self._clock()))
            sender.cancel()
            with suppress(asyncio.CancelledError):
                await sender

    async def tick_forever(self) -> None:
        """Let the room know that time passes. If that fails nobody may wait for it: all are cut."""
        try:
            while True:
                await asyncio.sleep(TICK_SECONDS)
                self._post(self._room.tick(self._clock()))
        except Exception:
            for peer in self._peers.values():
                peer.cut()
            raise

    def _take(self, client: ClientId, peer: Peer, frame: bytes | str) -> None:
        peer.text = isinstance(frame, str)
        try:
            message = decode_client(frame)
        except DecodeError as error:
            self._post(self._room.garbled(client, error))
        else:
            self._post(self._room.receive(client, message, self._clock()))

    def _post(self, outgoing: Iterable[Outgoing]) -> None:
        """Make the record durable, then queue what acknowledges it."""
        self._commit()
        for one in outgoing:
            if one.client in self._peers:
                self._peers[one.client].put(one)


def _not_kept() -> None:
    """Commit nothing: for a table whose record stays in memory."""


@asynccontextmanager
async def serve(
    room: Room,
    clock: Clock,
    host: str = "127.0.0.1",
    port: int = 0,
    commit: Callable[[], None] = _not_kept,
) -> AsyncIterator[tuple[str, int]]:
    """Serve a room while the context lasts; yields the address, with the port that was found for 0.

    `commit` makes durable what the room's game has recorded, before anything is acknowledged. Pages
    in a browser are refused, for any page could reach a port on loopback. Raises OSError if the
    address cannot be had, and at the end whatever stopped the ticking, if anything did.
    """
    shell = Shell(room, clock, commit)
    async with websockets_serve(
        shell.handle,
        host,
        port,
        origins=[None],
        compression=None,
        max_size=CLIENT_FRAME,
        close_timeout=CLOSE_SECONDS,
    ) as server:
        ticking = asyncio.create_task(shell.tick_forever())
        try:
            bound: tuple[str, int] = next(iter(server.sockets)).getsockname()[:2]
            yield bound
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking
