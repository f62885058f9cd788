"""The median of numbers, by which an assembly sets caps and shares."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.median import middle

votes_of = st.dictionaries(st.text(max_size=3), st.integers(-50, 50))


@pytest.mark.parametrize(
    ("votes", "number"), [([], None), ([5], 5), ([9, 5], 5), ([100, 5, 9], 9), ([4, 4, 4, 1], 4)]
)
def test_the_lower_median_wins(votes: list[int], number: int | None) -> None:
    """Of two middle votes the lower is taken; without votes there is no number."""
    assert middle(votes) == number


@given(votes_of.filter(bool))
def test_no_majority_wants_another_number(votes: Mapping[str, int]) -> None:
    """At most half of the voters wish a lower number, at most half a higher one."""
    number = middle(votes.values())
    assert number is not None
    assert number in votes.values()
    assert 2 * sum(vote < number for vote in votes.values()) <= len(votes)
    assert 2 * sum(vote > number for vote in votes.values()) <= len(votes)


@given(votes_of.filter(bool), st.integers(-60, 60), st.data())
def test_no_voter_gains_by_misreporting(
    votes: Mapping[str, int], lie: int, data: st.DataObject
) -> None:
    """Any other vote leaves the number at least as far from the voter's own wish."""
    voter = data.draw(st.sampled_from(sorted(votes)))
    truth, result = votes[voter], middle(votes.values())
    other = middle({**votes, voter: lie}.values())
    assert result is not None
    assert other is not None
    assert abs(result - truth) <= abs(other - truth)
