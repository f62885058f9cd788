"""A table in a test, in a hall of its own: clients with inboxes, and a clock that the test moves."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from msgspec.structs import replace as replace_field

from allmende_protocol import messages as m
from allmende_protocol.codec import DecodeError, decode_client, encode_server
from allmende_rules.mandates import MANDATES, reached_by_all
from allmende_rules.record import Entry
from allmende_server.hall import Hall
from allmende_server.herald import Outgoing
from allmende_server.letters import state
from allmende_server.room import Room
from allmende_server.table import TableSettings, open_table, resume_table
from tests.server.toy import scenario

Kind = TypeVar("Kind")
CODE = "TBLCD"
KEY = "the-key-of-the-host"
HOST = 90
"""The client through which the host of a table speaks."""
Holders = Iterable[tuple[str, str, str]]


def settings(rounds: int = 3, **changes: Any) -> TableSettings:
    """A toy table of three free seats."""
    plain = TableSettings(scenario(rounds), "toy", seed=3, rounds=rounds, saved_as="toy.allmende")
    return replace(plain, **changes)


class Log:
    """What a table must not lose: its record, and who holds which seat, as the store keeps them."""

    def __init__(self, entries: Iterable[Entry] = (), holders: Holders = ()) -> None:
        self.entries = list(entries)
        self._held = {holder[0]: holder for holder in holders}

    @property
    def holders(self) -> list[tuple[str, str, str]]:
        """Ticket, seat and name of everybody who has a seat, as first taken."""
        return list(self._held.values())

    def keep(self, entry: Entry) -> None:
        """Take the next entry of the record."""
        self.entries.append(entry)

    def hold(self, ticket: str, seat: str, name: str) -> None:
        """A person has a seat."""
        self._held[ticket] = (ticket, seat, name)

    def release(self, ticket: str) -> None:
        """They have given it up."""
        del self._held[ticket]


class Parlour:
    """A room with its `log`, everything sent by client in `inbox`, and the time `now`."""

    def __init__(self, laid: TableSettings | None = None, **changes: Any) -> None:
        self.log = Log()
        self._enter(lambda: open_table(laid or settings(**changes), self.log, CODE))

    @classmethod
    def resumed(cls, entries: Iterable[Entry], holders: Holders = (), **changes: Any) -> "Parlour":
        """A table taken up from a record."""
        parlour, old = cls.__new__(cls), list(entries)
        parlour.log = Log(old, holders)
        parlour._enter(
            lambda: resume_table(old, settings(**changes), parlour.log, CODE, parlour.log.holders)
        )
        return parlour

    @property
    def entries(self) -> list[Entry]:
        """The record."""
        return self.log.entries

    def _enter(self, lay: Callable[[], Room]) -> None:
        self.now = 0.0
        self.cut: set[int] = set()
        self.inbox: dict[int, list[m.ServerMessage]] = defaultdict(list)
        self.views: dict[int, m.State] = {}
        self.room = lay()
        self.hall = Hall(KEY)
        self.hall.add(self.room)
        self.settle()

    def send(self, client: int, message: m.ClientMessage) -> list[m.ServerMessage]:
        """Have a client send a message; returns what came back to that client."""
        before = len(self.inbox[client])
        self._connected(client)
        if isinstance(message, m.Hello) and not message.table:
            message = replace_field(message, table=CODE)
        self._deliver(self.hall.receive(client, message, self.now))
        self.settle()
        return self.inbox[client][before:]

    def settle(self) -> None:
        """Let phases close for as long as they do; what clients made of it is then the whole state."""
        while self.hall.busy:
            self._deliver(self.hall.play_on(self.now))
        for client in self.room._herald.guests:
            if seat := self.room._herald.seat(client):
                assert self.views[client] == self._known(seat)

    def _known(self, seat: str) -> m.State:
        """The seat's view; with the mandates of all, once the host has ended the game."""
        whole, game = state(self.room._desk, seat), self.room._game
        if game.finished or not self.room._course.ended:
            return whole
        reached = reached_by_all(game.world)
        judged = {MANDATES: reached} if reached else {}
        return replace_field(whole, public={**whole.public, **judged})

    def send_frame(self, client: int, frame: bytes | str) -> list[m.ServerMessage]:
        """Have a client send a frame as it comes from the network."""
        try:
            return self.send(client, decode_client(frame))
        except DecodeError as error:
            before = len(self.inbox[client])
            self._connected(client)
            self._deliver(self.hall.garbled(client, error, self.now))
            self.settle()
            return self.inbox[client][before:]

    def drop(self, client: int) -> None:
        """End a client's connection, if it has one."""
        if client in self.hall._callers:
            self.hall.disconnect(client, self.now)
            self.settle()

    def pass_time(self, seconds: float) -> None:
        """Move the clock on, and tick."""
        self.now += seconds
        self.hall.tick(self.now)
        self.settle()

    def host(self, client: int = HOST) -> None:
        """Say hello as the host."""
        self.send(client, m.Hello(m.VERSION, "Host", key=KEY))

    def order(self, order: m.Order) -> m.ServerMessage:
        """Have the host give an order; returns the reply."""
        return self.send(HOST, order)[0]

    def start(self) -> None:
        """Have the host come and start the game."""
        self.host()
        assert self.order(m.Start()) == m.Taken(0, {})

    def sit(self, client: int, seat: str, name: str | None = None) -> m.Seated:
        """Say hello and take a seat."""
        self.send(client, m.Hello(m.VERSION, f"Person {client}" if name is None else name))
        self.take(client, seat)
        return self.last(client, m.Seated)

    def take(self, client: int, seat: str, nonce: int = 1) -> list[m.ServerMessage]:
        """Ask for a seat and confirm what is offered; returns what came back, a refusal perhaps."""
        replies = self.send(client, m.AskSeat(seat, nonce))
        offers = [one for one in replies if isinstance(one, m.Offered)]
        return self.send(client, m.TakeSeat(seat, offers[0].offer, nonce)) if offers else replies

    def opened(self, client: int) -> m.Opened:
        """The phase that is open, as the client last heard."""
        return self.last(client, m.Opened)

    def clock(self, client: int) -> m.Clock:
        """How the table's time stands, as the client last heard."""
        return self.last(client, m.Clock)

    def submit(self, client: int, **answers: Any) -> list[m.ServerMessage]:
        """Answer the open phase."""
        return self.send(client, m.Submit(self.opened(client).key, answers, nonce=7))

    def last(self, client: int, kind: type[Kind]) -> Kind:
        """The newest message of a kind that the client has; of states, what it has made of them."""
        if kind is m.State:
            return self.views[client]  # type: ignore[return-value]  # the kind is m.State
        return next(one for one in reversed(self.inbox[client]) if isinstance(one, kind))

    def all(self, client: int, kind: type[Kind]) -> list[Kind]:
        """All messages of a kind that the client has, oldest first."""
        return [one for one in self.inbox[client] if isinstance(one, kind)]

    def state_of(self, client: int, seat: str) -> m.SeatInfo:
        """A seat as the client last saw it."""
        told = [one for one in self.inbox[client] if isinstance(one, m.Welcome | m.Presence)]
        return next(info for info in told[-1].seats if info.seat == seat)

    def bodies(self, kind: type[Kind]) -> list[Kind]:
        """All entries of a kind in the record, by what they say."""
        return [entry.body for entry in self.entries if isinstance(entry.body, kind)]

    def wire(self, client: int) -> str:
        """Everything that the client was sent, as it goes over the wire."""
        return "".join(str(encode_server(one, text=True)) for one in self.inbox[client])

    def _connected(self, client: int) -> None:
        if client not in self.hall._callers:
            self.hall.connect(client, f"10.0.0.{client}")

    def _deliver(self, outgoing: list[Outgoing]) -> None:
        for one in outgoing:
            if one.message is None:
                self.cut.add(one.client)
            else:
                self.inbox[one.client].append(one.message)
                self._see(one.client, one.message)

    def _see(self, client: int, message: m.ServerMessage) -> None:
        """Make of a message what a client makes of it."""
        match message:
            case m.State():
                self.views[client] = message
            case m.Changed() | m.Own():
                self.views[client] = merged(self.views[client], message)


def merged(known: m.State, news: m.Changed | m.Own) -> m.State:
    """A state after what has changed, as the protocol's page tells clients to take it."""
    if isinstance(news, m.Changed):
        kept = {name: facts for name, facts in known.public.items() if name not in news.gone}
        return m.State(news.seq, {**kept, **news.public}, known.own, known.books)
    own = {name: facts for name, facts in known.own.items() if name not in news.gone}
    books = {name: held for name, held in known.books.items() if name not in news.closed}
    return m.State(news.seq, known.public, {**own, **news.own}, {**books, **news.books})


def refusal(replies: list[m.ServerMessage]) -> m.Refused:
    """The refusal among replies."""
    (refused,) = [one for one in replies if isinstance(one, m.Refused)]
    return refused


def pair(**changes: Any) -> Parlour:
    """Two people at a table, Ada and Ben, and a bot as the third, since the host has started it."""
    return seated("ada", "ben", **changes)


def seated(*seats: str, **changes: Any) -> Parlour:
    """A started table with people at these seats, client 1 at the first of them."""
    parlour = Parlour(by_host=True, **changes)
    for client, seat in enumerate(seats, start=1):
        parlour.sit(client, seat, seat.title())
    parlour.start()
    return parlour
