"""A seat of a table with the people who share it, or the bot that plays it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from allmende_bots.mind import Bot

ClientId = int
"""A connection, by its number."""


def ticket_of(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return sha256(token.encode()).hexdigest()


@dataclass(slots=True)
class Person:
    """Somebody who answers for a seat, here through `client`, or away `since` a time once it is noticed.

    `ticket` is their token's (`ticket_of`); it is empty if anyone may take up their place.
    """

    name: str
    ticket: str = ""
    client: ClientId | None = None
    since: float | None = None


@dataclass(slots=True)
class Place:
    """A seat with its people, at most `room` of them. `bot` answers where no people do.

    While they are away `law` answers, or silence where it is None. `lent` people have their seat
    played by a bot until it is given back; `left` marks a seat that its people gave up.
    """

    seat: str
    room: int = 1
    law: Bot | None = None
    people: list[Person] = field(default_factory=list)
    bot: Bot | None = None
    lent: bool = False
    left: bool = False

    @property
    def decides(self) -> bool:
        """Whether people answer for the seat, here or away."""
        return bool(self.people) and not self.lent

    @property
    def who(self) -> Literal["person", "bot", "stand_in", "free"]:
        """What kind of mind holds the seat."""
        if self.decides:
            return "person"
        if self.bot is None:
            return "free"
        return "stand_in" if self.left or self.lent else "bot"

    @property
    def away(self) -> bool:
        """Whether the seat's people are all away from the table."""
        return bool(self.people) and all(person.client is None for person in self.people)

    def absent(self, now: float, grace: float) -> bool:
        """Whether its people have been away for longer than they are waited for, in seconds."""
        return self.away and all(
            person.since is not None and now - person.since >= grace for person in self.people
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The people by name."""
        return tuple(person.name for person in self.people)

    @property
    def room_left(self) -> int:
        """How many more people it takes; those whom anyone may relieve do not count."""
        return self.room - sum(bool(person.ticket) for person in self.people)
