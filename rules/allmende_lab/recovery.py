"""How long a blow is felt: rounds until an indicator is back where it stood before (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from allmende_lab.rounds import Round
from allmende_rules.land import Land

WITHIN = 0.05
"""An indicator is back within this share of what it was."""
FIRST = 2
"""The first round that has one before it."""
OF_ALL = ("consumption", "needs_met")
"""What is followed after every shock, beside what it struck."""


class Recovery(msgspec.Struct, frozen=True):
    """A shock of the tape, and after how many rounds an indicator was back: see `recovery_time`."""

    round: int
    target: str
    indicator: str
    rounds: int | None


def recovery_time(values: Sequence[float], shock: int, within: float = WITHIN) -> int | None:
    """Rounds from a shock until a fallen indicator is back at (1 - `within`) of its value before.

    `values` are those of rounds 1, 2, ...; `shock` is the round that it struck, from 2. 0 if the
    indicator did not fall further in that round; None if it was not back by the last one. An
    indicator that rises has nothing to recover from. Raises ValueError if there is no round before.
    """
    if not FIRST <= shock <= len(values):
        raise ValueError(f"A shock has a round before it: 2 to {len(values)}, not {shock}.")
    before = values[shock - FIRST]
    least = before - within * abs(before)
    return next((at for at, now in enumerate(values[shock - 1 :]) if now >= least), None)


def recoveries(game: Sequence[Round]) -> Iterator[Recovery]:
    """Every shock from the second round on, for what all have and for what it struck."""
    land = game[0].end.land
    values = [one.end.public[f"round {one.number}"] for one in game]
    for one in game[1:]:
        for target in sorted({shock["target"] for shock in _shocks(one)}):
            for name in (*OF_ALL, _struck(land, target)):
                series = [told[name] for told in values]
                yield Recovery(one.number, target, name, recovery_time(series, one.number))


def _shocks(one: Round) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = one.end.hidden["tape"]["shocks"].get(str(one.number), ())
    return found


def _struck(land: Land, target: str) -> str:
    """The indicator that a shock to a stock, a trade or one of its sites shows in first."""
    if target in [resource.id for resource in land.resources]:
        return f"stock.{target}"
    return f"output.{land.enterprise(target).good if land.is_enterprise(target) else target}"
