"""How long is left of a phase, and how long the line has been cut: one clock for every page."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Protocol

from allmende_client.model import Model
from allmende_protocol.messages import Clock


class Countdown:
    """Told of each model as it comes; `now` gives seconds that only rise."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._clock: Clock | None = None
        self._deadline = 0.0
        self._cut: float | None = None

    def take(self, model: Model) -> None:
        """Note when time is up by this model, and since when the line is cut."""
        if model.clock is not self._clock:
            self._clock = model.clock
            self._deadline = self._now() + ((model.clock and model.clock.remaining) or 0.0)
        if model.connected:
            self._cut = None
        elif self._cut is None:
            self._cut = self._now()

    @property
    def left(self) -> int | None:
        """Whole seconds until the phase closes, at least 0; None without a limit."""
        clock = self._clock
        if clock is None or clock.remaining is None:
            return None
        seconds = self._deadline - self._now() if clock.running else clock.remaining
        return max(0, ceil(seconds))

    @property
    def away(self) -> int:
        """Whole seconds since the line was cut; 0 if it is not."""
        return 0 if self._cut is None else int(self._now() - self._cut)


class Timed(Protocol):
    """An app whose pages all show the same time."""

    countdown: Countdown
