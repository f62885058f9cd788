"""Who is called up to make each good, and which limits are tight, at prices found so far."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from operator import mul, sub
from typing import NamedTuple

from allmende_rules.mechanisms.merit_values import (
    Call,
    Economy,
    Standing,
    Steps,
    Technique,
    costs_at,
    times,
)


class Curve(NamedTuple):
    """The demand for a good near a value v: what is asked for there, and how fast that falls.

    It is drawn as a hyperbola, which it is where buyers want nothing else (b / v).
    """

    asked: float
    slope: float
    value: float

    def at(self, value: float) -> float:
        """What would be asked for at another value: no end of it where the good is free."""
        fallen = self.asked + self.slope * (value - self.value)
        return self.asked**2 / fallen if fallen > 0 else inf


def revised(
    economy: Economy,
    used: Technique,
    standing: Standing,
    asked: tuple[list[float], list[float]],
) -> tuple[Standing, list[float]]:
    """The standing after a new call, which is the same object if nothing changes, and outputs by step.

    `asked` are amounts that demands ask for, and how fast these fall.
    """
    amounts, slopes = asked
    steps, costs = economy.steps, costs_at(economy, used, standing)
    wanted = times(used.upstream, amounts)
    outputs = _outputs(steps, standing.calls, map(sub, wanted, used.stored))
    calls = list(standing.calls)
    for good, (call, value) in enumerate(zip(standing.calls, standing.values, strict=True)):
        if not _stands(steps, good, call, value, costs, outputs):
            slope = sum(
                [fall * way * way for fall, way in zip(slopes, used.upstream[good], strict=True)]
            )
            curve = Curve(wanted[good], slope, value)
            calls[good] = _called(steps, good, costs, used.stored[good], curve)
    marginal = sum([call.marginal is not None for call in calls])
    tight, rates = _tight(economy, standing, outputs, max(1, marginal))
    if calls == standing.calls and tight == standing.tight:
        return standing, outputs
    after = Standing(calls, tight, rates, standing.values)
    if tight and not marginal:
        after = _hired(economy, after, costs)
    return after, outputs


def _outputs(steps: Steps, calls: list[Call], needs: Iterable[float]) -> list[float]:
    """Outputs by step: of marginal ones what is left to make, be it less than nothing or too much."""
    outputs = [0.0] * len(steps.good)
    for (full, marginal), need in zip(calls, needs, strict=True):
        for f in full:
            outputs[f] = steps.capacity[f]
        if marginal is not None:
            outputs[marginal] = need - sum([steps.capacity[f] for f in full])
    return outputs


def _stands(
    steps: Steps, good: int, call: Call, value: float, costs: list[float], outputs: list[float]
) -> bool:
    """Whether those called for a good, and no others, pay at this value, and the marginal one can do it."""
    full, marginal = call
    if marginal is not None and not 0.0 <= outputs[marginal] <= steps.capacity[marginal]:
        return False
    return all(f == marginal or (costs[f] < value) == (f in full) for f in steps.of[good])


def _called(steps: Steps, good: int, costs: list[float], stored: float, curve: Curve) -> Call:
    """Where the demand curve meets the merit order; what is `stored` comes before all plants.

    Where nothing would be called, the cheapest step is marginal: it says where demand begins.
    """
    full: list[int] = []
    supply = stored
    for f in sorted(steps.of[good], key=costs.__getitem__):
        wanted = curve.at(costs[f])
        if wanted < supply + steps.capacity[f]:
            return Call(full, f if wanted > supply or not full else None)
        supply += steps.capacity[f]
        full.append(f)
    return Call(full, None)


def _tight(
    economy: Economy, standing: Standing, outputs: list[float], most: int
) -> tuple[list[int], list[float]]:
    """The limits that are passed, or tight and worth more than their least rate; rates of all.

    At most so many as plants are marginal: each decides how much one of these makes.
    """
    tight: list[int] = []
    rates = list(standing.rates)
    for limit, (draws, there) in enumerate(zip(economy.steps.draws, economy.limits, strict=True)):
        was = limit in standing.tight
        use = sum(map(mul, draws, outputs))
        passed = rates[limit] >= economy.floors[limit] if was else use > there
        if passed and len(tight) < most:
            tight.append(limit)
        elif was:
            rates[limit] = economy.floors[limit]
    return tight, rates


def _hired(economy: Economy, standing: Standing, costs: list[float]) -> Standing:
    """Where all called plants are full, make marginal the one that a change of rate reaches first.

    If they take more of a tight limit than there is, its rate rises until the first of them pays no more;
    else it falls until the next one pays, or to its least, and then the limit is not tight.
    """
    steps, (limit, *others) = economy.steps, standing.tight
    draws, full = steps.draws[limit], [f for call in standing.calls for f in call.full]
    scarce = sum([draws[f] * steps.capacity[f] for f in full]) > economy.limits[limit]
    reached = [
        (standing.rates[limit] + (standing.values[steps.good[f]] - costs[f]) / draws[f], f)
        for f in (full if scarce else sorted(set(range(len(costs))).difference(full)))
        if draws[f]
    ]
    rate, hired = (min if scarce else max)(reached, default=(-inf, 0))
    rates, calls = list(standing.rates), list(standing.calls)
    rates[limit] = max(rate, economy.floors[limit])
    if rate <= economy.floors[limit] and not scarce:
        return standing._replace(tight=others, rates=rates)
    good = steps.good[hired]
    calls[good] = Call([f for f in calls[good].full if f != hired], hired)
    return standing._replace(calls=calls, rates=rates)
