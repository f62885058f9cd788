"""How long a blow is felt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_lab.recovery import recovery_time

series = st.lists(st.floats(0, 100), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("values", "shock", "after"),
    [
        ([10, 10, 10], 2, 0),
        ([10, 9.5, 9], 2, 0),
        ([10, 6, 8, 9.6, 5], 2, 2),
        ([10, 12, 3], 2, 0),
        ([8, 10, 6, 6], 3, None),
        ([10, 10, 4], 3, None),
        ([-10, -12, -10.4], 2, 1),
    ],
)
def test_rounds_are_counted_from_the_shock(
    values: list[float], shock: int, after: int | None
) -> None:
    """Back within five per cent of the round before it."""
    assert recovery_time(values, shock) == after


@given(series, st.data())
def test_it_is_the_first_round_that_is_back(values: list[float], data: st.DataObject) -> None:
    """Every round before it is too low, and it is not; a wider margin never takes longer."""
    shock = data.draw(st.integers(2, len(values)))
    least = 0.95 * values[shock - 2]
    after = recovery_time(values, shock)
    since = values[shock - 1 :]
    assert all(value < least for value in since[:after])
    assert after is None or since[after] >= least - 1e-9
    wider = recovery_time(values, shock, within=0.5)
    assert after is None or (wider is not None and wider <= after)


@pytest.mark.parametrize("shock", [0, 1, 4])
def test_a_shock_has_a_round_before_it(shock: int) -> None:
    """The first round, and rounds that were not played, are refused."""
    with pytest.raises(ValueError, match="2 to 3, not"):
        recovery_time([1.0, 1.0, 1.0], shock)
