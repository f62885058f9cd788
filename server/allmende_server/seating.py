"""Who sits where, at all seats of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hmac import compare_digest

from allmende_bots.mind import Bot
from allmende_rules.answers import refuse
from allmende_rules.opening import HOUSE
from allmende_server.place import ClientId, Person, Place, ticket_of

PERSON = "person"
"""How the record names a seat that people answer for; any other word is a bot's id."""


@dataclass(slots=True)
class Seating:
    """All places of a table. `house` has what no seat holds; `stand_in` has what no one else has."""

    places: dict[str, Place]
    house: Bot
    stand_in: Bot
    _here: dict[ClientId, tuple[Place, Person]] = field(default_factory=dict)

    def of(self, client: ClientId) -> Place | None:
        """The place of a client, if it has one."""
        return self._here[client][0] if client in self._here else None

    def everyone(self) -> Iterator[tuple[Place, Person]]:
        """Everybody who has a place, with it."""
        return ((place, person) for place in self.places.values() for person in place.people)

    def needed(self, client: ClientId) -> Place:
        """The place of a client. Raises Refused if it has none."""
        place = self.of(client)
        if place is None:
            takes = [place.seat for place in self.places.values() if place.room_left]
            raise refuse(
                "not_seated",
                "Only a seat can do this; take one first. Open: {open}.",
                open=", ".join(takes) or "none",
            )
        return place

    def open_to(self, client: ClientId, seat: str) -> Place:
        """The place at a seat, if the client may have it. Raises Refused if not."""
        place, held = self.known(seat), self.of(client)
        if held is not None:
            raise refuse("seat_taken", "You hold the seat {seat}; leave it first.", seat=held.seat)
        if not place.room_left and not (place.lent and place.away):
            raise refuse(
                "seat_taken",
                "{people} hold the seat {seat}; the token of one of them resumes it.",
                people=", ".join(place.names),
                seat=place.seat,
            )
        return place

    def take(self, client: ClientId, seat: str, person: Person) -> None:
        """Give a client's person a place at a seat. Raises Refused, as `open_to`.

        Those without a ticket are relieved, and those who are away from a seat that was lent.
        """
        place = self.open_to(client, seat)
        place.people = [one for one in place.people if not relieved(place, one)]
        place.people.append(person)
        self._come(client, place, person)
        place.left = place.lent = False

    def resume(self, client: ClientId, token: str) -> tuple[Place, ClientId | None]:
        """Give the client the place that the token is for; returns also whom it had to leave.

        Raises Refused for an unknown token.
        """
        ticket = ticket_of(token)
        for place, person in self.everyone():
            if person.ticket and compare_digest(person.ticket, ticket):
                other = person.client
                if other is not None:
                    del self._here[other]
                self._come(client, place, person)
                return place, other
        raise refuse("not_seated", "This token resumes no seat at this table; take a seat.")

    def step_away(self, client: ClientId, now: float) -> None:
        """The client is gone; its person keeps the place."""
        _, person = self._here.pop(client, (None, None))
        if person is not None:
            person.client, person.since = None, now

    def notice(self, now: float) -> None:
        """Count how long people have been away; only time in which somebody else is here counts."""
        here = self.anyone_here()
        for _, person in self.everyone():
            if not here:
                person.since = None
            elif person.client is None and person.since is None:
                person.since = now

    def give_up(self, client: ClientId) -> tuple[Place, Person] | None:
        """The client's person goes for good: the seat is the others', else the stand-in's."""
        if client not in self._here:
            return None
        place, person = self._here.pop(client)
        place.people.remove(person)
        if not place.people:
            place.bot, place.left, place.lent = place.law or self.stand_in, True, False
        return place, person

    def lend(self, place: Place) -> Bot:
        """Let a bot play a seat that people hold; returns the bot."""
        place.lent = True
        place.bot = place.law or self.stand_in
        return place.bot

    def mind(self, seat: str) -> Bot | None:
        """The bot that answers for a seat now, None where people do."""
        if seat == HOUSE:
            return self.house
        place = self.places[seat]
        return None if place.decides else place.bot

    def fill(self) -> list[Place]:
        """Seat the stand-in wherever nobody sits; returns those places."""
        free = [place for place in self.places.values() if place.who == "free"]
        for place in free:
            place.bot = self.stand_in
        return free

    def anyone_here(self) -> bool:
        """Whether a person who has a place is connected."""
        return bool(self._here)

    def known(self, seat: str) -> Place:
        """The place at a seat. Raises Refused if there is none."""
        if seat not in self.places:
            raise refuse(
                "no_such_seat",
                "There is no seat {found}; there are {allowed}.",
                found=seat[:60],
                allowed=", ".join(self.places),
            )
        return self.places[seat]

    def _come(self, client: ClientId, place: Place, person: Person) -> None:
        person.client = client
        self._here[client] = place, person


def relieved(place: Place, person: Person) -> bool:
    """Whether anyone may have the person's place."""
    return not person.ticket or (place.lent and person.client is None)
