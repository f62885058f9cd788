"""Abatement: what it costs, what it leaves, and what pays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.events import Stated
from allmende_rules.land import Enterprise, Good
from allmende_rules.phases.abatement import (
    ask_abatement,
    burden,
    emission_of,
    emission_rate,
    worthwhile,
)
from allmende_rules.phases.market.enterprise import true_labour, unit_cost
from allmende_rules.phases.units import HUNDRED, share
from allmende_rules.physics.damages import ABATEMENT_EXPONENT
from allmende_rules.questions import Amount
from allmende_rules.sky import SKY
from allmende_rules.world import World, apply
from tests.headless import VALLEY, new_game
from tests.rules.phases.nation import CLIMATE, NATION

WORLD = new_game(NATION, "dmnc").world
SITES = [site for site in NATION.land.enterprises if NATION.land.good(site.good).emission]
percents = st.integers(0, HUNDRED)


def at(price: float, world: World = WORLD) -> World:
    """The world after a round in which a permit cost so much."""
    return apply(
        world, Stated("all", SKY, {"price": round(price * MICRO), "usual": round(price * MICRO)})
    )


@given(st.sampled_from(SITES), percents)
def test_what_is_abated_is_not_emitted(site: Enterprise, abated: int) -> None:
    """Emissions of a unit fall in proportion to the part abated."""
    whole = emission_rate(WORLD, site, 0)
    assert whole > 0
    assert emission_rate(WORLD, site, abated) == pytest.approx(whole * (1 - share(abated)))


@given(st.sampled_from(SITES), percents, percents)
def test_more_abatement_takes_more(site: Enterprise, one: int, other: int) -> None:
    """Labour and inputs never fall when more is abated, and nothing is taken where nothing is."""
    less, more = sorted((one, other))
    assert 1.0 == burden(WORLD, site, 0) <= burden(WORLD, site, less) <= burden(WORLD, site, more)
    assert true_labour(WORLD, site, less) <= true_labour(WORLD, site, more)


@given(st.sampled_from(SITES), st.floats(0.001, 50))
def test_the_last_part_abated_pays_for_itself(site: Enterprise, price: float) -> None:
    """At what pays, the next part costs 2.6 backstop mu^1.6 of a unit's cost and saves its permits."""
    world, good = at(price), NATION.land.good(site.good)
    found = share(worthwhile(world, good))
    labour_and_inputs = unit_cost(at(0.0), site, good.labour)
    next_part = ABATEMENT_EXPONENT * good.backstop * found**1.6 * labour_and_inputs
    saved = emission_of(world, good) * price
    if found < 1:
        assert next_part == pytest.approx(saved, rel=0.15, abs=0.01 * labour_and_inputs)
    else:
        assert saved >= 0.98 * next_part


@given(st.sampled_from(NATION.land.goods), st.floats(0, 50), st.floats(0, 50))
def test_dearer_permits_make_more_abatement_pay(good: Good, one: float, other: float) -> None:
    """What pays is nothing at no price, and rises with the price."""
    low, high = sorted((one, other))
    assert worthwhile(at(0.0), good) == 0
    assert worthwhile(at(low), good) <= worthwhile(at(high), good)


@given(st.sampled_from(SITES), percents, st.floats(0, 50))
def test_a_site_changes_by_a_step_at_most(site: Enterprise, now: int, price: float) -> None:
    """What is offered lies a step around what is, and what is proposed within it."""
    world = apply(at(price), Stated("all", site.id, {"abatement": now}))
    (question,) = ask_abatement(world, site)
    assert isinstance(question, Amount)
    step = CLIMATE.abatement_step * HUNDRED
    assert question.low <= question.default <= question.high <= now + step
    assert question.low >= now - step


def test_a_land_without_a_sky_is_not_asked() -> None:
    """The valley knows no emissions."""
    world = new_game(VALLEY, "dmnc").world
    site = VALLEY.land.enterprises[0]
    assert ask_abatement(world, site) == ()
    assert emission_rate(world, site) == 0.0
    assert burden(world, site) == 1.0
