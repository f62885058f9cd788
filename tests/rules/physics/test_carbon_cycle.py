"""Carbon is conserved and rests longer at a greater alpha; other gases follow their paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.carbon_cycle import RESERVOIRS, hold, impulse_response
from allmende_rules.physics.other_gases import DICE_2023, OtherGases

flows = st.floats(0.0, 120.0)
shares = st.floats(0.0, 1.0)
alphas = st.floats(0.2, 20.0)
stocks = st.tuples(*[st.floats(0.0, 500.0)] * 4)
spans = st.floats(0.5, 20.0)


def test_shares_of_a_tonne_add_up() -> None:
    """Every tonne emitted goes to some reservoir."""
    assert sum(reservoir.share for reservoir in RESERVOIRS) == pytest.approx(1.0, abs=1e-15)


@given(stocks, st.floats(-10.0, 40.0), spans, alphas)
def test_carbon_is_conserved(
    stock: tuple[float, ...], carbon: float, years: float, alpha: float
) -> None:
    """What came in is in the air or left it: the outflow, R / (a tau), summed over time by Simpson."""
    count = 400
    outflow = 0.0
    for i in range(count + 1):
        held = hold(stock, carbon, years * i / count, alpha)[0] if i else stock
        rate = sum(r / (box.lifetime * alpha) for r, box in zip(held, RESERVOIRS, strict=True))
        outflow += rate * (1 if i in {0, count} else 4 if i % 2 else 2) * years / count / 3
    after = sum(hold(stock, carbon, years, alpha)[0])
    assert after == pytest.approx(sum(stock) + carbon * years - outflow, rel=1e-6, abs=1e-3)


@given(stocks, flows, spans, alphas)
def test_two_halves_of_a_period_make_the_whole(
    stock: tuple[float, ...], carbon: float, years: float, alpha: float
) -> None:
    """At a constant alpha, reservoirs know no steps."""
    halfway = hold(stock, carbon, years / 2, alpha)[0]
    whole = hold(stock, carbon, years, alpha)[0]
    assert hold(halfway, carbon, years / 2, alpha)[0] == pytest.approx(whole, rel=1e-9, abs=1e-9)


@given(stocks, flows, spans, alphas)
def test_slopes_in_alpha_are_slopes(
    stock: tuple[float, ...], carbon: float, years: float, alpha: float
) -> None:
    """They agree with differences, and both rise: a longer life leaves more carbon in the air."""
    d = 1e-5 * alpha
    more, less = hold(stock, carbon, years, alpha + d)[0], hold(stock, carbon, years, alpha - d)[0]
    slope = hold(stock, carbon, years, alpha)[1]
    assert slope == pytest.approx((sum(more) - sum(less)) / (2 * d), rel=1e-4, abs=1e-4)
    rise = impulse_response(alpha + d)[0] - impulse_response(alpha - d)[0]
    assert impulse_response(alpha)[1] == pytest.approx(rise / (2 * d), rel=1e-4, abs=1e-4)
    assert slope >= 0.0
    assert impulse_response(alpha)[1] > 0.0


@pytest.mark.parametrize(
    ("year", "fixed", "gases"),
    [(2000, -0.054, 9.96), (2020, -0.054, 9.96), (2060, 0.1055, 12.73), (2100, 0.265, 15.5)],
)
def test_paths_of_other_gases(year: float, fixed: float, gases: float) -> None:
    """Straight lines between 2020 and 2100, level outside."""
    assert DICE_2023.fixed(year) == pytest.approx(fixed)
    assert DICE_2023.gases(year) == pytest.approx(gases)
    assert DICE_2023.fixed(2150) == DICE_2023.fixed(2100)
    assert DICE_2023.gases(2150) == DICE_2023.gases(2100)


@given(st.floats(0.0, 3.0), shares, spans)
def test_forcing_of_other_gases_knows_no_steps(forcing: float, abated: float, years: float) -> None:
    """With level emissions two halves of a period make the whole, and five years are as published."""
    level = OtherGases(gases_2020=12.0, gases_2100=12.0)
    halfway = level.forcing_after(forcing, abated, 2020.0, years / 2)
    twice = level.forcing_after(halfway, abated, 2020.0, years / 2)
    assert twice == pytest.approx(level.forcing_after(forcing, abated, 2020.0, years))
    published = 0.861 * forcing + 0.00955 * 12.0 * (1.0 - abated)
    assert level.forcing_after(forcing, abated, 2020.0, 5.0) == pytest.approx(published)
