"""Fixed shares: how far simultaneous production gets when goods are made from each other's output.

A pool is a good or a renewable stock. `planned[i]` uses of pool i were promised; `rates[i]`, at
most 1, is the share of them that can be served. Plant f makes `x = min(want, min_i k_i rates_i)`,
where `k_i` is what its full promise of i suffices for, and `rates_i = min(1, (stock_i + output of
i) / planned_i)`. This map is monotone and concave, so it has a greatest fixed point (Tarski), which
Newton's method reaches from above in finitely many steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TIGHT = 1e-12
"""Fill rates closer than this are equal."""
PRO_RATA = 3
"""How often unused shares are offered to unfilled intents in proportion to what these lack."""
IN_ORDER = 12
"""How often at most they are then offered to one plant after the other."""
HALF = 0.5
"""Half a micro-unit: who lacks less lacks nothing."""
CRUMB = 100.0
"""A ten-thousandth of a unit: if all that moves is less, another pass is not worth it."""


class Plant(NamedTuple):
    """An enterprise as its suppliers see it; amounts in micro-units.

    `makes` is the pool of its good, `want` its intent as far as order, labour, machines and own
    allowances go, `limit` names the first of these that holds it back. `needs` lists (pool, amount
    per unit of output, output that the full promise of it suffices for).
    """

    name: str
    makes: int
    want: float
    limit: str
    needs: tuple[tuple[int, float, float], ...]


def outputs(plants: Sequence[Plant], rates: Sequence[float]) -> list[float]:
    """What each plant makes at these fill rates."""
    made = []
    for plant in plants:
        x = plant.want
        for pool, _, enough_for in plant.needs:
            x = min(x, enough_for * rates[pool])
        made.append(x)
    return made


def fill_rates(
    plants: Sequence[Plant], stock: Sequence[float], planned: Sequence[float]
) -> list[float]:
    """The greatest fixed point: for each pool the share of planned uses that can be served."""
    rates = [1.0] * len(stock)
    for _ in range(len(plants) * len(stock) + 1):
        gaps, slopes = _respond(plants, stock, planned, rates)
        if min(gaps, default=0.0) > -TIGHT:
            break
        _descend(rates, gaps, slopes)
    return rates


def _respond(
    plants: Sequence[Plant],
    stock: Sequence[float],
    planned: Sequence[float],
    rates: Sequence[float],
) -> tuple[list[float], list[dict[int, float]]]:
    """How far the map moves each rate (never up), and the map's slopes, a row for each pool."""
    supply = list(stock)
    slopes: list[dict[int, float]] = [{} for _ in stock]
    for plant in plants:
        x, by, slope = plant.want, -1, 0.0
        for pool, _, enough_for in plant.needs:
            if enough_for * rates[pool] < x:
                x, by, slope = enough_for * rates[pool], pool, enough_for
        supply[plant.makes] += x
        if by >= 0:
            row = slopes[plant.makes]
            row[by] = row.get(by, 0.0) + slope
    gaps = [0.0] * len(rates)
    for pool, (have, uses, rate) in enumerate(zip(supply, planned, rates, strict=True)):
        if have >= uses * (rate + TIGHT):
            slopes[pool] = {}
        else:
            gaps[pool] = min(0.0, have / uses - rate)
            slopes[pool] = {by: slope / uses for by, slope in slopes[pool].items()}
    return gaps, slopes


def _descend(rates: list[float], gaps: list[float], slopes: list[dict[int, float]]) -> None:
    """One Newton step, on the pools that fall and on those that fall with them.

    Restricted to these the system `(1 - slopes) step = gaps` has an M-matrix and one solution.
    """
    falling = [pool for pool, gap in enumerate(gaps) if gap <= -TIGHT]
    for pool in falling:
        falling += [up for up, row in enumerate(slopes) if pool in row and up not in falling]
    rows = [[(p == q) - slopes[p].get(q, 0.0) for q in falling] + [gaps[p]] for p in falling]
    for pool, step in zip(falling, _solve(rows), strict=True):
        rates[pool] = max(0.0, rates[pool] + step)


def _solve(rows: list[list[float]]) -> list[float]:
    """Gauss-Jordan elimination of an augmented M-matrix, which needs no pivoting."""
    width = len(rows) + 1
    for i, row in enumerate(rows):
        pivot = max(row[i], TIGHT)
        later = [(j, row[j] / pivot) for j in range(i + 1, width) if row[j]]
        row[-1] /= pivot
        for other in rows:
            factor = other[i]
            if factor and other is not row:
                for j, value in later:
                    other[j] -= factor * value
    return [row[-1] for row in rows]


def offer_again(plants: Sequence[Plant], made: list[float], free: list[float]) -> None:
    """Offer what `free` holds of each pool to plants below their intent; changes both in place.

    First PRO_RATA times in proportion to what they lack, then one after the other, in the order
    given, at most IN_ORDER times or until only crumbs move. New output is free at once. Output only
    rises, never above intent, and no pool is overdrawn.
    """
    short = [(i, plant) for i, plant in enumerate(plants) if plant.want - made[i] > HALF]
    for _ in range(PRO_RATA):
        takers = [item for item in short if _can_take(item[1], free)]
        if not takers:
            break
        _pass_pro_rata(takers, made, free)
    for _ in range(IN_ORDER if short else 0):
        if max([_take(plant, i, made, free) for i, plant in short]) < CRUMB:
            break


def _can_take(plant: Plant, free: Sequence[float]) -> bool:
    return all(free[pool] > HALF for pool, _, _ in plant.needs)


def _pass_pro_rata(
    takers: Sequence[tuple[int, Plant]], made: list[float], free: list[float]
) -> None:
    """One pass of offers in proportion to what the takers lack."""
    claims = [0.0] * len(free)
    for i, plant in takers:
        for pool, per_unit, _ in plant.needs:
            claims[pool] += (plant.want - made[i]) * per_unit
    served = [
        have / claim if have < claim else 1.0
        for have, claim in zip([max(0.0, have) for have in free], claims, strict=True)
    ]
    for i, plant in takers:
        part = min([served[pool] for pool, _, _ in plant.needs], default=1.0)
        _make(plant, i, (plant.want - made[i]) * part, made, free)


def _take(plant: Plant, i: int, made: list[float], free: list[float]) -> float:
    """Let one plant use all it can; what makes its own input in surplus is not held by it."""
    step = plant.want - made[i]
    for pool, per_unit, _ in plant.needs:
        have = free[pool]
        if have < step * per_unit and (pool != plant.makes or per_unit > 1):
            step = have / per_unit
    if step <= 0:
        return 0.0
    _make(plant, i, step, made, free)
    return step


def _make(plant: Plant, i: int, step: float, made: list[float], free: list[float]) -> None:
    made[i] += step
    free[plant.makes] += step
    for pool, per_unit, _ in plant.needs:
        free[pool] -= per_unit * step
