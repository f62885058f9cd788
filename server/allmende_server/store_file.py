"""The SQLite file under a store: how it is opened, what it holds, and what its errors mean."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

APPLICATION = 0x416C6C6D
"""“Allm”: how the file says whose it is."""
FORMAT = 1
_MAGIC = b"SQLite format 3\0"
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE tables (
    game INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL
);
CREATE TABLE progress ( -- apart from what never changes, so that little is rewritten
    game INTEGER PRIMARY KEY,
    rounds INTEGER NOT NULL,
    played INTEGER NOT NULL -- as last ended, or gone back to; all of them once the game is over
);
CREATE TABLE entries (
    game INTEGER NOT NULL,
    id INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE TABLE holders (
    game INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    seat TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (game, ticket)
) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
COMMIT;
"""
_TRIES = 20
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_TORN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}
"""The second is what a statement gets whose table is not in the file any more."""


class StoreBusyError(Exception):
    """Another process has the store open."""


class StoreDamagedError(Exception):
    """The file is no store, or nothing of it can be read."""


class TornError(Exception):
    """Some of the file cannot be read; what is left may be had from `store_reading.salvage`."""


def connect(path: Path, *, create: bool = False, torn: bool = False) -> sqlite3.Connection:
    """The file, locked for this process alone; every commit is synced in full.

    `torn` opens one that is cut short, too. Raises StoreBusyError, StoreDamagedError, TornError or
    OSError.
    """
    mode = "rwc" if create else "rw"
    with told_apart(path):
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=0,
            isolation_level=None,
        )
    try:
        with told_apart(path):
            _prepare(db, path, torn=torn)
    except BaseException:
        db.close()
        raise
    return db


def is_store(path: Path) -> bool:
    """Whether the file begins like a store. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _prepare(db: sqlite3.Connection, path: Path, *, torn: bool) -> None:
    db.text_factory = lambda raw: raw.decode(errors="replace")
    if torn:
        db.execute("PRAGMA writable_schema = ON")  # else a file shorter than it says is refused
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")  # on macOS a plain sync stops at the disk's own memory
    db.execute("PRAGMA checkpoint_fullfsync = ON")
    if not _number(db, "SELECT count(*) FROM sqlite_schema"):
        db.executescript(_SCHEMA)
    if _number(db, "PRAGMA application_id") != APPLICATION:
        raise StoreDamagedError(f"{path} is no saved game of Allmende.")
    if (found := _number(db, "PRAGMA user_version")) > FORMAT:
        raise StoreDamagedError(
            f"{path} is of format {found}; this version of Allmende reads up to {FORMAT}."
        )


def _number(db: sqlite3.Connection, query: str) -> int:
    found: int = db.execute(query).fetchone()[0]
    return found


@contextmanager
def told_apart(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into StoreBusyError, TornError, StoreDamagedError or OSError."""
    try:
        yield
    except sqlite3.Error as error:
        code = _primary(error)
        if code in _BUSY:
            raise StoreBusyError(f"{path} is open in another process; close that first.") from None
        if code == sqlite3.SQLITE_NOTADB:
            raise StoreDamagedError(f"{path} is no saved game of Allmende.") from None
        if code in _TORN:
            raise TornError(str(error)) from None
        raise OSError(f"{path}: {error}") from error
    except UnicodeDecodeError:  # SQLite tells of a damaged name in bytes that are no text
        raise TornError("what it says of itself is no text") from None


def _primary(error: sqlite3.Error) -> int:
    """SQLite's code of an error, without what extends it."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def set_aside(path: Path) -> Path:
    """Copy a closed store to a name of its own beside it, ending in .damaged, and remove its log."""
    names = (
        path.with_suffix(f".{number}.damaged" if number > 1 else ".damaged") for number in count(1)
    )
    copy = next(name for name in names if not name.exists())
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):
        shutil.copyfile(_write_ahead(path), _write_ahead(copy))
    _write_ahead(path).unlink(missing_ok=True)
    return copy


def copy_open(path: Path, folder: Path) -> Path:
    """Copy a store that another process has open into a folder, with its log, as of one moment.

    Raises StoreBusyError if it changes during each try, or OSError.
    """
    copy = folder / path.name
    for _ in range(_TRIES):
        before = changed(path)
        shutil.copyfile(path, copy)
        _write_ahead(copy).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(_write_ahead(path), _write_ahead(copy))
        if changed(path) == before:
            return copy
    raise StoreBusyError(f"{path} is being written to all the time; try again later.")


def remove(path: Path) -> None:
    """Delete a store that no one has open, if there is one."""
    _write_ahead(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def changed(path: Path) -> int:
    """When a store was last written, in nanoseconds."""
    files = (path, _write_ahead(path))
    return max(file.stat().st_mtime_ns for file in files if file.exists())


def _write_ahead(path: Path) -> Path:
    """The log that SQLite keeps beside an open store, or one whose process was killed."""
    return path.with_name(f"{path.name}-wal")
