"""What a store's file holds, as tables: in one go, or row by row where the file is damaged."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from allmende_rules.record import Entry, parse_all
from allmende_server.log import Holder
from allmende_server.store_file import (
    StoreDamagedError,
    TornError,
    connect,
    copy_open,
    told_apart,
)
from allmende_server.table import TableSettings

_LEAST_ENTRY = 50
"""Bytes that an entry takes at least: its line, its checksum and its place in the index."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of a store, as far as its record is whole, and a sentence on damage behind it."""

    code: str
    settings: TableSettings
    entries: list[Entry]
    holders: list[Holder]
    damage: str | None


class Rows(NamedTuple):
    """(game, code, settings), (game, ticket, seat, name), and each game's lines in order.

    `torn` if part of the file could not be read.
    """

    tables: list[tuple[int, str, str]]
    holders: list[tuple[int, str, str, str]]
    lines: dict[int, list[str]]
    torn: bool


def read(path: Path) -> list[Kept]:
    """Every table of a store that no one has open; the file is left as it is.

    Raises StoreBusyError, StoreDamagedError if it is no store or nothing can be read, or OSError.
    """
    return tables(path, _rows(path))


def read_open(path: Path) -> list[Kept]:
    """Every table of a store that another process has open, as far as that has committed; from a copy.

    Raises StoreBusyError if the store changes too often to be copied, and else as `read` does.
    """
    with TemporaryDirectory(prefix="allmende-") as folder:
        return tables(path, _rows(copy_open(path, Path(folder))))


def _rows(path: Path) -> Rows:
    try:
        with closing(connect(path)) as db:
            return read_rows(path, db)
    except TornError:
        return salvage(path)


def tables(path: Path, rows: Rows) -> list[Kept]:
    """The tables of those rows. Raises StoreDamagedError if the settings of one are unreadable."""
    holders: dict[int, list[Holder]] = defaultdict(list)
    for game, *held in rows.holders:
        holders[game].append(Holder(*held))
    kept: list[Kept] = []
    for game, code, settings in rows.tables:
        entries, damage = parse_all(rows.lines.get(game, ()))
        if rows.torn and damage is None:
            damage = f"The file is damaged; the record is read up to line {len(entries)}."
        kept.append(Kept(code, _settings(path, code, settings), entries, holders[game], damage))
    return kept


def _settings(path: Path, code: str, text: str) -> TableSettings:
    try:
        return msgspec.json.decode(text, type=TableSettings)
    except msgspec.MsgspecError as error:
        raise StoreDamagedError(
            f"{path}: the settings of the table {code} cannot be read: {error}."
        ) from None


def read_rows(path: Path, db: sqlite3.Connection) -> Rows:
    """Everything in the file. Raises TornError if part of it cannot be read."""
    lines: dict[int, list[str]] = defaultdict(list)
    with told_apart(path):
        for game, text in db.execute("SELECT game, line FROM entries ORDER BY rowid"):
            lines[game].append(str(text))
        return Rows(_table_rows(db), _holder_rows(db), lines, torn=False)


def salvage(path: Path) -> Rows:
    """What can be read of a torn file: row by row, past those that cannot be.

    Raises StoreDamagedError if the tables are among those.
    """
    try:
        with closing(connect(path, torn=True)) as db, told_apart(path):
            most = path.stat().st_size // _LEAST_ENTRY
            return Rows(_table_rows(db), _readable_holders(db), _single_lines(db, most), torn=True)
    except TornError as error:
        raise StoreDamagedError(f"{path} is damaged, and nothing can be read: {error}.") from None


def _table_rows(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    rows = db.execute("SELECT game, code, settings FROM tables ORDER BY game").fetchall()
    try:
        return msgspec.convert(rows, list[tuple[int, str, str]])
    except msgspec.ValidationError as error:
        raise TornError(f"the list of tables is not as it was written ({error})") from None


def _holder_rows(db: sqlite3.Connection) -> list[tuple[int, str, str, str]]:
    rows = db.execute("SELECT game, ticket, seat, name FROM holders").fetchall()
    try:
        return msgspec.convert(rows, list[tuple[int, str, str, str]])
    except msgspec.ValidationError as error:
        raise TornError(f"the list of holders is not as it was written ({error})") from None


def _readable_holders(db: sqlite3.Connection) -> list[tuple[int, str, str, str]]:
    try:
        return _holder_rows(db)
    except (sqlite3.DatabaseError, TornError):
        return []


def _single_lines(db: sqlite3.Connection, most: int) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = defaultdict(list)
    for number in range(1, most + 1):
        try:
            row = db.execute("SELECT game, line FROM entries WHERE rowid = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is not None:
            lines[row[0]].append(str(row[1]))
    return lines
