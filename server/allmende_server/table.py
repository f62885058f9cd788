"""Laying a table: a fresh game, or one taken up again from its record, with everyone's seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

from allmende_bots.mind import Bot
from allmende_bots.registry import find_bot
from allmende_protocol.finding import PORT
from allmende_rules.game import Game, Keep, new_header
from allmende_rules.opening import HOUSE
from allmende_rules.record import Entry, Header, Seated
from allmende_rules.replay import restore
from allmende_rules.scenario import Act, Scenario
from allmende_scenarios.standins import DEFAULT, law
from allmende_server.course import GRACE, Course
from allmende_server.door import Tickets
from allmende_server.place import Place
from allmende_server.recall import recall, reclaim
from allmende_server.room import Room
from allmende_server.seating import PERSON, Seating


class Log(Tickets, Protocol):
    """Keeps all that a table must not lose."""

    def keep(self, entry: Entry) -> None:
        """Take the next entry of the record."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """A log of a table that need not outlive its server."""

    keep: Keep

    def hold(self, ticket: str, seat: str, name: str) -> None:
        """Nothing is held."""

    def release(self, ticket: str) -> None:
        """Nothing was held."""


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What a table is opened with.

    `dials` depart from those of the system, `then` are the acts that follow within the `rounds`.
    `bots` names the bot of each seat that one plays; the other seats are free. Once the game has
    begun, with the first person or with the host (`by_host`), the `stand_in` takes the seats still
    free, and later those that people leave for good. `house` plays what no seat holds. `timed`
    gives each phase its time limit, `grace` the seconds for which somebody away is waited for, and
    `team` how many people may share a seat, if its scenario does not allow more. `saved_as` is
    where the record is kept, told to everyone at the end; `port` where it is hosted.
    """

    scenario: Scenario
    system: str
    seed: int
    rounds: int
    bots: dict[str, str] = field(default_factory=dict)
    dials: dict[str, float] = field(default_factory=dict)
    then: tuple[Act, ...] = ()
    stand_in: str = "cautious"
    house: str = "cautious"
    timed: bool = False
    by_host: bool = False
    grace: float = GRACE
    team: int = 4
    saved_as: str = ""
    port: int = PORT


def open_table(settings: TableSettings, log: Log, code: str = "") -> Room:
    """A table with a fresh game.

    Raises LookupError with a sentence for a system, dial, bot or seat that does not exist, ValueError
    for a dial out of its range.
    """
    header = new_header(
        settings.scenario,
        system=settings.system,
        seed=settings.seed,
        rounds=settings.rounds,
        dials=settings.dials,
        then=settings.then,
    )
    seating = _seating(header, settings)
    for seat, bot in settings.bots.items():
        _place(seating, seat).bot = find_bot(bot)
    game = Game(header, log.keep)
    game.seat(HOUSE, seating.house.id)
    for seat, bot in settings.bots.items():
        game.seat(seat, bot)
    game.start()
    return Room(code, game, seating, _course(settings), log, settings.saved_as)


def recorded_settings(header: Header, *, timed: bool = False, saved_as: str = "") -> TableSettings:
    """The settings to resume a recorded game with."""
    return TableSettings(
        header.scenario,
        header.system,
        header.seed,
        header.rounds,
        dials=header.dials,
        then=header.then,
        timed=timed,
        saved_as=saved_as,
    )


def resume_table(
    entries: list[Entry],
    settings: TableSettings,
    log: Log,
    code: str = "",
    holders: Iterable[tuple[str, str, str]] = (),
) -> Room:
    """A table that goes on where its record ends; `log` receives only what is new.

    Who plays which seat is as recorded: people are away until they take their seats again, by the
    tickets in `holders` (each with seat and name); where there are none anyone may relieve them.
    """
    game = restore(entries, log.keep)
    seating = _seating(game.header, settings)
    recall(seating, entries)
    reclaim(seating, holders)
    course = _course(settings)
    course.begun = not settings.by_host and any(
        isinstance(entry.body, Seated) and entry.body.who == PERSON for entry in entries
    )
    return Room(code, game, seating, course, log, settings.saved_as)


def _course(settings: TableSettings) -> Course:
    return Course(timed=settings.timed, by_host=settings.by_host, grace=settings.grace)


def _seating(header: Header, settings: TableSettings) -> Seating:
    specs = {spec.id: spec for spec in header.scenario.land.seats}
    places = {
        seat: Place(seat, max(settings.team, specs[seat].team), _law(header.scenario, seat))
        for seat in header.seats
    }
    return Seating(places, find_bot(settings.house), find_bot(settings.stand_in))


def _law(scenario: Scenario, seat: str) -> Bot | None:
    name = law(scenario, seat)
    return None if name == DEFAULT else find_bot(name)


def _place(seating: Seating, seat: str) -> Place:
    if seat not in seating.places:
        near = get_close_matches(seat, seating.places, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        there = ", ".join(seating.places)
        raise LookupError(f"There is no seat “{seat}”; there are {there}.{hint}")
    return seating.places[seat]
