"""What a table tells of the system in force: by which presets it began, and who sets its dials."""

from __future__ import annotations

import pytest

from allmende_protocol import messages as m
from allmende_rules.system import System, preset_dials
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.terms import recognised
from allmende_scenarios.catalogue import load_scenario
from allmende_server.table import TableSettings
from tests.server.parlour import Parlour

PRESETS = [(system, preset.id) for system in SYSTEMS.values() for preset in system.presets]


def names(system: System, *presets: str) -> set[str]:
    """What is recognised of a game that opens with these presets."""
    return {preset.id for preset in recognised(system, preset_dials(system, presets))}


@pytest.mark.parametrize(("system", "preset"), PRESETS)
def test_each_preset_is_known_by_its_dials(system: System, preset: str) -> None:
    """Whatever its system, and though others share some of its dials."""
    assert preset in names(system, preset)


def test_a_variant_and_a_setting_are_known_together() -> None:
    """In either order, though the second has the last word on a dial that both set."""
    system = SYSTEMS["ostrom"]
    assert names(system, "talk_alone", "hostile") == {"talk_alone", "hostile"}
    assert names(system, "hostile", "talk_alone") == {"talk_alone", "hostile"}


def test_nothing_is_known_of_a_game_without_presets() -> None:
    """A dial of one's own is no preset."""
    system = SYSTEMS["ostrom"]
    assert names(system) == set()
    assert recognised(system, {"watch": 0.7}) == ()


def test_whoever_comes_is_told() -> None:
    """The presets by name, and that the meeting itself sets how much is watched."""
    system = SYSTEMS["ostrom"]
    dials = preset_dials(system, ["hostile"])
    parlour = Parlour(TableSettings(load_scenario("fishery"), "ostrom", 3, rounds=1, dials=dials))
    parlour.send(1, m.Hello(m.VERSION, "Eve"))
    welcome = parlour.last(1, m.Welcome)
    assert [preset.name for preset in welcome.presets] == ["Hostile"]
    told = {dial.id: dial for dial in welcome.dials}
    assert (told["watch"].amended_by, told["watch"].off) == ("ballot", 0)
    assert told["tolerance"].amended_by == "facilitator"
