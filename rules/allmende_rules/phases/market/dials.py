"""The dials of a market: how it clears, and how prices find their level where sellers post them."""

from __future__ import annotations

from allmende_rules.system import Dial
from allmende_rules.view import View
from allmende_rules.world import World

JOINT, POSTED = 0, 1
CLEARING, PRICE_STEP, WAGE_STEP = "clearing", "price_step", "wage_step"
STOCK_TARGET, SHOPPING = "stock_target", "shopping"
TRIED = "ours: tried before it was chosen"


def market_dials(clearing: int = JOINT) -> tuple[Dial, ...]:
    """The dials that every system with a market takes; `clearing` is its default way to clear.

    The others do something only where sellers post prices. Whoever sets up the game sets them: they
    say how markets are assumed to work, which no assembly decides.
    """
    return (
        Dial(
            CLEARING,
            "How markets clear",
            "choice",
            clearing,
            JOINT,
            POSTED,
            JOINT,
            "Eisenberg and Gale (1959) for joint, Samuelson (1941) for posted",
            "facilitator",
            whole=True,
            names=("Joint", "Posted"),
            assumed=True,
        ),
        _dial(
            PRICE_STEP,
            "Posted prices move by, of excess demand",
            0.3,
            1.5,
            "Samuelson (1941), tried",
        ),
        _dial(
            WAGE_STEP,
            "The wage moves by, of excess demand for hours",
            0.2,
            1.5,
            "Phillips (1958), tried",
        ),
        _dial(
            STOCK_TARGET,
            "Stock that sellers aim for, of expected sales",
            0.15,
            1,
            TRIED,
            off=(0, "no stock"),
        ),
        _dial(SHOPPING, "How far buyers turn to cheaper sellers", 4, 12, TRIED, unit="elasticity"),
    )


def _dial(  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    default: float,
    high: float,
    source: str,
    *,
    unit: str = "share",
    off: tuple[float, str] | None = None,
) -> Dial:
    at, word = off or (None, "")
    return Dial(
        id_,
        label,
        unit,
        default,
        0,
        high,
        at,
        source,
        "facilitator",
        assumed=True,
        off_word=word,
    )


def is_posted(world: World | View) -> bool:
    """Whether sellers post prices; not so where a system has no such dial."""
    return bool(world.fact("dials", CLEARING, JOINT) == POSTED)
