"""Property in an enterprise as shares: who holds them at first, what they earn, and what new ones cost.

Shares are whole micro-units, `WHOLE` of them for a new enterprise. All divisions are by largest
remainder, equal remainders to the name that sorts first.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from allmende_rules.amounts import MICRO, largest_remainder
from allmende_rules.mechanisms.dividend import per_head

WHOLE = 1_000 * MICRO
"""The shares that an enterprise is first divided into."""
RICH, HELD = 0.1, 0.7
"""The richest tenth hold 70 % of shares: about what they hold of all wealth in the United States (Federal
Reserve, Distributional Financial Accounts)."""


def pareto_parts(
    people: Mapping[str, int], rich: float = RICH, held: float = HELD
) -> dict[str, float]:
    """The part of all wealth that each group holds, if wealth a head falls in the order of `people`.

    A Pareto law whose richest part `rich` holds the part `held`: the richest share q holds q^s with
    s = ln held / ln rich (Pareto 1896; the Lorenz curve 1 - (1 - p)^s read from the top).
    """
    power, total = log(held) / log(rich), sum(people.values())
    parts, above, reached = {}, 0.0, 0
    for name, many in people.items():
        reached += many
        upto = (reached / total) ** power
        parts[name], above = upto - above, upto
    return parts


def opening_shares(
    people: Mapping[str, int], inherited: float, heirs: Mapping[str, float]
) -> dict[str, int]:
    """The shares of one enterprise: the part `inherited` by the heirs' weights, the rest alike a head.

    Raises ValueError for a part outside 0 to 1.
    """
    if not 0 <= inherited <= 1:
        raise ValueError(f"The inherited part is from 0 to 1, not {inherited:g}.")
    left = round(WHOLE * inherited)
    common = per_head(WHOLE - left, people)
    names = sorted(people)
    theirs = largest_remainder(left, [heirs.get(name, 0.0) for name in names])
    return {name: common[name] + part for name, part in zip(names, theirs, strict=True)}


def pay_out(profit: int, shares: Mapping[str, int]) -> dict[str, int]:
    """A profit divided by shares."""
    names = sorted(shares)
    parts = largest_remainder(profit, [shares[name] for name in names])
    return dict(zip(names, parts, strict=True))


def worth(machines: int, profit: int, discount: int) -> int:
    """What all shares are worth: a profit for ever at the rate `discount` (millionths), or the machines.

    The greater of the two: nobody sells for less than the machines would fetch new. At least a unit of
    money, lest the first to come take the enterprise for nothing.
    """
    return max(MICRO, machines, profit * MICRO // max(1, discount))


def new_shares(outstanding: int, worth_: int, paid: int) -> int:
    """The shares that `paid` buys at what all old ones together are worth, rounded down.

    So nobody gains or loses by another's subscription: shares and worth grow in proportion. Raises
    ZeroDivisionError for shares that are worth nothing.
    """
    return outstanding * paid // worth_
