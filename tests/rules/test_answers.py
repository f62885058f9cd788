"""Reading answers: what is legal comes back as it is; what is not is refused with the facts."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.answers import read, read_answers
from allmende_rules.questions import (
    Amount,
    Ballot,
    Base,
    Bid,
    Choice,
    DialRange,
    Estimate,
    Flag,
    Motion,
    Offer,
    Option,
    Question,
    Ranking,
    Split,
    Text,
    stands,
)
from allmende_rules.refusals import KINDS, Refused
from tests.illegal import outside
from tests.strategies import at_level, legal, legal_corners

COMMON: dict[str, Any] = {
    "id": "q",
    "topic": "t",
    "about": "lake",
    "title": "How much",
    "help": "Say it.",
}
ABC = (Option("apple", "Apple"), Option("birch", "Birch"), Option("cedar", "Cedar"))
AMOUNT = Amount(**COMMON, low=10, high=20, default=15, unit="crates")
SPLIT = Split(
    **COMMON, parts=ABC, total=100, unit="%", default={"apple": 100, "birch": 0, "cedar": 0}
)
BID = Bid(
    **COMMON,
    most=5_000_000,
    highest=4_000_000,
    budget=10_000_000,
    unit="lots",
    default=Offer(0, 0),
)
MEDIAN = Ballot(**COMMON, method="median", takes="number", low=0, high=50)
MAJORITY = Ballot(**COMMON, method="majority", options=ABC)
BALLOTS = (
    Ballot(**COMMON, method="approval", takes="approvals", options=ABC),
    Ballot(**COMMON, method="borda", takes="ranking", options=ABC),
    Ballot(**COMMON, method="quadratic", takes="points", options=ABC, credits=20),
)
RANKING = Ranking(**COMMON, options=ABC, default=("apple", "birch", "cedar"))
MOTION = Motion(
    **COMMON,
    dials=(DialRange("cap", "Cap", 0, 9, 5, "crates"), DialRange("term", "Term", 1, 4, 2, "")),
)
QUESTIONS: list[Question] = [
    AMOUNT,
    Estimate(**COMMON, low=50, high=200, default=100, truth=100, unit="%"),
    Choice(**COMMON, options=ABC, default="apple"),
    Flag(**COMMON, default=False),
    SPLIT,
    BID,
    MEDIAN,
    MAJORITY,
    *BALLOTS,
    RANKING,
    MOTION,
    Text(**COMMON, longest=10),
]
each_kind = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: type(q).__name__)


def refusal(question: Question, raw: Any) -> dict[str, Any]:
    """The facts of the refusal, with its code."""
    with pytest.raises(Refused) as caught:
        read(question, raw)
    return {"code": caught.value.refusal.code, **caught.value.refusal.facts}


def test_all_kinds_are_here() -> None:
    """The questions of this file cover the closed set of kinds."""
    assert {type(question) for question in QUESTIONS} == set(Base.__subclasses__())


@each_kind
@given(data=st.data())
def test_a_legal_answer_is_read_as_it_is(question: Question, data: st.DataObject) -> None:
    """Anything legal comes back equal, also from plain data, and reading it again changes nothing."""
    value = data.draw(legal(question))
    assert read(question, value) == value
    assert read(question, msgspec.to_builtins(value)) == value
    assert read(question, msgspec.json.decode(msgspec.json.encode(value))) == value


@each_kind
def test_corners_and_levels_are_legal(question: Question) -> None:
    """The samples that other suites use are legal."""
    for value in (*legal_corners(question), *(at_level(question, n / 20) for n in range(21))):
        assert read(question, value) == value


@each_kind
def test_what_is_outside_is_refused(question: Question) -> None:
    """Each sample outside is refused with its code, in a sentence that names the question."""
    samples = list(outside(question))
    assert len(samples) >= 2
    for raw, code in samples:
        with pytest.raises(Refused) as caught:
            read(question, raw)
        found = caught.value.refusal
        assert found.code == code, raw
        assert found.kind == KINDS[found.code]
        assert str(found).startswith("“How much”")


@each_kind
@given(
    raw=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=5,
    )
)
def test_any_data_is_read_or_refused(question: Question, raw: Any) -> None:
    """Whatever arrives, there is an answer that reads the same again, or a refusal with a sentence."""
    value: Any = None
    said = ""
    try:
        value = read(question, raw)
    except Refused as refused:
        said = str(refused)
    assert said or read(question, value) == value


@pytest.mark.parametrize(("raw", "nearest"), [(9, 10), (-(10**20), 10), (21, 20), (10**20, 20)])
def test_an_amount_outside_is_told_its_bounds(raw: int, nearest: int) -> None:
    """The refusal carries what was found, what is allowed, and the nearest bound."""
    facts = refusal(AMOUNT, raw)
    assert facts["code"] == "out_of_bounds"
    assert (facts["found"], facts["low"], facts["high"], facts["nearest"]) == (raw, 10, 20, nearest)


def test_a_misspelt_option_is_told_the_nearest() -> None:
    """The refusal names the options and the one that was probably meant."""
    facts = refusal(MAJORITY, "brich")
    assert (facts["code"], facts["nearest"]) == ("not_an_option", "birch")
    assert facts["allowed"] == "apple, birch, cedar"


def test_letters_for_a_number_are_malformed() -> None:
    """The refusal says what was found and what is wanted."""
    facts = refusal(AMOUNT, "twelve")
    assert (facts["code"], facts["found"], facts["wanted"]) == (
        "not_an_answer",
        "'twelve'",
        "a number",
    )


def test_a_split_may_leave_out_empty_parts() -> None:
    """Parts that are not named get nothing; the sum must still be the total."""
    assert read(SPLIT, {"birch": 100}) == {"apple": 0, "birch": 100, "cedar": 0}
    facts = refusal(SPLIT, {"birch": 60, "cedar": 50})
    assert (facts["code"], facts["found"], facts["total"]) == ("wrong_total", 110, 100)


def test_a_bid_must_be_affordable() -> None:
    """Quantity times limit may reach the budget and not pass it by a millionth."""
    assert read(BID, {"quantity": 2_500_000, "limit": 4_000_000})
    facts = refusal(BID, {"quantity": 2_500_001, "limit": 4_000_000})
    assert (facts["code"], facts["found"], facts["high"]) == (
        "out_of_bounds",
        10_000_004,
        10_000_000,
    )


def test_a_motion_names_a_dial_within_its_range() -> None:
    """An unknown dial gets the nearest name, a value outside its nearest bound."""
    assert refusal(MOTION, {"dial": "trem", "value": 2})["nearest"] == "term"
    assert refusal(MOTION, {"dial": "term", "value": 5})["nearest"] == 4


@pytest.mark.parametrize(
    "question", [MEDIAN, MAJORITY, *BALLOTS, MOTION], ids=lambda q: getattr(q, "method", "motion")
)
def test_nothing_is_an_answer_where_one_may_abstain(question: Question) -> None:
    """Ballots and motions may be left blank; other questions may not."""
    assert read(question, None) is None
    assert refusal(AMOUNT, None)["code"] == "not_an_answer"


def test_an_unknown_question_gets_the_nearest_id() -> None:
    """The refusal lists what is open."""
    with pytest.raises(Refused) as caught:
        read_answers([msgspec.structs.replace(AMOUNT, id="offer:mill")], {"ofer:mill": 12})
    facts = caught.value.refusal.facts
    assert (facts["nearest"], facts["open"]) == ("offer:mill", "offer:mill")
    with pytest.raises(Refused, match="open: none"):
        read_answers([], {"x": 1})


def test_words_and_motions_do_not_stand() -> None:
    """An optional answer is kept for the next round, but not a motion, words, or a required one."""
    optional = [msgspec.structs.replace(question, required=False) for question in QUESTIONS]
    kept = {type(question).__name__ for question in optional if stands(question)}
    assert kept == {type(question).__name__ for question in QUESTIONS} - {"Motion", "Text"}
    assert not any(stands(question) for question in QUESTIONS)
