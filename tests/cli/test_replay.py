"""Reading games: saved in a store or as lines of text, whole or damaged, and checking them."""

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from click.testing import CliRunner, Result

from allmende_cli.main import cli, main
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game, play_on
from allmende_rules.acts import settled
from allmende_rules.game import Game
from allmende_rules.record import Entry, RoundEnded, line, parse
from allmende_rules.scenario import Act
from allmende_scenarios.catalogue import load_scenario
from allmende_server import store_file
from allmende_server.store import Store
from allmende_server.table import TableSettings
from tests.headless import bots_of, mixed
from tests.headless import play_on as play_until


def run(*arguments: str) -> Result:
    """The command's output; errors are raised."""
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that bad input gets on standard error, with exit 2 and nothing on the other."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    printed = capsys.readouterr()
    assert left.value.code == 2
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err.strip()


@cache
def played() -> Sequence[Entry]:
    """A finished game of two rounds."""
    game = open_game(load_scenario("valley"), system="dmnc", seed=3, rounds=2)
    play_on(game, minds(load_scenario("valley"), {}))
    return game.entries


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """The game as lines of text."""
    path = tmp_path / "game.txt"
    path.write_text("".join(f"{line(entry)}\n" for entry in played()), encoding="utf-8")
    return path


def stored(path: Path, *codes: str) -> Path:
    """The game in a store, once for each code."""
    settings = TableSettings(load_scenario("valley"), "dmnc", seed=3, rounds=2)
    with Store.open(path) as store:
        for code in codes:
            log = store.lay(code, settings)
            for entry in played():
                log.keep(entry)
    return path


@pytest.fixture(params=["store", "text"])
def saved(request: pytest.FixtureRequest, tmp_path: Path, text: Path) -> Path:
    """The game in either form."""
    return text if request.param == "text" else stored(tmp_path / "game.allmende", "SOLO")


def test_replay_tells_the_game(saved: Path) -> None:
    """What it was, round by round, news and mandates."""
    story = run("replay", str(saved)).output
    assert story.startswith("The Valley under dmnc, seed 3, finished; engine ")
    assert "round  stock.forest" in story
    assert "  1: The cap on The Forest is " in story
    assert "Mandates\n  Ada: " in story


def told_of(path: Path, game: Game) -> str:
    """What replay tells of a game."""
    path.write_text("".join(f"{line(entry)}\n" for entry in game.entries), encoding="utf-8")
    return run("replay", str(path)).output


def test_the_title_names_the_systems_that_were_in_force(tmp_path: Path) -> None:
    """Each with its first round, what was undone not; and how often play was taken back."""
    valley = load_scenario("valley")
    game = open_game(valley, system="dmnc", seed=3, rounds=4)
    game.decree(settled(valley, Act(system="open_access", rounds=1)), "host")
    cast = bots_of(mixed(game))
    play_until(game, cast, before=2)
    game.roll_back(0, "host")
    path = tmp_path / "game.txt"
    play_until(game, cast, before=2)
    title, *_ = told_of(path, game).splitlines()
    assert "The Valley under dmnc, seed 3, 1 of 4 rounds played, taken back once;" in title
    game.decree(settled(valley, Act(system="ostrom", rounds=1)), "host")
    play_until(game, cast, before=4)
    game.roll_back(2, "host")
    game.decree(settled(valley, Act(system="ostrom", rounds=1)), "host")
    play_until(game, cast)
    title, *_ = told_of(path, game).splitlines()
    assert title.startswith(
        "The Valley under dmnc, from round 3 ostrom, from round 4 ostrom anew,"
        " seed 3, finished, taken back 2 times;"
    )


def test_a_game_that_the_host_ended_tells_its_mandates(tmp_path: Path) -> None:
    """By the last full round; one that was taken up again is as any other."""
    valley, path = load_scenario("valley"), tmp_path / "game.txt"
    game = open_game(valley, system="open_access", seed=3, rounds=4)
    play_until(game, bots_of(mixed(game)), before=3)
    assert "Mandates" not in told_of(path, game)
    game.note("host", "end_game")
    story = told_of(path, game)
    assert "2 of 4 rounds played, ended early;" in story
    assert "Mandates, by the last full round\n  Ada: " in story
    game.roll_back(1, "host")
    assert "Mandates" not in told_of(path, game)


def test_replay_tells_one_round(saved: Path) -> None:
    """What was told, answered and measured in it; round 9 has no end."""
    story = run("replay", str(saved), "--round", "2").output
    assert story.startswith("Round 2\n")
    assert "  ben (greedy) answers allocate: {" in story
    assert "harvest.forest" in story
    assert "The opening" in run("replay", str(saved), "--round", "0").output


def test_replay_of_a_round_that_never_was(capsys: pytest.CaptureFixture[str], saved: Path) -> None:
    """Names the rounds that are recorded."""
    sentence = complaint(capsys, "replay", str(saved), "--round", "9")
    assert sentence == "Round 9 has no end in this record; recorded are 0 to 2."


def test_replay_verifies(saved: Path) -> None:
    """A sound record is recomputed to the same digests."""
    result = run("replay", str(saved), "--verify")
    assert (result.exit_code, result.output) == (
        0,
        f"{saved}: 2 rounds recomputed, all the same.\n",
    )


def test_replay_prints_the_record_as_text(saved: Path, text: Path) -> None:
    """Line for line as it is documented: a file that replay itself reads again."""
    result = run("replay", str(saved), "--lines")
    assert result.exit_code == 0
    assert result.stdout == text.read_text(encoding="utf-8")


def test_of_several_tables_one_is_chosen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """By its code, in any case; without one, or with a wrong one, the codes are listed."""
    path = stored(tmp_path / "host.allmende", "BRKNL", "DWXYZ")
    assert "holds the tables BRKNL, DWXYZ; choose one with --table." in complaint(
        capsys, "replay", str(path)
    )
    assert f"There is no table “ALDER” in {path}; there are BRKNL, DWXYZ." in complaint(
        capsys, "replay", str(path), "--table", "ALDER"
    )
    assert run("replay", str(path), "--table", "dwxyz").output.startswith("The Valley under dmnc")


def test_a_text_has_no_tables_to_choose_from(
    capsys: pytest.CaptureFixture[str], text: Path, tmp_path: Path
) -> None:
    """Choosing one is refused rather than ignored; and an empty store holds nothing to read."""
    sentence = complaint(capsys, "replay", str(text), "--table", "BRKNL")
    assert f"{text} is a record as text, of one table; leave --table out." in sentence
    path = stored(tmp_path / "empty.allmende")
    assert complaint(capsys, "replay", str(path)) == f"{path} holds no table yet."


@pytest.fixture
def being_played(tmp_path: Path) -> Iterator[Path]:
    """A store that another process has open, with a game in it that has come to its last page."""
    path = stored(tmp_path / "game.allmende", "SOLO")
    code = (
        "import sys; from pathlib import Path; from allmende_server.store import Store\n"
        "with Store.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    with Popen(
        [sys.executable, "-c", code, str(path)], stdin=PIPE, stdout=PIPE, text=True
    ) as player:
        assert player.stdout is not None
        assert player.stdout.readline() == "open\n"
        yield path
        player.communicate()


def test_a_game_that_is_still_open_is_verified_so_far(being_played: Path) -> None:
    """From what has been committed, which is said; the file and its reader stay undisturbed."""
    before = being_played.read_bytes()
    result = run("replay", str(being_played), "--verify")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{being_played}: the game is still open; it is verified as far as it goes.",
        f"{being_played}: 2 rounds recomputed, all the same.",
    ]
    assert being_played.read_bytes() == before


@pytest.mark.parametrize("options", [(), ("--round", "1"), ("--lines",)])
def test_a_game_that_is_still_open_is_read_so_far(
    being_played: Path, text: Path, options: tuple[str, ...]
) -> None:
    """As a closed one is; that it goes on is said beside what is printed."""
    before = being_played.read_bytes()
    result = run("replay", str(being_played), *options)
    assert result.exit_code == 0
    assert result.stderr == (
        f"{being_played}: the game is still open; it is read as far as it goes.\n"
    )
    assert result.stdout == run("replay", str(text), *options).stdout
    assert being_played.read_bytes() == before


def test_what_is_only_in_the_log_of_an_open_store_is_verified_too(tmp_path: Path) -> None:
    """The last rounds are there before they are in the file itself."""
    path = tmp_path / "game.allmende"
    settings = TableSettings(load_scenario("valley"), "dmnc", seed=3, rounds=2)
    with Store.open(path) as store:
        log = store.lay("SOLO", settings)
        for entry in played():
            log.keep(entry)
        store.commit()
        printed = run("replay", str(path), "--verify").output
    assert printed.endswith("2 rounds recomputed, all the same.\n")
    assert "is still open" in printed


def test_a_store_that_is_always_being_written_is_not_verified(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, being_played: Path
) -> None:
    """A copy of it would be of no one moment."""
    times = count()
    monkeypatch.setattr(store_file, "changed", lambda _path: next(times))
    sentence = complaint(capsys, "replay", str(being_played), "--verify")
    assert sentence == f"{being_played} is being written to all the time; try again later."


def test_replay_names_the_first_round_that_differs(text: Path) -> None:
    """With exit 1, even if checksums were mended."""
    lines = text.read_text(encoding="utf-8").splitlines()
    ends = [n for n, one in enumerate(lines) if isinstance(parse(one).body, RoundEnded)]
    entry = parse(lines[ends[1]])
    lines[ends[1]] = line(Entry(entry.id, entry.parent, RoundEnded(2, "0" * 32)))
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("replay", str(text), "--verify")
    assert result.exit_code == 1
    assert f"{text} differs first in round 2, phase " in result.output


def damage_text(path: Path, entry: int) -> None:
    """Alter the line of an entry."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[entry] = lines[entry].replace("0", "1", 1)
    path.write_text("".join(lines), encoding="utf-8")


def damage_store(path: Path, entry: int) -> None:
    """The same."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE entries SET line = replace(line, '0', '1') WHERE id = ?", (entry,))
        db.commit()


def test_a_damaged_record_is_read_as_far_as_it_is_whole(saved: Path) -> None:
    """And what is missing is said, on standard error; a check fails; the file is left as it is."""
    ended = next(entry.id for entry in played() if isinstance(entry.body, RoundEnded))
    (damage_text if saved.suffix == ".txt" else damage_store)(saved, ended + 3)
    before = saved.read_bytes()
    read = run("replay", str(saved))
    assert read.exit_code == 0
    said = (
        f"Line {ended + 4}: the line is cut or altered; the record is read up to line {ended + 3}."
    )
    assert said in read.stderr
    assert "1 of 2 rounds played" in read.stdout
    assert run("replay", str(saved), "--verify").exit_code == 1
    assert len(run("replay", str(saved), "--lines").stdout.splitlines()) == ended + 3
    assert saved.read_bytes() == before


def test_a_store_that_is_cut_short_is_read_as_far_as_it_goes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A torn download: what is left is told; of too little nothing is, and that is said."""
    path = stored(tmp_path / "game.allmende", "SOLO")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 4])
    read = run("replay", str(path))
    assert read.exit_code == 0
    assert "read up to" in read.stderr
    assert read.stdout.startswith("The Valley under dmnc")
    path.write_bytes(whole[:5000])
    assert f"{path} is damaged, and nothing can be read: " in complaint(capsys, "replay", str(path))


@pytest.mark.parametrize("content", [b"\xff\xd8\n\x00", b"", b"SQLite format 3\0"])
def test_what_is_no_record_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    """Any other file, binary ones too."""
    path = tmp_path / "cat.jpg"
    path.write_bytes(content)
    assert complaint(capsys, "replay", str(path)).startswith(f"{path} is no saved game of Allmende")
