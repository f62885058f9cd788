"""Reading postings: who paid what, and what everybody has in the end."""

from __future__ import annotations

from collections import Counter

from allmende_rules.events import Posted
from allmende_rules.physics.journal import MONEY
from allmende_rules.physics.settlement import Settled


def flows(result: Settled, cause: str, name: str) -> tuple[Counter[str], Counter[str]]:
    """What each account paid out and took in of an asset for a cause."""
    out, into = Counter[str](), Counter[str]()
    for event in result.events:
        if event.cause == cause:
            for move in event.moves:
                if move.asset == name:
                    out[move.source] += move.amount
                    into[move.target] += move.amount
    return out, into


def money_after(events: list[Posted], balances: dict[str, int]) -> dict[str, int]:
    """Money of every account after some postings."""
    cash = Counter(balances)
    for event in events:
        for move in event.moves:
            if move.asset == MONEY:
                cash[move.source] -= move.amount
                cash[move.target] += move.amount
    return dict(cash)
