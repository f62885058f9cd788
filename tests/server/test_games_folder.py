"""The folder of games: where it is, what the files are called, and which one goes on."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from allmende_rules.game import Game, new_header
from allmende_server.games_folder import (
    fresh_game,
    game_name,
    games_folder,
    host_file,
    newest_unfinished,
)
from allmende_server.store import Store
from tests.server.parlour import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    return tmp_path


def saved(name: str, rounds: int = 1) -> Path:
    """A toy game of three rounds in a fresh file, after so many of them."""
    path, opened = fresh_game(name), settings()
    with Store.open(path) as store:
        header = new_header(opened.scenario, system="toy", seed=3, rounds=3)
        game = Game(header, store.lay("SOLO", opened).keep)
        game.start()
        while not game.finished and game.world.round <= rounds:
            game.close()
    return path


def played_at(path: Path, second: int) -> None:
    """Set the time at which a file was last written."""
    os.utime(path, (second, second))


def test_a_name_says_what_and_when() -> None:
    """It is read by people who look for their game."""
    name = game_name("valley", "dmnc", 3, datetime(2026, 11, 22, 23, 10))  # noqa: DTZ001  # local
    assert name == "valley-dmnc-seed3-20261122-2310.allmende"


def test_games_lie_in_the_home_or_where_the_system_keeps_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ALLMENDE_HOME comes first; hosted tables lie beside the games."""
    assert games_folder() == home / "games"
    assert host_file().parent == home
    monkeypatch.delenv("ALLMENDE_HOME")
    assert games_folder().parts[-2:] == ("allmende", "games")


def test_a_taken_name_gets_a_number(home: Path) -> None:
    """No game is ever written over."""
    names = [fresh_game("a.allmende").name for _ in range(3)]
    assert names == ["a.allmende", "a-2.allmende", "a-3.allmende"]
    assert len(list((home / "games").iterdir())) == 3


def test_the_newest_unfinished_game_is_found_by_its_content() -> None:
    """Finished games, files without a game, damaged ones and other files are passed over."""
    assert newest_unfinished() == (None, [])
    old, newer, done = saved("old"), saved("newer"), saved("done", rounds=3)
    empty, wrong = fresh_game("empty"), fresh_game("wrong")
    wrong.write_text("not a game")
    for second, path in enumerate((old, newer, done, empty, wrong)):
        played_at(path, second)
    (games_folder() / "notes.txt").write_text("not a game")
    assert newest_unfinished() == (newer, [])
    played_at(old, 9)
    assert newest_unfinished() == (old, [])


def test_a_game_in_use_is_named_and_passed_over() -> None:
    """So that who asks can say so."""
    old, newer = saved("old"), saved("newer")
    played_at(old, 1)
    with Store.open(newer):
        assert newest_unfinished() == (old, [newer])
    assert newest_unfinished() == (newer, [])


def test_a_game_in_its_first_round_is_unfinished() -> None:
    """No round has ended yet."""
    path = saved("first", rounds=0)
    assert newest_unfinished() == (path, [])
