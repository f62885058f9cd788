"""Bank credit: textbook figures, and the identities of money and claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.credit import (
    Due,
    Sale,
    Terms,
    cover,
    due,
    fire_sale,
    proceeds,
    rate,
    room,
    split_payment,
)

TERMS = Terms(ltv=700_000, base=50_000, spread=100_000, instalment=250_000)
amounts = st.integers(0, 10**12)
shares = st.integers(0, MICRO)
terms = st.builds(Terms, shares, shares, shares, shares)


def test_a_loan_on_machines_worth_100() -> None:
    """70 are lent; half owed costs 5 % and half of the 10 % spread, and a quarter falls due."""
    worth, owed = 100 * MICRO, 50 * MICRO
    assert room(TERMS, worth, 0) == 70 * MICRO
    assert room(TERMS, worth, owed) == 20 * MICRO
    assert rate(TERMS, worth, owed) == 100_000
    assert due(TERMS, worth, owed) == Due(5 * MICRO, 12_500_000)


def test_dearer_machines_carry_more_debt() -> None:
    """The credit cycle's lever: a rise in the price of what is pledged opens room for new loans."""
    assert room(TERMS, 120 * MICRO, 70 * MICRO) == 14 * MICRO
    assert room(TERMS, 80 * MICRO, 70 * MICRO) == 0


@given(terms, amounts, amounts)
def test_nobody_is_lent_more_than_the_collateral_allows(
    them: Terms, collateral: int, debt: int
) -> None:
    """Debt with all the room used is at most its share of the collateral, if it was before."""
    open_ = room(them, collateral, debt)
    assert open_ >= 0
    if open_:
        assert debt + open_ <= them.ltv * collateral // MICRO


@given(terms, amounts, amounts, amounts)
def test_leverage_is_never_cheaper(them: Terms, collateral: int, debt: int, more: int) -> None:
    """The rate does not fall with debt, and stays between base and base with the whole spread."""
    low, high = rate(them, collateral, debt), rate(them, collateral, debt + more)
    assert them.base <= low <= high <= them.base + them.spread


@given(terms, amounts, amounts, st.integers(0, 10**6))
def test_a_payment_is_interest_first(
    them: Terms, collateral: int, debt: int, thousandths: int
) -> None:
    """What is paid is all interest and principal, and no principal while interest is open."""
    owed = due(them, collateral, debt)
    paid = owed.whole * thousandths // 10**6
    got = split_payment(owed, paid)
    assert got.whole == paid
    assert owed.principal <= debt
    assert got.interest == owed.interest or got.principal == 0


def test_more_than_is_owed_cannot_be_paid() -> None:
    """A payment beyond what is due is no payment."""
    with pytest.raises(ValueError, match="from 0 to that"):
        split_payment(Due(1, 1), 3)


def test_a_fire_sale_goes_to_the_highest_bid() -> None:
    """Equal bids to the one listed first; nothing is given away for nothing."""
    assert fire_sale({"ann": 3, "bo": 5, "cy": 5}) == Sale("bo", 5)
    assert fire_sale({"ann": 0}) is None
    assert fire_sale({}) is None
    assert fire_sale({"ann": 4}, reserve=5) is None


@given(amounts, amounts, amounts)
def test_money_and_claims_stay_equal_through_a_default(price: int, debt: int, capital: int) -> None:
    """Credit money left = claims left + uncovered losses, whatever a sale brings and a bank has.

    Before, `debt` was lent and circulates; after, the bank has destroyed what the sale and its own
    money paid for, and holds no claim.
    """
    brought = proceeds(price, debt)
    assert brought.bank + brought.owners == price
    covered = cover(capital, brought.loss)
    assert 0 <= covered.destroyed <= capital
    left = debt - brought.bank - covered.destroyed
    assert left == covered.uncovered
