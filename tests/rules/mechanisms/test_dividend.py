import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.dividend import per_head, split_rent

groups = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 500), min_size=1)


def test_a_fund_is_split_by_heads() -> None:
    """Ten among three and one: 7.5 and 2.5 round by largest remainder, the first name first."""
    assert per_head(10, {"ben": 1, "ada": 3}) == {"ada": 8, "ben": 2}


def test_a_fund_needs_people() -> None:
    """An empty fund may go to nobody; any other must have a receiver."""
    assert per_head(0, {"ada": 0}) == {"ada": 0}
    with pytest.raises(ValueError, match="Nobody"):
        per_head(1, {"ada": 0})


@given(st.integers(0, 10**15), groups)
def test_the_sum_is_exact_and_nobody_is_a_unit_off(fund: int, heads: dict[str, int]) -> None:
    """Parts add up to the fund, each within one unit of fund x heads / all heads."""
    parts, people = per_head(fund, heads), sum(heads.values())
    assert sum(parts.values()) == fund
    for name, part in parts.items():
        assert abs(part * people - fund * heads[name]) < people


@given(st.integers(0, 10**15), groups)
def test_no_larger_group_gets_less_and_equals_envy_at_most_a_unit(
    fund: int, heads: dict[str, int]
) -> None:
    """Between two groups the larger never gets less; equals differ by one unit at most."""
    parts = per_head(fund, heads)
    for one, many in heads.items():
        for other, people in heads.items():
            if many == people:
                assert abs(parts[one] - parts[other]) <= 1
            elif many > people:
                assert parts[one] >= parts[other]


@given(st.integers(0, 10**15), groups)
def test_the_order_of_groups_does_not_matter(fund: int, heads: dict[str, int]) -> None:
    """Reversing the mapping changes nobody's dividend."""
    assert per_head(fund, heads) == per_head(fund, dict(reversed(heads.items())))


@given(st.integers(0, 10**15), st.integers(0, MICRO))
def test_rent_is_split_exactly(amount: int, share: int) -> None:
    """The dividend and the renewal fund together are the rent."""
    parts = split_rent(amount, {"dividend": share, "renewal": MICRO - share})
    assert sum(parts.values()) == amount
    assert abs(parts["dividend"] * MICRO - amount * share) < MICRO


def test_shares_must_add_up() -> None:
    """Shares short of a million are refused with their sum."""
    with pytest.raises(ValueError, match="999999"):
        split_rent(5, {"dividend": MICRO - 1})
