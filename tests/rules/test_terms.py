"""The terms of an act in words: what everybody reads where another system begins, and where it is ordered."""

from __future__ import annotations

import pytest

from allmende_rules.acts import settled
from allmende_rules.events import Told
from allmende_rules.game import CHANGE, Game
from allmende_rules.record import Resolved
from allmende_rules.scenario import Act
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.terms import terms
from allmende_scenarios.catalogue import load_scenario
from tests.headless import bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import TINY

VALLEY = load_scenario("valley")


def begun(then: Act, system: str = "dmnc") -> str:
    """What all are told first as this act begins, by the agenda."""
    game: Game = new_game(TINY, system, rounds=2, then=[then])
    play_on(game, bots_of(mixed(game)), before=2)
    steps = [entry.body for entry in game.entries if isinstance(entry.body, Resolved)]
    told = next(one for one in steps if one.phase == CHANGE).events[0]
    assert isinstance(told, Told)
    return told.text.format(**told.facts)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_as_it_is_ordinarily_played_here_has_none(system: str) -> None:
    """Also where the scenario itself departs from its defaults."""
    game = new_game(VALLEY, "dmnc", rounds=2)
    assert terms(game.world, settled(VALLEY, Act(system=system, rounds=1))) == ""


def test_the_agenda_tells_presets_by_name_and_dials_by_value() -> None:
    """A choice by its name, what is off in words."""
    said = begun(Act(system="capitalism", rounds=1, presets=("hostile",)))
    assert said.startswith("Democratic market neo-communism ends, as the agenda says, and ")
    assert " Capitalism begins (Hostile). " in said
    dials = {"tax_vote": 0.0, "harvest_tax": 0.1}
    said = begun(Act(system="capitalism", rounds=1, dials=dials))
    assert " begins (Who sets taxes: statute; Tax on a unit harvested: 0.1 hours). " in said


def test_an_agenda_without_terms_says_what_it_always_said() -> None:
    """Records of such games stay what the rules make of them."""
    said = begun(Act(system="open_access", rounds=1))
    assert said == (
        "Democratic market neo-communism ends, as the agenda says, and Open access begins."
        " Nobody owns the commons and no rule limits its use."
    )


def test_a_preset_that_is_named_is_told_also_where_a_dial_departs_from_it() -> None:
    """The dial is told beside it, with what holds."""
    world = new_game(TINY, "open_access", rounds=2).world
    presets = ("tax_and_transfer",)
    whole = settled(TINY, Act(system="capitalism", rounds=1, presets=presets))
    act = Act(
        system="capitalism", rounds=1, presets=presets, dials={**whole.dials, "income_levy": 0.1}
    )
    assert terms(world, act) == "Tax and transfer; Levy on income above the free amount: 10 %"
