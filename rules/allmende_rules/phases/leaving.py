"""Ways out of a system: what was held in common goes to everyone, and rights that end are void.

Parts for `System.leave`. People and enterprises keep what is theirs; all else is given back.
"""

from __future__ import annotations

from collections.abc import Iterable

from allmende_rules.events import LOST, Event, Move
from allmende_rules.ledger import CONTRA, post
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.world import World


def to_everyone(world: World, accounts: Iterable[str], cause: str) -> list[Event]:
    """All that these accounts hold goes to all people, the same a head, to the last micro-unit."""
    people = {group.id: group.people for group in world.land.households}
    moves: list[Move] = []
    for account in accounts:
        for asset, amount in world.ledger.get(account, {}).items():
            if amount > 0:
                shares = per_head(amount, people)
                moves += [Move(account, group, asset, part) for group, part in shares.items()]
    return post(cause, moves)


def voided(world: World, prefix: str, cause: str) -> list[Event]:
    """Rights whose asset begins with `prefix` are void, whoever holds them."""
    moves = [
        Move(account, LOST, asset, amount)
        for account, book in world.ledger.items()
        if account not in CONTRA
        for asset, amount in book.items()
        if asset.startswith(prefix) and amount > 0
    ]
    return post(cause, moves)
