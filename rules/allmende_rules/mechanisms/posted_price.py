"""Posted prices: sellers name a price, buyers take what they want at it, and what happens moves it.

Nothing clears. Before a round every seller posts a price and plans to make what it expects to sell and
some stock (`posted_plans`; buyers' side: `posted_sales`). Where more is wanted than there is, somebody
goes without. Afterwards (Samuelson 1941)

    p' = max(cost + ask, p·exp(λ·e)),   e = wanted / supply - 1

where a seller that was held back counts what it brought as its supply, and any other what it was able
to bring: with idle machines it lowers its price until that just pays. So a price is determined by cost
where capacity is idle and by demand where it is full (Kalecki 1954, ch. 1), and at rest, with no ask, it
is the competitive one. Expected sales follow what was wanted (Nerlove 1958), and the wage follows
excess demand for hours (Phillips 1958).

Plain numbers in units; what passed at the stands, never sealed truth.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

LEARNING = 0.5
"""The weight of the last round's demand in expected sales."""
GREATEST = 1.0
"""The greatest excess demand that a price heeds in a round, as a share of supply."""
DUST = 1e-6
"""What is brought is what was meant if no more than this share of it is missing."""


class Trade(NamedTuple):
    """What passed at a seller's stand in a round.

    `wanted` of it, those included whom others sent on; `meant` to be there for sale, and `brought`;
    `able` to bring at full capacity, the stock it wants to keep left aside.
    """

    wanted: float
    meant: float
    brought: float
    able: float


def excess(trade: Trade) -> float:
    """Excess demand at a stand, as a share of its supply: from -1 to GREATEST.

    Who brought less than it meant to, for want of hands, inputs or luck, takes that for its supply
    when it is sold out. Who meant to bring too little makes more next time, for no higher price.
    """
    held_back = trade.brought < trade.meant * (1 - DUST)
    supply = trade.brought if held_back and trade.wanted > trade.brought else trade.able
    if supply <= 0:
        return GREATEST if trade.wanted > 0 and held_back else 0.0
    return min(GREATEST, trade.wanted / supply - 1)


def moved(price: float, excess_demand: float, step: float) -> float:
    """A price, or the wage, after a round of excess demand."""
    return price * exp(step * max(-1.0, min(GREATEST, excess_demand)))


def expected_sales(expected: float, trade: Trade) -> float:
    """Sales to expect in the next round at the same prices."""
    return expected + LEARNING * (trade.wanted - expected)
