"""How buyers meet posted prices: whom they turn to, what their money buys, what they pay on average.

Buyers of a good spread over its sellers in proportion to what each could bring, weighed by its price to
the power of minus σ: a logit in the logarithm of prices (McFadden 1974). A customer who finds a seller
sold out goes to the next one. All of them pay the mean price of what is sold.

Plain numbers in units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul
from typing import NamedTuple

from allmende_rules.mechanisms.clearing_program import Buyer, Program

PASSES, SETTLED = 50, 1e-12
"""How often at most mean prices and what is wanted at them are worked out in turn, and when they agree."""


class Stalls(NamedTuple):
    """What sellers bring: own prices, planned output, goods in stock, the most they could make."""

    prices: Sequence[float]
    scales: Sequence[float]
    stock: Sequence[float]
    most: Sequence[float]


class Sales(NamedTuple):
    """What buyers want of each seller first, bundles that each buyer wants, mean prices of goods."""

    wanted: list[float]
    bundles: list[float]
    prices: list[float]


def sell(program: Program, stalls: Stalls, usual: Sequence[float], shopping: float) -> Sales:
    """What is wanted of whom at posted prices, before anything is rationed.

    `usual` prices hold where nobody has anything to sell; `shopping` is σ. Mean prices and what is
    wanted at them depend on each other and are worked out in turn.
    """
    counters = _counters(program, stalls, shopping)
    ordered = _ordered(program, stalls.scales)
    prices = [_mean(one, 0.0, p) for one, p in zip(counters, usual, strict=True)]
    for _ in range(PASSES):
        asked = _asked(program.buyers, prices, ordered)
        before, prices = prices, list(map(_mean, counters, asked, usual))
        if all(abs(p - q) <= SETTLED * q for p, q in zip(prices, before, strict=True)):
            break
    wanted = [0.0] * len(program.plants)
    asked = _asked(program.buyers, prices, ordered)
    for counter, much in zip(counters, asked, strict=True):
        whole = sum(counter.draw)
        for f, draw in zip(counter.sellers, counter.draw, strict=True):
            wanted[f] = much * draw / whole if whole else 0.0
    return Sales(wanted, [bundles_for(buyer, prices) for buyer in program.buyers], prices)


def spread(total: float, weights: Sequence[float], rooms: Sequence[float]) -> list[float]:
    """Parts of `total` in proportion to `weights`, none above its room; the rest goes to the others.

    What finds no room, or nobody with weight, is left out.
    """
    parts = [0.0] * len(rooms)
    left = [i for i, weight in enumerate(weights) if weight > 0]
    while total > 0 and left:
        scale = total / sum([weights[i] for i in left])
        full = [i for i in left if weights[i] * scale >= rooms[i]]
        for i in full or left:
            parts[i] = rooms[i] if full else weights[i] * scale
        if not full:
            break
        total -= sum([rooms[i] for i in full])
        left = [i for i in left if i not in full]
    return parts


def bundles_for(buyer: Buyer, prices: Sequence[float]) -> float:
    """All the bundles that a buyer's cash buys, but no more than it wants."""
    cost = total(buyer.recipe, prices)
    many = buyer.cash / cost if cost else 0.0
    return many if buyer.most is None else min(many, buyer.most)


def total(scales: Iterable[float], draws: Iterable[float]) -> float:
    """What scales draw together on something, at so much a unit."""
    drawn: float = sum(map(mul, scales, draws))
    return drawn


class _Counter(NamedTuple):
    """The sellers of a good: their places, own prices, what draws buyers to each, what each brings."""

    sellers: list[int]
    prices: list[float]
    draw: list[float]
    supply: list[float]


def _counters(program: Program, stalls: Stalls, shopping: float) -> list[_Counter]:
    counters = [_Counter([], [], [], []) for _ in program.goods]
    rows = zip(program.plants, *stalls, strict=True)
    for f, (plant, price, scale, stock, most) in enumerate(rows):
        counter = counters[plant.good]
        counter.sellers.append(f)
        counter.prices.append(price)
        counter.draw.append((most + stock) * price**-shopping)
        counter.supply.append(scale + stock)
    return counters


def _mean(counter: _Counter, much: float, usual: float) -> float:
    """The mean price that buyers of `much` pay; of what draws them where nothing is sold."""
    sold = spread(much, counter.draw, counter.supply)
    if not any(sold):
        sold = counter.draw
    whole = sum(sold)
    return total(counter.prices, sold) / whole if whole else usual


def _ordered(program: Program, scales: Sequence[float]) -> list[float]:
    """What plants order of each good as inputs."""
    use = [0.0] * len(program.goods)
    for plant, x in zip(program.plants, scales, strict=True):
        use[plant.good] += plant.burden * x
    return [total(row, use) for row in program.inputs]


def _asked(
    buyers: Sequence[Buyer], prices: Sequence[float], ordered: Sequence[float]
) -> list[float]:
    """All that is wanted of each good at these prices, as input and for final use."""
    asked = list(ordered)
    for buyer in buyers:
        many = bundles_for(buyer, prices)
        asked = [much + amount * many for much, amount in zip(asked, buyer.recipe, strict=True)]
    return asked
