"""The folder of games: a store for each that is played alone, and one for all that are hosted.

ALLMENDE_HOME names the folder that holds it; else it lies where the system keeps a user's data.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path

from allmende_server.store import Store, StoreBusyError, StoreDamagedError
from allmende_server.store_file import changed

SUFFIX = ".allmende"


def _home() -> Path:
    home = os.environ.get("ALLMENDE_HOME")
    return Path(home) if home else user_data_path("allmende", appauthor=False)


def games_folder() -> Path:
    """The folder of saved games; it need not exist yet."""
    return _home() / "games"


def host_file() -> Path:
    """The store of the tables that this machine hosts; it need not exist yet."""
    return _home() / "host.allmende"


def game_name(scenario: str, system: str, seed: int, opened: datetime) -> str:
    """The name of a saved game: valley-dmnc-seed3-20261122-2310.allmende."""
    return f"{scenario}-{system}-seed{seed}-{opened:%Y%m%d-%H%M}{SUFFIX}"


def fresh_game(name: str) -> Path:
    """An empty file of that name, or with a number added where it is taken. Raises OSError."""
    folder = games_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stem, number = name.removesuffix(SUFFIX), 1
    while True:
        path = folder / (stem + (f"-{number}" if number > 1 else "") + SUFFIX)
        try:
            path.open("xb").close()
        except FileExistsError:
            number += 1
        else:
            return path


def newest_unfinished() -> tuple[Path | None, list[Path]]:
    """The game that was played last among those not at their end, and those that are in use now.

    A game in use may be newer. Files that are no stores, or hold no game, are passed over.
    """
    in_use: list[Path] = []
    games = games_folder().glob("*" + SUFFIX)
    for path in sorted(games, key=lambda one: (changed(one), one.name), reverse=True):
        try:
            if not Store.peek(path).finished:
                return path, in_use
        except StoreBusyError:
            in_use.append(path)
        except StoreDamagedError:
            continue
    return None, in_use
