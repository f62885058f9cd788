"""Who sits where: each seat of a table, and the person or bot that answers for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Literal

from allmende_bots.mind import Bot
from allmende_bots.registry import find_bot
from allmende_rules.answers import refuse
from allmende_rules.opening import HOUSE
from allmende_rules.record import Entry, Seated

PERSON = "person"
"""How the record names a seat that a person answers for; any other word is a bot's id."""
ClientId = int


@dataclass(slots=True)
class Place:
    """A seat. A person keeps it while away (`client` None); `bot` answers when there is no person.

    `token` is what its person may resume it with. `left` marks that a person gave it up.
    """

    seat: str
    person: str | None = None
    bot: Bot | None = None
    client: ClientId | None = None
    token: str | None = None
    left: bool = False

    @property
    def who(self) -> Literal["person", "bot", "stand_in", "free"]:
        """What kind of mind holds the seat."""
        if self.person is not None:
            return "person"
        if self.bot is None:
            return "free"
        return "stand_in" if self.left else "bot"

    @property
    def away(self) -> bool:
        """Whether the seat is a person's who is not at the table now."""
        return self.person is not None and self.client is None


def _new_token() -> str:
    return token_urlsafe(16)


@dataclass(slots=True)
class Seating:
    """All places of a table. `begun` once a person has ever sat down; until then nobody plays on.

    `house` has what no seat holds, and `stand_in` answers for seats that nobody takes or that their
    person has left.
    """

    places: dict[str, Place]
    house: Bot
    stand_in: Bot
    begun: bool = False
    new_token: Callable[[], str] = field(default=_new_token)

    def of(self, client: ClientId) -> Place | None:
        """The place of a client, if it has one."""
        return next((place for place in self.places.values() if place.client == client), None)

    def needed(self, client: ClientId) -> Place:
        """The place of a client. Raises Refused if it has none."""
        place = self.of(client)
        if place is None:
            free = [place.seat for place in self.places.values() if place.who != "person"]
            raise refuse(
                "not_seated",
                "Only a seat can do this; take one first. Open: {open}.",
                open=", ".join(free) or "none",
            )
        return place

    def take(self, client: ClientId, seat: str, person: str) -> Place:
        """Give a seat to a client's person. Raises Refused if the seat is not to be had."""
        place = self._known(seat)
        self._takeable(place, client)
        place.person, place.client, place.left = person, client, False
        place.token = self.new_token()
        self.begun = True
        return place

    def resume(self, client: ClientId, token: str) -> Place:
        """Give the client the place that the token is for. Raises Refused for an unknown token."""
        for place in self.places.values():
            if place.token is not None and compare_digest(place.token.encode(), token.encode()):
                self._unseated(client, place)
                place.client = client
                return place
        raise refuse("not_seated", "This token resumes no seat at this table; take a seat.")

    def give_up(self, place: Place) -> None:
        """The person leaves for good: the stand-in has the seat."""
        place.person, place.client, place.token = None, None, None
        place.bot, place.left = self.stand_in, True

    def mind(self, seat: str) -> Bot | None:
        """The bot that answers for a seat now, None where a person does."""
        if seat == HOUSE:
            return self.house
        place = self.places[seat]
        return None if place.person is not None else place.bot

    def fill(self) -> list[Place]:
        """Seat the stand-in wherever nobody sits; returns those places."""
        free = [place for place in self.places.values() if place.who == "free"]
        for place in free:
            place.bot = self.stand_in
        return free

    def anyone_here(self) -> bool:
        """Whether a person who holds a seat is connected."""
        return any(place.client is not None for place in self.places.values())

    def _known(self, seat: str) -> Place:
        if seat not in self.places:
            raise refuse(
                "no_such_seat",
                "There is no seat {found}; there are {allowed}.",
                found=seat[:60],
                allowed=", ".join(self.places),
            )
        return self.places[seat]

    def _takeable(self, place: Place, client: ClientId) -> None:
        self._unseated(client, place)
        if place.token is not None:
            raise refuse(
                "seat_taken",
                "{person} holds the seat {seat}; its token resumes it.",
                person=place.person,
                seat=place.seat,
            )

    def _unseated(self, client: ClientId, place: Place) -> None:
        held = self.of(client)
        if held is not None and held is not place:
            raise refuse("seat_taken", "You hold the seat {seat}; leave it first.", seat=held.seat)


def recall(seating: Seating, entries: Iterable[Entry]) -> None:
    """Seat everyone whom the record last seated; people are away until they take their seats."""
    for entry in entries:
        match entry.body:
            case Seated(seat=seat, who=who, name=name):
                _recall(seating, seat, who, name)


def _recall(seating: Seating, seat: str, who: str, name: str) -> None:
    if seat == HOUSE:
        seating.house = find_bot(who)
        return
    place = seating.places[seat]
    if who == PERSON:
        place.person, place.left = name, False
        seating.begun = True
    else:
        place.left = place.left or place.person is not None
        place.person, place.bot = None, find_bot(who)
