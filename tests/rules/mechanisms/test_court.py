"""A court of drawn jurors: Condorcet's figures, evidence from the record, verdicts and remedies."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.chance import Chance
from allmende_rules.mechanisms.court import (
    Evidence,
    Remedy,
    appeal_size,
    attributable,
    conviction,
    draw_jury,
    impressions,
    majority,
    remedy,
    unexplained,
    verdict,
    votes_of,
    worth_appealing,
)
from allmende_rules.mechanisms.sanctions import Offence, graduated, sanction

NAMES = tuple("abcdefghijk")
accuracies = st.floats(0.5, 1)


@pytest.mark.parametrize(("jurors", "right"), [(11, 0.7535), (101, 0.9791)])
def test_a_majority_is_right_as_condorcet_reckoned(jurors: int, right: float) -> None:
    """ECONOMICS D8: jurors who are each right in six cases of ten."""
    assert round(majority(jurors, 0.6), 4) == right


@given(size=st.integers(0, 20), accuracy=accuracies)
def test_a_larger_odd_jury_is_no_worse(size: int, accuracy: float) -> None:
    """Condorcet: two more jurors never make an odd jury of people better than a coin err more often."""
    odd = 2 * size + 1
    assert majority(odd + 2, accuracy) >= majority(odd, accuracy) - 1e-12
    assert majority(odd, accuracy) >= accuracy - 1e-12


@given(size=st.integers(0, 30), share=st.floats(0, 1))
def test_what_no_majority_says_is_a_tie_or_the_contrary(size: int, share: float) -> None:
    """Both majorities together are certain, but for ties, which an odd jury does not know."""
    both = majority(size, share) + majority(size, 1 - share)
    assert both <= 1 + 1e-9
    assert size % 2 == 0 or isclose(both, 1)


def test_jurors_drawn_by_the_thousand_are_right_as_often_as_reckoned() -> None:
    """2,000 cases before three jurors: the innocent are convicted, and the guilty, as often as told."""
    chance = Chance(7)
    for guilty in (False, True):
        convicted = [
            verdict(
                impressions(
                    NAMES[:3], truth=guilty, accuracy=0.8, chance=chance, case=f"{n}", round=1
                ).values()
            ).guilty
            for n in range(2000)
        ]
        expected = conviction(3, 0.8, guilty=guilty)
        assert abs(sum(convicted) / 2000 - expected) < 0.03


def test_parties_do_not_judge_their_own_case() -> None:
    """Whoever complains or is accused is never drawn, however small the pool."""
    for number in range(50):
        jury = draw_jury(NAMES[:5], ("a", "c"), 4, Chance(number), "mill", 1)
        assert set(jury) == {"b", "d", "e"}


@given(seed=st.integers(0, 99), size=st.integers(1, 3))
def test_a_second_jury_of_others_is_larger(seed: int, size: int) -> None:
    """Who judged first is party to the appeal; twice as many and one more serve."""
    first = draw_jury(NAMES, (), size, Chance(seed), "mill", 2)
    second = draw_jury(NAMES, first, appeal_size(size), Chance(seed), "mill", 2)
    assert not set(first) & set(second)
    assert len(second) == 2 * size + 1


@pytest.mark.parametrize(
    ("votes", "guilty"), [([], False), ([True], True), ([True, False], False), ([True] * 2, True)]
)
def test_a_tie_acquits(votes: list[bool], guilty: bool) -> None:
    """More than half must say so."""
    assert verdict(votes).guilty is guilty


def test_only_jurors_vote() -> None:
    """Votes of others do not count, and a juror who gives none is left out."""
    assert votes_of({"a": True, "z": False}, ("a", "b")) == (True,)


declared = st.builds(Evidence, st.integers(0, 100 * MICRO), st.integers(0, 100 * MICRO))


@given(records=st.lists(declared, max_size=5), more=st.integers(0, 100 * MICRO))
def test_what_is_attributed_was_missing_and_within_means(
    records: list[Evidence], more: int
) -> None:
    """Nobody is found to have taken more than is missing, or more than its machines could."""
    taken = sum(one.declared for one in records) + more
    missing = unexplained(taken, [one.declared for one in records])
    assert missing == more
    for one in records:
        assert 0 <= attributable(missing, one) <= min(missing, one.spare)


def test_where_all_is_declared_nothing_is_missing() -> None:
    """Books that admit more than the stock lost make nobody guilty."""
    assert unexplained(5 * MICRO, [4 * MICRO, 2 * MICRO]) == 0


def test_a_remedy_fines_restores_and_stops_as_the_ladder_says() -> None:
    """Breach upon breach of a worth of ten: a warning, a fine, a larger one, then exclusion too."""
    ladder, history, remedies = graduated(2.0, memory=9), list[int](), list[Remedy]()
    for round_ in range(1, 5):
        penalty = sanction(history, Offence(round_, 10 * MICRO), ladder)
        remedies.append(remedy(penalty, 3 * MICRO, restore=round_ > 1))
        history.append(round_)
    assert [one.fine // MICRO for one in remedies] == [0, 20, 60, 60]
    assert [one.restore // MICRO for one in remedies] == [0, 3, 3, 3]
    assert [one.stop for one in remedies] == [False, False, False, True]


def test_an_appeal_pays_if_it_is_expected_to_save_more_than_it_costs() -> None:
    """Half a chance to save ten is worth four, and not six."""
    assert worth_appealing(10, 4, 0.5)
    assert not worth_appealing(10, 6, 0.5)
