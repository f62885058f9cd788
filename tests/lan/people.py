"""What every kind of client shows of the game, and waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol, TypeVar

Found = TypeVar("Found")
GLANCE = 0.1
"""Seconds between two looks at a screen."""


class TrialError(Exception):
    """Something that had to hold did not; the text says what, and what was seen instead."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a person sees: round and phase, whether answers are wanted, whether theirs stand.

    `cut` is whether the client says that it has no connection, `late` that answers came too late.
    """

    phase: str = ""
    asked: bool = False
    sent: bool = False
    over: bool = False
    cut: bool = False
    late: bool = False


class Person(Protocol):
    """Somebody at a client, who does only what a person can do there."""

    name: str
    seat: str

    def stage(self) -> Stage:
        """What the client shows now; what lies over the table is put away."""

    def answer(self, number: str | None = None) -> None:
        """Answer what is asked, the first question by `number` if one is given, and send."""

    def shot(self, file: Path) -> None:
        """Keep what this person sees, as text or as a picture; the file's ending is theirs."""


def until(look: Callable[[], Found | None], seconds: float, missed: Callable[[], str]) -> Found:
    """What a look brings, once it brings something. Raises TrialError with what was missed."""
    end = monotonic() + seconds
    while True:
        if found := look():
            return found
        if monotonic() > end:
            raise TrialError(f"After {seconds:.0f} s there was not: {missed()}")
        sleep(GLANCE)
