"""Damaged stores: read as far as they are whole, saying so, and never written over."""

import sqlite3
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_server import store_reading
from allmende_server.store import Holder, Kept, Store, StoreDamagedError
from tests.faults.doom import as_left
from tests.server.stores import SETTINGS, read, stored, whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be."""
    return tmp_path / "new folder" / "hall.store"


def test_a_line_that_was_altered_ends_what_is_read(path: Path) -> None:
    """Everything before it stands; reading changes nothing, opening keeps the whole file beside."""
    stored(path, whole())
    stored(path, whole(), "ALDER")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entries SET line = replace(line, '1', '2') WHERE game = 1 AND id = 10")
    db.close()
    file = path.read_bytes()
    said = "Line 11: the line is cut or altered; the record is read up to line 10."
    expected = [
        Kept("BROOK", SETTINGS, whole()[:10], [], said),
        Kept("ALDER", SETTINGS, whole(), [], None),
    ]
    assert store_reading.read(path) == expected
    assert path.read_bytes() == file
    with Store.open(path) as store:
        assert store.kept() == expected
        store.log("BROOK").keep(whole()[10])
    assert path.with_suffix(".damaged").read_bytes() == file
    assert [kept.entries for kept in read(path)] == [whole()[:11], whole()]
    assert [kept.damage for kept in read(path)] == [None, None]


def test_no_damaged_file_is_written_over(path: Path) -> None:
    """The second one gets a name of its own."""
    for wrong in (5, 3):
        stored(path, whole(), f"TABLE{wrong}")
        with sqlite3.connect(path) as db:
            db.execute("UPDATE entries SET line = 'x' WHERE id = ?", (wrong,))
        db.close()
        read(path)
    assert [file.name for file in sorted(path.parent.iterdir())] == [
        "hall.2.damaged",
        "hall.damaged",
        "hall.store",
    ]


@cache
def large(folder: Path) -> bytes:
    """The bytes of a store of two tables over many pages."""
    path = folder / "hall.store"
    stored(path, whole())
    stored(path, whole(), "ALDER")
    return path.read_bytes()


def is_start_of_record(kept: Kept) -> bool:
    """Whether a table has the first entries of the record, and says so if they are not all."""
    right = kept.entries == whole()[: len(kept.entries)]
    return right and (kept.damage is not None or len(kept.entries) == len(whole()))


@settings(max_examples=40)
@given(cut=st.floats(0, 1))
def test_a_store_that_is_cut_short_gives_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, cut: float
) -> None:
    """Read up to the cut, with a sentence; or a sentence that nothing can be read."""
    file = large(tmp_path_factory.getbasetemp())
    path = tmp_path_factory.mktemp("cut") / "hall.store"
    path.write_bytes(file[: 2 + int((len(file) - 3) * cut)])
    try:
        found = read(path)
    except StoreDamagedError as error:
        assert str(path) in str(error)  # noqa: PT017  # either outcome may be
        return
    assert all(is_start_of_record(kept) for kept in found)
    assert any(kept.damage for kept in found)
    assert read(path) == [replace(kept, damage=None) for kept in found]


@given(data=st.data())
def test_a_store_with_wrong_bytes_gives_no_wrong_entry(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever a disk makes of a page, what is read is a start of the record."""
    file = large(tmp_path_factory.getbasetemp())
    path = tmp_path_factory.mktemp("wrong") / "hall.store"
    start = data.draw(st.integers(100, len(file) - 1))
    wrong = data.draw(st.binary(min_size=1, max_size=5000))
    path.write_bytes((file[:start] + wrong + file[start + len(wrong) :])[: len(file)])
    try:
        found = read(path)
    except StoreDamagedError as error:
        assert str(path) in str(error)  # noqa: PT017  # either outcome may be
        return
    assert all(is_start_of_record(kept) for kept in found if kept.settings == SETTINGS)


@cache
def killed(folder: Path) -> tuple[bytes, bytes]:
    """The file of a store, and SQLite's own log beside it, at a kill after a commit an entry."""
    with Store.open(folder / "killed.store") as store:
        log = store.lay("BROOK", SETTINGS)
        for entry in whole():
            log.keep(entry)
            log.hold("ticket", "ada", f"{entry.id}")
            store.commit()
        path = as_left(store.path, folder / "as killed")
    return path.read_bytes(), path.with_name("killed.store-wal").read_bytes()


@settings(max_examples=40)
@given(cut=st.floats(0, 1))
def test_a_log_that_power_loss_cut_short_holds_whole_commits(
    tmp_path_factory: pytest.TempPathFactory, cut: float
) -> None:
    """However much of SQLite's own log reached the disk, it opens undamaged, up to some commit."""
    file, write_ahead = killed(tmp_path_factory.getbasetemp())
    path = tmp_path_factory.mktemp("torn") / "hall.store"
    path.write_bytes(file)
    path.with_name("hall.store-wal").write_bytes(write_ahead[: int(len(write_ahead) * cut)])
    found = read(path)
    for kept in found:
        assert (kept.entries, kept.damage) == (whole()[: len(kept.entries)], None)
        assert kept.holders == [Holder("ticket", "ada", str(len(kept.entries) - 1))]
    if cut == 1:
        assert found[0].entries == whole()


@pytest.mark.parametrize("text", [b"\xff\xd8\n\x00", b"\xff\xd8\n\x00" * 1000])
def test_what_is_no_store_is_refused(path: Path, text: bytes) -> None:
    """And left as it is."""
    path.parent.mkdir()
    path.write_bytes(text)
    for way in (Store.open, Store.peek, store_reading.read):
        with pytest.raises(StoreDamagedError, match="is no saved game of Allmende"):
            way(path)
    assert path.read_bytes() == text


def test_a_database_of_another_kind_is_refused(path: Path) -> None:
    """By what it says of itself; and so is a store of a later format."""
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE cats (name TEXT)")
    db.close()
    with pytest.raises(StoreDamagedError, match="is no saved game of Allmende"):
        Store.open(path)
    path.unlink()
    stored(path, whole())
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 2")
    db.close()
    with pytest.raises(StoreDamagedError, match=r"is of format 2; .* reads up to 1"):
        Store.open(path)
