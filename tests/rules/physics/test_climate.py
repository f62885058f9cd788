"""Laws of the climate: more emissions warm more, and nothing blows up; the linear one is a line."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.events import plain
from allmende_rules.physics.carbon_cycle import (
    ALPHA_BOUNDS,
    PREINDUSTRIAL,
    impulse_response,
    in_air,
)
from allmende_rules.physics.climate import (
    ClimateState,
    co2_forcing,
    from_facts,
    step,
    to_facts,
    wanted_response,
)
from allmende_rules.physics.climate_linear import linear_temperature
from allmende_rules.physics.other_gases import DICE_2023, OtherGases

flows = st.floats(0.0, 120.0)
shares = st.floats(0.0, 1.0)
paths = st.lists(st.tuples(flows, shares), min_size=1, max_size=16)


def along(path: list[tuple[float, float]], years: float = 5.0) -> list[ClimateState]:
    """The climate after each step of a path of emissions and abated shares."""
    states = [ClimateState()]
    for emissions, abated in path:
        states.append(step(states[-1], emissions, abated, years))
    return states


@given(paths)
def test_alpha_carbon_and_temperature_belong_to_one_date(path: list[tuple[float, float]]) -> None:
    """At every date the impulse response is what uptake and temperature of that same date ask for."""
    states = along(path)
    for before, now in pairwise(states):
        air = in_air(now.reservoirs)
        wanted = wanted_response(now.cumulative, air, now.temperature)
        assert impulse_response(now.alpha)[0] == pytest.approx(wanted, abs=1e-9)
        given_forcing = now.gases_forcing + DICE_2023.fixed(now.year)
        assert now.forcing == pytest.approx(co2_forcing(air) + given_forcing, abs=1e-12)
        emitted = now.cumulative - before.cumulative
        assert emitted == pytest.approx(5.0 * before.emissions / 3.666, abs=1e-9)


@given(paths, st.floats(0.05, 150.0))
def test_the_first_guess_of_alpha_does_not_matter(
    path: list[tuple[float, float]], guess: float
) -> None:
    """There is one alpha, and every start finds it."""
    before, now = along(path)[-2:]
    again = step(msgspec.structs.replace(before, alpha=guess), now.emissions, now.abated)
    assert again.alpha == pytest.approx(now.alpha, rel=1e-11)
    assert again.temperature == pytest.approx(now.temperature, abs=1e-11)


@given(paths, st.integers(0, 15), st.floats(0.1, 50.0))
def test_more_emissions_warm_more(path: list[tuple[float, float]], when: int, more: float) -> None:
    """From the step in which more is emitted on, air holds more carbon and it is warmer."""
    when %= len(path)
    raised = [*path[:when], (path[when][0] + more, path[when][1]), *path[when + 1 :]]
    for i, (low, high) in enumerate(zip(along(path), along(raised), strict=True)):
        if i <= when:
            assert low == high
        else:
            assert high.temperature > low.temperature
            assert high.ppm > low.ppm


@given(paths, st.floats(0.0, 1.0))
def test_abating_other_gases_cools_from_the_next_step_on(
    path: list[tuple[float, float]], more: float
) -> None:
    """What is abated in a step makes no difference to that step, and then never warms."""
    (emissions, abated), rest = path[0], path[1:]
    cleaner = [(emissions, max(abated, more)), *rest]
    states = list(zip(along(path), along(cleaner), strict=True))
    assert states[1][0].temperature == states[1][1].temperature
    assert all(clean.temperature <= dirty.temperature + 1e-12 for dirty, clean in states)
    if max(abated, more) > abated + 1e-3 and rest:
        assert states[2][1].temperature < states[2][0].temperature


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), shares), max_size=40), st.floats(0.25, 50.0))
def test_no_path_breaks_the_arithmetic(path: list[tuple[float, float]], years: float) -> None:
    """However much is emitted or removed, everything stays a number, and alpha within its bounds."""
    for state in along(path, years):
        assert state.ppm > 0.0
        assert ALPHA_BOUNDS[0] <= state.alpha <= ALPHA_BOUNDS[1]
        assert all(map(isfinite, [state.temperature, state.forcing, *state.reservoirs]))


@pytest.mark.parametrize("years", [1, 2, 4, 8, 10])
def test_the_length_of_a_round_matters_little(years: int) -> None:
    """To 2060 and 2100, steps of 1 to 10 years warm alike within .05 degrees and 3 ppm."""
    for end in (40, 80):
        five = along([(42.9, 0.05)] * (end // 5))[-1]
        other = along([(42.9, 0.05)] * (end // years), float(years))[-1]
        assert other.year == five.year
        assert other.temperature == pytest.approx(five.temperature, rel=0, abs=0.05)
        assert other.ppm == pytest.approx(five.ppm, rel=0, abs=3.0)


def test_without_forcing_it_cools_to_what_it_was() -> None:
    """No emissions, other gases abated and no other forcing: in 40,000 years the air is near 588 GtC."""
    none = OtherGases(fixed_2020=0.0, fixed_2100=0.0)
    state = ClimateState(emissions=0.0, abated=1.0)
    warmest = state.temperature
    for _ in range(400):
        state = step(state, 0.0, 1.0, 100.0, none)
        assert state.temperature < warmest
    assert in_air(state.reservoirs) < PREINDUSTRIAL + 150.0
    assert state.alpha < 1.0


@given(paths)
def test_a_state_comes_back_from_its_facts(path: list[tuple[float, float]]) -> None:
    """Facts are plain, and what was rounded once is kept exactly from then on."""
    facts = to_facts(along(path)[-1])
    assert plain(facts) == facts
    assert to_facts(from_facts(plain(facts))) == facts
    assert isinstance(from_facts(facts).reservoirs, tuple)


@pytest.mark.parametrize(
    ("emissions", "abated", "years", "said"),
    [
        (float("nan"), 0.0, 5.0, "Emissions are nan"),
        (float("inf"), 0.0, 5.0, "Emissions are inf"),
        (40.0, 1.1, 5.0, "other gases is 1.1"),
        (40.0, -0.1, 5.0, "other gases is -0.1"),
        (40.0, 0.0, 0.0, "period is 0.0 years"),
        (40.0, 0.0, float("inf"), "period is inf years"),
    ],
)
def test_what_makes_no_sense_is_refused(
    emissions: float, abated: float, years: float, said: str
) -> None:
    """Errors say what, and what is allowed."""
    with pytest.raises(ValueError, match=said):
        step(ClimateState(), emissions, abated, years)


def test_linear_warming() -> None:
    """1,000 GtCO2 bring .45 degrees, wherever one starts; 500 removed take .225 back."""
    assert linear_temperature(0.0) == 1.25
    assert linear_temperature(1000.0) == pytest.approx(1.70)
    assert linear_temperature(-500.0, opening=2.0) == pytest.approx(1.775)
    assert linear_temperature(2000.0, opening=1.0, tcre=0.63) == pytest.approx(2.26)


@given(st.floats(0.0, 5000.0), st.floats(0.0, 5000.0))
def test_linear_warming_adds_up(first: float, second: float) -> None:
    """It does not matter when carbon was emitted."""
    after = linear_temperature(second, opening=linear_temperature(first))
    assert after == pytest.approx(linear_temperature(first + second))


def test_the_linear_climate_is_near_the_published_one() -> None:
    """CO2 alone, level at 42.9 Gt until 2100: the line is within .35 degrees of DFAIR's warming."""
    frozen = OtherGases(fixed_2020=-0.054, fixed_2100=-0.054, gases_2020=7.5393, gases_2100=7.5393)
    state = ClimateState(abated=0.0)
    for _ in range(16):
        state = step(state, 42.9, 0.0, 5.0, frozen)
    assert linear_temperature(80 * 42.9) == pytest.approx(state.temperature, rel=0, abs=0.35)
