"""The agenda: which act begins when, how it is cut short, and which dials hold in it."""

from __future__ import annotations

from dataclasses import replace as changed

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.acts import settled
from allmende_rules.agenda import coming, scaled
from allmende_rules.game import Game, new_header
from allmende_rules.record import Header, line, parse
from allmende_rules.scenario import Act
from allmende_rules.system import Preset, System, find_preset, preset_dials
from allmende_rules.systems import registry
from allmende_rules.world import TABLE
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play_on
from tests.scenarios_tiny import TINY

replace = msgspec.structs.replace
KIND = Preset("kind", "Kind", "setting", "Nobody is hurt.", {"reserve": 0.0, "grace": 3})
HARSH = Preset("harsh", "Harsh", "setting", "Everybody is.", {"reserve": 1.0})
LEAN = Preset("lean", "Lean", "variant", "Little is shared.", {"dividend_share": 0.1})


def act(system: str, rounds: int, **dials: float) -> Act:
    """An act with these dials."""
    return Act(system=system, rounds=rounds, dials=dials)


@pytest.fixture
def with_presets(monkeypatch: pytest.MonkeyPatch) -> System:
    """DMNC with three presets of its own."""
    system = changed(registry.SYSTEMS["dmnc"], presets=(KIND, HARSH, LEAN))
    monkeypatch.setitem(registry.SYSTEMS, "dmnc", system)
    return system


def test_each_act_begins_in_its_round() -> None:
    """Three acts: the second in round 3, the third in round 4; the first is no change."""
    then = [act("dmnc", 1), act("open_access", 2)]
    game = new_game(TINY, "open_access", rounds=5, then=then)
    assert [one.rounds for one in game.header.acts] == [2, 1, 2]
    play_on(game, bots_of(all_played_by(game, "cautious")))
    systems = [game.snapshots[number][2].fact(TABLE, "system") for number in range(6)]
    assert systems == ["open_access"] * 3 + ["dmnc"] + ["open_access"] * 2
    since = [game.snapshots[number][2].fact(TABLE, "since", 1) for number in range(6)]
    assert since == [1, 1, 1, 3, 4, 4]
    assert coming(game.world) is None


def test_a_game_of_one_act_says_nothing_of_acts() -> None:
    """Its header and its table are as they are without agendas."""
    game = new_game(TINY, "open_access")
    assert b'"then"' not in game.entries[0].encoded
    assert b'"systems"' not in game.entries[0].encoded
    assert game.world.public[TABLE].keys().isdisjoint({"agenda", "systems", "since", "next"})


def test_the_header_keeps_the_acts() -> None:
    """Written and read again, with the scenario's dials under those of the act."""
    then = [act("dmnc", 2, reserve=0.5)]
    header = new_header(TINY, system="open_access", seed=1, rounds=3, then=then)
    assert header.then[0].dials == {**TINY.dials["dmnc"], "reserve": 0.5}
    again = parse(line(Game(header).entries[0])).body
    assert isinstance(again, Header)
    assert again.acts == header.acts


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(0, 40))
def test_a_short_game_cuts_every_act_in_proportion(lengths: list[int], more: int) -> None:
    """Each act has a round at least, all add up, and a whole game is not cut."""
    acts = [act("dmnc", length) for length in lengths]
    rounds = len(acts) + more
    assert sum(one.rounds for one in scaled(acts, rounds)) == rounds
    assert all(one.rounds >= 1 for one in scaled(acts, rounds))
    if len(set(lengths)) == 1:
        cut = [one.rounds for one in scaled(acts, rounds)]
        assert max(cut) - min(cut) <= 1


def test_fewer_rounds_than_acts_are_refused() -> None:
    """In a sentence with both numbers."""
    with pytest.raises(ValueError, match="2 acts take at least 2 rounds, not 1"):
        scaled([act("dmnc", 3), act("open_access", 3)], 1)
    with pytest.raises(ValueError, match="leave 0 of 2 rounds to the first one"):
        new_header(TINY, system="dmnc", seed=1, rounds=2, then=[act("open_access", 2)])
    with pytest.raises(LookupError, match="Did you mean open_access"):
        new_header(TINY, system="dmnc", seed=1, rounds=2, then=[act("open_acces", 1)])


@pytest.mark.usefixtures("with_presets")
def test_dials_go_before_presets_and_an_act_before_its_scenario() -> None:
    """From the weakest: the scenario's presets, its dials, the act's presets, the act's dials."""
    scenario = replace(TINY, presets={"dmnc": ("harsh", "lean")}, dials={"dmnc": {"grace": 1}})
    assert settled(scenario, act("dmnc", 1)).dials == {
        "reserve": 1.0,
        "dividend_share": 0.1,
        "grace": 1,
    }
    kind = Act(system="dmnc", rounds=1, presets=("kind",), dials={"reserve": 0.25})
    assert settled(scenario, kind).dials == {"reserve": 0.25, "dividend_share": 0.1, "grace": 3}
    assert settled(scenario, act("open_access", 1)).dials == {}


def test_a_variant_and_a_setting_combine(with_presets: System) -> None:
    """Two of a kind do not; an unknown one is told with the nearest."""
    assert preset_dials(with_presets, ["lean", "kind"]) == {**LEAN.dials, **KIND.dials}
    assert preset_dials(with_presets, ["kind", "kind"]) == KIND.dials
    with pytest.raises(ValueError, match="kind and harsh are both settings of dmnc; choose one"):
        preset_dials(with_presets, ["kind", "harsh"])
    with pytest.raises(LookupError, match="it has kind, harsh, lean"):
        find_preset(with_presets, "hars")


def test_a_scenario_may_be_played_under_its_own_agenda() -> None:
    """An agenda in a scenario changes its fingerprint; none leaves it as it was."""
    planned = replace(VALLEY, agenda=(act("dmnc", 5), act("open_access", 3)))
    assert new_header(planned, system="dmnc", seed=1, rounds=8).scenario_hash != (
        new_header(VALLEY, system="dmnc", seed=1, rounds=8).scenario_hash
    )
    assert b"agenda" not in msgspec.json.encode(VALLEY).partition(b'"land"')[0]
