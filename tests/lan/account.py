"""The account of a trial: what was done and seen, with the time, and what did not hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Account:
    """Prints a line for each thing that happens. `faults` are those that had to hold and did not."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._began = monotonic()

    def say(self, text: str) -> None:
        """Something was done, or seen."""
        print(f"{monotonic() - self._began:6.1f} s  {text}", flush=True)

    def check(self, text: str, *, holds: bool, why: str = "") -> None:
        """Something that must hold; where it does not, why."""
        self.say(
            f"{'holds' if holds else 'FAILS'}: {text}" + (f" {why}" if why and not holds else "")
        )
        if not holds:
            self.faults.append(text)

    @contextmanager
    def timed(self, text: str) -> Iterator[None]:
        """Says how long something took."""
        begun = monotonic()
        yield
        self.say(f"{text}: {monotonic() - begun:.1f} s")
