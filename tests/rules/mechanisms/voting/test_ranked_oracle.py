"""Ranked ballots against the oracle's sets of co-winners before any tie-breaking."""

from itertools import permutations
from typing import Any

import pytest

from allmende_rules.mechanisms.voting.borda import borda
from allmende_rules.mechanisms.voting.counting import Cast, Election
from allmende_rules.mechanisms.voting.instant_runoff import instant_runoff
from allmende_rules.mechanisms.voting.plurality import plurality
from allmende_rules.mechanisms.voting.schulze import condorcet_winner, pairwise, schulze
from tests.rules.mechanisms.voting.profiles import cases, named, options_of, rankings

every_case = pytest.mark.parametrize(
    "case", cases("ballots_ranked.json"), ids=lambda case: case["id"]
)


def agrees(found: Election, co_winners: list[int]) -> None:
    """The tied are the co-winners, and the one listed first is elected."""
    wanted = named(co_winners)
    assert (found.tied or found.elected) == wanted
    assert found.elected == wanted[:1]


@every_case
def test_plurality(case: dict[str, Any]) -> None:
    """First places and their co-winners are the oracle's."""
    found = plurality(options_of(case), [Cast(r[0], count) for r, count in rankings(case)])
    assert list(found.rounds[0].values()) == case["scores"]["plurality"]
    agrees(found, case["winners"]["plurality"])


@every_case
def test_borda(case: dict[str, Any]) -> None:
    """Points and their co-winners are the oracle's."""
    found = borda(options_of(case), rankings(case))
    assert list(found.rounds[0].values()) == case["scores"]["borda"]
    agrees(found, case["winners"]["borda"])


@every_case
def test_pairs(case: dict[str, Any]) -> None:
    """Every pair is counted as the oracle counts it, and the Condorcet winner is the same."""
    options = options_of(case)
    above = pairwise(options, rankings(case))
    assert above == {
        (a, b): case["pairwise"][i][j]
        for i, a in enumerate(options)
        for j, b in enumerate(options)
        if i != j
    }
    number = case["winners"]["condorcet"]
    winner = None if number is None else options[number]
    assert condorcet_winner(options, rankings(case)) == winner


@every_case
def test_schulze(case: dict[str, Any]) -> None:
    """The options that nobody beats are the oracle's."""
    agrees(schulze(options_of(case), rankings(case)), case["winners"]["schulze"])


@every_case
def test_instant_runoff(case: dict[str, Any]) -> None:
    """Each whom removing one lowest at a time can elect is elected in some order; nobody else is."""
    options, casts = options_of(case), rankings(case)
    wanted = named(case["winners"]["irv_parallel_universe"])
    turned = [options[i:] + options[:i] for i in range(len(options))]
    for order in (*turned, *(turn[::-1] for turn in turned)):
        assert set(instant_runoff(order, casts).elected) <= set(wanted)
    for winner in wanted:
        rest = [option for option in options if option != winner]
        orders = ((winner, *order) for order in permutations(rest))
        assert any(instant_runoff(order, casts).elected == (winner,) for order in orders)
    assert len(wanted) == 1 or instant_runoff(options, casts).tied


@every_case
def test_without_ties_the_conventions_of_instant_runoff_agree(case: dict[str, Any]) -> None:
    """Removing all lowest together gives the same where no two were ever level."""
    found = instant_runoff(options_of(case), rankings(case))
    if not found.tied:
        assert found.elected == named(case["winners"]["irv_simultaneous"])


TENNESSEE = [
    Cast(("memphis", "nashville", "chattanooga", "knoxville"), 42),
    Cast(("nashville", "chattanooga", "knoxville", "memphis"), 26),
    Cast(("chattanooga", "knoxville", "nashville", "memphis"), 15),
    Cast(("knoxville", "chattanooga", "nashville", "memphis"), 17),
]
CITIES = ("memphis", "nashville", "chattanooga", "knoxville")


def test_the_textbook_example() -> None:
    """Tennessee's capital: plurality, runoff and the other two choose three different cities."""
    assert plurality(CITIES, [Cast(r[0], n) for r, n in TENNESSEE]).elected == ("memphis",)
    assert instant_runoff(CITIES, TENNESSEE).elected == ("knoxville",)
    assert schulze(CITIES, TENNESSEE).elected == ("nashville",)
    found = borda(CITIES, TENNESSEE)
    assert found.elected == ("nashville",)
    assert list(found.rounds[0].values()) == [126, 194, 173, 107]
