"""The double-entry ledger's identities: what came in, moved and went out, per asset.

Every round and for every asset: opening + made + issued = closing + used + lost, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from allmende_rules.events import ISSUED, LOST, MADE, USED, Event, Move, Posted

CONTRA = (MADE, USED, ISSUED, LOST)
Ledger = Mapping[str, Mapping[str, int]]


class Balance(msgspec.Struct, frozen=True):
    """One asset over a round, integers in micro-units."""

    opening: int
    made: int
    issued: int
    closing: int
    used: int
    lost: int

    @property
    def exact(self) -> bool:
        """Whether what was there and came in equals what is there and went out."""
        return self.opening + self.made + self.issued == self.closing + self.used + self.lost


def holdings(ledger: Ledger) -> dict[str, int]:
    """How much of each asset all real accounts hold together."""
    total: dict[str, int] = {}
    for account, book in ledger.items():
        if account not in CONTRA:
            for asset, amount in book.items():
                total[asset] = total.get(asset, 0) + amount
    return total


def balances(opening: Ledger, closing: Ledger) -> dict[str, Balance]:
    """The identity of every asset between two states of the ledger."""
    before, after = holdings(opening), holdings(closing)
    flow = {account: _change(opening, closing, account) for account in CONTRA}
    return {
        asset: Balance(
            opening=before.get(asset, 0),
            made=-flow[MADE].get(asset, 0),
            issued=-flow[ISSUED].get(asset, 0),
            closing=after.get(asset, 0),
            used=flow[USED].get(asset, 0),
            lost=flow[LOST].get(asset, 0),
        )
        for asset in sorted(before.keys() | after.keys())
    }


def _change(opening: Ledger, closing: Ledger, account: str) -> dict[str, int]:
    old, new = opening.get(account, {}), closing.get(account, {})
    return {asset: new.get(asset, 0) - old.get(asset, 0) for asset in new.keys() | old.keys()}


def overdrawn(ledger: Ledger) -> list[tuple[str, str, int]]:
    """Real accounts below zero, as (account, asset, amount): always empty in a sound game."""
    return [
        (account, asset, amount)
        for account, book in sorted(ledger.items())
        if account not in CONTRA
        for asset, amount in sorted(book.items())
        if amount < 0
    ]


def post(cause: str, moves: Iterable[Move]) -> list[Event]:
    """One posting of the moves that carry anything; none at all if nothing moves.

    Raises ValueError for a negative amount: a move says its direction by its accounts.
    """
    kept = tuple([move for move in moves if move.amount])
    for move in kept:
        if move.amount < 0:
            raise ValueError(f"{cause}: a move cannot carry {move.amount} of {move.asset}")
    return [Posted(cause, kept)] if kept else []
