"""Lobbying as a contest: bounds, falling returns, and the best reply against a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.lobbying import best_reply, taken_off

amounts = st.integers(0, 10**12)
weights = st.integers(1, 10**12)
parts = st.integers(0, MICRO)


def test_as_much_as_the_public_s_attention_takes_half() -> None:
    """Half of the most with equal weights, three quarters with three times as much."""
    assert taken_off(600_000, 5, 5) == 300_000
    assert taken_off(600_000, 15, 5) == 450_000
    assert taken_off(600_000, 0, 5) == 0
    with pytest.raises(ValueError, match="above 0"):
        taken_off(1, 1, 0)


@given(parts, amounts, amounts, weights)
def test_money_never_takes_more_than_the_most(most: int, one: int, more: int, weight: int) -> None:
    """The part grows with what is spent and stays below the bound."""
    assert taken_off(most, one, weight) <= taken_off(most, one + more, weight) <= most


@pytest.mark.parametrize("stake", [1, 5, 20, 80])
@pytest.mark.parametrize("others", [0, 3])
def test_the_best_reply_is_best(stake: int, others: int) -> None:
    """No other sum on a fine grid saves more of the stake, net of what it costs."""
    most, weight = 500_000, 2 * MICRO

    def net(spent: int) -> float:
        whole = spent + others * MICRO
        return taken_off(most, whole, weight) * stake - spent

    best = best_reply(most, stake * MICRO, others * MICRO, weight)
    grid = range(0, 10 * MICRO, MICRO // 20)
    assert net(best) >= max(net(spent) for spent in grid) - stake
