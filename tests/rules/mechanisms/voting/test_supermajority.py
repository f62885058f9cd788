"""A supermajority: enough of those who may vote, or nothing changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.counting import Cast
from allmende_rules.mechanisms.voting.supermajority import supermajority

OPTIONS = ("keep", "one", "other")


def cast(**votes: int) -> list[Cast[str]]:
    """So many ballots for each option."""
    return [Cast(option, many) for option, many in votes.items() if many]


@pytest.mark.parametrize(
    ("votes", "won"),
    [
        ({"one": 2, "keep": 1}, "one"),
        ({"one": 3, "keep": 2}, "keep"),
        ({"one": 4, "other": 2}, "one"),
        ({"one": 3, "other": 3}, "keep"),
        ({"keep": 1, "other": 2}, "other"),
        ({}, "keep"),
    ],
)
def test_two_thirds_of_the_ballots_change_what_is(votes: dict[str, int], won: str) -> None:
    """Rounded up; less, a division of the others, or silence keeps the first option."""
    assert supermajority(OPTIONS, cast(**votes)).elected == (won,)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(10, 30))
def test_who_is_silent_counts_against_a_change(
    keep: int, one: int, other: int, needed: int
) -> None:
    """With a number that silence cannot lower, an option wins exactly if that many name it."""
    votes = {"keep": keep, "one": one, "other": other}
    if 2 * needed <= sum(votes.values()):
        with pytest.raises(ValueError, match="More than half"):
            supermajority(OPTIONS, cast(**votes), needed)
        return
    found = supermajority(OPTIONS, cast(**votes), needed)
    assert found.elected == ("keep",)
    assert supermajority(OPTIONS, cast(one=needed, keep=keep), max(needed, keep + 1)).elected == (
        ("one",) if needed >= keep + 1 else ("keep",)
    )
    assert found.rounds == (votes,)
