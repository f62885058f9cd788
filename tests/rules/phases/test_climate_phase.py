"""The sky over a game: what goes up, how warm it gets, and what that does to work."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from allmende_rules.events import Stated
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.climate import open_sky, warm
from allmende_rules.phases.market.enterprise import true_labour
from allmende_rules.physics.climate import ClimateState, step
from allmende_rules.physics.damages import omega
from allmende_rules.sky import SKY
from allmende_rules.world import apply, fold
from tests.headless import VALLEY, new_game
from tests.rules.phases.nation import CLIMATE, NATION, two_rounds


def test_what_goes_up_is_what_all_sites_emit() -> None:
    """Emissions of the round are those of every output, planned, licensed or autonomous."""
    world = two_rounds().world
    made = {e.id: world.fact(e.id, "output") / 1e6 for e in NATION.land.enterprises}
    whole = sum(emission_rate(world, e) * made[e.id] for e in NATION.land.enterprises)
    assert world.fact(SKY, "emissions") == pytest.approx(whole, abs=1e-5)
    assert whole > 0


def test_the_sky_is_that_of_the_published_model() -> None:
    """Two rounds of the game are two steps of DICE-2023 with the same emissions, land use included."""
    game = two_rounds()
    state = ClimateState()
    for number in (1, 2):
        seen = game.world.public[f"round {number}"]
        land_use = CLIMATE.land_use * (1 - CLIMATE.land_use_decline) ** (number - 1)
        state = step(state, CLIMATE.scale * seen["emissions"] + land_use, 0.0)
        assert seen["temperature"] == pytest.approx(state.temperature, abs=1e-3)


def test_warmth_takes_its_part_of_work() -> None:
    """Hours a unit grow as an hour brings less: 1 / Omega."""
    world, site = new_game(NATION, "dmnc").world, NATION.land.enterprises[0]
    warmed = apply(world, Stated("all", SKY, {"omega": omega(3.0)}))
    cool = apply(world, Stated("all", SKY, {"omega": 1.0}))
    assert true_labour(warmed, site) == pytest.approx(true_labour(cool, site) / (1 - 0.003467 * 9))


def test_without_damages_warmth_costs_nothing() -> None:
    """The dial of the damages is the scenario's, and 0 switches them off."""
    (opened,) = open_sky(replace(CLIMATE, damage=0.0))
    assert isinstance(opened, Stated)
    assert opened.facts["omega"] == 1.0
    assert open_sky(None) == []


def test_a_line_serves_small_worlds() -> None:
    """In the linear model warming is in proportion to all that went up."""
    land = replace(NATION.land, climate=replace(CLIMATE, model="linear", land_use=0.0))
    game = new_game(replace(NATION, land=land), "dmnc")
    outputs = {site.id: 1_000_000 for site in land.enterprises}
    once = fold(game.world, warm(game.world, outputs))
    twice = fold(once, warm(once, outputs))
    first = once.fact(SKY, "temperature") - CLIMATE.warming
    assert first == pytest.approx(
        CLIMATE.response * once.fact(SKY, "emissions") * 5 / 1000, abs=1e-7
    )
    assert twice.fact(SKY, "temperature") - CLIMATE.warming == pytest.approx(2 * first, abs=1e-7)


def test_a_land_without_a_sky_never_warms() -> None:
    """Nothing is stated of a climate that a land does not have."""
    world = new_game(VALLEY, "dmnc").world
    assert warm(world, {}) == []
    assert SKY not in world.public
