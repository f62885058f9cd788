"""Approval ballots against the oracle's committees, all that some tie-break reaches."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from allmende_rules.mechanisms.voting.approval import approval
from allmende_rules.mechanisms.voting.counting import Election
from allmende_rules.mechanisms.voting.equal_shares import buy, equal_shares, fund
from allmende_rules.mechanisms.voting.phragmen import phragmen
from tests.rules.mechanisms.voting.profiles import (
    Approved,
    approved,
    cases,
    named,
    options_of,
)

Count = Callable[[tuple[str, ...], Approved, int], Election]


def bought(options: tuple[str, ...], casts: Approved, seats: int) -> Election:
    """Equal shares without completion."""
    return buy(dict.fromkeys(options, 1), casts, seats).election


def funded(options: tuple[str, ...], casts: Approved, seats: int) -> Election:
    """Projects of cost 1 for a budget: equal shares completed by approvals."""
    return fund(dict.fromkeys(options, 1), casts, seats)


METHODS: dict[str, Count] = {
    "av": approval,
    "seqphragmen": phragmen,
    "equal_shares_no_completion": bought,
    "equal_shares_phragmen": equal_shares,
    "equal_shares_av": funded,
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", cases("ballots_approval.json"), ids=lambda case: case["id"])
def test_orders_of_listing_reach_the_oracles_committees(case: dict[str, Any], method: str) -> None:
    """Each tied committee is elected when listed first in some order; no order elects another."""
    count, options, casts = METHODS[method], options_of(case), approved(case)
    wanted = {frozenset(named(committee)) for committee in case["committees"][method]}
    turned = [options[i:] + options[:i] for i in range(len(options))]
    for order in (*turned, *(turn[::-1] for turn in turned)):
        assert frozenset(count(order, casts, case["seats"]).elected) in wanted
    for committee in wanted:
        rest = tuple(option for option in options if option not in committee)
        assert any(
            frozenset(count(first + rest, casts, case["seats"]).elected) == committee
            for first in permutations(sorted(committee))
        )
    if not count(options, casts, case["seats"]).tied:
        assert len(wanted) == 1


PARTIES = approved({"ballots": [[60, [0, 1, 2, 3, 4, 5]], [40, [6, 7, 8]]]})


@pytest.mark.parametrize("count", [phragmen, equal_shares])
def test_party_lists_get_seats_in_proportion(count: Count) -> None:
    """Of five seats 60 voters' list gets three, 40 voters' two; approvals give the first all."""
    options = tuple("abcdefghi")
    assert sorted(count(options, PARTIES, 5).elected) == ["a", "b", "c", "g", "h"]
    assert sorted(approval(options, PARTIES, 5).elected) == ["a", "b", "c", "d", "e"]


def test_loads_by_hand() -> None:
    """Three approve a, two of them b, one c: a leaves loads of 1/3, then b of (1 + 2/3) / 2."""
    casts = approved({"ballots": [[2, [0, 1]], [1, [0, 2]]]})
    found = phragmen(("a", "b", "c"), casts, 2)
    assert found.elected == ("a", "b")
    assert found.rounds[0] == {"a": Fraction(1, 3), "b": Fraction(1, 2), "c": Fraction(1)}
    assert found.rounds[1] == {"b": Fraction(5, 6), "c": Fraction(4, 3)}
