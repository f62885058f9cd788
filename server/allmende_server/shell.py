"""Between connections and the hall: what came in is taken at once, what goes out is durable before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count

from allmende_protocol.codec import DecodeError, decode_client
from allmende_server.garbage import collected_by_hand
from allmende_server.hall import Hall
from allmende_server.herald import Outgoing
from allmende_server.lookout import Errand
from allmende_server.outbox import Letter, Outbox
from allmende_server.place import ClientId
from allmende_server.seer import Seer

TICK_SECONDS = 0.2
Clock = Callable[[], float]


class Peer:
    """One client as the shell sees it: what waits for it, how it speaks, and how it is cut off."""

    def __init__(self, cut: Callable[[], None]) -> None:
        self.outbox = Outbox()
        self.text = False
        self.cut = cut


class Shell:
    """Feeds a hall from its connections and the clock, and hands on what it returns, in order.

    Everything that is told waits until `commit` has kept what it acknowledges; what gathers in one turn
    of the event loop is kept together. A thread of its own would be slower: it would wait for the
    interpreter's lock at every statement. If keeping or playing fails, all are cut off, for nobody may
    believe what is not kept; the tasks then raise what failed.
    """

    def __init__(self, hall: Hall, clock: Clock, commit: Callable[[], None], seer: Seer) -> None:
        self._hall = hall
        self._seer = seer
        self._clock = clock
        self._commit = commit
        self._peers: dict[ClientId, Peer] = {}
        self._numbers = count(1)
        self._outgoing: list[Outgoing] = []
        self._errands: asyncio.Queue[Errand] = asyncio.Queue()
        self._stirred = asyncio.Event()
        self._posted = asyncio.Event()

    def connected(self, peer: Peer, address: str) -> ClientId:
        """A connection has begun; returns its number."""
        client = next(self._numbers)
        self._peers[client] = peer
        self._hall.connect(client, address)
        return client

    def arrived(self, client: ClientId, frame: bytes | str) -> None:
        """A client has sent a frame."""
        self._peers[client].text = isinstance(frame, str)
        now = self._clock()
        try:
            message = decode_client(frame)
        except DecodeError as error:
            self._post(self._hall.garbled(client, error, now))
        else:
            self._post(self._hall.receive(client, message, now))
            for errand in self._hall.errands():
                self._errands.put_nowait(errand)

    def disconnected(self, client: ClientId) -> None:
        """A connection has ended. How it closed does not matter: all ways mean left."""
        del self._peers[client]
        self._hall.disconnect(client, self._clock())
        self._post([])

    async def run(self) -> None:
        """Play, keep and tell until cancelled. Raises what made that impossible."""
        try:
            async with asyncio.TaskGroup() as group:
                for task in (self._tick(), self._play(), self._deliver(), self._look_ahead()):
                    group.create_task(task)
        finally:
            for peer in list(self._peers.values()):
                peer.cut()

    async def _tick(self) -> None:
        with collected_by_hand() as collect:
            while True:
                self._hall.tick(self._clock())
                self._stirred.set()
                collect()
                await asyncio.sleep(TICK_SECONDS)

    async def _play(self) -> None:
        """Close phases one at a time: what comes in meanwhile is taken between them."""
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            while self._hall.busy:
                self._post(self._hall.play_on(self._clock()), stir=False)
                await asyncio.sleep(0)

    async def _look_ahead(self) -> None:
        """Have previews worked out, one after another, while the tables play on."""
        while True:
            errand = await self._errands.get()
            found = await self._seer.foresee(errand.scene, errand.quest.dial, errand.quest.value)
            self._post(self._hall.found(errand, found))

    async def _deliver(self) -> None:
        while True:
            await self._posted.wait()
            self._posted.clear()
            self._commit()
            outgoing, self._outgoing = self._outgoing, []
            self._hand_out(outgoing)

    def _hand_out(self, outgoing: list[Outgoing]) -> None:
        letters: dict[int, Letter] = {}
        for client, message in outgoing:
            peer = self._peers.get(client)
            if peer is None:
                continue
            if message is None or not peer.outbox.put(
                letters.setdefault(id(message), Letter(message))
            ):
                peer.cut()

    def _post(self, outgoing: list[Outgoing], *, stir: bool = True) -> None:
        self._outgoing += outgoing
        self._posted.set()
        if stir:
            self._stirred.set()
