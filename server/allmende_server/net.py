"""The network's edge: the only module here that speaks websockets; it moves frames, and no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as websockets_serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from allmende_protocol.codec import CLIENT_FRAME, bundle
from allmende_protocol.finding import PROTOCOL_HEADER
from allmende_protocol.messages import VERSION
from allmende_server.hall import Hall
from allmende_server.seer import Seer
from allmende_server.shell import Clock, Peer, Shell

LARGEST = 16 * CLIENT_FRAME
"""Bytes of a frame that ends the connection unread; a smaller one that is too large is refused by code."""
SEND_SECONDS = 10.0
"""A client that has not read a message after this long is cut off; keepalive would not do it."""
OPEN_SECONDS = 5.0
PING_SECONDS = 7.0
"""A line that is silently cut is noticed after twice as long."""
CLOSE_SECONDS = 2.0


class Served(NamedTuple):
    """Where a hall is served. `broken` is set if it had to stop: no one is connected any more."""

    host: str
    port: int
    broken: asyncio.Event


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser is shown that opens the address, and its content security policy."""

    html: str
    policy: str


async def _handle(shell: Shell, socket: ServerConnection) -> None:
    """One connection, from its opening to its end."""
    peer = Peer(socket.transport.abort)
    address = str((socket.remote_address or ("",))[0])
    client = shell.connected(peer, address)
    sender = asyncio.create_task(_send_all(peer, socket))
    try:
        with suppress(ConnectionClosed):
            async for frame in socket:
                shell.arrived(client, frame)
    finally:
        shell.disconnected(client)
        sender.cancel()
        with suppress(asyncio.CancelledError):
            await sender


async def _send_all(peer: Peer, socket: ServerConnection) -> None:
    """Send what is queued until the connection ends; a send that fails or lasts ends it."""
    try:
        while True:
            letters = await peer.outbox.get()
            async with asyncio.timeout(SEND_SECONDS):
                await socket.send(bundle([letter.frame(text=peer.text) for letter in letters]))
    except (ConnectionClosed, TimeoutError):
        pass
    finally:
        peer.cut()


def _answer(page: Page | None, socket: ServerConnection, request: Request) -> Response | None:
    """The page for a browser, and None for a websocket, unless another site's page opened it."""
    if request.headers.get("Upgrade", "").lower() != "websocket":
        return _show(page, socket, request)
    origin, host = request.headers.get("Origin"), request.headers.get("Host", "")
    if origin is None or (page is not None and origin == f"http://{host}"):
        return None
    return socket.respond(HTTPStatus.FORBIDDEN, "Only this server's own page may connect.\n")


def _show(page: Page | None, socket: ServerConnection, request: Request) -> Response:
    if page is None or request.path.partition("?")[0] != "/":
        return _marked(socket.respond(HTTPStatus.NOT_FOUND, "There is nothing here.\n"))
    response = _marked(socket.respond(HTTPStatus.OK, page.html))
    headers = response.headers
    del headers["Content-Type"]
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers["Content-Security-Policy"] = page.policy
    headers["Cache-Control"] = "no-cache"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    return response


def _marked(response: Response) -> Response:
    response.headers[PROTOCOL_HEADER] = str(VERSION)
    return response


def _not_kept() -> None:
    """Commit nothing: for tables whose records stay in memory."""


@asynccontextmanager
async def serve(
    hall: Hall,
    clock: Clock,
    commit: Callable[[], None] = _not_kept,
    *,
    host: str | None = "127.0.0.1",
    port: int = 0,
    page: Page | None = None,
) -> AsyncIterator[Served]:
    """Serve a hall while the context lasts, at a port that is found for 0; host None is everywhere.

    `commit` makes durable what the tables have recorded, before anything is acknowledged. Browsers
    get `page`; without one, and from the pages of others, they are refused. Raises OSError if the
    address cannot be had, and at the end, in a group, whatever stopped the tables, if anything did.
    """
    seer, broken = Seer(), asyncio.Event()
    shell = Shell(hall, clock, commit, seer)
    async with websockets_serve(
        lambda socket: _handle(shell, socket),
        host,
        port,
        process_request=lambda socket, request: _answer(page, socket, request),
        compression=None,
        max_size=LARGEST,
        open_timeout=OPEN_SECONDS,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        close_timeout=CLOSE_SECONDS,
    ) as server:
        running = asyncio.create_task(shell.run())
        running.add_done_callback(lambda _: broken.set())
        try:
            found = next(iter(server.sockets)).getsockname()
            yield Served(found[0], found[1], broken)
        finally:
            running.cancel()
            seer.close()
            with suppress(asyncio.CancelledError):
                await running
