"""An appraisal is read from a record, is the same every time, and slows no game that is not appraised."""

import json
from math import exp
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from allmende_cli.main import cli
from allmende_lab.appraisal import appraise
from allmende_lab.minds import minds
from allmende_lab.rounds import rounds
from allmende_lab.simulate import open_game, play_game, play_on
from allmende_rules.record import DamageError, line, parse_all
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario, names
from tests.scenarios_tiny import TINY


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_game_is_appraised_from_the_text_of_its_record(system: str, tmp_path: Path) -> None:
    """The lines of a record are all that is needed, and say the same as the game."""
    game = open_game(TINY, system=system, seed=2, rounds=3)
    play_on(game, minds(TINY, {"rest": "greedy"}))
    kept = tmp_path / "record"
    kept.write_text("\n".join(line(entry) for entry in game.entries), encoding="utf-8")
    entries, damage = parse_all(kept.read_text(encoding="utf-8").splitlines())
    assert damage is None
    found = appraise(entries)
    assert found == appraise(game.entries)
    assert [one.round for one in found.rounds] == [1, 2, 3]
    assert 0 < found.efficiency <= 1
    assert found.welfare > 0


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_scenario_can_be_appraised(name: str, system: str) -> None:
    """The optima are found in each land, with climate or without, and no round is above its best."""
    found = play_game(load_scenario(name), system=system, seed=1, rounds=2, appraised=True)
    assert found.appraisal is not None
    assert all(0 < one.efficiency <= 1 and one.welfare > 0 for one in found.appraisal.rounds)


def test_another_branch_counts_for_nothing() -> None:
    """After a rollback only the rounds of the thread that the game stands on are appraised."""
    game = open_game(TINY, system="open_access", seed=2, rounds=2)
    players = minds(TINY, {"rest": "greedy"})
    play_on(game, players)
    first = appraise(game.entries)
    game.roll_back(1, by="host")
    assert [one.number for one in rounds(game.entries)] == [1]
    assert appraise(game.entries).rounds == first.rounds[:1]
    play_on(game, players)
    assert appraise(game.entries) == first


@pytest.mark.parametrize("system", SYSTEMS)
def test_inequality_is_of_what_the_curve_shows(system: str) -> None:
    """The richest tenth is the last step of the round's Lorenz curve; entropies keep Pinsker's bound."""
    game = open_game(TINY, system=system, seed=2, rounds=3)
    play_on(game, minds(TINY, {"rest": "greedy"}))
    for one in appraise(game.entries).rounds:
        curve = game.world.public["lorenz"][f"round {one.round}"]
        assert one.inequality["top_tenth"] == pytest.approx(1 - curve[9], abs=2e-6)
        gini = game.world.public[f"round {one.round}"]["gini"]
        assert one.inequality["theil"] >= gini**2 / 2 - 2e-6
        assert one.inequality["atkinson"] >= 1 - exp(-(gini**2) / 2) - 2e-6


def test_what_has_not_been_played_cannot_be_appraised() -> None:
    """No record, and a game whose first round is open, are refused in a sentence."""
    with pytest.raises(DamageError, match="no header"):
        appraise([])
    with pytest.raises(DamageError, match="no round has ended"):
        appraise(open_game(TINY, system="dmnc", seed=1, rounds=1).entries)


def test_it_is_there_when_asked_for() -> None:
    """play_game leaves it out else, and so does its JSON; what was measured is the same."""
    plain = play_game(TINY, system="dmnc", seed=1, rounds=2)
    asked = play_game(TINY, system="dmnc", seed=1, rounds=2, appraised=True)
    assert asked.rounds == plain.rounds
    assert asked.appraisal is not None
    assert "appraisal" not in msgspec.to_builtins(plain)
    assert set(asked.appraisal.power) == {seat.id for seat in TINY.land.seats}


def test_simulate_prints_it() -> None:
    """As JSON under each game, and as a table after that of the indicators."""
    words = ["simulate", "valley", "--rounds", "2", "--appraise"]
    text = CliRunner().invoke(cli, words).output
    heads, *_rounds, whole = text.split("\n\n")[1].splitlines()
    assert heads.split() == ["round", "welfare", "efficiency", "plan_error", "voice", "coercion"]
    assert whole.startswith("all ")
    found = json.loads(CliRunner().invoke(cli, [*words, "--json"]).output)
    game = found["games"][0]["appraisal"]
    assert f"{game['welfare']:.3f}" == whole.split()[1]
    several = CliRunner().invoke(cli, [*words, "--games", "2"]).output
    assert several.split("\n\n")[1].splitlines()[0].split() == ["seed", "welfare", "efficiency"]
