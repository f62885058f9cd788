"""The state of a game: a ledger and facts about entities, changed by `fold` alone (DESIGN 4).

Facts are kept by who may see them: `public` for all, `private` for the seat that holds the entity,
`hidden` for nobody (the tape of shocks, orders on their way to execution).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allmende_rules.events import Event, Posted, Stated
from allmende_rules.land import Land

Facts = Mapping[str, Mapping[str, Any]]
TABLE = "table"
"""The entity that carries the game's own facts: round, phase, system."""


@dataclass(frozen=True, slots=True)
class World:
    """An immutable state. `ledger[account][asset]` is an integer in micro-units."""

    land: Land
    ledger: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    public: Facts = field(default_factory=dict)
    private: Facts = field(default_factory=dict)
    hidden: Facts = field(default_factory=dict)

    def amount(self, account: str, asset: str = "money") -> int:
        """What an account holds of an asset, 0 if it never held any."""
        return self.ledger.get(account, {}).get(asset, 0)

    def fact(self, entity: str, name: str, default: Any = None) -> Any:
        """A public fact."""
        return self.public.get(entity, {}).get(name, default)

    def secret(self, entity: str, name: str, default: Any = None) -> Any:
        """A fact known to the entity's holder alone."""
        return self.private.get(entity, {}).get(name, default)

    def dial(self, name: str) -> float:
        """The value in force of a dial of the current system."""
        value: float = self.public["dials"][name]
        return value

    @property
    def round(self) -> int:
        """The round being played, from 1; 0 before the first."""
        number: int = self.fact(TABLE, "round", 0)
        return number

    def held(self, seat: str) -> tuple[str, ...]:
        """The units (household, enterprises) that a seat holds now."""
        return tuple(self.fact(seat, "holds", ()))


def apply(world: World, event: Event) -> World:
    """The only door to the state, for one event."""
    return fold(world, (event,))


def fold(world: World, events: Iterable[Event]) -> World:
    """The state after `events`, in order. Parts that no event touches are shared with `world`."""
    ledger: dict[str, Mapping[str, int]] | None = None
    facts: dict[str, dict[str, Mapping[str, Any]]] = {}
    books: dict[str, dict[str, int]] = {}
    for event in events:
        if isinstance(event, Posted):
            if ledger is None:
                ledger = dict(world.ledger)
            _post(ledger, books, event)
        elif isinstance(event, Stated):
            scope = _SCOPE[event.audience]
            if scope not in facts:
                facts[scope] = dict(getattr(world, scope))
            shelf = facts[scope]
            shelf[event.entity] = {**shelf.get(event.entity, {}), **event.facts}
    if ledger is None and not facts:
        return world
    return World(
        land=world.land,
        ledger=world.ledger if ledger is None else ledger,
        public=facts.get("public", world.public),
        private=facts.get("private", world.private),
        hidden=facts.get("hidden", world.hidden),
    )


_SCOPE = {"all": "public", "holder": "private", "nobody": "hidden"}


def _post(
    ledger: dict[str, Mapping[str, int]], books: dict[str, dict[str, int]], event: Posted
) -> None:
    for move in event.moves:
        asset, amount = move.asset, move.amount
        source = books.get(move.source)
        if source is None:
            source = _own(ledger, books, move.source)
        source[asset] = source.get(asset, 0) - amount
        target = books.get(move.target)
        if target is None:
            target = _own(ledger, books, move.target)
        target[asset] = target.get(asset, 0) + amount


def _own(
    ledger: dict[str, Mapping[str, int]], books: dict[str, dict[str, int]], account: str
) -> dict[str, int]:
    """A copy of an account's book that this fold may change."""
    book = books[account] = dict(ledger.get(account, {}))
    ledger[account] = book
    return book
