"""How quantities read on screen and in answers: percentages are micro-units of a percent."""

from __future__ import annotations

from allmende_rules.amounts import MICRO

PERCENT = "%"
HUNDRED = 100 * MICRO


def percent(share: float) -> int:
    """A share (0.4) as an answer in percent (40_000_000)."""
    return round(share * HUNDRED)


def share(answer: int) -> float:
    """An answer in percent as a share."""
    return answer / HUNDRED
