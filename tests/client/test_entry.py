"""What people type becomes an answer, or a sentence that says what is wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_client import entry
from allmende_client.answer_line import read_line
from allmende_client.entry import Mistake
from allmende_client.format import number
from allmende_rules.answers import read
from allmende_rules.questions import Question
from tests.client import valley
from tests.client.valley import MICRO


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("12.5", 12.5), ("12,5", 12.5), (" 3 % ", 3), ("0", 0), (".5", 0.5)],
)
def test_an_amount_reads_decimals_with_point_or_comma(typed: str, value: float) -> None:
    """Units, spaces and either decimal sign are understood."""
    assert entry.amount(typed, 0, 100 * MICRO, "%") == value * MICRO


@pytest.mark.parametrize(
    "typed", ["", "abc", "1.2.3", "nan", "inf", "1e3", "--1", "12 13", "9" * 40]
)
def test_what_is_no_number_gets_a_sentence(typed: str) -> None:
    """No other exception, whatever is typed."""
    with pytest.raises(Mistake, match=r"^[A-Z“].*\.$"):
        entry.amount(typed, 0, 100 * MICRO)


def test_out_of_bounds_names_the_bound_in_plain_units() -> None:
    """Nobody reads micro-units."""
    with pytest.raises(Mistake, match="60 lots is too much: at most 40 lots"):
        entry.amount("60", 0, 40 * MICRO, "lots")
    with pytest.raises(Mistake, match="−1 lots is too little: at least 0 lots"):
        entry.amount("-1", 0, 40 * MICRO, "lots")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_bound_typed_as_it_is_shown_is_that_bound(one: int, other: int) -> None:
    """Rounding on screen never puts the shown bound out of bounds."""
    low, high = sorted((one, other))
    assert entry.amount(number(low), low, high) == low
    if number(low) != number(high):
        assert entry.amount(number(high), low, high) == high


@given(st.text(max_size=30), st.sampled_from(valley.ALL_KINDS))
def test_any_line_is_a_legal_answer_or_a_mistake(line: str, question: Question) -> None:
    """Whatever is typed, the rules accept what the client reads."""
    with suppress(Mistake):
        read(question, read_line(question, line))


@pytest.mark.parametrize(
    ("question", "line", "raw"),
    [
        (valley.LOTS, "12 at 3", {"quantity": 12 * MICRO, "limit": 3 * MICRO}),
        (valley.LOTS, "none", {"quantity": 0, "limit": 0}),
        (valley.ASK, "15", 15 * MICRO),
        (valley.NORM, "110", 110 * MICRO),
        (valley.BUDGET, "50 30 20", {"grain": 50, "timber": 30, "keep": 20}),
        (valley.KILN, "yes", True),
        (valley.TECHNIQUE, "2", "select"),
        (valley.TECHNIQUE, "clear", "clear"),
        (valley.CAP, "abstain", None),
        (valley.CAP, "4,5", 4_500_000),
        (valley.VOTE, "no", "no"),
        (valley.ORDER, "3 1 2", ["well", "school", "road"]),
        (valley.ORDER, "well > road > school", ["well", "road", "school"]),
        (valley.APPROVE, "well, school", ["school", "well"]),
        (valley.APPROVE, "1 3", ["school", "well"]),
        (valley.APPROVE, "road to the mill", ["road"]),
        (valley.APPROVE, "none", []),
        (valley.APPROVE, "abstain", None),
        (valley.RANK, "well > road > school", ["well", "road", "school"]),
        (valley.RANK, "2, 1, 3", ["road", "school", "well"]),
        (valley.RANK, "abstain", None),
        (valley.POINTS, "school 3, well -2", {"school": 3, "well": -2}),
        (valley.POINTS, "2: +4; 1 −2", {"road": 4, "school": -2}),
        (valley.POINTS, "road to the mill=4, 1 0", {"road": 4}),
        (valley.POINTS, "none", {}),
        (valley.POINTS, "abstain", None),
        (valley.LAWS, "1 3", {"dial": "term", "value": 3_000_000}),
        (valley.LAWS, "2 instant runoff", {"dial": "method", "value": 1_000_000}),
        (valley.LAWS, "voting method 3", {"dial": "method", "value": 2_000_000}),
        (valley.MOTION, "1 20", {"dial": "threshold", "value": 200_000}),
        (valley.MOTION, "none", None),
        (valley.SPEECH, "Think of the forest", "Think of the forest"),
    ],
)
def test_each_kind_has_a_way_to_be_typed(question: Question, line: str, raw: object) -> None:
    """And the rules take what was typed."""
    assert read_line(question, line) == raw
    read(question, raw)


@pytest.mark.parametrize(
    ("question", "line", "sentence"),
    [
        (valley.LOTS, "40 at 20", "could cost 800, and you can pay 51"),
        (valley.LOTS, "12", "Type a quantity and the most you pay"),
        (valley.BUDGET, "50 30 10", "add up to 90%, not 100%: 10% are left to give"),
        (valley.BUDGET, "50 50", "Type 3 numbers"),
        (valley.KILN, "perhaps", "neither yes nor no"),
        (valley.TECHNIQUE, "3", "none of the options"),
        (valley.ORDER, "1 1 2", "each of the 3 options once"),
        (valley.ORDER, "1 1 2", "School is named twice, Well is missing"),
        (valley.TECHNIQUE, "claer", "Did you mean Clear cutting"),
        (valley.APPROVE, "1, wall", "“wall” is none of the options.* Did you mean Well?"),
        (valley.RANK, "1 > 3", "each of the 3 options once: Road to the mill is missing"),
        (valley.POINTS, "1 5", "cost 25 credits.* you have 20. What you can pay: School [+]4"),
        (valley.POINTS, "1 4, 2 -3", "cost 25 credits.*: School [+]3, Road to the mill −3"),
        (valley.POINTS, "1 3, 1 2", "School is named twice"),
        (valley.POINTS, "school", "Type an option and its votes"),
        (valley.LAWS, "1 2.5", "Term in rounds takes whole numbers: 2, not 2.5"),
        (valley.LAWS, "2 aproval", "Did you mean approval?"),
        (valley.MOTION, "1 90", "too much: at most 50%"),
        (valley.SPEECH, "x" * 61, "61 characters long; at most 60"),
    ],
)
def test_mistakes_say_what_is_wrong_and_allowed(
    question: Question, line: str, sentence: str
) -> None:
    """One sentence names both."""
    with pytest.raises(Mistake, match=sentence):
        read_line(question, line)
