"""The journal of a settlement: moves gather under a cause until the posting is closed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from allmende_rules.events import Move, Posted

CLEARING, MONEY, HOURS = "clearing", "money", "hours"


class Unpaid(msgspec.Struct, frozen=True):
    """Money that `account` owed for `cause` and could not pay, in micro-units."""

    account: str
    cause: str
    amount: int


class Journal:
    """Postings in order, the money of every account as they change it, and debts left open.

    `cash` is not below 0 after any posting if it was not before; callers pay no more than there is.
    """

    def __init__(self, cash: dict[str, int]) -> None:
        self.cash = cash
        self.events: list[Posted] = []
        self.unpaid: list[Unpaid] = []
        self._moves: list[Move] = []
        self._passing: dict[str, int] = {}

    def carry(self, moves: Iterable[Move]) -> None:
        """Add moves of goods or hours."""
        self._moves += moves

    def pay(self, source: str, target: str, amount: int) -> None:
        """Add a move of money; nothing for an amount of 0."""
        if amount:
            cash = self.cash
            self._moves.append(Move(source, target, MONEY, amount))
            cash[source] = cash.get(source, 0) - amount
            cash[target] = cash.get(target, 0) + amount

    def pay_on(self, source: str, target: str, amount: int) -> None:
        """Add a payment that passes clearing; what a target gets so in a posting is one move."""
        if amount:
            cash = self.cash
            self._moves.append(Move(source, CLEARING, MONEY, amount))
            self._passing[target] = self._passing.get(target, 0) + amount
            cash[source] = cash.get(source, 0) - amount
            cash[target] = cash.get(target, 0) + amount

    def owe(self, account: str, cause: str, amount: int) -> None:
        """Note what an account could not pay."""
        self.unpaid.append(Unpaid(account, cause, amount))

    def close(self, cause: str) -> None:
        """Post what has moved since the last posting, if anything has."""
        passed = self._passing.items()
        moves = [*self._moves, *[Move(CLEARING, to, MONEY, amount) for to, amount in passed]]
        if moves:
            self.events.append(Posted(cause, tuple(moves)))
            self._moves, self._passing = [], {}
