"""allmende validate: a table for people, an object for programs, and exit 1 at a miss."""

import json
import sys
from io import StringIO

import pytest
from click.testing import CliRunner, Result

from allmende_cli.main import cli, main
from allmende_lab.validate import public_goods, registry
from allmende_lab.validate.findings import Findings, Subject, Table, about, at_least
from allmende_lab.watching import Watch


def run(*arguments: str) -> Result:
    """The command's output; errors are raised."""
    return CliRunner().invoke(cli, ["validate", *arguments], catch_exceptions=False)


def test_a_subject_is_a_table_with_verdicts() -> None:
    """What, theirs, ours, within, the verdict, the source; notes below; how many agree at the end."""
    done = run("commons")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "A common-pool resource, and licences to use it (commons)"
    assert lines[1].split() == ["what", "theirs", "which", "is", "ours", "within", "source"]
    (row,) = [line for line in lines if line.startswith("Nash equilibrium: tokens in all")]
    assert row.split("all")[1].split() == [
        "64",
        "published",
        "64",
        "±1e-09",
        "pass",
        "Ostrom",
        "et",
        "al.",
        "1994",
    ]
    assert "  [1] Bids are for lots of 0.01 tokens." in lines
    assert lines[-1] == "18 of 18 figures agree."


def test_what_is_remembered_is_shown_without_a_verdict() -> None:
    """It counts neither as a pass nor as a miss."""
    done = run("public_goods")
    assert "Remembered" in done.output
    assert done.output.count("shown") == 4
    assert "5 of 5 figures agree." in done.output


def test_subjects_can_be_chosen() -> None:
    """In the order given, each once; the seed of draws is printed."""
    titles = [line for line in run("public_goods", "auctions", "public_goods").output.splitlines()
              if line.endswith(("(public_goods)", "(auctions, seed 1)"))]  # fmt: skip
    assert [title.partition("(")[2] for title in titles] == ["public_goods)", "auctions, seed 1)"]


def test_the_list_computes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each subject and its title; without a name, all are run."""

    def never(_watch: Watch) -> Findings:
        raise AssertionError("This was not to be computed.")

    stand_ins = {name: Subject(name, one.title, never) for name, one in registry.SUBJECTS.items()}
    monkeypatch.setattr(registry, "SUBJECTS", stand_ins)
    listed = run("--list").output.splitlines()
    assert [line.split()[0] for line in listed] == list(stand_ins)
    with pytest.raises(AssertionError):
        run()


def test_a_miss_is_printed_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, with exit 1."""
    monkeypatch.setattr(public_goods, "MULTIPLIER", 5_000_000)
    with pytest.raises(SystemExit) as left:
        main(["validate", "public_goods"])
    assert left.value.code == 1
    printed = capsys.readouterr().out
    assert "MISS" in next(line for line in printed.splitlines() if "full contributions" in line)
    last = printed.splitlines()[-1]
    assert "MISS: public_goods, Equilibrium from no contributions: tokens; " in last


def test_json_is_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every row and table, and how many passed and missed; a miss is exit 1 here too."""
    table = Table("Side by side", ("system", "welfare"), (("one", "1"),))
    found = Findings((about("x", 1.0, 2.0, 0.5, "source", "Why."),), (table,))
    monkeypatch.setattr(
        registry, "SUBJECTS", {"odd": Subject("odd", "An odd one", lambda _watch: found, 7)}
    )
    done = run("odd", "--json")
    assert done.exit_code == 1
    told = json.loads(done.output)
    assert (told["passed"], told["missed"]) == (0, 1)
    (subject,) = told["subjects"]
    assert (subject["id"], subject["title"], subject["seed"]) == ("odd", "An odd one", 7)
    assert subject["rows"] == [
        {"what": "x", "theirs": 1.0, "ours": 2.0, "tolerance": 0.5, "source": "source",
         "passed": False, "reading": "about", "basis": "derived", "published": None, "note": "Why."}
    ]  # fmt: skip
    assert subject["tables"][0]["rows"] == [["one", "1"]]
    plain = run("odd").output
    assert "Side by side\nsystem  welfare\none           1\n" in plain


def test_a_bound_is_not_passed_off_as_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table names it and has the published figure in a note, the object in a field of its own."""
    found = Findings((at_least("x", 97.0, 98.5, "Gode", 99.9, "Six and six."),))
    subject = Subject("odd", "An odd one", lambda _watch: found)
    monkeypatch.setattr(registry, "SUBJECTS", {"odd": subject})
    plain = run("odd").output
    (line,) = [line.split() for line in plain.splitlines() if line.startswith("x ")]
    assert line == ["x", "97", "bound", "98.5", "or", "more", "pass", "Gode", "[1]"]
    assert "  [1] Published: 99.9. Six and six.\n" in plain
    assert (
        "\nbound: the least that is asked for here; the note has the published figure.\n" in plain
    )
    assert "derived:" not in plain
    (row,) = json.loads(run("odd", "--json").output)["subjects"][0]["rows"]
    assert (row["theirs"], row["basis"], row["published"]) == (97.0, "bound", 99.9)


class Terminal(StringIO):
    """A standard error that is a terminal, or says so."""

    def isatty(self) -> bool:
        return True


def counted(watch: Watch) -> Findings:
    """What is found in four pieces."""
    pieces = list(watch(iter("abcd"), 4))
    return Findings((about("pieces", 4, len(pieces), 0, "source"),))


@pytest.mark.parametrize(
    ("stderr", "arguments", "told"),
    [(Terminal, [], True), (Terminal, ["--json"], False), (StringIO, [], False)],
    ids=["terminal", "json", "pipe"],
)
def test_a_terminal_is_told_how_much_is_done(
    monkeypatch: pytest.MonkeyPatch, stderr: type[StringIO], arguments: list[str], *, told: bool
) -> None:
    """On one line that is written again and again; a pipe and a program get nothing but the result."""
    monkeypatch.setattr(registry, "SUBJECTS", {"long": Subject("long", "A long one", counted)})
    printed = stderr()
    monkeypatch.setattr(sys, "stderr", printed)
    with pytest.raises(SystemExit):
        main(["validate", "long", *arguments])
    assert ("4/4" in printed.getvalue()) is told
    assert printed.getvalue().count("\n") == told
    assert bool(printed.getvalue()) is told


def test_an_unknown_subject_gets_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest, and exit 2, before anything is computed."""
    with pytest.raises(SystemExit) as left:
        main(["validate", "commons", "marketts"])
    assert left.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("There is no subject “marketts”; there are markets, auctions")
    assert printed.err.endswith("Did you mean markets?\n")


def test_help_shows_an_example() -> None:
    """A line that can be typed as it stands."""
    assert "  allmende validate commons auctions" in run("--help").output
