"""Worlds and events that differ from those played in all that a seat may not see, and in nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec
from hypothesis import strategies as st

from allmende_rules.events import Event, Move, Posted, Stated, Told
from allmende_rules.ledger import CONTRA
from allmende_rules.opening import HOUSE
from allmende_rules.record import Resolved
from allmende_rules.system import Phase
from allmende_rules.systems.registry import find_system
from allmende_rules.view import View, sees
from allmende_rules.world import TABLE, World
from tests.conformance.tables import TABLES, fresh
from tests.headless import bots_of, mixed, step

encode = msgspec.json.Encoder(order="deterministic").encode


class Moment(NamedTuple):
    """An open phase, the state in which it asks, and what happened just before."""

    system: str
    phase: str
    world: World
    events: tuple[Event, ...]


@cache
def moments() -> tuple[Moment, ...]:
    """Every moment at which a phase asks, of a game at each table."""
    return tuple(moment for table in TABLES for moment in _moments(*table))


def _moments(system: str, scenario: str) -> Iterator[Moment]:
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        recent = [e.body for e in game.entries[-12:] if isinstance(e.body, Resolved)]
        events = tuple(event for body in recent for event in body.events)
        yield Moment(system, game.phase.id, game.world, events)
        step(game, cast)


def phase_of(moment: Moment) -> Phase:
    """The phase that is open."""
    return next(p for p in find_system(moment.system).phases if p.id == moment.phase)


def bytes_of(view_: View) -> bytes:
    """All that a view carries beside the scenario's public land."""
    return encode((view_.seat, view_.public, view_.own, view_.books))


secrets = st.integers(-(10**9), 10**9) | st.floats(0, 1e6) | st.just("redrawn")


@st.composite
def disturbed(draw: st.DrawFn, world: World, seat: str | None) -> World:
    """A world that differs in all that `seat` may not see, and in nothing else."""
    own = sees(world, seat)
    books = own | frozenset(world.fact(TABLE, "open_books", ()))
    torn = draw(st.booleans())
    value, change = draw(secrets), draw(st.integers(1, 10**12))
    return World(
        land=world.land,
        public=world.public,
        private={e: f for e, f in world.private.items() if e in own}
        | (
            {}
            if torn
            else {e: _redrawn(f, value) for e, f in world.private.items() if e not in own}
        ),
        hidden={} if torn else {e: _redrawn(f, value) for e, f in world.hidden.items()},
        ledger={a: b for a, b in world.ledger.items() if a in books}
        | (
            {}
            if torn
            else {
                account: {asset: amount + change for asset, amount in book.items()}
                for account, book in world.ledger.items()
                if account not in books
            }
        ),
    )


def _redrawn(facts: Any, value: Any) -> dict[str, Any]:
    return dict.fromkeys(facts, value)


def rewritten(events: tuple[Event, ...], world: World, seat: str | None, value: Any) -> list[Event]:
    """The events with everything redrawn that `seat` may not hear."""
    own = sees(world, seat)
    books = own | frozenset(world.fact(TABLE, "open_books", ()))
    return [_rewritten(event, seat, own, books, value) for event in events]


def _rewritten(
    event: Event, seat: str | None, own: frozenset[str], books: frozenset[str], value: Any
) -> Event:
    match event:
        case Told(to=to) if to not in ("all", seat):
            return Told(to, "redrawn", {"value": value})
        case Stated(audience="nobody") as said:
            return Stated("nobody", said.entity, _redrawn(said.facts, value))
        case Stated(audience="holder") as said if said.entity not in own:
            return Stated("holder", said.entity, _redrawn(said.facts, value))
        case Posted(cause=cause, moves=moves):
            return Posted(cause, tuple(_another(move, books) for move in moves))
        case _:
            return event


def _another(move: Move, books: frozenset[str]) -> Move:
    """Another amount between closed accounts; another closed partner for an open one."""
    if move.source not in books and move.target not in books:
        return Move(move.source, move.target, move.asset, move.amount + 1)
    if move.source not in books and move.source not in CONTRA:
        return Move("another", move.target, move.asset, move.amount)
    if move.target not in books and move.target not in CONTRA:
        return Move(move.source, "another", move.asset, move.amount)
    return move


def seats_of(world: World) -> tuple[str, ...]:
    """All seats at the table, and the house."""
    return (*world.fact(TABLE, "seats"), HOUSE)
