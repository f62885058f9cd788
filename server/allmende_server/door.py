"""Coming to a table and leaving it: names, offers of seats, taking one, giving it up."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, count
from secrets import token_urlsafe
from typing import Protocol

from allmende_protocol import messages as m
from allmende_rules.answers import refuse
from allmende_server import letters
from allmende_server.chat import LONGEST_NAME, clean
from allmende_server.course import Course
from allmende_server.desk import Desk
from allmende_server.place import ClientId, Person, Place, ticket_of
from allmende_server.seating import PERSON, Seating, relieved

NAMELESS = "Somebody"
"""What somebody is called whose name has nothing that can be shown."""


class Tickets(Protocol):
    """Keeps whose place a token is, beside the record, which does not know tokens."""

    def hold(self, ticket: str, seat: str, name: str) -> None:
        """A person has a seat."""

    def release(self, ticket: str) -> None:
        """They have given it up."""


@dataclass(slots=True)
class Guest:
    """A connection to a table. `offers` are the seats that it has asked about, by what it was told."""

    name: str
    host: bool = False
    offers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Door:
    """Seats people at a table, and unseats them."""

    desk: Desk
    seating: Seating
    course: Course
    tickets: Tickets

    def named(self, hello: m.Hello) -> str:
        """The name that a guest goes by: by a token that resumes a seat, the one they sat down with.

        Raises Refused if somebody else with a seat has it.
        """
        own = ticket_of(hello.token) if hello.token is not None else None
        for _, person in self.seating.everyone():
            if person.ticket == own:
                return person.name
        name = clean(hello.name, LONGEST_NAME) or NAMELESS
        free = self._free(name)
        if free != name:
            raise refuse(
                "name_taken",
                "{name} is already at this table. Come as {free}, or go on where {name} plays.",
                name=name,
                free=free,
            )
        return name

    def offer(self, client: ClientId, guest: Guest, wish: m.AskSeat) -> m.Offered:
        """What a seat is. Raises Refused if the guest cannot have it."""
        place = self.seating.open_to(client, wish.seat)
        offer = guest.offers.setdefault(wish.seat, token_urlsafe(16))
        return letters.offered(self.desk.game, place, offer, wish.nonce)

    def take_seat(self, client: ClientId, guest: Guest, wish: m.TakeSeat) -> m.Seated:
        """Give a guest the seat that was offered; a second time it is only told so. Raises Refused.

        The offer becomes the token: a guest that never hears of its success can still resume. After
        the end nobody sits down but those who come back to a game of their own.
        """
        place, ticket = self.seating.known(wish.seat), ticket_of(wish.offer)
        if (client, ticket) not in [(person.client, person.ticket) for person in place.people]:
            if guest.offers.get(wish.seat) != wish.offer:
                raise refuse("unconfirmed", "Ask for the seat first, and confirm what was offered.")
            if self._over and all(person.ticket for person in place.people):
                raise refuse("game_over", "The game is over; its record stands.")
            from_bot, name = self.course.begun and not place.decides, self._free(guest.name)
            before = list(place.people)
            self.seating.take(client, place.seat, Person(name, ticket))
            for gone in before:
                if gone.ticket and gone not in place.people:
                    self.tickets.release(gone.ticket)
            guest.name = name
            self.tickets.hold(ticket, place.seat, guest.name)
            self._note(place)
            self.desk.hand_over(place.seat, from_bot=from_bot)
            self.begin(by_host=False)
            guest.offers.clear()
        return m.Seated(place.seat, wish.offer, wish.nonce, self.desk.settled(place.seat))

    def resumed(self, client: ClientId, token: str) -> tuple[m.Seated, ClientId | None]:
        """Give a guest the place of a token; returns also whom it had to leave. Raises Refused."""
        place, displaced = self.seating.resume(client, token)
        return m.Seated(place.seat, token, 0, self.desk.settled(place.seat)), displaced

    def begin(self, *, by_host: bool) -> None:
        """Begin, if it is this one's to do so; bots then have the seats that are still free."""
        if by_host or not self.course.by_host:
            self.course.begun = True
        if self.course.begun:
            for place in self.seating.fill():
                self.desk.game.seat(place.seat, self.seating.stand_in.id)

    def leave(self, client: ClientId, now: float, *, for_good: bool) -> None:
        """Go away; for good gives the seat to the others who share it, else to its stand-in."""
        gone = self.seating.give_up(client) if for_good and not self._over else None
        if gone is None:
            self.seating.step_away(client, now)
        else:
            place, person = gone
            self.tickets.release(person.ticket)
            self._note(place)

    @property
    def _over(self) -> bool:
        return self.desk.game.finished or self.course.ended

    def _free(self, name: str) -> str:
        """The name, numbered if somebody with a seat has it; those whom anyone may relieve do not count."""
        holders = [one for place, one in self.seating.everyone() if not relieved(place, one)]
        taken = {one.name.casefold() for one in holders}
        numbered = (f"{name[: LONGEST_NAME - 4]} {number}" for number in count(2))
        return next(one for one in chain([name], numbered) if one.casefold() not in taken)

    def _note(self, place: Place) -> None:
        """Write down who answers for a seat from here on."""
        mind = self.seating.mind(place.seat)
        names = ", ".join(place.names)
        self.desk.game.seat(place.seat, mind.id if mind else PERSON, "" if mind else names)
