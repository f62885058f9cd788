"""Comparing recorded with recomputed values: where they differ, and whether by rounding alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from allmende_rules.events import Event

TOLERANCE = 1e-6
"""Relative above 1, absolute below: what another machine's arithmetic may add up to (DESIGN 4)."""
_encode = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what was recorded. `where` is its path in the entry's body."""

    entry: int
    round: int
    phase: str
    where: str
    recorded: Any
    recomputed: Any
    small: bool = False

    def __str__(self) -> str:
        return (
            f"round {self.round}, phase {self.phase}, entry {self.entry}, {self.where}:"
            f" recorded {self.recorded!r}, recomputed {self.recomputed!r}"
        )


def compare(
    recorded: Sequence[Event], recomputed: Sequence[Event]
) -> Iterator[tuple[str, Any, Any, bool]]:
    """Each value in which two lists of events differ: path, both values, whether it is small."""
    left, right = _encode(list(recorded)), _encode(list(recomputed))
    if left != right:
        yield from _walk(msgspec.json.decode(left), msgspec.json.decode(right), "events", 0)


def _walk(a: Any, b: Any, path: str, slack: int) -> Iterator[tuple[str, Any, Any, bool]]:
    match a, b:
        case dict(), dict():
            for key in sorted(a.keys() | b.keys()):
                one = 1 if key == "moves" else slack  # the amounts of moves are whole micro-units
                yield from _walk(a.get(key), b.get(key), f"{path}.{key}", one)
        case list(), list() if len(a) == len(b):
            for index, (left, right) in enumerate(zip(a, b, strict=True)):
                yield from _walk(left, right, f"{path}[{index}]", slack)
        case list(), list():
            yield f"{path}.length", len(a), len(b), False
        case _ if a != b:
            yield path, a, b, _small(a, b, slack)


def _small(a: Any, b: Any, slack: int) -> bool:
    if isinstance(a, bool | str | None) or isinstance(b, bool | str | None):
        return False
    if not isinstance(a, int | float) or not isinstance(b, int | float):
        return False
    return abs(a - b) <= max(slack, TOLERANCE * max(1, abs(a), abs(b)))
