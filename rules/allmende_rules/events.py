"""What can happen: plain postings and facts. Folding them needs no rule, solver or chance (DESIGN 4).

Events hold plain data, which never refers back to them, so the garbage collector need not track them.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

MADE, USED, ISSUED, LOST = "@made", "@used", "@issued", "@lost"
"""Contra accounts: where amounts come from and go to when they enter or leave the economy."""

Audience = Literal["all", "holder", "nobody"]


class Move(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A positive integer `amount` (micro-units) of `asset` goes from account `source` to `target`."""

    source: str
    target: str
    asset: str
    amount: int


class Posted(msgspec.Struct, frozen=True, gc=False, tag="posted", tag_field="event"):
    """Moves in the double-entry ledger, with their common cause."""

    cause: str
    moves: tuple[Move, ...]


class Stated(msgspec.Struct, frozen=True, gc=False, tag="stated", tag_field="event"):
    """Facts about an entity (a unit, good, seat or body); `audience` says who may see them."""

    audience: Audience
    entity: str
    facts: dict[str, Any]


class Struck(msgspec.Struct, frozen=True, gc=False, tag="struck", tag_field="event"):
    """Facts about an entity that hold no more; an entity of which none is left is no longer there.

    `audience` says on whose shelf they stood.
    """

    audience: Audience
    entity: str
    names: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, gc=False, tag="told", tag_field="event"):
    """A sentence for one seat or for "all": a template that a client translates, and its facts."""

    to: str
    text: str
    facts: dict[str, Any] = {}


Event = Posted | Stated | Struck | Told


def plain(value: Any) -> Any:
    """A value as it comes back from a record: mappings, lists and numbers, no tuples or structs."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(value))
