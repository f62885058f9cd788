"""Looking for tables on the local network by mDNS; `allmende_protocol.finding` has the format."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from zeroconf import Error, InterfaceChoice, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from allmende_protocol.finding import SERVICE, authority, best_first, from_txt, why_silent

SECONDS = 2.0
RESOLVE_MILLISECONDS = 1_500
MOST = 64
"""Servers looked into in one search: whoever floods a network with names is not followed."""


class DeafError(OSError):
    """This machine cannot listen for announcements; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A server that was heard: the name of its machine, its addresses best first, what it plays."""

    name: str
    addresses: tuple[str, ...]
    port: int
    version: int
    tables: tuple[str, ...]

    @property
    def place(self) -> str:
        """The best address with the port, as it stands in a URL."""
        return authority(self.addresses[0], self.port)


async def find(
    seconds: float = SECONDS, *, interfaces: Sequence[str] = (), service: str = SERVICE
) -> list[Found]:
    """The servers heard within so many seconds, by name. Raises DeafError as `findings` does."""
    found = [one async for one in findings(seconds, interfaces=interfaces, service=service)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.place))


async def findings(
    seconds: float = SECONDS, *, interfaces: Sequence[str] = (), service: str = SERVICE
) -> AsyncGenerator[Found, None]:
    """Each server as soon as it is heard, once, until so many seconds have passed.

    `interfaces` are IPv4 addresses to listen on; by default all. Raises DeafError where mDNS cannot
    start. Leave the iterator by `aclosing`, or at its end: it holds sockets.
    """
    listener = await _listener(interfaces)
    search = _Search(listener.zeroconf)
    browser = AsyncServiceBrowser(listener.zeroconf, service, handlers=[search.heard])
    seen: set[Found] = set()
    try:
        async for one in _until(asyncio.get_running_loop().time() + seconds, search.found):
            if one not in seen:
                seen.add(one)
                yield one
    finally:
        await browser.async_cancel()
        await search.stop()
        await listener.async_close()


async def _listener(interfaces: Sequence[str]) -> AsyncZeroconf:
    try:
        listener = AsyncZeroconf(list(interfaces) or InterfaceChoice.All)
        await listener.zeroconf.async_wait_for_start()
    except (OSError, RuntimeError, Error) as error:
        raise DeafError(
            f"This machine cannot look for tables: {why_silent(error)}. Ask the host for the address."
        ) from error
    return listener


async def _until(deadline: float, queue: asyncio.Queue[Found]) -> AsyncIterator[Found]:
    """What the queue brings before that time of the event loop."""
    while (left := deadline - asyncio.get_running_loop().time()) > 0:
        try:
            one = await asyncio.wait_for(queue.get(), left)
        except TimeoutError:
            return
        yield one


class _Search:
    """Asks each instance that is heard of what it is; those of ours go into `found`."""

    def __init__(self, zeroconf: Zeroconf) -> None:
        self.found: asyncio.Queue[Found] = asyncio.Queue()
        self._zeroconf = zeroconf
        self._asking: dict[str, asyncio.Task[None]] = {}

    def heard(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """Told by zeroconf's browser, which passes these by keyword."""
        new = name not in self._asking and len(self._asking) < MOST
        if new and state_change is not ServiceStateChange.Removed:
            self._asking[name] = asyncio.create_task(self._ask(service_type, name))

    async def stop(self) -> None:
        """Ask no more."""
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    async def _ask(self, service_type: str, name: str) -> None:
        with suppress(Error):
            info = AsyncServiceInfo(service_type, name)
            await info.async_request(self._zeroconf, RESOLVE_MILLISECONDS)
            found = _found(info)
            if found is not None:
                self.found.put_nowait(found)


def _found(info: AsyncServiceInfo) -> Found | None:
    """The server of these records, or None where they are incomplete, or none of ours."""
    said = from_txt(info.decoded_properties)
    places = best_first(one.partition("%")[0] for one in info.parsed_addresses())
    if said is None or not places or not info.port:
        return None
    return Found(said.host, places, info.port, said.version, said.tables)
