"""What a unit of each good brings over its inputs, and the wage, given which plants are called."""

from __future__ import annotations

from math import inf
from operator import mul
from typing import NamedTuple

from allmende_rules.mechanisms.price_descent import Purses, along, descend


class Step(NamedTuple):
    """Plants of one good with the same ask and hours for a unit: their capacity, and each one's."""

    ask: float
    labour: float
    capacity: float
    plants: list[tuple[int, float]]


class Call(NamedTuple):
    """Who makes a good: steps that run in full, in merit order, and the marginal one, if any."""

    full: list[Step]
    marginal: Step | None


class Economy(NamedTuple):
    """The program: plants by good, demands, U by good and L W, hours, and the wage floor."""

    staircases: list[list[Step]]
    purses: Purses
    upstream: list[list[float]]
    stored: list[float]
    hours: float
    floor: float


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

    def where(self, asked: float) -> float:
        """The value at which so much would be asked for."""
        return self.value + self.asked * (self.asked / asked - 1.0) / self.slope


def prices_at(economy: Economy, values: list[float]) -> list[float]:
    """What a bundle of each demand costs."""
    return along([0.0] * len(economy.purses.cash), economy.upstream, values)


def values_at(
    economy: Economy, calls: list[Call], curves: list[Curve], wage: float, *, tight: bool
) -> tuple[float, list[float], bool]:
    """The wage and values at which these are called, and whether all hours are used.

    If hours are not `tight`, or worth less than the floor, the wage is the floor.
    """
    asks = [call.marginal.ask if call.marginal else 0.0 for call in calls]
    labour = [call.marginal.labour if call.marginal else 0.0 for call in calls]
    free = [good for good, call in enumerate(calls) if call.marginal is None]
    base, embodied = prices_at(economy, asks), prices_at(economy, labour)
    directions = [economy.upstream[good] for good in free]
    there = [sum([s.capacity for s in calls[good].full]) + economy.stored[good] for good in free]
    start = [
        _least(calls[good], curves[good].where(much), wage)
        for good, much in zip(free, there, strict=True)
    ]
    if tight and any(labour):
        hours = economy.hours - _extra(calls, labour) + sum(map(mul, labour, economy.stored))
        wage, *found = descend(
            economy.purses, base, [embodied, *directions], [hours, *there], [wage, *start]
        )
    if not tight or not any(labour) or wage < economy.floor:
        tight, wage = False, economy.floor
        base = along(base, [embodied], [wage])
        found = descend(economy.purses, base, directions, there, start)
    values = [ask + wage * hours for ask, hours in zip(asks, labour, strict=True)]
    for good, value in zip(free, found, strict=True):
        values[good] = value
    return wage, values, tight


def _least(call: Call, value: float, wage: float) -> float:
    """A value from which to start: at least what the dearest of those in full costs."""
    return max([value, *[step.ask + wage * step.labour for step in call.full[-1:]]])


def _extra(calls: list[Call], labour: list[float]) -> float:
    """Hours of plants in full beyond what their output would take at the marginal plant."""
    return sum(
        [
            (step.labour - usual) * step.capacity
            for call, usual in zip(calls, labour, strict=True)
            for step in call.full
        ]
    )
