"""Announcing a server on the local network by mDNS, so that `allmende join` finds it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from secrets import token_hex

from zeroconf import Error, InterfaceChoice
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from allmende_protocol.finding import SERVICE, Announcement, best_first, to_txt, why_silent
from allmende_protocol.messages import VERSION
from allmende_server.addresses import addresses, lan_addresses

LOOPBACK = "127.0.0.1"
FAULTS = (OSError, RuntimeError, Error)
"""What zeroconf raises where it cannot start; RuntimeError where there is no interface at all."""


@asynccontextmanager
async def announced(
    port: int,
    tables: Sequence[str],
    host_name: str | None = None,
    *,
    interfaces: Sequence[str] = (),
    service: str = SERVICE,
) -> AsyncIterator[str | None]:
    """Announce the server at `port` while the context lasts, with the titles of its tables.

    Yields None, or a sentence on why nobody will find it: a table is played all the same. The host's
    name is by default the machine's. `interfaces` are IPv4 addresses to announce on and as; by
    default all. Titles are for everyone on the network to read: put no code in them.
    """
    said = Announcement(VERSION, host_name or socket.gethostname(), tuple(tables))
    announcer = _Announcer(_description(said, port, interfaces, service))
    try:
        yield await announcer.start(interfaces)
    finally:
        await announcer.stop()


def _description(
    said: Announcement, port: int, interfaces: Sequence[str], service: str
) -> AsyncServiceInfo:
    """The records of the server. Its name is random, so that no two servers need to settle on one."""
    name = f"allmende-{token_hex(8)}"
    own = [one.address for one in lan_addresses(addresses())] or [LOOPBACK]
    return AsyncServiceInfo(
        service,
        f"{name}.{service}",
        port=port,
        properties=to_txt(said),
        server=f"{name}.local.",
        parsed_addresses=list(best_first(interfaces or own)),
    )


class _Announcer:
    """Says what it is given until it is stopped, and says goodbye then."""

    def __init__(self, description: AsyncServiceInfo) -> None:
        self._description = description
        self._responder: AsyncZeroconf | None = None
        self._first_words: asyncio.Future[None] | None = None

    async def start(self, interfaces: Sequence[str]) -> str | None:
        """Begin. Returns a sentence on what prevents it, if anything does."""
        try:
            self._responder = AsyncZeroconf(list(interfaces) or InterfaceChoice.All)
            saying = await self._responder.async_register_service(
                self._description, cooperating_responders=True
            )
        except FAULTS as error:
            why = why_silent(error)
            return f"Others cannot find this table by themselves: {why}. Tell them the address."
        self._first_words = asyncio.ensure_future(saying)
        return None

    async def stop(self) -> None:
        """Say goodbye, so that the table vanishes from lists at once."""
        if self._first_words is not None:
            self._first_words.cancel()
            with suppress(asyncio.CancelledError, *FAULTS):
                await self._first_words
        if self._responder is not None:
            await self._responder.async_close()
