"""Saved games on disk: one file a game, one line an entry, nothing ever rewritten.

ALLMENDE_HOME names the folder that holds them; else they lie where the system keeps a user's data.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from platformdirs import user_data_path

from allmende_rules.record import (
    DamageError,
    Entry,
    Header,
    RolledBack,
    RoundEnded,
    line,
    parse,
    parse_all,
)

SUFFIX = ".allmende"


def games_folder() -> Path:
    """The folder of saved games; it need not exist yet."""
    home = os.environ.get("ALLMENDE_HOME")
    root = Path(home) if home else user_data_path("allmende", appauthor=False)
    return root / "games"


def game_name(scenario: str, system: str, seed: int, opened: datetime) -> str:
    """The name of a saved game: valley-dmnc-seed3-20261122-2310.allmende."""
    return f"{scenario}-{system}-seed{seed}-{opened:%Y%m%d-%H%M}{SUFFIX}"


class SaveFile:
    """A saved game, open for more. `append` is a game's `keep`; `commit` makes it durable.

    All methods raise OSError where the disk does.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        self._dirty = False

    @classmethod
    def create(cls, name: str) -> Self:
        """A new file of that name, or with a number added where the name is taken."""
        folder = games_folder()
        folder.mkdir(parents=True, exist_ok=True)
        stem, number = name.removesuffix(SUFFIX), 1
        while True:
            path = folder / (stem + (f"-{number}" if number > 1 else "") + SUFFIX)
            try:
                return cls(path, path.open("xb"))
            except FileExistsError:
                number += 1

    @classmethod
    def reopen(cls, saved: Saved) -> Self:
        """The file of a saved game, to go on behind its last whole line.

        What is damaged is cut off; a copy of the whole file is kept beside it, ending in .damaged.
        """
        if saved.damage is not None:
            copy = saved.path.with_suffix(".damaged")
            copy.write_bytes(saved.path.read_bytes())
        file = saved.path.open("r+b")
        file.truncate(saved.size)
        file.seek(saved.size)
        return cls(saved.path, file)

    def append(self, entry: Entry) -> None:
        """Write an entry's line; it is safe after the next `commit`."""
        self._file.write(line(entry).encode() + b"\n")
        self._dirty = True

    def commit(self) -> None:
        """Bring everything appended to the disk, in one full sync; free if nothing is new."""
        if self._dirty:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._dirty = False

    def close(self) -> None:
        """Commit and close."""
        try:
            self.commit()
        finally:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved game as read: its whole entries, their bytes, and a sentence on damage behind them."""

    path: Path
    entries: list[Entry]
    damage: str | None
    size: int


def load(path: Path) -> Saved:
    """Read a saved game as far as it is whole. Raises OSError if the file cannot be read."""
    lines = path.read_bytes().split(b"\n")
    whole, tail = lines[:-1], lines[-1]
    entries, damage = parse_all(text.decode(errors="replace") for text in whole)
    size = sum(len(text) + 1 for text in whole[: len(entries)])
    if damage is None and tail:
        damage = f"Line {len(lines)}: the line is cut; the record is read up to line {len(whole)}."
    return Saved(path, entries, damage, size)


def newest_unfinished() -> Path | None:
    """The saved game that was played last among those that have not reached their end."""
    games = sorted(games_folder().glob("*" + SUFFIX), key=_changed, reverse=True)
    return next((path for path in games if _unfinished(path)), None)


def _changed(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name


def _unfinished(path: Path) -> bool:
    """Whether the game's last round has not ended. A file whose header is damaged holds no game."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    try:
        header = parse(lines[0]).body
    except DamageError:
        return False
    return isinstance(header, Header) and _last_round(lines) < header.rounds


def _last_round(lines: list[str]) -> int:
    """The round that the record last ended, or went back to; only lines that can tell are decoded."""
    for text in reversed(lines):
        if '"is":"round_ended"' in text or '"is":"rolled_back"' in text:
            try:
                body = parse(text).body
            except DamageError:
                continue
            if isinstance(body, RoundEnded | RolledBack):
                return body.round
    return 0
