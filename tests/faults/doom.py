"""A store that kills its own process at a write of its choice."""

import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from allmende_server.log import Change
from allmende_server.store import Store

Moment = Literal["before", "within", "after"]
"""Of a write: nothing is done yet; all is inserted and nothing committed; all is committed."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)
CHECKPOINT = 16
"""Pages after which SQLite folds its log into the file: few, so that kills fall into that, too."""


class DoomedStore(Store):
    """Lives until its `last` write from now on, and dies at that moment of it."""

    _left = 0
    _moment: Moment = "before"

    def doom(self, last: int, moment: Moment) -> None:
        """Decide on the end."""
        self._left, self._moment = last, moment
        self._db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")

    def _transact(self, batch: Sequence[Change]) -> None:
        self._left -= 1
        if self._left != 0:
            super()._transact(batch)
            return
        if self._moment == "before":
            _die()
        if self._moment == "within":
            self._db.set_trace_callback(lambda sql: _die() if sql == "COMMIT" else None)
        super()._transact(batch)
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def as_left(path: Path, folder: Path) -> Path:
    """A copy of the files that a killed process left, so that looking at them changes nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copyfile(file, folder / file.name)
    return folder / path.name
