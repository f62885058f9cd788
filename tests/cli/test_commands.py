"""Each command does what its help says, and bad input gets one sentence and exit 2."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from allmende_cli.main import cli, main
from allmende_scenarios.catalogue import load_scenario, names, source_text


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


BAD = [
    (["sing"], "There is no command “sing”; there are play, host, join"),
    (["simulat"], "Did you mean simulate?"),
    (
        ["simulate", "valey"],
        'There is no scenario "valey"; there are fishery, nation, nation8, valley. The nearest is "valley".',
    ),
    (["simulate", "no/such.toml"], "no/such.toml: The file cannot be read: No such file"),
    (["simulate", "--system", "dmcn"], "There is no system “dmcn”; there are"),
    (["simulate", "--bots", "gredy"], "There is no bot “gredy”; there are"),
    (["simulate", "--bots", "adda=greedy"], "There is no seat “adda”; there are"),
    (["simulate", "--dial", "cap_shar=1"], "dmnc has no dial “cap_shar”"),
    (["simulate", "--dial", "cap_share=9"], "The dial cap_share goes from 0 to 2, not 9."),
    (["simulate", "--dial", "cap_share=nan"], "The dial cap_share goes from 0 to 2, not nan."),
    (["simulate", "--dial", "cap_share"], "“cap_share” sets no dial; write a name and a number"),
    (["simulate", "--preset", "hostyle"], "dmnc has no preset “hostyle”; it has"),
    (["host", "--preset", "hostyle"], "dmnc has no preset “hostyle”; it has"),
    (["simulate", "--agenda", "dmnc:4,open_acces:4"], "Did you mean open_access?"),
    (["simulate", "--agenda", "dmnc:4,open_access"], "“open_access” is no act; write a system and"),
    (["simulate", "--agenda", "dmnc:0"], "“dmnc:0” is no act; write a system and its rounds, like"),
    (["simulate", "--agenda", "dmnc:4+kind"], "“dmnc:4+kind” is no act; write a system and"),
    (["simulate", "--agenda", "dmnc:4", "--system", "dmnc"], "leave --system out. See: allmende"),
    (["play", "--agenda", "dmnc:4", "--quick"], "leave --quick out. See: allmende play --help"),
    (["simulate", "--agenda", "dmnc:4", "--rounds", "3"], "leave --rounds out. See: allmende"),
    (
        ["simulate", "--agenda", "open_access:1,dmnc:1", "--dial", "term=99"],
        "The dial term goes from",
    ),
    (["play", "--resume", "--agenda", "dmnc:4"], "leave --agenda out. See: allmende play --help"),
    (["play", "--resume", "--dial", "term=2"], "leave --dial out. See: allmende play --help"),
    (
        ["simulate", "--games", "0"],
        "Invalid value for '--games': 0 is not in the range 1<=x<=100000.",
    ),
    (
        ["simulate", "--rounds", "many"],
        "Invalid value for '--rounds': 'many' is not a valid integer",
    ),
    (["simulate", "--seed", "-1"], "Invalid value for '--seed': -1 is not in the range"),
    (
        ["play", "--role", "plannner"],
        "There is no role or seat “plannner” in The Valley; there are",
    ),
    (["play", "--role", "plannner"], 'The nearest is "planner".'),
    (["play", "--system", "dmcn"], "There is no system “dmcn”"),
    (["play", "--resume", "--seed", "3"], "leave --seed out. See: allmende play --help"),
    (["play", "--seed", "1e9"], "'1e9' is not a valid integer"),
    (["replay", "nothing.allmende"], "nothing.allmende cannot be read: No such file or directory."),
    (["systems", "feudalism"], "There is no system “feudalism”"),
    (["scenario", "check", "valey"], 'There is no scenario "valey"'),
    (["scenario", "shw"], "No such command 'shw'."),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD)
def test_bad_input_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """On standard error, with exit 2 and no traceback."""
    assert sentence in complaint(capsys, *arguments)


def test_every_mistake_of_a_file_is_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One line each, and exit 2."""
    path = tmp_path / "brook.toml"
    text = (
        source_text("valley")
        .replace("rounds = 8", "rounds = 0")
        .replace("years = 5.0", "years = 0")
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["scenario", "check", str(path)])
    assert left.value.code == 2
    assert capsys.readouterr().err.count(f"{path}: ") == 2


@pytest.mark.parametrize(
    "command",
    [["play"], ["simulate"], ["replay"], ["systems"], ["scenario"], ["scenario", "list"],
     ["scenario", "show"], ["scenario", "check"], ["scenario", "schema"], ["scenario", "new"]],
)  # fmt: skip
def test_every_help_shows_an_example(command: list[str]) -> None:
    """A line that can be typed as it stands."""
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"  allmende {' '.join(command)}" in result.output.split("Example")[1]


def test_simulate_prints_one_json_object() -> None:
    """Header and games; the same arguments print the same bytes."""
    arguments = ["simulate", "valley", "--system", "dmnc", "--games", "2", "--rounds", "2",
                 "--seed", "7", "--bots", "ada=greedy,rest=cooperative", "--json"]  # fmt: skip
    first, second = run(*arguments), run(*arguments)
    assert first.stdout == second.stdout
    done = json.loads(first.stdout)
    assert done["header"]["seeds"] == [7, 8]
    assert done["header"]["bots"]["ada"] == "greedy"
    assert [game["seed"] for game in done["games"]] == [7, 8]
    for game in done["games"]:
        assert [one["round"] for one in game["rounds"]] == [1, 2]
        for one in game["rounds"]:
            money = one["ledger"]["money"]
            assert money["opening"] + money["issued"] == money["closing"] + money["lost"]
            assert {"stock.forest", "gini", "needs_met"} <= set(one["indicators"])
            assert len(one["digest"]) == 32


def test_simulate_prints_a_table() -> None:
    """A line a round for one game; a line a game and their mean for several."""
    one = run("simulate", "--rounds", "2").output.splitlines()
    assert one[1].startswith("round  stock.forest")
    assert [text.split()[0] for text in one[2:]] == ["1", "2"]
    several = run("simulate", "--rounds", "1", "--games", "2", "--seed", "5").output.splitlines()
    assert [text.split()[0] for text in several[1:]] == ["seed", "5", "6", "mean"]


def test_a_dial_changes_what_happens() -> None:
    """Dials given on the command line are in force."""
    low, high = (
        json.loads(
            run("simulate", "--rounds", "1", "--dial", f"cap_share={share}", "--json").stdout
        )
        for share in (0.2, 1.5)
    )
    harvest = [
        game["games"][0]["rounds"][0]["indicators"]["harvest.forest"] for game in (low, high)
    ]
    assert harvest[0] < harvest[1]


def test_systems_are_listed_and_described() -> None:
    """The list names all; a card gives phases, roles, dials and limits."""
    listed = run("systems").output
    assert all(name in listed for name in ("dmnc", "open_access"))
    card = run("systems", "dmnc").output
    for part in ("A round", "Roles", "Dials", "cap_share", "Assumes", "Sources"):
        assert part in card
    card = " ".join(run("systems", "ostrom").output.split())
    assert "talk: Pledges before the harvest (0 = none, 1 = heard by all)" in card
    assert "Presets" in card


def test_scenarios_are_listed_shown_and_checked() -> None:
    """What ships is well."""
    for name in names():
        assert name in run("scenario", "list").output
        shown = run("scenario", "show", name).output
        one = load_scenario(name)
        assert all(seat.mandate.text in shown for seat in one.land.seats)
        under = [told for seat in one.land.seats for told in (seat.under or {}).values()]
        assert all(told.text in shown and told.goals[0].text in shown for told in under)
        words = " ".join(shown.split())
        told = (one.briefing, one.facilitator, *one.debrief)
        assert all(" ".join(text.split()) in words for text in told)
        assert run("scenario", "check", name).output.startswith(f"{name} is well: ")


def test_a_copy_keeps_its_comments_and_gets_its_own_id(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It can be checked and played at once, and is never written over."""
    path = tmp_path / "Our Brook.toml"
    assert run("scenario", "new", "valley", str(path)).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)["id"] == "our_brook"
    assert text.count("#") == source_text("valley").count("#")
    assert "is well" in run("scenario", "check", str(path)).output
    assert "exists already" in complaint(capsys, "scenario", "new", "valley", str(path))
    nowhere = tmp_path / "no" / "brook.toml"
    assert "cannot be written" in complaint(capsys, "scenario", "new", "valley", str(nowhere))


def test_the_schema_is_json() -> None:
    """As editors want it."""
    assert json.loads(run("scenario", "schema").output)["title"] == "An Allmende scenario"


def test_simulate_plays_an_agenda() -> None:
    """Systems one after another; a dial counts in the act whose system has it."""
    arguments = ("simulate", "valley", "--agenda", "open_access:1,dmnc:2", "--dial", "term=2")
    found = json.loads(run(*arguments, "--json").stdout)
    assert found["header"]["system"] == "open_access"
    assert found["header"]["dials"] == {}
    (act,) = found["header"]["then"]
    assert (act["system"], act["rounds"], act["dials"]["term"]) == ("dmnc", 2, 2)
    rounds = found["games"][0]["rounds"]
    assert ["dial.term" in one["indicators"] for one in rounds] == [False, True, True]
    assert "valley under open_access, then dmnc, 3 rounds" in run(*arguments).stdout


def test_a_scenario_with_an_agenda_is_played_by_it(tmp_path: Path) -> None:
    """In proportion where it is shorter; under one system where that is asked for."""
    text = source_text("valley").replace(
        'system = "dmnc"\n',
        'system = "dmnc"\n[[agenda]]\nsystem = "dmnc"\nrounds = 6\n'
        '[[agenda]]\nsystem = "open_access"\nrounds = 2\n',
        1,
    )
    before, agenda, after = text.partition("[[agenda]]")
    acts, rest = (agenda + after).split("rounds = 2\n", 1)
    file = tmp_path / "brook.toml"
    file.write_text(f"{before}{rest}\n{acts}rounds = 2\n", encoding="utf-8")
    assert "brook.toml is well" in run("scenario", "check", str(file)).stdout
    shown = run("scenario", "show", str(file)).stdout
    assert "Agenda: dmnc for 6, then open_access for 2 rounds." in shown
    assert (
        "under dmnc, then open_access, 4 rounds"
        in run("simulate", str(file), "--rounds", "4").stdout
    )
    assert (
        "under dmnc, 2 rounds"
        in run("simulate", str(file), "--rounds", "2", "--system", "dmnc").stdout
    )
