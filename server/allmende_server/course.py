"""How a table's time runs: whether it has begun, stands still, or is over, and what is left of a phase."""

from __future__ import annotations

from dataclasses import dataclass, field

from allmende_server.timer import Timer

GRACE = 30.0
"""Seconds for which somebody who has gone is waited for."""


@dataclass(slots=True)
class Course:
    """The course of a table, begun `by_host` or else by the first person who sits down.

    `timed` gives each phase a limit; `forced` closes the open one, whoever is silent.
    """

    timed: bool = False
    by_host: bool = False
    begun: bool = False
    paused: bool = False
    ended: bool = False
    forced: bool = False
    grace: float = GRACE
    timer: Timer = field(default_factory=Timer)

    @property
    def stands(self) -> bool:
        """Whether no time passes, whoever is here."""
        return self.paused or self.ended or not self.begun

    @property
    def standing(self) -> tuple[float | bool | None, ...]:
        """What changes whenever people must be told anew how time passes."""
        return self.timer.left, self.timer.since, self.begun, self.paused

    def open_phase(self, seconds: int | None) -> None:
        """Give a fresh phase its time, if phases have any."""
        self.forced = False
        self.timer.set(float(seconds) if self.timed and seconds else None)

    def extend(self, seconds: int, now: float) -> None:
        """Give the open phase more seconds; without a limit so far, these are its limit."""
        running = self.timer.since is not None
        self.timer.set((self.timer.remaining(now) or 0.0) + seconds)
        self.timer.run(now, running=running)
