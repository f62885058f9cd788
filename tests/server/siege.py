"""A server under attack, at which an honest player ends a round, and a bare connection to it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from allmende_protocol import messages as m
from allmende_server.net import Page, Served, serve
from tests.server.parlour import Parlour
from tests.server.toy import UNIT
from tests.server.wire import PATIENCE, Client, Clock, client

PAGE = Page("<!doctype html><title>Allmende</title>", "default-src 'none'")
HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@asynccontextmanager
async def attacked(held: list[socket.socket] | None = None) -> AsyncIterator[Served]:
    """A server that is attacked; after that, Ben ends his round at it as if nothing had been.

    Until then the connections in `held` stay open.
    """
    parlour = Parlour(by_host=True)
    async with serve(parlour.hall, Clock(), page=PAGE) as served, client(served) as ben:
        await ben.sit("ben")
        async with client(served) as host:
            await host.start()
        before = list(parlour.entries)
        yield served
        assert parlour.entries == before
        await finish_the_round(ben)
        for one in held or []:
            one.close()


async def finish_the_round(ben: Client) -> None:
    """Pledge, vote, and come to the second round, in which the pledge counts."""
    opened = await ben.get(m.Opened)
    assert opened.phase == "pledge"
    await ben.send(m.Submit(opened.key, {"pledge": 4 * UNIT}, 1))
    assert (await ben.get(m.Taken)).nonce == 1
    opened = await next_phase(ben, "vote")
    await ben.send(m.Submit(opened.key, {"cap": 3}, 2))
    assert (await next_phase(ben, "pledge")).round == 2
    public = [one.public for one in ben.read if isinstance(one, m.State | m.Changed)]
    known = {entity: facts for shelf in public for entity, facts in shelf.items()}
    assert known["ben"]["pledge"] == 4 * UNIT


async def next_phase(ben: Client, phase: str) -> m.Opened:
    """The next opening of a phase."""
    while (opened := await ben.get(m.Opened)).phase != phase:
        pass
    return opened


async def answered(served: Served, request: bytes, *then: bytes) -> bytes:
    """What the server says on a bare connection to a request, and to what follows its answer."""
    reader, writer = await asyncio.open_connection(served.host, served.port)
    said = b""
    with suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE):
            writer.write(request)
            for one in then:
                said += await reader.readuntil(b"\r\n\r\n")
                writer.write(one)
            while part := await reader.read(4096):
                said += part
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return said


def asked(served: Served, line: str, *headers: str) -> bytes:
    """An HTTP request."""
    host = f"Host: {served.host}:{served.port}"
    return "\r\n".join([line, host, *headers, "", ""]).encode()
