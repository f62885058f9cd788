"""Tables on the network are found, each once, and nothing that is announced can do harm."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from secrets import token_hex
from typing import NoReturn

import pytest
from zeroconf import ServiceStateChange
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from allmende_client import finding
from allmende_client.finding import DeafError, Found, find, findings
from allmende_protocol.finding import SERVICE
from allmende_protocol.messages import VERSION
from allmende_server.discovery import announced

LOOPBACK = ("127.0.0.1",)
ENOUGH = 10.0
"""Seconds after which a search that has not found what it must has failed."""


def own_service() -> str:
    """A service that no other test, and no table on the network, announces or looks for."""
    return f"_a{token_hex(4)}._tcp.local."


@asynccontextmanager
async def said(service: str, port: int, *ips: str, **pairs: str) -> AsyncIterator[None]:
    """Any announcement at all, by zeroconf alone."""
    name = f"any-{token_hex(4)}"
    info = AsyncServiceInfo(
        service,
        f"{name}.{service}",
        port=port,
        properties=pairs,
        server=f"{name}.local.",
        parsed_addresses=list(ips),
    )
    async with AsyncZeroconf(list(LOOPBACK)) as responder:
        sending = await responder.async_register_service(info, cooperating_responders=True)
        yield
        sending.cancel()  # type: ignore[attr-defined]


async def heard(service: str, count: int) -> list[Found]:
    """The first servers that are heard, so many, by name."""
    found: list[Found] = []
    async with aclosing(findings(ENOUGH, interfaces=LOOPBACK, service=service)) as heard_now:
        async for one in heard_now:
            found.append(one)
            if len(found) == count:
                break
    return sorted(found, key=lambda one: one.name)


async def test_every_table_is_found() -> None:
    """Two hosts of the same name on one machine too: they differ by their port."""
    service = own_service()
    async with AsyncExitStack() as stack:
        for port, title in ((4001, "The Valley"), (4002, "The Brook")):
            host = announced(port, [title], "Ada", interfaces=LOOPBACK, service=service)
            assert await stack.enter_async_context(host) is None
        found = await heard(service, 2)
    assert {(one.name, one.place, one.tables) for one in found} == {
        ("Ada", "127.0.0.1:4001", ("The Valley",)),
        ("Ada", "127.0.0.1:4002", ("The Brook",)),
    }
    assert {one.version for one in found} == {VERSION}


async def test_the_best_address_comes_first_and_text_is_safe_to_show() -> None:
    """Anybody can announce anything: escape codes go, and so do addresses that cannot be opened."""
    service = own_service()
    ips = ("169.254.1.2", "fe80::5", "fd00::5", "192.168.1.5", "224.0.0.1")
    pairs = {"version": "7", "host": "Eve\x1b[2J", "table1": "\u202eyellaV", "table9": "x"}
    async with said(service, 80, *ips, **pairs):
        (one,) = await heard(service, 1)
    best = ("192.168.1.5", "fd00::5", "169.254.1.2")
    assert one == Found("Eve [2J", best, 80, 7, ("yellaV",))
    assert one.place == "192.168.1.5:80"


def records(port: int | None, ip: str, **pairs: str) -> AsyncServiceInfo:
    """What a server is known by, once its announcement is read."""
    return AsyncServiceInfo(
        SERVICE, f"any.{SERVICE}", port=port, properties=pairs, parsed_addresses=[ip]
    )


def test_what_is_no_table_is_not_listed() -> None:
    """Records without a version, a port or an address that can be opened; a whole one is."""
    pairs = {"version": "1", "host": "Ada"}
    assert finding._found(records(80, "192.168.1.5", host="Ada")) is None
    assert finding._found(records(None, "192.168.1.5", **pairs)) is None
    assert finding._found(records(0, "192.168.1.5", **pairs)) is None
    assert finding._found(records(80, "fe80::5", **pairs)) is None
    whole = finding._found(records(80, "192.168.1.5", **pairs))
    assert whole == Found("Ada", ("192.168.1.5",), 80, 1, ())


async def test_a_server_that_is_announced_twice_is_listed_once() -> None:
    """As after a restart, when its old name still hangs in the air."""
    service, pairs = own_service(), {"version": "1", "host": "Ada"}
    async with AsyncExitStack() as stack:
        for port in (4001, 4001, 4001, 4002):
            await stack.enter_async_context(said(service, port, "192.168.1.5", **pairs))
        found = await heard(service, 2)
    assert {one.place for one in found} == {"192.168.1.5:4001", "192.168.1.5:4002"}


async def test_a_list_is_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large and small letters alike, whoever was heard first."""

    async def all_at_once(_: float, **__: object) -> AsyncIterator[Found]:
        for name in ("ben", "Cem", "Ada"):
            yield Found(name, LOOPBACK, 1, 1, ())

    monkeypatch.setattr(finding, "findings", all_at_once)
    assert [one.name for one in await find()] == ["Ada", "ben", "Cem"]


async def test_a_search_ends_when_nobody_answers() -> None:
    """With an empty list."""
    async with asyncio.timeout(ENOUGH):
        assert await find(0.1, interfaces=LOOPBACK, service=own_service()) == []


async def test_a_flood_of_names_is_not_followed() -> None:
    """Only so many servers are looked into in one search, and a name that is repeated once."""
    async with AsyncZeroconf(list(LOOPBACK)) as listener:
        search = finding._Search(listener.zeroconf)
        for number in (*range(finding.MOST + 9), 0):
            name = f"n{number}.{SERVICE}"
            search.heard(listener.zeroconf, SERVICE, name, ServiceStateChange.Added)
        assert len(search._asking) == finding.MOST
        await search.stop()
        assert all(task.done() for task in search._asking.values())


async def test_a_goodbye_is_not_followed() -> None:
    """A server that leaves is not asked what it is."""
    async with AsyncZeroconf(list(LOOPBACK)) as listener:
        search = finding._Search(listener.zeroconf)
        search.heard(listener.zeroconf, SERVICE, f"n.{SERVICE}", ServiceStateChange.Removed)
        assert search._asking == {}


async def test_a_machine_that_cannot_listen_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence, with what to do."""

    def fails(*_: object) -> NoReturn:
        raise OSError(errno.EADDRINUSE, "busy")

    monkeypatch.setattr(finding, "AsyncZeroconf", fails)
    with pytest.raises(DeafError, match=r"keeps UDP port 5353 .* Ask the host for the address\."):
        await find(ENOUGH)
