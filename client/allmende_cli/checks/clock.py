"""Whether this machine's clock can be right at all."""

from __future__ import annotations

from datetime import UTC, date, datetime

from allmende_cli.checks.check import Check

TOPIC = "Clock"
RELEASED = date(2026, 11, 22)
"""When this version was made: no clock that is right can show a day before. Set at each release."""


def clock(now: datetime) -> Check:
    """Compare the time with the day on which this version was made."""
    shown = f"{now:%Y-%m-%d %H:%M} {now.tzname() or ''}".rstrip()
    if now.astimezone(UTC).date() < RELEASED:
        found = f"It shows {shown}, which is before this version was made ({RELEASED})."
        return Check(TOPIC, "fail", found, "Set the clock: saved games are ordered by it.")
    return Check(TOPIC, "ok", f"It shows {shown}.")
