"""The store: what was committed is there, and nothing else is."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from allmende_rules.record import Entry, Ordered, RolledBack, line
from allmende_rules.replay import restore
from allmende_server.store import Holder, Kept, Peek, Store, StoreBusyError, StoreDamagedError
from tests.faults.doom import as_left
from tests.server.stores import SETTINGS, and_then, only, only_of, played, read, stored, whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be."""
    return tmp_path / "new folder" / "hall.store"


def test_what_is_kept_is_read_again(path: Path) -> None:
    """Tables in order of laying, each with its settings, its whole record and its holders."""
    stored(path, whole())
    with Store.open(path) as store:
        log = store.lay("ALDER", replace(SETTINGS, seed=4))
        log.hold("t1", "ada", "Ada")
        log.hold("t2", "ada", "Alan")
        log.hold("t1", "ben", "Ada")
        log.hold("t3", "ben", "Ben")
        log.release("t3")
        log.release("unknown")
    assert read(path) == [
        Kept("BROOK", SETTINGS, whole(), [], None),
        Kept(
            "ALDER",
            replace(SETTINGS, seed=4),
            [],
            [Holder("t1", "ben", "Ada"), Holder("t2", "ada", "Alan")],
            None,
        ),
    ]


def test_a_table_goes_on_behind_its_last_entry(path: Path) -> None:
    """Restored from the store, with every new entry going back into it."""
    stored(path, played(1))
    with Store.open(path) as store:
        game = restore(only_of(store).entries, store.log("BROOK").keep)
        game.close()
    entries = only(path).entries
    assert entries == game.entries
    assert len(entries) > len(played(1))


def test_nothing_is_kept_before_it_is_written(path: Path, tmp_path: Path) -> None:
    """And everything is, once it is; an empty batch writes nothing."""
    with Store.open(path) as store:
        log = store.lay("BROOK", SETTINGS)
        store.commit()
        changes = store._db.total_changes
        store.commit()
        assert store._db.total_changes == changes
        log.keep(whole()[0])
        assert only(as_left(path, tmp_path / "before")).entries == []
        store.commit()
        log.keep(whole()[1])
        assert only(as_left(path, tmp_path / "after")).entries == whole()[:1]
    assert only(path).entries == whole()[:2]


def test_everything_is_written_in_the_order_in_which_it_came(path: Path) -> None:
    """In one commit or many; closing leaves nothing out."""
    with Store.open(path) as store:
        log = store.lay("BROOK", SETTINGS)
        for entry in whole():
            log.keep(entry)
        store.commit()
        assert only_of(store).entries == whole()
        log.keep(and_then(whole(), Ordered("host", "end_game"))[-1])
    assert len(only(path).entries) == len(whole()) + 1


def test_every_commit_is_synced_in_full(path: Path) -> None:
    """Write-ahead log, full sync, and the file to itself: what durability rests on."""
    with Store.open(path) as store:

        def setting(name: str) -> object:
            return store._db.execute(f"PRAGMA {name}").fetchone()[0]

        assert (setting("journal_mode"), setting("locking_mode")) == ("wal", "exclusive")
        assert setting("synchronous") == 2
        assert setting("fullfsync") == setting("checkpoint_fullfsync") == 1


def test_a_store_has_one_owner(path: Path) -> None:
    """Another process is told so at once, whatever it wants; afterwards it may have the store."""
    code = (
        "import sys; from pathlib import Path; from allmende_server.store import *\n"
        "for way in (lambda path: Store.open(path).close(), Store.peek):\n"
        "    try: way(Path(sys.argv[1]))\n"
        "    except StoreBusyError as busy: print(busy)\n"
        "    else: print('free')"
    )
    command = [sys.executable, "-c", code, str(path)]

    def others_see() -> list[str]:
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout.splitlines()

    with Store.open(path):
        assert others_see() == [f"{path} is open in another process; close that first."] * 2
        with pytest.raises(StoreBusyError):
            Store.peek(path)
    assert others_see() == ["free"] * 2


def test_a_write_that_fails_keeps_nothing_and_ends_the_store(path: Path) -> None:
    """The disk is full in the middle of a batch: none of it is kept, nor is anything after it."""
    store = Store.open(path)
    log = store.lay("BROOK", SETTINGS)
    log.keep(whole()[0])
    store.commit()
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    for entry in whole()[1:]:
        log.keep(entry)
    with pytest.raises(OSError, match="database or disk is full"):
        store.commit()
    store._db.execute("PRAGMA max_page_count = 100000")
    log.hold("ticket", "ada", "Ada")
    with pytest.raises(OSError, match="database or disk is full"):
        store.commit()
    with pytest.raises(OSError, match="database or disk is full"):
        store.close()
    assert only(path) == Kept("BROOK", SETTINGS, whole()[:1], [], None)


def test_a_second_table_of_one_code_is_refused(path: Path) -> None:
    """And so is the log of a table that is not there; both say what is."""
    with Store.open(path) as store:
        store.lay("BROOK", SETTINGS)
        with pytest.raises(ValueError, match="There is a table BROOK in"):
            store.lay("BROOK", SETTINGS)
        with pytest.raises(LookupError, match=r"no table ALDER in .*; there are BROOK"):
            store.log("ALDER")


def test_older_settings_are_still_read(path: Path) -> None:
    """A setting that came later has its default."""
    stored(path, whole())
    with sqlite3.connect(path) as db:
        (text,) = db.execute("SELECT settings FROM tables").fetchone()
        older = msgspec.json.decode(text)
        del older["saved_as"], older["stand_in"]
        db.execute("UPDATE tables SET settings = ?", (msgspec.json.encode(older).decode(),))
    db.close()
    assert only(path).settings == replace(SETTINGS, stand_in="cautious")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE tables SET settings = '{}'")
    db.close()
    with pytest.raises(StoreDamagedError, match="the settings of the table BROOK cannot be read"):
        read(path)


@pytest.mark.parametrize(
    ("records", "finished"),
    [
        ([], True),
        ([list], True),
        ([lambda: played(0)], False),
        ([lambda: played(2)], False),
        ([whole], True),
        ([whole, lambda: played(1)], False),
        ([lambda: and_then(whole(), RolledBack(1, "host"))], False),
        ([lambda: and_then(played(1), Ordered("host", "end_game"))], True),
    ],
)
def test_whether_a_store_has_anything_left_to_play_is_cheap_to_ask(
    path: Path, records: list[Callable[[], list[Entry]]], finished: bool
) -> None:
    """Tables that were never begun count as played; going back makes a game unfinished again."""
    Store.open(path).close()
    for number, record in enumerate(records):
        stored(path, record(), f"TABLE{number}")
    assert Store.peek(path) == Peek(finished)


def test_a_folder_that_cannot_be_made_is_the_disks_fault(tmp_path: Path) -> None:
    """OSError, as for any file."""
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        Store.open(tmp_path / "file" / "hall.store")


def test_lines_are_those_of_the_record(path: Path) -> None:
    """Any SQLite browser shows the record as it is documented."""
    stored(path, whole())
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT id, parent, line FROM entries ORDER BY id").fetchall()
    db.close()
    assert rows == [(entry.id, entry.parent, line(entry)) for entry in whole()]
