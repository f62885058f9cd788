"""All tables of a server, by join code: who speaks to which, and how often they may. Sans-I/O."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from math import ceil
from secrets import choice, token_urlsafe

from allmende_protocol import messages as m
from allmende_protocol.codec import DecodeError
from allmende_rules.answers import refuse
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refusal, Refused
from allmende_server.herald import Outgoing
from allmende_server.lookout import Errand
from allmende_server.place import ClientId
from allmende_server.room import Room
from allmende_server.throttle import Bucket

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Join codes have no vowels, so that they spell no words, and no digits that look like letters."""
LENGTH = 5
MESSAGES = 60.0, 20.0
"""Messages that a connection may send at once, and more a second."""
GUESSES = 8.0, 0.1
"""Wrong codes or tokens that an address may send at once, and more a second."""
PATIENCE = 500
"""Messages too many after which a connection is ended."""


def new_code(taken: Iterable[str] = ()) -> str:
    """A join code that no table has."""
    while True:
        code = "".join(choice(LETTERS) for _ in range(LENGTH))
        if code not in taken:
            return code


def new_key() -> str:
    """A host's key: whoever has it may give orders at every table."""
    return token_urlsafe(16)


@dataclass(slots=True)
class Caller:
    """A connection: where it comes from, the table that it speaks to, and how much it may yet say."""

    address: str
    room: Room | None = None
    bucket: Bucket = field(default_factory=lambda: Bucket(*MESSAGES))
    over: int = 0


class Hall:
    """The tables of a server. The caller numbers connections, and hands on what they send.

    Wrong codes are counted by address, messages by connection; whoever goes on after many refusals
    is cut off. `play_on` closes at most one phase, of one table, so that no table keeps others
    waiting. Where `key` is None nobody is a host.
    """

    def __init__(self, key: str | None = None) -> None:
        self.tables: dict[str, Room] = {}
        self._key = key
        self._callers: dict[ClientId, Caller] = {}
        self._guesses: dict[str, Bucket] = {}
        self._moved: deque[Room] = deque()

    def add(self, room: Room) -> None:
        """Open a table."""
        self.tables[room.code] = room
        self._stir(room)

    def connect(self, client: ClientId, address: str) -> None:
        """A connection has begun, from an address."""
        self._callers[client] = Caller(address)

    def receive(self, client: ClientId, message: m.ClientMessage, now: float) -> list[Outgoing]:
        """Take a message. One that has a nonce gets one reply with it: done, or refused and why."""
        caller = self._callers[client]
        try:
            self._admit(caller, now)
            if isinstance(message, m.Hello) and caller.room is None:
                return self._greet(client, caller, message, now)
            if caller.room is None:
                raise refuse("not_seated", "Say hello first: it begins a connection.")
            self._stir(caller.room)
            return caller.room.receive(client, message, now)
        except Refused as refused:
            return self._refuse(client, getattr(message, "nonce", 0), refused.refusal)

    def garbled(self, client: ClientId, error: DecodeError, now: float) -> list[Outgoing]:
        """Answer a frame that was no message."""
        try:
            self._admit(self._callers[client], now)
        except Refused as refused:
            return self._refuse(client, error.nonce, refused.refusal)
        refusal = Refusal("bad_message", "{reason}", {"reason": str(error)})
        return self._refuse(client, error.nonce, refusal)

    def errands(self) -> list[Errand]:
        """Previews to be worked out elsewhere, each handed over once; their end goes to `found`."""
        return [errand for room in self.tables.values() for errand in room.errands()]

    def found(self, errand: Errand, found: Foresight | Refused) -> list[Outgoing]:
        """What came of an errand."""
        return self.tables[errand.code].found(errand.quest, found)

    def disconnect(self, client: ClientId, now: float) -> None:
        """A connection has ended, however it did."""
        caller = self._callers.pop(client)
        if caller.room is not None:
            caller.room.disconnect(client, now)
            self._stir(caller.room)

    def tick(self, now: float) -> None:
        """Time has passed: every table is looked at again."""
        for room in self.tables.values():
            self._stir(room)
        self._guesses = {a: bucket for a, bucket in self._guesses.items() if not bucket.full(now)}

    @property
    def busy(self) -> bool:
        """Whether there is a table to look at."""
        return bool(self._moved)

    def play_on(self, now: float) -> list[Outgoing]:
        """Look at the next table where something may have moved; at most one phase of it closes."""
        room = self._moved.popleft()
        told, more = room.play_on(now)
        if more:
            self._stir(room)
        return told

    def _stir(self, room: Room) -> None:
        if room not in self._moved:
            self._moved.append(room)

    def _admit(self, caller: Caller, now: float) -> None:
        """Raises Refused if the connection sends too fast."""
        if caller.bucket.take(now):
            caller.over = 0
            return
        caller.over += 1
        raise refuse(
            "too_fast",
            "You send too fast: at most {rate} messages a second, {burst} at once.",
            rate=int(MESSAGES[1]),
            burst=int(MESSAGES[0]),
        )

    def _refuse(self, client: ClientId, nonce: int, refusal: Refusal) -> list[Outgoing]:
        cut = self._callers[client].over > PATIENCE
        return [Outgoing(client, None if cut else m.Refused(nonce, refusal))]

    def _greet(
        self, client: ClientId, caller: Caller, hello: m.Hello, now: float
    ) -> list[Outgoing]:
        if hello.version != m.VERSION:
            raise refuse(
                "wrong_version",
                "This table speaks version {wanted} of the protocol, and you speak {found}.",
                found=hello.version,
                wanted=m.VERSION,
            )
        bucket = self._guesses.setdefault(caller.address, Bucket(*GUESSES))
        if (wait := bucket.wait(now)) > 0:
            raise refuse(
                "too_many_tries",
                "There were too many wrong codes from your address. Try again in {seconds} seconds.",
                seconds=ceil(wait),
            )
        host = self._is_host(hello, bucket, now)
        room = self._table(hello, bucket, now, host=host)
        tables = tuple(one.info for one in self.tables.values()) if host else None
        try:
            told = room.greet(client, hello, now, tables)
        except Refused:
            if hello.token is not None:
                bucket.take(now)
            raise
        caller.room = room
        self._stir(room)
        return told

    def _is_host(self, hello: m.Hello, bucket: Bucket, now: float) -> bool:
        if hello.key is None:
            return False
        if self._key is None or not compare_digest(hello.key.encode(), self._key.encode()):
            bucket.take(now)
            raise refuse("not_host", "This is not the host's key of this server.")
        return True

    def _table(self, hello: m.Hello, bucket: Bucket, now: float, *, host: bool) -> Room:
        """The table that is meant. A code is needed wherever guests are not the host's own."""
        code = "".join(hello.table.split()).upper()
        if not code and self.tables and (host or self._key is None):
            return next(iter(self.tables.values()))
        if code not in self.tables:
            bucket.take(now)
            raise refuse(
                "wrong_code",
                "No table here has the code {found}. It has {length} letters and stands on the"
                " host's screen.",
                found=code[:20] or "that you left empty",
                length=LENGTH,
            )
        return self.tables[code]
