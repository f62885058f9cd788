"""Laying a table: a fresh game, or one taken up again from its record, with everyone's seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from allmende_bots.registry import find_bot
from allmende_rules.game import Game, Keep, new_header
from allmende_rules.land import Scenario
from allmende_rules.opening import HOUSE
from allmende_rules.record import Entry, Header
from allmende_rules.replay import restore
from allmende_server.room import Room
from allmende_server.seating import Place, Seating, recall


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What a table is opened with.

    `bots` names the bot of each seat that one plays; the other seats are free. When the first
    person sits down, the `stand_in` takes the seats still free, and later those that people leave
    for good. `house` plays what no seat holds. `timed` gives each phase its time limit. `saved_as`
    is where the record is kept, told to everyone at the end.
    """

    scenario: Scenario
    system: str
    seed: int
    rounds: int
    bots: dict[str, str] = field(default_factory=dict)
    stand_in: str = "cautious"
    house: str = "cautious"
    timed: bool = False
    saved_as: str = ""


def open_table(settings: TableSettings, keep: Keep) -> Room:
    """A table with a fresh game.

    Raises LookupError with a sentence for a system, bot or seat that does not exist.
    """
    header = new_header(
        settings.scenario, system=settings.system, seed=settings.seed, rounds=settings.rounds
    )
    seating = _seating(header, settings)
    for seat, bot in settings.bots.items():
        _place(seating, seat).bot = find_bot(bot)
    game = Game(header, keep)
    game.seat(HOUSE, seating.house.id)
    for seat, bot in settings.bots.items():
        game.seat(seat, bot)
    game.start()
    return Room(game, seating, timed=settings.timed, saved_as=settings.saved_as)


def recorded_settings(header: Header, *, timed: bool = False, saved_as: str = "") -> TableSettings:
    """The settings to resume a recorded game with."""
    return TableSettings(
        header.scenario,
        header.system,
        header.seed,
        header.rounds,
        timed=timed,
        saved_as=saved_as,
    )


def resume_table(entries: list[Entry], settings: TableSettings, keep: Keep) -> Room:
    """A table that goes on where its record ends; `keep` receives only what is new.

    Who plays which seat is as recorded: people are away until they take their seats again.
    """
    game = restore(entries, keep)
    seating = _seating(game.header, settings)
    recall(seating, entries)
    return Room(game, seating, timed=settings.timed, saved_as=settings.saved_as)


def _seating(header: Header, settings: TableSettings) -> Seating:
    places = {seat: Place(seat) for seat in header.seats}
    return Seating(places, find_bot(settings.house), find_bot(settings.stand_in))


def _place(seating: Seating, seat: str) -> Place:
    if seat not in seating.places:
        near = get_close_matches(seat, seating.places, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        there = ", ".join(seating.places)
        raise LookupError(f"There is no seat “{seat}”; there are {there}.{hint}")
    return seating.places[seat]
