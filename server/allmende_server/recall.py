"""Everyone back in their seats when a table is taken up again: from its record, and from its tickets."""

from __future__ import annotations

from collections.abc import Iterable

from allmende_bots.registry import find_bot
from allmende_rules.opening import HOUSE
from allmende_rules.record import Entry, Seated
from allmende_server.place import Person, Place
from allmende_server.seating import PERSON, Seating


def recall(seating: Seating, entries: Iterable[Entry]) -> None:
    """Seat everyone whom the record last seated; people are away until they take their seats."""
    for entry in entries:
        match entry.body:
            case Seated(seat=seat, who=who) if seat == HOUSE:
                seating.house = find_bot(who)
            case Seated(seat=seat, who=who, name=name):
                _recall(seating.places[seat], who, name)


def _recall(place: Place, who: str, name: str) -> None:
    if who == PERSON:
        place.people, place.left, place.lent = [Person(name)], False, False
    else:
        place.left = place.left or bool(place.people)
        place.people, place.bot = [], find_bot(who)


def reclaim(seating: Seating, holders: Iterable[tuple[str, str, str]]) -> None:
    """Give back the places that tokens are held for: (ticket, seat, name) each, as first taken."""
    held: dict[str, list[Person]] = {}
    for ticket, seat, name in holders:
        held.setdefault(seat, []).append(Person(name, ticket))
    for seat, people in held.items():
        place = seating.places[seat]
        place.lent = not place.people
        place.left = place.left and not place.lent
        place.people = people
