"""Redaction: the one place that decides what a seat may see (DESIGN 4).

`view` serves snapshots, questions, previews and bots; `heard` serves the flow of events. Both rest on
`sees`. A view never carries the seed, hidden facts, another seat's private facts or closed books.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allmende_rules.events import Event, Move, Posted, Stated, Struck, Told
from allmende_rules.land import Land
from allmende_rules.world import TABLE, Facts, World


@dataclass(frozen=True, slots=True)
class View:
    """What one seat knows. `own` are private facts and `books` accounts that it may read.

    `seat` is None for a spectator. Amounts are integers in micro-units.
    """

    seat: str | None
    land: Land
    public: Facts
    own: Facts
    books: Mapping[str, Mapping[str, int]]

    def fact(self, entity: str, name: str, default: Any = None) -> Any:
        """A public fact."""
        return self.public.get(entity, {}).get(name, default)

    def secret(self, entity: str, name: str, default: Any = None) -> Any:
        """A private fact of the seat itself or of a unit that it holds."""
        return self.own.get(entity, {}).get(name, default)

    def amount(self, account: str, asset: str = "money") -> int:
        """What an open account holds; 0 for a closed one."""
        return self.books.get(account, {}).get(asset, 0)

    @property
    def holds(self) -> tuple[str, ...]:
        """The units that the seat holds."""
        return tuple(self.fact(self.seat, "holds", ())) if self.seat else ()


def sees(world: World, seat: str | None) -> frozenset[str]:
    """The entities and accounts whose private side `seat` may read: itself and what it holds."""
    return frozenset((seat, *world.held(seat))) if seat else frozenset()


def view(world: World, seat: str | None) -> View:
    """The view of a seat, or of a spectator for None."""
    own = (seat, *world.held(seat)) if seat else ()
    private, ledger = world.private, world.ledger
    accounts = (*own, *world.fact(TABLE, "open_books", ()))
    return View(
        seat=seat,
        land=world.land,
        public=world.public,
        own={entity: private[entity] for entity in own if entity in private},
        books={account: ledger[account] for account in accounts if account in ledger},
    )


def heard(world: World, seat: str | None, events: Iterable[Event]) -> list[Event]:
    """Those events, and parts of postings, that a seat may know of."""
    own = sees(world, seat)
    books = own | frozenset(world.fact(TABLE, "open_books", ()))
    return [kept for event in events if (kept := _heard(event, seat, own, books)) is not None]


def _heard(
    event: Event, seat: str | None, own: frozenset[str], books: frozenset[str]
) -> Event | None:
    match event:
        case Told():
            return event if event.to in ("all", seat) else None
        case Stated() | Struck():
            known = event.audience == "all" or (event.audience == "holder" and event.entity in own)
            return event if known else None
        case Posted():
            moves = tuple(
                Move(
                    _shown(move.source, books), _shown(move.target, books), move.asset, move.amount
                )
                for move in event.moves
                if move.source in books or move.target in books
            )
            return Posted(event.cause, moves) if moves else None


def _shown(account: str, books: frozenset[str]) -> str:
    return account if account in books or account.startswith("@") else "others"
