"""A host of the valley in a test, and the cable to it: which can be cut, held, and unplugged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

from websockets.asyncio.client import connect

import allmende_web
from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_client
from allmende_rules.game import Game
from allmende_rules.record import Answered
from allmende_scenarios.catalogue import load_scenario
from allmende_server.hall import Hall
from allmende_server.net import Page, serve
from allmende_server.table import InMemory, TableSettings, open_table

CODE = "VLLYX"
KEY = "key-of-the-host"
VALLEY = load_scenario("valley")
SEATS = tuple(seat.id for seat in VALLEY.land.seats)


class Cable:
    """Carries bytes between browsers and the server. `held` keeps them, as a host asleep does."""

    def __init__(self, host: str, port: int) -> None:
        self._there = (host, port)
        self._flows = asyncio.Event()
        self._flows.set()
        self._plugged = True
        self._ends: list[asyncio.StreamWriter] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either end is gone."""
        if not self._plugged:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._there)
        self._ends += [writer, far_writer]
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    def cut(self) -> None:
        """End every connection without a word."""
        for end in self._ends:
            end.transport.abort()
        self._ends = []

    def unplug(self) -> None:
        """Cut, and refuse new connections."""
        self._plugged = False
        self.cut()

    def plug_in(self) -> None:
        """Take connections again."""
        self._plugged = True

    def hold(self) -> None:
        """Keep every byte from here on: nobody answers, and nothing closes."""
        self._flows.clear()

    def let_go(self) -> None:
        """Let what was kept flow."""
        self._flows.set()


class Host:
    """A served table: its address for browsers, its game, its hall and its cable."""

    def __init__(self, hall: Hall, cable: Cable, port: int) -> None:
        self.hall = hall
        self.cable = cable
        self.url = f"http://127.0.0.1:{port}/?table={CODE.lower()}"

    @property
    def game(self) -> Game:
        """The game on the table."""
        return self.hall.tables[CODE]._game

    async def start(self) -> None:
        """Begin, as the host does once all have sat down."""
        async with ordering(self) as order:
            await order(m.Start(1))

    def answered(self, seat: str) -> list[dict[str, Any]]:
        """What people have answered for a seat, as the record has it."""
        bodies = (entry.body for entry in self.game.entries)
        return [
            dict(body.answers)
            for body in bodies
            if isinstance(body, Answered) and body.seat == seat and body.by == "person"
        ]


@asynccontextmanager
async def hosting(people: tuple[str, ...], **changes: Any) -> AsyncIterator[Host]:
    """Serve the valley under dmnc, with bots in the seats that are not for `people`."""
    plain: dict[str, Any] = {"rounds": VALLEY.quick_rounds, "saved_as": "valley.allmende"}
    bots = {seat: "cautious" for seat in SEATS if seat not in people}
    settings = TableSettings(VALLEY, "dmnc", 1, **{**plain, **changes}, bots=bots)
    hall = Hall(KEY)
    hall.add(open_table(settings, InMemory(lambda _entry: None), CODE))
    page = Page(allmende_web.page().decode(), allmende_web.csp())
    async with serve(hall, monotonic, page=page) as served:
        cable = Cable(served.host, served.port)
        server = await asyncio.start_server(cable.carry, "127.0.0.1", 0)
        async with server:
            yield Host(hall, cable, server.sockets[0].getsockname()[1])
            cable.let_go()
            cable.cut()


@asynccontextmanager
async def ordering(host: Host) -> AsyncIterator[Callable[[m.Order], Awaitable[None]]]:
    """A host's console at the table: what it is given, it sends."""
    uri = host.url.partition("/?")[0].replace("http", "ws")
    async with connect(uri, proxy=None, compression=None, max_size=None) as socket:
        await socket.send(encode_client(m.Hello(m.VERSION, "Host", CODE, key=KEY)))

        async def order(message: m.Order) -> None:
            await socket.send(encode_client(message))
            replies: list[m.ServerMessage] = []
            while not any(isinstance(reply, m.Taken) for reply in replies):
                assert not any(isinstance(reply, m.Refused) for reply in replies), replies
                replies = list(decode_server(await socket.recv()))

        yield order
