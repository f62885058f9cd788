"""One table: clients speak to it, it answers and plays on. It has no input, output or clock."""

from __future__ import annotations

from typing import NamedTuple

from allmende_protocol import messages as m
from allmende_protocol.codec import DecodeError
from allmende_rules.answers import refuse
from allmende_rules.game import Game
from allmende_rules.refusals import Refusal, Refused
from allmende_server import letters
from allmende_server.chat import LONGEST_NAME, LONGEST_SPEECH, clean
from allmende_server.desk import Desk
from allmende_server.history import Moment
from allmende_server.seating import PERSON, ClientId, Place, Seating


class Outgoing(NamedTuple):
    """A message and the client that it goes to."""

    client: ClientId
    message: m.ServerMessage


class Room:
    """A table with its game, its seats and the clients around it.

    The caller numbers each connection with a fresh `client`, passes on what it sends (`receive`, or
    `garbled` if it was no message) and its end (`disconnect`), and calls `tick` a few times a
    second. `now` is any clock in seconds that never goes back. What is returned must be sent in
    order; before that, the entries that the game's `keep` was given must be durable, since they are
    acknowledged.

    A table waits for its first person. From then on a phase closes when no person who is asked has
    yet to answer, or when its time is up; time passes only while a person is here. An absent
    person's seat is waited for, until they leave for good and the stand-in has it.
    """

    def __init__(self, game: Game, seating: Seating, *, timed: bool, saved_as: str) -> None:
        self._game = game
        self._seating = seating
        self._desk = Desk(game, timed=timed)
        self._saved_as = saved_as
        self._guests: dict[ClientId, str] = {}
        self._presence: tuple[m.SeatInfo, ...] = ()

    def receive(self, client: ClientId, message: m.ClientMessage, now: float) -> list[Outgoing]:
        """Take a message. One that has a nonce gets one reply with it: done, or refused and why."""
        try:
            sent = self._take(client, message, now)
        except Refused as refused:
            sent = [Outgoing(client, m.Refused(getattr(message, "nonce", 0), refused.refusal))]
        return [*sent, *self._play_on(now)]

    def garbled(self, client: ClientId, error: DecodeError) -> list[Outgoing]:
        """Answer a frame that was no message."""
        refusal = Refusal("bad_message", "{reason}", {"reason": str(error)})
        return [Outgoing(client, m.Refused(error.nonce, refusal))]

    def disconnect(self, client: ClientId, now: float) -> list[Outgoing]:
        """A connection has ended, however it did. One that holds its seat no more changes nothing."""
        self._guests.pop(client, None)
        self._step_away(client)
        return self._play_on(now)

    def tick(self, now: float) -> list[Outgoing]:
        """Let time pass: a phase whose time is up closes."""
        return self._play_on(now)

    def _take(self, client: ClientId, message: m.ClientMessage, now: float) -> list[Outgoing]:
        """Do what a message asks; returns what is sent at once. Raises Refused."""
        if isinstance(message, m.Hello):
            return self._greet(client, message, now)
        if client not in self._guests:
            raise refuse("not_seated", "Say hello first: it begins a connection.")
        match message:
            case m.TakeSeat():
                return self._take_seat(client, message, now)
            case m.Leave():
                self._leave(client, for_good=message.for_good)
                return []
            case m.Say():
                return self._say(client, message)
            case _:
                place = self._seating.needed(client)
                return [Outgoing(client, reply) for reply in self._decide(place.seat, message)]

    def _decide(
        self, seat: str, message: m.Submit | m.Draft | m.Foresee | m.Undo
    ) -> list[m.ServerMessage]:
        """What a seat does about its questions, and the reply. Raises Refused."""
        match message:
            case m.Submit():
                answers = self._desk.submit(seat, message.key, message.answers)
                return [m.Taken(message.nonce, answers)]
            case m.Draft():
                self._desk.keep_draft(seat, message.key, message.answers)
                return []
            case m.Foresee():
                lines = self._desk.foresee(seat, message.key, message.answers)
                return [m.Foreseen(message.nonce, lines)]
            case m.Undo():
                self._desk.undo(seat, message.key)
                return [m.Taken(message.nonce, {})]

    def _greet(self, client: ClientId, hello: m.Hello, now: float) -> list[Outgoing]:
        if hello.version != m.VERSION:
            raise refuse(
                "wrong_version",
                "This table speaks version {wanted} of the protocol, and you speak {found}.",
                found=hello.version,
                wanted=m.VERSION,
            )
        resumed = self._seating.resume(client, hello.token) if hello.token is not None else None
        self._guests[client] = clean(hello.name, LONGEST_NAME)
        infos = letters.seat_infos(self._game, self._seating)
        welcome = Outgoing(client, letters.welcome(self._game, infos))
        if resumed is not None:
            return [welcome, *self._seated(client, resumed, 0, now)]
        return [welcome, *self._news(client, [], now)]

    def _take_seat(self, client: ClientId, wish: m.TakeSeat, now: float) -> list[Outgoing]:
        held = self._seating.of(client)
        if held is not None and held.seat == wish.seat:
            return self._seated(client, held, wish.nonce, now)
        bots = [seat for seat in self._game.given if self._seating.mind(seat) is not None]
        place = self._seating.take(client, wish.seat, self._guests[client])
        self._game.seat(place.seat, PERSON, self._guests[client])
        self._desk.hand_over(place.seat, by_bot=place.seat in bots)
        for filled in self._seating.fill():
            self._game.seat(filled.seat, self._seating.stand_in.id)
        return self._seated(client, place, wish.nonce, now)

    def _seated(self, client: ClientId, place: Place, nonce: int, now: float) -> list[Outgoing]:
        """A seat's token, and what led to where the game stands."""
        seated = Outgoing(client, m.Seated(place.seat, place.token or "", nonce))
        return [seated, *self._news(client, self._desk.history.latest, now)]

    def _leave(self, client: ClientId, *, for_good: bool) -> None:
        place = self._seating.of(client)
        if place is not None and for_good and not self._game.finished:
            self._seating.give_up(place)
            self._game.seat(place.seat, self._seating.stand_in.id)
        self._step_away(client)

    def _step_away(self, client: ClientId) -> None:
        place = self._seating.of(client)
        if place is not None:
            place.client = None

    def _say(self, client: ClientId, message: m.Say) -> list[Outgoing]:
        seat = self._seating.needed(client).seat
        text = clean(message.text, LONGEST_SPEECH)
        if not text:
            raise refuse("bad_message", "There is nothing to read in this message.")
        self._game.say(seat, "table", text)
        return [Outgoing(client, m.Taken(message.nonce, {})), *self._to_all(m.Heard(seat, text))]

    def _play_on(self, now: float) -> list[Outgoing]:
        """Close phases for as long as nobody has to be waited for, and tell what followed."""
        moments: list[Moment] = []
        self._desk.timer.run(now, running=self._seating.anyone_here())
        while self._due(now):
            moments += self._desk.close()
            self._desk.timer.run(now, running=self._seating.anyone_here())
        guests = self._guests if moments else ()
        told = [one for client in guests for one in self._news(client, moments, now)]
        return [*told, *self._changed_presence()]

    def _due(self, now: float) -> bool:
        if self._game.finished or not self._seating.begun:
            return False
        self._desk.ask_bots(self._seating.mind)
        return not self._desk.pending() or self._desk.timer.expired(now)

    def _news(self, client: ClientId, moments: list[Moment], now: float) -> list[Outgoing]:
        place = self._seating.of(client)
        seat = place.seat if place else None
        told = letters.news(self._desk, seat, moments, now, self._saved_as)
        return [Outgoing(client, message) for message in told]

    def _changed_presence(self) -> list[Outgoing]:
        infos = letters.seat_infos(self._game, self._seating)
        if infos == self._presence:
            return []
        self._presence = infos
        return self._to_all(m.Presence(infos))

    def _to_all(self, message: m.ServerMessage) -> list[Outgoing]:
        return [Outgoing(client, message) for client in self._guests]
