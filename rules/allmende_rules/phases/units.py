"""How quantities read on screen and in answers: percentages are micro-units of a percent.

And what a basket of goods cost last round, in plain money.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import MICRO
from allmende_rules.view import View
from allmende_rules.world import World

PERCENT = "%"
HUNDRED = 100 * MICRO


def percent(share: float) -> int:
    """A share (0.4) as an answer in percent (40_000_000)."""
    return round(share * HUNDRED)


def share(answer: int) -> float:
    """An answer in percent as a share."""
    return answer / HUNDRED


def cost_of(world: World | View, basket: Mapping[str, float]) -> float:
    """Money for so much of each good at last round's prices."""
    known = world.public
    cost: float = sum([much * (known[good]["price"] / MICRO) for good, much in basket.items()])
    return cost
