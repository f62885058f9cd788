"""The journal of a settlement: moves gather under a cause until the posting is closed."""

from __future__ import annotations

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

    def move(self, source: str, target: str, asset: str, amount: int) -> None:
        """Add a move of goods or hours; nothing for an amount of 0."""
        if amount:
            self._moves.append(Move(source, target, asset, amount))

    def pay(self, source: str, target: str, amount: int) -> None:
        """Add a move of money; nothing for an amount of 0."""
        if amount:
            self._moves.append(Move(source, target, MONEY, amount))
            self.cash[source] = self.cash.get(source, 0) - amount
            self.cash[target] = self.cash.get(target, 0) + amount

    def owe(self, account: str, cause: str, amount: int) -> None:
        """Note what an account could not pay; nothing for an amount of 0."""
        if amount:
            self.unpaid.append(Unpaid(account, cause, amount))

    def close(self, cause: str) -> None:
        """Post the moves gathered since the last posting, if there are any."""
        if self._moves:
            self.events.append(Posted(cause, tuple(self._moves)))
            self._moves = []
