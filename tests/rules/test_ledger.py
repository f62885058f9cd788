"""The identity of the ledger: opening + made + issued = closing + used + lost, for every asset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.events import ISSUED, LOST, MADE, USED, Move, Posted
from allmende_rules.ledger import Balance, balances, holdings, overdrawn, post
from allmende_rules.world import World, fold
from tests.scenarios_tiny import TINY

accounts = st.sampled_from(["a", "b", "c", MADE, USED, ISSUED, LOST])
moves = st.builds(Move, accounts, accounts, st.sampled_from(["money", "wood"]), st.integers(1, 999))
postings = st.lists(st.builds(Posted, st.just("any"), st.lists(moves).map(tuple)))
EMPTY = World(land=TINY.land)


@given(postings, postings)
def test_any_postings_balance(first: list[Posted], second: list[Posted]) -> None:
    """Double entry keeps the identity whatever is posted, over any stretch."""
    opening = fold(EMPTY, first)
    closing = fold(opening, second)
    assert all(one.exact for one in balances(opening.ledger, closing.ledger).values())


@given(postings, st.sampled_from(["a", "b"]), st.integers(-99, 99).filter(bool))
def test_a_one_sided_change_does_not_balance(
    posted: list[Posted], account: str, change: int
) -> None:
    """An amount that comes from nowhere breaks the identity of its asset."""
    opening = fold(EMPTY, posted).ledger
    book = dict(opening.get(account, {}))
    book["money"] = book.get("money", 0) + change
    assert not balances(opening, {**opening, account: book})["money"].exact


def test_each_flow_has_its_column() -> None:
    """Making, using, issuing and losing are told apart, and moving between accounts is none of them."""
    opening = fold(
        EMPTY, [Posted("o", (Move(ISSUED, "a", "money", 9), Move(MADE, "a", "wood", 5)))]
    )
    closing = fold(
        opening,
        [
            Posted("made", (Move(MADE, "a", "wood", 4),)),
            Posted("used", (Move("a", USED, "wood", 3),)),
            Posted("lost", (Move("a", LOST, "wood", 2),)),
            Posted("paid", (Move("a", "b", "money", 1),)),
            Posted("issued", (Move(ISSUED, "b", "money", 6),)),
        ],
    )
    found = balances(opening.ledger, closing.ledger)
    assert found["wood"] == Balance(opening=5, made=4, issued=0, closing=4, used=3, lost=2)
    assert found["money"] == Balance(opening=9, made=0, issued=6, closing=15, used=0, lost=0)


def test_contra_accounts_hold_nothing() -> None:
    """Holdings count real accounts only, and only these can be overdrawn."""
    ledger = {"a": {"wood": 3}, "b": {"wood": -1, "money": -2}, MADE: {"wood": -2}}
    assert holdings(ledger) == {"wood": 2, "money": -2}
    assert overdrawn(ledger) == [("b", "money", -2), ("b", "wood", -1)]


def test_nothing_is_posted_for_nothing() -> None:
    """Moves that carry nothing are left out, and a posting of none is none."""
    assert post("rent", [Move("a", "b", "money", 0)]) == []
    assert post("rent", [Move("a", "b", "money", 0), Move("a", "b", "money", 1)]) == [
        Posted("rent", (Move("a", "b", "money", 1),))
    ]


def test_a_move_has_no_sign() -> None:
    """A negative amount is refused with its cause: direction is said by the accounts."""
    with pytest.raises(ValueError, match="rent: a move cannot carry -1 of money"):
        post("rent", [Move("a", "b", "money", -1)])
