"""What goods emit and the sky that takes it must fit together; each mistake has its sentence."""

from pathlib import Path

import pytest

from allmende_scenarios.catalogue import load_scenario, source_text
from allmende_scenarios.climate_checker import at_capacity
from allmende_scenarios.errors import ScenarioError
from tests.scenarios.test_bad_files import mistakes

NATION, FISHERY = source_text("nation"), source_text("fishery")


def changed(text: str, old: str, new: str) -> str:
    """A scenario with one passage changed, the first of its kind."""
    assert old in text
    return text.replace(old, new, 1)


def without_emissions(text: str) -> str:
    """No good emits or can abate."""
    return "\n".join(
        line for line in text.split("\n") if not line.startswith(("emission", "backstop"))
    )


NATIONS = [
    ("baseline = 37.0", "baseline = 3.7", "land.climate.baseline: Found 3.7; at the opening all"),
    ("baseline = 37.0", "baseline = 370.0", "Allowed is from 50% of that to all of it."),
    ("backstop = 0.203", "", "land.goods[food].backstop: Abating its emission would cost nothing"),
    ("emission = 0.1", "# ", "land.goods[energy].backstop: There is nothing to abate"),
    (
        "recipe = { services",
        "recipe = { servces",
        'land.research.recipe: There is no good "servces"; there are',
    ),
    ("recipe = { services = 0.6, goods = 0.2, care = 0.2 }", "recipe = {}", "at least one good."),
    ('model = "dfair"', 'model = "dfiar"', 'Found "dfiar"; allowed is one of dfair, linear.'),
    ("damage = 0.003467", "damge = 0.003467", 'The nearest is "damage".'),
    ('id = "soil"', 'id = "sky"', 'The name "sky" is taken by the game itself.'),
    ('"temperature"', '"temprature"', 'There is no indicator "temprature"; there are'),
    ('"output.energy"', '"emissions.mills"', 'There is no indicator "emissions.mills"'),
]


@pytest.mark.parametrize(("old", "new", "sentence"), NATIONS)
def test_a_contradiction_of_the_sky_is_named(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    """What points to nothing, or cannot be together, is said with the key."""
    assert any(sentence in line for line in mistakes(changed(NATION, old, new), tmp_path))


@pytest.mark.parametrize("key", ["emission", "backstop"])
def test_what_warms_nothing_is_named(tmp_path: Path, key: str) -> None:
    """Emissions without a climate would be numbers without an effect."""
    text = changed(FISHERY, "taste = 0.26", f"taste = 0.26\n{key} = 0.1")
    said = "It warms nothing: the land has no climate. Add [land.climate], or leave it out."
    assert mistakes(text, tmp_path) == [f"land.goods[bread].{key}: {said}"]


def test_a_sky_that_nobody_warms_is_named(tmp_path: Path) -> None:
    """A climate without emissions would be scenery."""
    found = mistakes(without_emissions(NATION), tmp_path)
    assert found == ["land.climate: No good emits anything: at least one needs an emission."]


@pytest.mark.parametrize("indicator", ["emissions", "temperature", "emissions.trawlers"])
def test_goals_on_a_sky_need_one(tmp_path: Path, indicator: str) -> None:
    """Where there is no climate its indicators are unknown, and so are those of research."""
    text = changed(FISHERY, '"stock.cod_banks"', f'"{indicator}"')
    assert any(f'no indicator "{indicator}"' in line for line in mistakes(text, tmp_path))


@pytest.mark.parametrize("indicator", ["temperature", "emissions.farms", "productivity.farms"])
def test_goals_may_follow_sky_and_knowledge(tmp_path: Path, indicator: str) -> None:
    """Of the nation, and of a site that the seat itself holds."""
    path = tmp_path / "changed.toml"
    path.write_text(changed(NATION, '"stock.soil"', f'"{indicator}"'), encoding="utf-8")
    seat = load_scenario(str(path)).land.seats[0]
    assert seat.mandate.goals[0].indicator == indicator


def test_what_machines_could_emit_is_added_up_by_site() -> None:
    """Capacity times the emission of what a site makes, over all sites."""
    land = load_scenario("nation").land
    by_hand = {"food": 92.8, "energy": 84.2, "goods": 347.8, "shelter": 311.1, "care": 216.3}
    by_hand["services"] = 1051.8
    emission = {good.id: good.emission for good in land.goods}
    expected = sum(emission[good] * capacity for good, capacity in by_hand.items())
    assert at_capacity(land) == pytest.approx(expected, rel=1e-3)


def test_notes_for_the_session_must_be_text(tmp_path: Path) -> None:
    """A number is no prompt for a debrief."""
    path = tmp_path / "changed.toml"
    path.write_text(changed(FISHERY, "debrief = [", "debrief = [ 3,"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"debrief\[#1\]: Found 3; allowed is text in quotes"):
        load_scenario(str(path))
