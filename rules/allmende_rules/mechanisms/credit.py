"""Bank credit against machines: how much is lent, at what rate, what falls due, and a default's losses.

A bank lends up to a share of what the pledged machines would fetch (Kiyotaki and Moore 1997, "Credit
cycles"), dearer the more of that is already owed, so that booms feed on the prices they raise
(Minsky 1986, "Stabilizing an unstable economy"). Money is whole micro-units, rates and shares are
millionths.

A loan issues money and a claim of the same amount, and repayment destroys both: a bank's loan makes its
own deposit (McLeay, Radia and Thomas 2014, "Money creation in the modern economy"). So, always:
credit money in circulation = claims + what defaults have left uncovered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import MICRO


class Terms(NamedTuple):
    """What a bank lends on, in millionths.

    The most on collateral, the rate a round on a first loan, what full leverage adds to it, and the part
    of the principal that falls due each round.
    """

    ltv: int
    base: int
    spread: int
    instalment: int


class Due(NamedTuple):
    """What a debtor owes for a round."""

    interest: int
    principal: int

    @property
    def whole(self) -> int:
        """Both together."""
        return self.interest + self.principal


class Sale(NamedTuple):
    """Who bought pledged property, for how much."""

    buyer: str
    price: int


class Proceeds(NamedTuple):
    """What a sale brings the bank and the old owners, and what the bank loses of its claim."""

    bank: int
    owners: int
    loss: int


class Cover(NamedTuple):
    """Bank money destroyed to make losses good, and the losses still uncovered."""

    destroyed: int
    uncovered: int


def room(terms: Terms, collateral: int, debt: int) -> int:
    """What can still be borrowed on collateral that is already pledged for `debt`; 0 if none."""
    return max(0, terms.ltv * collateral // MICRO - debt)


def rate(terms: Terms, collateral: int, debt: int) -> int:
    """The rate a round: the base, and the spread times leverage, which is counted up to 1."""
    leverage = min(MICRO, debt * MICRO // collateral) if collateral > 0 else MICRO
    return terms.base + terms.spread * leverage // MICRO


def due(terms: Terms, collateral: int, debt: int) -> Due:
    """Interest at the rate of today's leverage, and an instalment of the principal, both rounded up."""
    interest = -(-rate(terms, collateral, debt) * debt // MICRO)
    return Due(interest, min(debt, -(-terms.instalment * debt // MICRO)))


def split_payment(owed: Due, paid: int) -> Due:
    """A payment, interest first. Raises ValueError for more than is owed."""
    if not 0 <= paid <= owed.whole:
        raise ValueError(f"A payment on {owed.whole} is from 0 to that, not {paid}.")
    interest = min(paid, owed.interest)
    return Due(interest, paid - interest)


def fire_sale(bids: Mapping[str, int], reserve: int = 1) -> Sale | None:
    """Property goes to the highest sealed bid at its price; of equal bids to the one listed first.

    None if nobody bids the reserve.
    """
    buyer = max(bids, key=lambda name: bids[name], default="")
    return Sale(buyer, bids[buyer]) if buyer and bids[buyer] >= reserve else None


def proceeds(price: int, debt: int) -> Proceeds:
    """The bank comes first; what is left is the old owners', what is lacking the bank's loss."""
    bank = min(price, debt)
    return Proceeds(bank, price - bank, debt - bank)


def cover(capital: int, losses: int) -> Cover:
    """A bank makes losses good out of its own money, as far as that goes."""
    destroyed = min(capital, losses)
    return Cover(destroyed, losses - destroyed)
