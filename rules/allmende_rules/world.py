"""The state of a game: a ledger and facts about entities, changed by `fold` alone (DESIGN 4).

Facts are kept by who may see them: `public` for all, `private` for the seat that holds the entity,
`hidden` for nobody (the tape of shocks, orders on their way to execution).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar

import msgspec

from allmende_rules.events import Audience, Event, Move, Posted, Stated, Struck
from allmende_rules.land import Land

Facts = Mapping[str, Mapping[str, Any]]
T = TypeVar("T")
NO_FACTS: Mapping[str, Any] = {}
NO_BOOK: Mapping[str, int] = {}
TABLE = "table"
"""The entity that carries the game's own facts: round, phase, system."""


class World(msgspec.Struct, frozen=True, dict=True):
    """An immutable state. `ledger[account][asset]` is an integer in micro-units."""

    land: Land
    ledger: Mapping[str, Mapping[str, int]] = {}
    public: Facts = {}
    private: Facts = {}
    hidden: Facts = {}

    @cached_property
    def derived(self) -> dict[Callable[[World], Any], Any]:
        """What rules have worked out from this state alone (`once`); it is no part of the state."""
        return {}

    def amount(self, account: str, asset: str = "money") -> int:
        """What an account holds of an asset, 0 if it never held any."""
        return self.ledger.get(account, NO_BOOK).get(asset, 0)

    def fact(self, entity: str, name: str, default: Any = None) -> Any:
        """A public fact."""
        return self.public.get(entity, NO_FACTS).get(name, default)

    def secret(self, entity: str, name: str, default: Any = None) -> Any:
        """A fact known to the entity's holder alone."""
        return self.private.get(entity, NO_FACTS).get(name, default)

    def dial(self, name: str) -> float:
        """The value in force of a dial of the current system."""
        value: float = self.public["dials"][name]
        return value

    @property
    def round(self) -> int:
        """The round being played, from 1; 0 before the first."""
        number: int = self.public.get(TABLE, NO_FACTS).get("round", 0)
        return number

    def held(self, seat: str) -> tuple[str, ...]:
        """The units (household, enterprises) that a seat holds now."""
        return tuple(self.public.get(seat, NO_FACTS).get("holds", ()))


def once(rule: Callable[[World], T]) -> Callable[[World], T]:
    """A rule that reads the state alone. A state never changes, so it is worked out once for each.

    All who ask share one result, which must not be changed.
    """

    @wraps(rule)
    def known(world: World) -> T:
        derived = world.derived
        if known not in derived:
            derived[known] = rule(world)
        found: T = derived[known]
        return found

    return known


def apply(world: World, event: Event) -> World:
    """The only door to the state, for one event."""
    return fold(world, (event,))


def fold(world: World, events: Iterable[Event]) -> World:
    """The state after `events`, in order. Parts that no event touches are shared with `world`."""
    books: dict[str, dict[str, int]] = {}
    facts: dict[str, dict[str, Mapping[str, Any]]] = {}
    for event in events:
        if isinstance(event, Stated):
            shelf = _shelf(world, facts, event.audience)
            known = shelf.get(event.entity)
            shelf[event.entity] = {**known, **event.facts} if known else event.facts
        elif isinstance(event, Posted):
            _post(world.ledger, books, event.moves)
        elif isinstance(event, Struck):
            _strike(_shelf(world, facts, event.audience), event)
    if not books and not facts:
        return world
    return World(
        land=world.land,
        ledger={**world.ledger, **books} if books else world.ledger,
        public=facts.get("public", world.public),
        private=facts.get("private", world.private),
        hidden=facts.get("hidden", world.hidden),
    )


SHELVES = {"all": "public", "holder": "private", "nobody": "hidden"}
"""Where the facts of each audience stand in a world."""


def _shelf(
    world: World, facts: dict[str, dict[str, Mapping[str, Any]]], audience: Audience
) -> dict[str, Mapping[str, Any]]:
    """The facts of an audience as they are being changed: a copy of the shelf, made when first touched."""
    scope = SHELVES[audience]
    if scope not in facts:
        facts[scope] = dict(getattr(world, scope))
    return facts[scope]


def _strike(shelf: dict[str, Mapping[str, Any]], event: Struck) -> None:
    known = shelf.get(event.entity, NO_FACTS)
    left = {name: value for name, value in known.items() if name not in event.names}
    if left:
        shelf[event.entity] = left
    else:
        shelf.pop(event.entity, None)


def _post(
    ledger: Mapping[str, Mapping[str, int]], books: dict[str, dict[str, int]], moves: Iterable[Move]
) -> None:
    """Carry out moves on `books`: copies of the accounts of `ledger`, made when first touched."""
    for move in moves:
        asset, amount = move.asset, move.amount
        source = books.get(move.source) or _copied(ledger, books, move.source)
        source[asset] = source.get(asset, 0) - amount
        target = books.get(move.target) or _copied(ledger, books, move.target)
        target[asset] = target.get(asset, 0) + amount


def _copied(
    ledger: Mapping[str, Mapping[str, int]], books: dict[str, dict[str, int]], account: str
) -> dict[str, int]:
    book = books[account] = dict(ledger.get(account, NO_BOOK))
    return book
