"""The store: everything that must outlive the server, in one SQLite file for any number of tables.

A table's log buffers what comes about; `commit` makes it durable, in one transaction with a full
sync, before anything is acknowledged. A record's entries are lines of text, each with its own
checksum; none is ever changed or deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from allmende_server import store_reading
from allmende_server.log import Change, Holder, Log
from allmende_server.store_file import (
    StoreBusyError,
    StoreDamagedError,
    TornError,
    connect,
    remove,
    set_aside,
    told_apart,
)
from allmende_server.store_reading import Kept
from allmende_server.table import TableSettings

__all__ = [
    "Holder",
    "Kept",
    "Log",
    "Peek",
    "Store",
    "StoreBusyError",
    "StoreDamagedError",
]

_LAY = "INSERT INTO tables (game, code, settings) VALUES (?, ?, ?)"
_BEGIN = "INSERT INTO progress (game, rounds, played) VALUES (?, ?, 0)"
_UNFINISHED = (
    "SELECT count(*) FROM progress WHERE played < rounds"
    " AND EXISTS (SELECT 1 FROM entries WHERE entries.game = progress.game)"
)


@dataclass(frozen=True, slots=True)
class Peek:
    """What a file tells at a glance: `finished` if no table in it has a round left to play."""

    finished: bool


class Store:
    """An open store. It belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[Change] = []
        self._failure: str | None = None
        self._damage: dict[str, str] = {}
        try:
            self._connect(create=True)
        except TornError:
            self._mend(store_reading.tables(path, store_reading.salvage(path)))

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in that file; the file and its folder are made if they are missing.

        A damaged file is mended as `kept` does. Raises StoreBusyError if another process has it open,
        StoreDamagedError if it is no store or nothing of it can be read, OSError where the disk does.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(path)

    @staticmethod
    def peek(path: Path) -> Peek:
        """A glance at a store that no one has open. Raises as `open` does."""
        try:
            with closing(connect(path, torn=True)) as db, told_apart(path):
                (unfinished,) = db.execute(_UNFINISHED).fetchone()
        except TornError as error:
            raise StoreDamagedError(f"{path} is damaged: {error}.") from None
        return Peek(finished=unfinished == 0)

    def kept(self) -> list[Kept]:
        """Every table, in order of laying, as it was last written.

        If any is damaged, the whole file is copied to one beside it, ending in .damaged, and the store
        goes on with what is whole.
        """
        try:
            found = store_reading.tables(self.path, store_reading.read_rows(self.path, self._db))
        except TornError:
            self._db.close()
            found = store_reading.tables(self.path, store_reading.salvage(self.path))
        if any(one.damage for one in found):
            self._db.close()
            self._mend(found)
        return [replace(one, damage=self._damage.get(one.code)) for one in found]

    def lay(self, code: str, settings: TableSettings) -> Log:
        """The log of a new table. Raises ValueError if there is one with that code."""
        if code in self._games:
            raise ValueError(f"There is a table {code} in {self.path} already.")
        game = self._games[code] = len(self._games) + 1
        text = msgspec.json.encode(settings).decode()
        self._waiting.append((_LAY, (game, code, text)))
        self._waiting.append((_BEGIN, (game, settings.rounds)))
        return Log(game, self._waiting)

    def log(self, code: str) -> Log:
        """The log of a kept table, to go on behind its last entry. Raises LookupError."""
        if code not in self._games:
            there = ", ".join(self._games) or "none"
            raise LookupError(f"There is no table {code} in {self.path}; there are {there}.")
        return Log(self._games[code], self._waiting)

    def commit(self) -> None:
        """Make durable what was buffered, in one transaction with a full sync; free if nothing was.

        Raises OSError, and then nothing of it is kept; from then on the store refuses everything: what
        follows may not be kept without what came before.
        """
        if not self._waiting:
            return
        if self._failure:
            raise OSError(self._failure)
        try:
            with told_apart(self.path):
                self._transact(self._waiting)
        except (OSError, StoreBusyError, StoreDamagedError, TornError) as error:
            self._failure = str(error)
            raise OSError(self._failure) from error
        self._waiting.clear()

    def _transact(self, batch: Sequence[Change]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for statement, changes in groupby(batch, itemgetter(0)):
                self._db.executemany(statement, [values for _, values in changes])
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Write what is buffered, fold the write-ahead log into the file, and let go of it."""
        try:
            self.commit()
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self, *, create: bool = False) -> None:
        self._db = connect(self.path, create=create)
        try:
            with told_apart(self.path):
                self._games = dict(self._db.execute("SELECT code, game FROM tables ORDER BY game"))
        except TornError:
            self._db.close()
            raise

    def _mend(self, found: Sequence[Kept]) -> None:
        """Put what was read of a damaged file in its place; the file itself is kept beside it."""
        whole = self.path.with_suffix(".mending")
        remove(whole)
        with Store(whole) as fresh:
            for one in found:
                log = fresh.lay(one.code, one.settings)
                for entry in one.entries:
                    log.keep(entry)
                for holder in one.holders:
                    log.hold(*holder)
        set_aside(self.path)
        whole.replace(self.path)
        self._damage = {one.code: one.damage for one in found if one.damage}
        self._connect()
