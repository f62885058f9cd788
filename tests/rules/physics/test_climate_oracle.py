"""The climate is that of DICE-2023: the oracle's paths, and the printed figures of ECONOMICS D7."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from allmende_rules.physics import climate
from allmende_rules.physics.carbon_cycle import ALPHA_BOUNDS, hold, impulse_response, in_air
from allmende_rules.physics.climate import (
    CARBON_PER_PPM,
    CUMULATIVE_CO2,
    RESERVOIR_CO2,
    ClimateState,
    co2_forcing,
    from_facts,
    step,
    to_facts,
    wanted_response,
)
from allmende_rules.physics.other_gases import DICE_2023
from allmende_rules.physics.rising import rising_root

ORACLE = Path(__file__).parents[2] / "oracles" / "climate_dfair.json"
FILE: dict[str, Any] = json.loads(ORACLE.read_text(encoding="utf-8"))
YEARS: list[int] = FILE["years"]
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in FILE["cases"]}
ZERO_FROM_2025, OFFICIAL_BASE = CASES["c00"], CASES["c02"]
PRINTED = [YEARS.index(year) for year in (2025, 2050, 2100)]

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def path(emissions: list[float], abated: list[float]) -> list[ClimateState]:
    """The climate at every date, from flows at every date; those of 2020 are given with its state."""
    states = [ClimateState(emissions=emissions[0], abated=abated[0])]
    for flow, share in zip(emissions[1:], abated[1:], strict=True):
        states.append(step(states[-1], flow, share))
    return states


def of(case: dict[str, Any]) -> list[ClimateState]:
    """A case of the oracle as the game computes it."""
    return path(case["emissions"], case["mu_other_gases"])


def temperatures(states: list[ClimateState]) -> list[float]:
    """Temperatures at the printed dates."""
    return [states[i].temperature for i in PRINTED]


@cases
def test_paths_are_those_of_the_oracle(case: dict[str, Any]) -> None:
    """Temperature within 1e-6 and concentration within 1e-5, relative, at all 27 dates."""
    states, expected = of(case), case["implicit"]
    assert [state.year for state in states] == YEARS
    assert [s.temperature for s in states] == pytest.approx(expected["T"], rel=0, abs=1e-6)
    assert [s.ppm for s in states] == pytest.approx(expected["ppm"], rel=1e-5)
    assert [s.forcing for s in states] == pytest.approx(expected["forcing"], rel=0, abs=1e-6)
    assert [s.alpha for s in states] == pytest.approx(expected["alpha"], rel=1e-6)


@cases
def test_paths_end_with_the_stocks_of_the_oracle(case: dict[str, Any]) -> None:
    """Each reservoir and each body of heat, not only their sums; and the forcing of other gases."""
    states = of(case)
    assert states[-1].reservoirs == pytest.approx(case["end_reservoirs"], rel=1e-6, abs=1e-6)
    assert states[-1].boxes == pytest.approx(case["end_boxes"], rel=0, abs=1e-6)
    other = [state.gases_forcing + DICE_2023.fixed(state.year) for state in states]
    assert other == pytest.approx(case["forcing_other"], rel=0, abs=1e-9)


@cases
def test_rounding_once_a_round_keeps_temperatures(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Carried from round to round as facts, temperatures stay within 1e-7; six decimals would not do."""
    exact = [state.temperature for state in of(case)]
    assert carried(case) == pytest.approx(exact, rel=0, abs=1e-7)
    monkeypatch.setattr(climate, "DECIMALS", 6)
    assert carried(case) != pytest.approx(exact, rel=0, abs=1e-7)


def carried(case: dict[str, Any]) -> list[float]:
    """Temperatures of a case whose state passes through a record after every step."""
    state = of(case)[0]
    found = [state.temperature]
    for emissions, abated in zip(case["emissions"][1:], case["mu_other_gases"][1:], strict=True):
        state = from_facts(json.loads(json.dumps(to_facts(step(state, emissions, abated)))))
        found.append(state.temperature)
    return found


def test_the_official_base_gives_the_printed_figures() -> None:
    """D7: 1.43, 2.10 and 3.55 degrees within .01; 430.9, 517.6 and 774.6 ppm within .5."""
    states = of(OFFICIAL_BASE)
    assert temperatures(states) == pytest.approx([1.43, 2.10, 3.55], rel=0, abs=0.01)
    assert [states[i].ppm for i in PRINTED] == pytest.approx([430.9, 517.6, 774.6], rel=0, abs=0.5)


@pytest.mark.parametrize(
    ("first", "cut_2020", "cut_later", "printed"),
    [
        (0.0, 1.0, 1.0, [1.30, 1.22, 1.24]),
        (42.9, 0.0, 0.0, [1.33, 1.43, 1.68]),
        (42.9, 0.0, 1.0, [1.332, 1.256, 1.261]),
    ],
    ids=["everything from 2020", "CO2 alone from 2025", "everything from 2025"],
)
def test_an_end_to_emissions_gives_the_printed_figures(
    first: float, cut_2020: float, cut_later: float, printed: list[float]
) -> None:
    """D7 and the oracle's targets: degrees in 2025, 2050 and 2100 without emissions."""
    later = len(YEARS) - 1
    states = path([first] + [0.0] * later, [cut_2020] + [cut_later] * later)
    assert temperatures(states) == pytest.approx(printed, rel=0, abs=0.005)


@pytest.mark.parametrize(
    "case", [c for c in CASES.values() if "fair_band" in c], ids=lambda c: c["id"]
)
def test_another_model_agrees_in_the_large(case: dict[str, Any]) -> None:
    """FaIR 1.6.4: temperature in its band of sensitivities, concentration within 2 % of its middle.

    Where other gases are cut (c07) DFAIR ends at the very edge of the band, .0006 degrees outside it.
    """
    band, by_year = case["fair_band"], {state.year: state for state in of(case)}
    for i, year in enumerate(band["years"]):
        low, high = band["T_low"][i] - 0.001, band["T_high"][i] + 0.001
        assert low <= by_year[year].temperature <= high
        assert by_year[year].ppm == pytest.approx(band["ppm_mid"][i], rel=0.02)


class Lagged(NamedTuple):
    """A climate whose alpha follows from carbon and temperature of the step before."""

    state: ClimateState
    air: float


def lagged_step(before: Lagged, emissions: float, abated: float) -> Lagged:
    """The oracle's other timing, put together from the same laws: nothing is solved jointly."""
    now = before.state
    wanted = wanted_response(now.cumulative, before.air, now.temperature)
    alpha = rising_root(
        lambda a: (impulse_response(a)[0] - wanted, impulse_response(a)[1]), 1.0, *ALPHA_BOUNDS
    )
    held, _ = hold(now.reservoirs, emissions / RESERVOIR_CO2, 5.0, alpha)
    gases = DICE_2023.forcing_after(now.gases_forcing, now.abated, now.year, 5.0)
    forcing = co2_forcing(in_air(held)) + gases + DICE_2023.fixed(now.year + 5.0)
    boxes = climate._warmed(now.boxes, forcing, 5.0)
    after = ClimateState(
        year=now.year + 5.0,
        reservoirs=held,
        cumulative=now.cumulative + now.emissions * 5.0 / CUMULATIVE_CO2,
        boxes=boxes,
        gases_forcing=gases,
        emissions=emissions,
        abated=abated,
        alpha=alpha,
        temperature=sum(boxes),
    )
    return Lagged(after, in_air(held))


@cases
def test_the_same_laws_with_a_lag_give_the_other_timing(case: dict[str, Any]) -> None:
    """Alpha of the step before gives the oracle's `lagged` path: the game's differs by timing alone."""
    emissions, abated, expected = case["emissions"], case["mu_other_gases"], case["lagged"]
    start = ClimateState(emissions=emissions[0], abated=abated[0])
    found = [Lagged(start, start.ppm * CARBON_PER_PPM)]
    for flow, share in zip(emissions[1:], abated[1:], strict=True):
        found.append(lagged_step(found[-1], flow, share))
    assert [f.state.temperature for f in found] == pytest.approx(expected["T"], rel=0, abs=1e-6)
    assert [f.air / CARBON_PER_PPM for f in found] == pytest.approx(expected["ppm"], rel=1e-5)
    assert found[-1].state.temperature < of(case)[-1].temperature
