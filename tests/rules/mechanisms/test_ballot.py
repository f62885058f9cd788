import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.ballot import Outcome, majority, median

votes_of = st.dictionaries(st.text(max_size=3), st.integers(-50, 50))


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ({}, Outcome(passed=False, yes=0, no=0, abstained=0)),
        ({"a": True}, Outcome(passed=True, yes=1, no=0, abstained=0)),
        ({"a": True, "b": False}, Outcome(passed=False, yes=1, no=1, abstained=0)),
        ({"a": True, "b": None, "c": None}, Outcome(passed=True, yes=1, no=0, abstained=2)),
        ({"a": None}, Outcome(passed=False, yes=0, no=0, abstained=1)),
    ],
)
def test_a_majority_of_votes_cast_decides(votes: dict[str, bool | None], outcome: Outcome) -> None:
    """More yes than no passes; a tie, or no vote, keeps what is; abstentions take no side."""
    assert majority(votes) == outcome


@given(st.dictionaries(st.text(max_size=3), st.sampled_from([True, False, None])), st.text())
def test_another_yes_never_defeats_a_motion(votes: dict[str, bool | None], voter: str) -> None:
    """Majority is monotone: turning a vote to yes keeps a passed motion passed."""
    assert majority({**votes, voter: True}).passed >= majority(votes).passed


@pytest.mark.parametrize(
    ("votes", "number"),
    [
        ({}, None),
        ({"a": None}, None),
        ({"a": 5}, 5),
        ({"a": 5, "b": 9}, 5),
        ({"a": 5, "b": 9, "c": 100}, 9),
        ({"a": 5, "b": 9, "c": None}, 5),
    ],
)
def test_the_lower_median_wins(votes: dict[str, int | None], number: int | None) -> None:
    """Of two middle votes the lower is taken; without votes there is no number."""
    assert median(votes) == number


@given(votes_of.filter(bool))
def test_no_majority_wants_another_number(votes: dict[str, int]) -> None:
    """At most half of the voters wish a lower number, at most half a higher one."""
    number = median(votes)
    assert number is not None
    assert number in votes.values()
    assert 2 * sum(vote < number for vote in votes.values()) <= len(votes)
    assert 2 * sum(vote > number for vote in votes.values()) <= len(votes)


@given(votes_of.filter(bool), st.integers(-60, 60), st.data())
def test_no_voter_gains_by_misreporting(
    votes: dict[str, int], lie: int, data: st.DataObject
) -> None:
    """Any other vote leaves the number at least as far from the voter's own wish."""
    voter = data.draw(st.sampled_from(sorted(votes)))
    truth, result = votes[voter], median(votes)
    other = median({**votes, voter: lie})
    assert result is not None
    assert other is not None
    assert abs(result - truth) <= abs(other - truth)
