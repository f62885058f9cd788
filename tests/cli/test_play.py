"""A sitting from the command line: a real table on loopback, saved, left, resumed, played again."""

import json
import sqlite3
import sys
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from allmende_cli import sitting
from allmende_cli.governing import Governing
from allmende_cli.main import cli
from allmende_client.link import connect
from allmende_client.next import Next
from allmende_client.session import Session
from allmende_client.visit import solo
from allmende_protocol.messages import Ended, Opened, Seated, Taken
from allmende_rules.record import Answered, Header
from allmende_rules.record import Seated as SatDown
from allmende_rules.replay import at_round, verify
from allmende_scenarios.catalogue import load_scenario
from allmende_server.games_folder import newest_unfinished
from allmende_server.store import Store
from allmende_server.store_reading import Kept, read

Player = Callable[[str, str, str], Coroutine[Any, Any, Next]]
VALLEY = load_scenario("valley")


async def gives_up(url: str, name: str, seat: str) -> Next:
    """Take the seat and leave it for good: the stand-in plays to the end."""
    link = connect(url)
    session = Session(link, solo(seat, name))
    async for message in link:
        await session.receive(message)
        if isinstance(message, Seated):
            await session.leave(for_good=True)
        elif isinstance(message, Ended):
            await link.close()
    return Next.QUIT


async def looks_in(url: str, name: str, seat: str) -> Next:
    """Take the seat, answer the first question, and go."""
    link = connect(url)
    session = Session(link, solo(seat, name))
    async for message in link:
        await session.receive(message)
        if isinstance(message, Opened) and message.questions:
            await session.submit({})
        elif isinstance(message, Taken):
            await session.leave()
            await link.close()
    return Next.QUIT


@pytest.fixture
def at_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Player], None]:
    """Games are saved in an empty folder, and whoever is set plays in the place of the dialogue."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))

    def seat_player(player: Player) -> None:
        lines = SimpleNamespace(play=player)
        monkeypatch.setitem(sys.modules, "allmende_client.plain", lines)

    return seat_player


def kept_in(path: Path) -> Kept:
    """The only table of a saved game."""
    (kept,) = read(path)
    return kept


def saved_games(folder: Path) -> list[Path]:
    """The saved games, oldest first."""
    return sorted((folder / "games").iterdir(), key=lambda path: path.stat().st_mtime_ns)


def run(*arguments: str) -> Result:
    """The command, without a terminal."""
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_a_game_is_played_to_its_end_and_saved(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """With the role, seed, length and bots that were asked for; and the record verifies."""
    at_table(gives_up)
    result = run("play", "valley", "--role", "planner", "--seed", "3", "--quick",
                 "--bots", "ada=greedy,house=cooperative")  # fmt: skip
    assert result.exit_code == 0
    (path,) = saved_games(tmp_path)
    entries = kept_in(path).entries
    header = entries[0].body
    assert isinstance(header, Header)
    assert (header.system, header.seed, header.rounds) == ("dmnc", 3, VALLEY.quick_rounds)
    seated = [(e.body.seat, e.body.who) for e in entries if isinstance(e.body, SatDown)]
    assert ("hana", "person") in seated
    assert ("ada", "greedy") in seated
    assert ("house", "cooperative") in seated
    assert ("ben", VALLEY.bots["ben"]) in seated
    assert verify(entries).same
    assert len(verify(entries).rounds) == VALLEY.quick_rounds
    assert newest_unfinished() == (None, [])


def test_a_game_that_was_left_is_resumed(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """In the same seat, with what was answered, in the same file."""
    at_table(looks_in)
    assert run("play", "--quick", "--role", "eli").exit_code == 0
    path, _ = newest_unfinished()
    assert path is not None
    before = kept_in(path).entries
    assert any(isinstance(e.body, Answered) and e.body.seat == "eli" for e in before)
    at_table(gives_up)
    assert run("play", "--resume").exit_code == 0
    after = kept_in(path).entries
    assert after[: len(before)] == before
    assert [e.body.seat for e in after if isinstance(e.body, SatDown) and e.body.who == "person"][
        -1
    ] == "eli"
    assert verify(after).same
    assert newest_unfinished() == (None, [])
    assert saved_games(tmp_path) == [path]


def test_a_damaged_game_is_resumed_as_far_as_it_is_whole(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """What is missing is said and kept aside, and the game goes on from there."""
    at_table(looks_in)
    run("play", "--quick")
    (path,) = saved_games(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE entries SET line = 'x' WHERE id = (SELECT max(id) FROM entries)")
        db.commit()
    at_table(gives_up)
    result = run("play", "--resume")
    assert result.exit_code == 0
    assert "is read up to line" in result.stderr
    assert path.with_suffix(".damaged").exists()
    assert kept_in(path).damage is None
    assert verify(kept_in(path).entries).same


def test_a_game_goes_on_with_what_it_was_opened_with(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """Its stand-in and its time limits stand in the store, where nobody has to say them again."""
    at_table(looks_in)
    run("play", "--quick", "--role", "eli")
    (path,) = saved_games(tmp_path)
    settings = replace(kept_in(path).settings, stand_in="greedy", timed=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE tables SET settings = ?", (msgspec.json.encode(settings).decode(),))
        db.commit()
    at_table(gives_up)
    assert run("play", "--resume").exit_code == 0
    seated = [e.body for e in kept_in(path).entries if isinstance(e.body, SatDown)]
    assert (seated[-1].seat, seated[-1].who) == ("eli", "greedy")
    assert kept_in(path).settings == settings


def test_a_game_that_another_process_plays_is_left_alone(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """That is said, and the next newest goes on."""
    at_table(looks_in)
    for _ in range(2):
        run("play", "--quick", "--seed", "3")
    (old, new) = saved_games(tmp_path)
    at_table(gives_up)
    with Store.open(new):
        result = run("play", "--resume")
        assert result.exit_code == 0
        assert f"{new} is being played just now, and is left alone." in result.stderr
        assert newest_unfinished() == (None, [new])
    assert Store.peek(old).finished


def test_a_full_disk_is_a_sentence_and_not_a_wait(
    at_table: Callable[[Player], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """When nothing more can be kept the sitting ends, and what was acknowledged is there."""

    def full(_store: Store, _batch: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async def goes_on(url: str, name: str, seat: str) -> Next:
        monkeypatch.setattr(Store, "_transact", full)
        return await gives_up(url, name, seat)

    at_table(goes_on)
    result = CliRunner().invoke(cli, ["play", "--quick"])
    assert "Nothing can be kept in" in result.stderr
    assert "database or disk is full" in result.stderr
    (path,) = saved_games(tmp_path)
    assert isinstance(kept_in(path).entries[0].body, Header)


def test_without_an_unfinished_game_nothing_is_resumed(at_table: Callable[[Player], None]) -> None:
    """And how to begin one is said."""
    at_table(gives_up)
    result = CliRunner().invoke(cli, ["play", "--resume"])
    assert result.exit_code == 1
    assert "There is no unfinished game; allmende play begins one." in result.stderr


def test_a_folder_that_cannot_be_written_is_named(
    at_table: Callable[[Player], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Instead of a traceback."""
    at_table(gives_up)
    (tmp_path / "file").touch()
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path / "file"))
    result = CliRunner().invoke(cli, ["play"])
    assert "Nothing can be kept in" in result.stderr
    assert "ALLMENDE_HOME" in result.stderr


def test_what_is_chosen_at_the_end_is_played_next(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """Another role and another system keep the seed, so that the valley is the same; again is new."""
    wishes = iter([Next.OTHER_ROLE, Next.OTHER_SYSTEM, Next.AGAIN, Next.QUIT])
    seats: list[str] = []

    async def chooses(url: str, name: str, seat: str) -> Next:
        await gives_up(url, name, seat)
        seats.append(seat)
        return next(wishes)

    at_table(chooses)
    assert run("play", "--quick", "--seed", "3").exit_code == 0
    headers = [kept_in(path).entries[0].body for path in saved_games(tmp_path)]
    played = [(one.system, one.seed) for one in headers if isinstance(one, Header)]
    assert seats == ["ada", "eli", "eli", "eli"]
    assert played[:3] == [("dmnc", 3), ("dmnc", 3), ("open_access", 3)]
    assert played[3][0] == "open_access"
    assert played[3][1] != 3


def test_the_other_role_is_another_role() -> None:
    """Going round the table, every role comes up."""
    plan = sitting.Plan(VALLEY, Governing("dmnc", 1), "ada", 1, {})
    seats = []
    for _ in range(3):
        following = sitting.following(plan, Next.OTHER_ROLE)
        assert following is not None
        plan = following
        seats.append(plan.seat)
    assert seats == ["eli", "hana", "ada"]


def test_simulated_and_played_worlds_are_the_same(
    at_table: Callable[[Player], None], tmp_path: Path
) -> None:
    """A stand-in in a seat measures what the same bots measure without a server."""
    at_table(gives_up)
    run("play", "--quick", "--seed", "3")
    (path,) = saved_games(tmp_path)
    bare = run("simulate", "--seed", "3", "--rounds", str(VALLEY.quick_rounds), "--json").stdout
    entries = kept_in(path).entries
    for one in json.loads(bare)["games"][0]["rounds"]:
        number = one["round"]
        assert at_round(entries, number).public[f"round {number}"] == one["indicators"]
