"""How often something may be done: a bucket of permits that fills again with time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """At most `size` permits, and `rate` more a second; it begins full."""

    size: float
    rate: float
    _held: float = -1.0
    _at: float = 0.0

    def take(self, now: float) -> bool:
        """Take a permit, if there is one."""
        self._fill(now)
        if self._held < 1.0:
            return False
        self._held -= 1.0
        return True

    def wait(self, now: float) -> float:
        """Seconds until there is a permit."""
        self._fill(now)
        return max(0.0, (1.0 - self._held) / self.rate)

    def full(self, now: float) -> bool:
        """Whether nothing has been taken for so long that it need not be remembered."""
        self._fill(now)
        return self._held >= self.size

    def _fill(self, now: float) -> None:
        gained = self.size if self._held < 0 else self._held + self.rate * (now - self._at)
        self._held, self._at = min(self.size, gained), now
