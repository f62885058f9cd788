"""Dials and systems are checked when a game is set up; each error names what would be right."""

from dataclasses import replace

import pytest

from allmende_rules.game import new_header
from allmende_rules.system import check_dials, no_preview, nobody
from allmende_rules.systems.registry import SYSTEMS, find_system
from allmende_rules.view import view
from tests.headless import new_game
from tests.scenarios_tiny import TINY


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
def test_bounds_are_allowed_and_nothing_beyond(system: object) -> None:
    """Every dial takes its bounds and its default, and refuses the next value outside."""
    found = find_system(getattr(system, "id", ""))
    for dial in found.dials:
        check_dials(found, {dial.id: dial.low})
        check_dials(found, {dial.id: dial.high})
        check_dials(found, {dial.id: dial.default})
        for value in (dial.low - 0.001, dial.high + 0.001, float("nan"), float("inf")):
            with pytest.raises(ValueError, match=f"The dial {dial.id} goes from"):
                check_dials(found, {dial.id: value})


def test_a_whole_dial_takes_no_part_of_a_round() -> None:
    """A term of 4.7 rounds would play as 4."""
    with pytest.raises(ValueError, match=r"term takes whole numbers, not 4\.7"):
        check_dials(find_system("dmnc"), {"term": 4.7})


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_constitution_keeps_within_what_is_possible(system: str) -> None:
    """What a motion may propose is a range within the dial's own; a choice has a name for each number."""
    for dial in find_system(system).dials:
        low, high = dial.lawful
        assert dial.low <= low < high <= dial.high
        if dial.names:
            assert dial.whole
            assert (dial.low, dial.high) == (0, len(dial.names) - 1)


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_off_means_is_said_in_words(system: str) -> None:
    """Where a dial can be off it has a word for that; a choice has its name, and what is never off none."""
    for dial in find_system(system).dials:
        assert bool(dial.off_word) == (dial.off is not None and not dial.names), dial.id


def test_an_unknown_dial_gets_the_nearest() -> None:
    """The error lists the system's dials and the one that was probably meant."""
    with pytest.raises(LookupError, match=r"no dial “cap_vot”.*Did you mean cap_vote\?"):
        new_header(TINY, system="dmnc", seed=1, rounds=1, dials={"cap_vot": 1})


def test_a_system_without_dials_says_so() -> None:
    """There is nothing to be near to."""
    with pytest.raises(LookupError, match="it has none"):
        check_dials(replace(find_system("open_access"), dials=()), {"cap": 1})


def test_an_unknown_system_gets_the_nearest() -> None:
    """The error names what there is."""
    with pytest.raises(LookupError, match=r"no system “dmn”; there are .*Did you mean dmnc\?"):
        new_header(TINY, system="dmn", seed=1, rounds=1)


def test_a_games_dials_are_its_scenarios_unless_told() -> None:
    """Told values go before the scenario's, the scenario's before the system's defaults."""
    header = new_header(TINY, system="dmnc", seed=1, rounds=1, dials={"threshold": 0.05})
    assert header.dials == {"share_guard": 0.6, "threshold": 0.05}
    dials = new_game(TINY, "dmnc", dials={"threshold": 0.05}).world.public["dials"]
    defaults = {dial.id: dial.default for dial in find_system("dmnc").dials}
    assert dials == {**defaults, "share_guard": 0.6, "threshold": 0.05}


def test_a_phase_that_says_nothing_asks_nobody() -> None:
    """The phases that act alone have no questions and no previews."""
    world = new_game(TINY, "open_access").world
    assert nobody(world, "ann") == ()
    assert no_preview(view(world, "ann"), (), {}) == ()
