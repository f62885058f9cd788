"""Long work told as it goes: whoever waits for it may count its pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Piece = TypeVar("Piece")


class Watch(Protocol):
    """Hands pieces of work through, unchanged and in order; it may tell how many of them are done."""

    def __call__(self, pieces: Iterable[Piece], many: int, /) -> Iterable[Piece]:
        """The pieces, of which there are so many; none is begun before it is asked for."""
        ...


def unwatched(pieces: Iterable[Piece], _many: int, /) -> Iterable[Piece]:
    """The pieces, with nobody told."""
    return pieces
