"""With frictions off the nation's market finds the allocation of ECONOMICS D1, at every carbon cap."""

from __future__ import annotations

import pytest

from tests.conformance.neutral import EMBODIED, consumption, play_round

PRINTED = {
    1.0: (5.612, 4.747, 8.040, 26.376, 16.307, 46.441),
    0.9: (4.870, 3.394, 7.803, 26.474, 16.781, 47.423),
    0.8: (3.905, 2.236, 7.323, 26.301, 17.451, 48.602),
    0.7: (2.756, 1.313, 6.402, 25.436, 18.541, 50.042),
    0.6: (1.586, 0.651, 4.783, 22.735, 20.763, 51.548),
}
"""Consumption of food, energy, goods, shelter, care and services, by caps as parts of the opening's."""
SLACK = 1.5


@pytest.mark.parametrize("part", PRINTED)
def test_the_market_finds_the_printed_allocation(part: float) -> None:
    """Licences and permits on a Commons allocate as every frictionless institution does (to 1 %)."""
    found = consumption(play_round({"carbon_cap": part if part < 1 else SLACK}))
    expected = dict(zip(EMBODIED, PRINTED[part], strict=True))
    assert found == pytest.approx(expected, rel=0.01)
