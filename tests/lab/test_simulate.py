"""Headless play: repeatable, exact to the micro-unit, by the same rules as people."""

import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_lab.minds import minds, parse_bots
from allmende_lab.simulate import open_game, play_game, play_on, results, simulation
from allmende_rules.ledger import overdrawn
from allmende_rules.opening import HOUSE
from allmende_rules.scenario import Act
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario

VALLEY = load_scenario("valley")
SEATS = [seat.id for seat in VALLEY.land.seats]


@settings(max_examples=6)
@given(
    seed=st.integers(0, 2**53),
    system=st.sampled_from(list(SYSTEMS)),
    bot=st.sampled_from(list(BOTS)),
)
def test_the_ledger_is_exact_in_every_round(seed: int, system: str, bot: str) -> None:
    """Opening + made + issued = closing + used + lost for every asset, and nobody is overdrawn."""
    game = open_game(VALLEY, system=system, seed=seed, rounds=3)
    play_on(game, minds(VALLEY, {"rest": bot}))
    rounds = results(game).rounds
    assert [one.round for one in rounds] == [1, 2, 3]
    for one in rounds:
        assert all(balance.exact for balance in one.ledger.values())
        assert {"money", "capital"} <= set(one.ledger)
    for before, after in pairwise(rounds):
        assert all(b.opening == before.ledger[a].closing for a, b in after.ledger.items()
                   if a in before.ledger)  # fmt: skip
    assert overdrawn(game.world.ledger) == []


def test_the_same_arguments_give_the_same_bytes_in_another_process() -> None:
    """No hash seed, clock or order of dictionaries shows."""
    code = (
        "import json; from allmende_lab.simulate import simulation;"
        "from allmende_scenarios.catalogue import load_scenario;"
        "print(json.dumps(simulation(load_scenario('valley'), system='dmnc', seeds=[3, 4], rounds=2,"
        " bots={'ada': 'greedy'})))"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    here = simulation(VALLEY, system="dmnc", seeds=[3, 4], rounds=2, bots={"ada": "greedy"})
    assert done[0].stdout == done[1].stdout == json.dumps(here) + "\n"


def test_seeds_and_bots_and_dials_make_a_difference() -> None:
    """Digests tell games apart by each of them."""
    plain = play_game(VALLEY, system="dmnc", seed=1, rounds=1)
    others = [
        play_game(VALLEY, system="dmnc", seed=2, rounds=1),
        play_game(VALLEY, system="dmnc", seed=1, rounds=1, bots={"rest": "greedy"}),
        play_game(VALLEY, system="dmnc", seed=1, rounds=1, bots={HOUSE: "greedy"}),
        play_game(VALLEY, system="dmnc", seed=1, rounds=1, dials={"cap_share": 0.5}),
        play_game(VALLEY, system="open_access", seed=1, rounds=1),
    ]
    digests = {game.rounds[0].digest for game in (plain, *others)}
    assert len(digests) == 6


def test_the_header_says_what_a_number_depends_on() -> None:
    """Versions, the scenario's hash, system, dials, bots and seeds."""
    header = simulation(VALLEY, system="open_access", seeds=[7], rounds=1)["header"]
    assert header["seeds"] == [7]
    assert set(header["bots"]) == {*SEATS, HOUSE}
    assert {"engine", "numpy", "clarabel"} <= set(header["versions"])
    assert len(header["scenario_hash"]) == 32


def test_a_list_of_bots_is_read() -> None:
    """One name for all, or pairs, the rest together; the house is named apart."""
    assert parse_bots("", SEATS) == {}
    assert parse_bots("greedy", SEATS) == {"rest": "greedy"}
    named = parse_bots(" ada=greedy, rest = cooperative ,house=greedy", SEATS)
    assert named == {"ada": "greedy", "rest": "cooperative", "house": "greedy"}
    players = {seat: bot.id for seat, bot in minds(VALLEY, named).items()}
    assert players == {
        **dict.fromkeys([*SEATS], "cooperative"), "ada": "greedy", "house": "greedy"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gredy", "There is no bot “gredy”; .* Did you mean greedy?"),
        ("adda=greedy", "There is no seat “adda”; .* Did you mean ada?"),
        ("ada=", "There is no bot “”; there are"),
        ("ada=greedy,ada=cautious", "names ada twice"),
    ],
)
def test_a_list_that_names_nothing_is_refused(text: str, sentence: str) -> None:
    """With the nearest right name."""
    with pytest.raises((LookupError, ValueError), match=sentence):
        parse_bots(text, SEATS)


def test_each_round_of_several_acts_names_its_system() -> None:
    """Also as plain data; a game of one system says it once, in its header."""
    then = (Act(system="open_access", rounds=1),)
    done = simulation(VALLEY, system="dmnc", seeds=[1], rounds=2, then=then)
    assert [one["system"] for one in done["games"][0]["rounds"]] == ["dmnc", "open_access"]
    alone = simulation(VALLEY, system="dmnc", seeds=[1], rounds=1)
    assert "system" not in alone["games"][0]["rounds"][0]
