"""A table in a test: clients with inboxes, and a clock that the test moves."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from allmende_protocol import messages as m
from allmende_rules.record import Entry
from allmende_server.room import Outgoing, Room
from allmende_server.table import TableSettings, open_table, resume_table
from tests.server.toy import scenario

Kind = TypeVar("Kind")


def settings(rounds: int = 3, **changes: Any) -> TableSettings:
    """A toy table of three free seats."""
    plain = TableSettings(scenario(rounds), "toy", seed=3, rounds=rounds, saved_as="toy.allmende")
    return replace(plain, **changes)


class Hall:
    """A room with its record in `entries`, everything sent by client in `inbox`, and the time `now`."""

    def __init__(self, laid: TableSettings | None = None, **changes: Any) -> None:
        self.entries: list[Entry] = []
        self._enter(lambda: open_table(laid or settings(**changes), self.entries.append))

    @classmethod
    def resumed(cls, entries: Iterable[Entry], **changes: Any) -> "Hall":
        """A table taken up from a record."""
        hall = cls.__new__(cls)
        hall.entries = list(entries)
        old = list(hall.entries)
        hall._enter(lambda: resume_table(old, settings(**changes), hall.entries.append))
        return hall

    def _enter(self, lay: Callable[[], Room]) -> None:
        self.now = 0.0
        self.inbox: dict[int, list[m.ServerMessage]] = defaultdict(list)
        self.room = lay()

    def send(self, client: int, message: m.ClientMessage) -> list[m.ServerMessage]:
        """Have a client send a message; returns what came back to that client."""
        return self._deliver(self.room.receive(client, message, self.now), client)

    def drop(self, client: int) -> None:
        """End a client's connection."""
        self._deliver(self.room.disconnect(client, self.now), client)

    def pass_time(self, seconds: float) -> None:
        """Move the clock on, and tick."""
        self.now += seconds
        self._deliver(self.room.tick(self.now), 0)

    def sit(self, client: int, seat: str, name: str = "Person") -> m.Seated:
        """Say hello and take a seat."""
        self.send(client, m.Hello(m.VERSION, name))
        self.send(client, m.TakeSeat(seat, nonce=1))
        return self.last(client, m.Seated)

    def opened(self, client: int) -> m.Opened:
        """The phase that is open, as the client last heard."""
        return self.last(client, m.Opened)

    def submit(self, client: int, **answers: Any) -> list[m.ServerMessage]:
        """Answer the open phase."""
        return self.send(client, m.Submit(self.opened(client).key, answers, nonce=7))

    def last(self, client: int, kind: type[Kind]) -> Kind:
        """The newest message of a kind that the client has."""
        return next(one for one in reversed(self.inbox[client]) if isinstance(one, kind))

    def all(self, client: int, kind: type[Kind]) -> list[Kind]:
        """All messages of a kind that the client has, oldest first."""
        return [one for one in self.inbox[client] if isinstance(one, kind)]

    def state_of(self, client: int, seat: str) -> m.SeatInfo:
        """A seat as the client last saw it."""
        told = [one for one in self.inbox[client] if isinstance(one, m.Welcome | m.Presence)]
        return next(info for info in told[-1].seats if info.seat == seat)

    def _deliver(self, outgoing: list[Outgoing], client: int) -> list[m.ServerMessage]:
        for one in outgoing:
            self.inbox[one.client].append(one.message)
        return [one.message for one in outgoing if one.client == client]


def refusal(replies: list[m.ServerMessage]) -> m.Refused:
    """The refusal among replies."""
    (refused,) = [one for one in replies if isinstance(one, m.Refused)]
    return refused


def pair(**changes: Any) -> Hall:
    """Two people at a table, Ada and Ben, and a bot as the third."""
    hall = Hall(**changes)
    hall.sit(1, "ada", "Ada")
    hall.sit(2, "ben", "Ben")
    return hall
