"""Stores for tests, with the records of toy games in them."""

from functools import cache
from pathlib import Path

from allmende_rules.game import Game, new_header
from allmende_rules.record import Body, Entry
from allmende_server.store import Kept, Store
from allmende_server.table import TableSettings
from tests.server.toy import TOY, scenario

SETTINGS = TableSettings(scenario(), TOY.id, seed=3, rounds=3, stand_in="greedy", timed=True)


@cache
def played(rounds: int) -> list[Entry]:
    """The record of a toy game of three rounds after so many of them."""
    game = Game(new_header(scenario(), system=TOY.id, seed=3, rounds=3))
    game.start()
    game.say("ada", "table", "zwei Zeilen\u2028oder eine 🌾")
    while not game.finished and game.world.round <= rounds:
        for seat in game.asked:
            game.submit(seat, {}, "person")
        game.close()
    return game.entries


def whole() -> list[Entry]:
    """The record of a toy game from its beginning to its end."""
    return played(3)


def and_then(entries: list[Entry], body: Body) -> list[Entry]:
    """A record with one entry more."""
    return [*entries, Entry(len(entries), 0, body)]


def stored(path: Path, entries: list[Entry], code: str = "BROOK") -> None:
    """Put a table with that record into the store at `path`."""
    with Store.open(path) as store:
        log = store.lay(code, SETTINGS)
        for entry in entries:
            log.keep(entry)


def read(path: Path) -> list[Kept]:
    """What a store holds after it was opened again."""
    with Store.open(path) as store:
        return store.kept()


def only(path: Path) -> Kept:
    """The only table of a store."""
    (kept,) = read(path)
    return kept


def only_of(store: Store) -> Kept:
    """The only table of an open store."""
    (kept,) = store.kept()
    return kept
