"""Saved games on disk."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Entry, line
from allmende_server.saves import SaveFile, game_name, games_folder, load, newest_unfinished
from tests.server.hall import Hall


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    return tmp_path


def played(phases: int) -> list[Entry]:
    """The record of a toy game of three rounds, some phases in."""
    hall = Hall()
    hall.sit(1, "ada")
    hall.send(1, m.Say("zwei Zeilen\u2028oder eine"))
    for _ in range(phases):
        hall.submit(1)
    return hall.entries


def save(name: str, entries: list[Entry]) -> Path:
    """Those entries in a saved game."""
    with SaveFile.create(name) as file:
        for entry in entries:
            file.append(entry)
    return file.path


def test_a_name_says_what_and_when() -> None:
    """It is read by people who look for their game."""
    name = game_name("valley", "dmnc", 3, datetime(2026, 11, 22, 23, 10))  # noqa: DTZ001  # local
    assert name == "valley-dmnc-seed3-20261122-2310.allmende"


def test_games_lie_in_the_home_or_where_the_system_keeps_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ALLMENDE_HOME comes first."""
    assert games_folder() == home / "games"
    monkeypatch.delenv("ALLMENDE_HOME")
    assert games_folder().parts[-2:] == ("allmende", "games")


def test_what_is_saved_is_read_again() -> None:
    """Line for line, with nothing to say about damage."""
    entries = played(3)
    saved = load(save("a.allmende", entries))
    assert (saved.entries, saved.damage) == (entries, None)
    assert saved.size == saved.path.stat().st_size


def test_a_taken_name_gets_a_number(home: Path) -> None:
    """No game is ever written over."""
    paths = [save("a.allmende", played(0)).name for _ in range(3)]
    assert paths == ["a.allmende", "a-2.allmende", "a-3.allmende"]
    assert len(list((home / "games").iterdir())) == 3


def test_commit_syncs_once_for_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """One full sync a batch, none when there is nothing new, and all is on disk after it."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    entries = played(1)
    with SaveFile.create("a") as file:
        for entry in entries:
            file.append(entry)
        assert synced == []
        file.commit()
        file.commit()
        assert len(synced) == 1
        assert load(file.path).entries == entries


def test_a_saved_game_goes_on_behind_its_last_line() -> None:
    """Reopening appends."""
    entries = played(3)
    path = save("a", entries[:20])
    with SaveFile.reopen(load(path)) as file:
        for entry in entries[20:]:
            file.append(entry)
    assert load(path).entries == entries


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_cut_line_is_named_and_play_goes_on_before_it(cut: int) -> None:
    """Reading stops before the damage and says so; going on keeps a copy of what was there."""
    entries = played(3)
    path = save("a", entries)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    saved = load(path)
    assert saved.entries == entries[:-1]
    assert saved.damage is not None
    assert f"Line {len(entries)}" in saved.damage
    SaveFile.reopen(saved).close()
    assert path.with_suffix(".damaged").read_bytes() == whole[:-cut]
    assert load(path).damage is None
    assert load(path).entries == entries[:-1]


def test_an_altered_line_ends_what_is_read() -> None:
    """Everything before it stands."""
    entries = played(3)
    path = save("a", entries)
    lines = path.read_bytes().split(b"\n")
    lines[10] = lines[10].replace(b"1", b"2", 1)
    path.write_bytes(b"\n".join(lines))
    saved = load(path)
    assert saved.entries == entries[:10]
    assert "Line 11" in (saved.damage or "")


def test_the_newest_unfinished_game_is_found_by_its_content() -> None:
    """Finished games, files without a header, and other files are passed over."""
    assert newest_unfinished() is None
    old = save("old", played(2))
    newer = save("newer", played(3))
    done = save("done", played(6))
    empty = save("empty", [])
    for number, path in enumerate((old, newer, done, empty)):
        os.utime(path, (number, number))
    (games_folder() / "notes.txt").write_text("not a game")
    assert newest_unfinished() == newer
    os.utime(old, (9, 9))
    assert newest_unfinished() == old


def test_a_game_that_went_back_is_unfinished_again() -> None:
    """What counts is the round that it stands at."""
    hall = Hall()
    hall.sit(1, "ada")
    for _ in range(6):
        hall.submit(1)
    hall.room._game.roll_back(1, "host")
    path = save("back", hall.entries)
    assert newest_unfinished() == path


def test_a_record_is_text_that_a_person_can_read() -> None:
    """The file is the record's lines and nothing else."""
    entries = played(1)
    text = save("a", entries).read_text(encoding="utf-8")
    assert text == "".join(line(entry) + "\n" for entry in entries)


def test_a_damaged_end_of_a_finished_game_makes_it_unfinished_again() -> None:
    """What cannot be read has not been played: the game can go on from before it."""
    path = save("done", played(6))
    text = path.read_text(encoding="utf-8")
    assert newest_unfinished() is None
    start = text.rindex('"is":"round_ended"')
    path.write_text(text[:start] + text[start:].replace("3", "4", 1), encoding="utf-8")
    assert newest_unfinished() == path


def test_a_game_in_its_first_round_is_unfinished() -> None:
    """No round has ended yet."""
    path = save("first", played(0))
    assert newest_unfinished() == path
