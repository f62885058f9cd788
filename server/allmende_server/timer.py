"""The time that people have for an open phase, as plain numbers; whoever asks brings the time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Timer:
    """Seconds left when it last stood still, and since when it runs; `left` None is no limit."""

    left: float | None = None
    since: float | None = None

    def set(self, seconds: float | None) -> None:
        """Give so many seconds, standing still."""
        self.left, self.since = seconds, None

    def run(self, now: float, *, running: bool) -> None:
        """Let time pass from now on, or stop it."""
        if running == (self.since is not None):
            return
        self.left = self.remaining(now)
        self.since = now if running else None

    def remaining(self, now: float) -> float | None:
        """Seconds left, never below 0; None without a limit."""
        if self.left is None or self.since is None:
            return self.left
        return max(0.0, self.left - (now - self.since))

    def expired(self, now: float) -> bool:
        """Whether the time is up."""
        return self.remaining(now) == 0
