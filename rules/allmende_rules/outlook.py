"""What is foreseen of a motion: for every public indicator a range without it, with it, and of the change.

Plain data, for the wire and for screens. It holds ranges and no point: nobody knows the one future.
"""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True):
    """The lowest and the highest value over all seeds, in the indicator's own unit."""

    low: float
    high: float


class Outlook(msgspec.Struct, frozen=True):
    """One public indicator at the end of the last round played forward.

    `change` is of the difference that the motion makes within each seed, with it less without it: both
    are played through the same draws, so it is narrower than the two levels side by side suggest.
    """

    indicator: str
    without: Span
    with_motion: Span
    change: Span


class Foresight(msgspec.Struct, frozen=True):
    """A motion played forward by bots from what everybody may see.

    `dial` goes from `now` to `value` (micro-units, as a motion says it) in round `begins`; the outlooks
    are of the end of round `ends`, over so many `seeds`.
    """

    dial: str
    now: int
    value: int
    begins: int
    ends: int
    seeds: int
    outlooks: tuple[Outlook, ...]
