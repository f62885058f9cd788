"""The scenarios that ship: sound, playable, and described by a pinned schema."""

from pathlib import Path

import msgspec
import pytest

from allmende_bots.registry import BOTS
from allmende_lab.simulate import play_game
from allmende_rules.land import mandate_under
from allmende_rules.record import content_hash
from allmende_rules.scenario import Scenario
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario, names, source_text
from allmende_scenarios.checker import problems
from allmende_scenarios.economy import spectral_radius
from allmende_scenarios.elastic import bounds, for_people, teams
from allmende_scenarios.goals import own_indicators, public_indicators
from allmende_scenarios.reader import read
from allmende_scenarios.schema import schema, schema_text

PINNED = Path(__file__).with_name("scenario.schema.json")


@pytest.mark.parametrize("name", names())
def test_a_scenario_that_ships_is_sound(name: str) -> None:
    """It passes its own checker, and its id is its file's name."""
    assert load_scenario(name, BOTS).id == name


@pytest.mark.parametrize("name", names())
def test_content_and_not_layout_makes_the_hash(name: str) -> None:
    """Comments and order in the file change nothing; a changed number does."""
    scenario = read(source_text(name), name)
    again = msgspec.json.decode(msgspec.json.encode(scenario), type=Scenario)
    other = msgspec.structs.replace(scenario, rounds=scenario.rounds + 1)
    assert content_hash(again) == content_hash(scenario) != content_hash(other)


def test_six_to_eight_can_play_the_valley() -> None:
    """Two of eight seats are optional, and what their seats hold goes to the house."""
    seats = load_scenario("valley").land.seats
    assert len(seats) == 8
    assert sum(seat.optional for seat in seats) == 2
    assert {seat.role for seat in seats if not seat.optional} == {"licensee", "member", "planner"}


@pytest.mark.parametrize(
    ("name", "optional"), [("nation", 4), ("nation8", 4), ("fishery", 1)], ids=str
)
def test_optional_seats_leave_every_role_filled(name: str, optional: int) -> None:
    """The smallest table still has licensees, a congress, and one planner."""
    seats = load_scenario(name).land.seats
    assert sum(seat.optional for seat in seats) == optional
    assert {seat.role for seat in seats if not seat.optional} == {"licensee", "member", "planner"}
    assert sum(seat.role == "planner" for seat in seats) == 1


@pytest.mark.parametrize("name", names())
def test_the_goals_of_a_mandate_can_be_followed(name: str) -> None:
    """The checker knows exactly the indicators that a game measures, dials apart."""
    scenario = load_scenario(name)
    game = play_game(scenario, system="open_access", seed=1, rounds=1)
    measured = game.rounds[0]
    public = {name for name in measured.indicators if not name.startswith("dial.")}
    assert set(public_indicators(scenario.land)) == public
    for seat in scenario.land.seats:
        assert set(own_indicators(scenario.land, seat)) == set(measured.seats[seat.id])


@pytest.mark.parametrize("name", names())
def test_a_seat_with_one_mandate_reads_as_it_always_did(name: str) -> None:
    """Without mandates under systems there is no word of them: the hash of such a scenario stays."""
    for seat in load_scenario(name).land.seats:
        assert ("under" in msgspec.to_builtins(seat)) == bool(seat.under)


REACHED = {
    "basics": {"dmnc"},
    "dividend": {"dmnc", "capitalism"},
    "sites": {"dmnc", "capitalism"},
    "profit": {"open_access", "ostrom", "capitalism", "dmnc"},
}
"""Systems under which an office can bring about what an indicator measures."""
PAID = ("fishery", "sunna", "dividend", "command")
"""In the fishery the state has a surplus, and pays it out alike."""


@pytest.mark.parametrize("name", names())
def test_no_office_is_asked_for_what_it_cannot_reach(name: str) -> None:
    """Basics without a fund, a dividend without a payer, more sites where none is to be had, profit."""
    for seat in load_scenario(name).land.seats:
        for system in SYSTEMS:
            asked = {goal.indicator for goal in mandate_under(seat, system).goals}
            vain = {one for one in asked if system not in REACHED.get(one, {system})}
            assert not {one for one in vain if (name, seat.id, one, system) != PAID}


@pytest.mark.parametrize("name", names())
def test_what_can_be_reached_is_asked_under_every_system(name: str) -> None:
    """Another mandate has as many goals, and keeps one of the ordinary ones with its bound if it can."""
    for seat in load_scenario(name).land.seats:
        for system, mandate in (seat.under or {}).items():
            assert len(mandate.goals) == len(seat.mandate.goals)
            kept = set(mandate.goals) & set(seat.mandate.goals)
            assert bool(kept) == ((name, seat.id, system) not in LISTED)


LISTED = {
    (name, seat, "command")
    for name, seat in (("valley", "ada"), ("nation", "greta"), ("nation8", "greta"))
}
"""The state sets both: their profit, and the prices that their other goal counts by."""


@pytest.mark.parametrize("name", names())
def test_a_land_that_ships_is_productive(name: str) -> None:
    """Its inputs leave a net output."""
    assert spectral_radius(load_scenario(name).land) < 0.5


@pytest.mark.parametrize("name", names())
def test_a_scenario_says_which_bot_sits_where_and_what_stands_in(name: str) -> None:
    """No seat and no role is left to a default that nobody chose."""
    scenario = load_scenario(name)
    assert set(scenario.bots) == {seat.id for seat in scenario.land.seats}
    assert set(scenario.standins) == {seat.role for seat in scenario.land.seats}


@pytest.mark.parametrize("name", names())
def test_the_fewest_and_the_most_who_may_come_have_a_place(name: str) -> None:
    """Whoever comes has a seat or shares one, and the land that is split for them is sound."""
    scenario = load_scenario(name)
    for people in bounds(scenario):
        assert problems(for_people(scenario, people), BOTS) == []
        assert sum(teams(scenario, people).values()) == people


@pytest.mark.parametrize("name", ["nation", "nation8", "fishery"])
def test_a_scenario_for_groups_says_how_to_lead_it(name: str) -> None:
    """A note with time and limits, and enough questions to choose from."""
    scenario = load_scenario(name)
    assert "minutes" in scenario.facilitator
    assert "Limits to name." in scenario.facilitator
    assert len(scenario.debrief) >= 5
    assert all("?" in prompt for prompt in scenario.debrief)


def test_the_schema_is_pinned() -> None:
    """Renew it by: allmende scenario schema > tests/scenarios/scenario.schema.json."""
    assert schema_text() == PINNED.read_text(encoding="utf-8")


def test_the_schema_refuses_unknown_keys() -> None:
    """An editor marks a misspelt key at once."""
    assert schema()["$defs"]["Good"]["additionalProperties"] is False
