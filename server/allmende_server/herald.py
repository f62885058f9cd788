"""What a table tells the clients around it, each as much as its seat may know."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from allmende_protocol import messages as m
from allmende_rules.world import World
from allmende_server import letters, ruling
from allmende_server.course import Course
from allmende_server.desk import Desk
from allmende_server.door import Guest
from allmende_server.history import Past
from allmende_server.place import ClientId, Place
from allmende_server.reasons import Reasons
from allmende_server.seating import Seating
from allmende_server.talk import Talk


class Outgoing(NamedTuple):
    """A message and the client that it goes to; None instead of one ends the connection."""

    client: ClientId
    message: m.ServerMessage | None


class Herald:
    """Addresses letters to the `guests` of a table."""

    def __init__(
        self,
        desk: Desk,
        seating: Seating,
        course: Course,
        talk: Talk,
        reasons: Reasons,
        saved_as: str,
    ) -> None:
        self.guests: dict[ClientId, Guest] = {}
        self._desk = desk
        self._seating = seating
        self._course = course
        self._talk = talk
        self._reasons = reasons
        self._saved_as = saved_as
        self._presence: tuple[int, list[tuple[object, ...]]] | None = None
        self._clock = course.standing

    def seat(self, client: ClientId) -> str | None:
        """The seat of a client; None for a spectator."""
        place = self._seating.of(client)
        return place.seat if place else None

    def where(self, client: ClientId, past: list[Past], now: float) -> list[m.ServerMessage]:
        """All that somebody who comes is told: what happened, the whole state, and what was said."""
        seat = self.seat(client)
        return [
            *(letters.told(one, seat) for one in past),
            letters.state(self._desk, seat),
            *self._reasons.known(seat),
            *self._standing(seat, now),
            *self._talk.heard_by(seat),
        ]

    def closed(self, before: World, past: list[Past], now: float) -> list[Outgoing]:
        """After a close, for each guest: what happened, and what of the state it moved."""
        public = letters.changed(self._desk, before)
        return self._turned(
            before, past, now, lambda seat: [public, letters.own(self._desk, before, seat)]
        )

    def went_back(self, before: World, past: list[Past], now: float) -> list[Outgoing]:
        """After the table went back: that it did, what then happened, and the whole state."""
        return self._turned(
            before,
            past,
            now,
            lambda seat: [letters.state(self._desk, seat), *self._reasons.known(seat)],
        )

    def _turned(
        self,
        before: World,
        past: list[Past],
        now: float,
        moved: Callable[[str | None], list[m.ServerMessage]],
    ) -> list[Outgoing]:
        """That another phase is open, how it came to that, and where the game now stands."""
        ruled = ruling.governed_anew(self._desk.game, before)
        told: list[Outgoing] = []
        for client in self.guests:
            seat = self.seat(client)
            steps = [letters.told(one, seat) for one in past]
            told += to(client, [*steps, *ruled, *moved(seat), *self._standing(seat, now)])
        self._clock = self._course.standing
        return told

    def ordered(self, past: list[Past]) -> list[Outgoing]:
        """What an order brought that closed no phase: the step and the state, and nothing opens."""
        told: list[Outgoing] = []
        for client in self.guests:
            seat = self.seat(client)
            steps = [letters.told(one, seat) for one in past]
            told += to(client, [*steps, letters.state(self._desk, seat)])
        return told

    def ended(self) -> list[Outgoing]:
        """That the host has ended the game, and how far all had come."""
        ending = letters.ending(self._desk, self._saved_as)
        return [one for client in self.guests for one in to(client, ending)]

    def changes(self, now: float) -> list[Outgoing]:
        """How time stands and who is here, where that is not as it was told last."""
        return [*self._changed_clock(now), *self._changed_presence()]

    def said(self, heard: m.Heard) -> list[Outgoing]:
        """Something said, for those who may hear it."""
        ears = (one for one in self.guests if self._talk.reaches(heard, self.seat(one)))
        return [Outgoing(client, heard) for client in ears]

    def people(self, place: Place, message: m.ServerMessage) -> list[Outgoing]:
        """Something for the people of a seat who are here."""
        here = [person.client for person in place.people if person.client is not None]
        return [Outgoing(client, message) for client in here]

    def _standing(self, seat: str | None, now: float) -> list[m.ServerMessage]:
        return letters.standing(self._desk, self._course, seat, now, self._saved_as)

    def _changed_clock(self, now: float) -> list[Outgoing]:
        if self._course.standing == self._clock:
            return []
        self._clock = self._course.standing
        over = self._desk.game.finished or self._course.ended
        return [] if over else self._to_all(letters.clock(self._course, now))

    def _changed_presence(self) -> list[Outgoing]:
        game = self._desk.game
        watching = sum(not one.host and self.seat(c) is None for c, one in self.guests.items())
        presence = watching, letters.who_is_here(game, self._seating)
        if presence == self._presence:
            return []
        self._presence = presence
        return self._to_all(m.Presence(letters.seat_infos(game, self._seating), watching))

    def _to_all(self, message: m.ServerMessage) -> list[Outgoing]:
        return [Outgoing(client, message) for client in self.guests]


def to(client: ClientId, messages: list[m.ServerMessage]) -> list[Outgoing]:
    """Several messages for one client."""
    return [Outgoing(client, message) for message in messages]
