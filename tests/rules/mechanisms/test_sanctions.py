"""Graduated sanctions rise with offences that count, and forgive with time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.sanctions import (
    LARGER,
    Ladder,
    Offence,
    Sanction,
    cleared,
    expected_fine,
    graduated,
    remembered,
    sanction,
    step,
    uniform,
)

UNIT = 1_000_000
histories = st.sets(st.integers(1, 20), max_size=8)
ladders = st.builds(graduated, st.floats(0, 10), st.integers(0, 10))
worths = st.integers(0, 10**12)


def test_the_ladder_by_hand() -> None:
    """Warning, small fine, larger fine, exclusion, and exclusion again, for offences on end."""
    ladder = graduated(1.0, memory=5)
    history: tuple[int, ...] = ()
    given_: list[Sanction] = []
    for number in range(1, 6):
        given_.append(sanction(history, Offence(number, UNIT), ladder))
        history = (*history, number)
    assert given_ == [
        Sanction("warning", 0, 0),
        Sanction("fine", UNIT, 0),
        Sanction("fine", int(LARGER * UNIT), 0),
        Sanction("exclusion", int(LARGER * UNIT), 1),
        Sanction("exclusion", int(LARGER * UNIT), 1),
    ]


@given(histories, worths, ladders, st.integers(1, 20), st.integers(1, 25))
def test_another_offence_is_never_punished_less(
    history: set[int], worth: int, ladder: Ladder, earlier: int, number: int
) -> None:
    """Having one more offence in the past cannot lower the fine or the exclusion."""
    before = sanction(history, Offence(number, worth), ladder)
    after = sanction(history | {earlier}, Offence(number, worth), ladder)
    assert after.fine >= before.fine
    assert after.rounds >= before.rounds


@given(histories, worths, ladders, st.integers(1, 25))
def test_time_forgives(history: set[int], worth: int, ladder: Ladder, number: int) -> None:
    """Once the last offence is older than the memory, the next one is a first one."""
    number += max(history, default=0) + ladder.memory
    again = sanction(history, Offence(number, worth), ladder)
    assert again == sanction((), Offence(number, worth), ladder)
    assert again.kind == "warning"


def test_an_offence_counts_to_the_last_round_of_the_memory() -> None:
    """Of round 3 with a memory of 2: still in round 5, no longer in 6, and not in its own."""
    assert [remembered((3,), number, 2) for number in (3, 4, 5, 6)] == [(), (3,), (3,), ()]


@given(histories, st.integers(1, 20), worths, st.floats(0, 5))
def test_a_uniform_fine_asks_for_no_history(
    history: set[int], number: int, worth: int, rate: float
) -> None:
    """The first offence costs as much as any other."""
    ladder = uniform(rate, memory=9)
    assert sanction(history, Offence(number, worth), ladder) == sanction(
        (), Offence(number, worth), ladder
    )


@given(histories, worths, st.integers(1, 20), st.floats(0, 1))
def test_what_is_seldom_found_is_lightly_expected(
    history: set[int], worth: int, number: int, chance: float
) -> None:
    """The expected fine is the fine times the chance to be found."""
    ladder, offence = graduated(2.0, 4), Offence(number, worth)
    fine = sanction(history, offence, ladder).fine
    assert expected_fine(history, offence, ladder, chance) == pytest.approx(chance * fine)


def test_a_finding_that_was_wrong_leaves_the_record() -> None:
    """Cleared of round 2, the subject is on the rung of its other offence alone."""
    ladder = graduated(1.0, 5)
    assert cleared((2, 1), 2) == (1,)
    assert step(cleared((1, 2), 2), 3, ladder) == ladder.steps[1]


def test_a_ladder_without_steps_is_refused() -> None:
    """There must be something to do."""
    with pytest.raises(ValueError, match="at least one step"):
        step((), 1, Ladder((), 3))
