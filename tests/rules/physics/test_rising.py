"""The root of a rising function is found from any start, and bounds hold."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.physics.rising import rising_root

roots = st.floats(-9.0, 9.0)
guesses = st.floats(-20.0, 20.0)


@given(roots, guesses)
def test_a_root_is_found_where_newton_alone_would_run_away(root: float, guess: float) -> None:
    """A law that flattens far from its root, where Newton steps alone would diverge."""

    def law(x: float) -> tuple[float, float]:
        gap = x - root
        return gap / (1.0 + gap * gap) ** 0.5, (1.0 + gap * gap) ** -1.5

    assert rising_root(law, guess, -10.0, 10.0) == pytest.approx(root, abs=1e-7)


@given(roots, guesses)
def test_a_steep_root_is_found(root: float, guess: float) -> None:
    """An exponential, from either side."""
    found = rising_root(lambda x: (exp(x) - exp(root), exp(x)), guess, -10.0, 10.0)
    assert found == pytest.approx(root, abs=1e-7)


@given(guesses)
def test_without_a_root_the_nearer_bound_is_given(guess: float) -> None:
    """Above zero throughout: the lower; below throughout: the upper."""
    assert rising_root(lambda x: (x + 20.0, 1.0), guess, -10.0, 10.0) == pytest.approx(-10.0)
    assert rising_root(lambda x: (x - 20.0, 1.0), guess, -10.0, 10.0) == pytest.approx(10.0)


def test_a_wrong_slope_only_slows_the_search() -> None:
    """A slope of zero or below is never divided by."""
    assert rising_root(lambda x: (x**3 - 8.0, 0.0), 0.0, -10.0, 10.0) == pytest.approx(2.0)
    assert rising_root(lambda x: (x**3 - 8.0, -1.0), 9.0, -10.0, 10.0) == pytest.approx(2.0)
