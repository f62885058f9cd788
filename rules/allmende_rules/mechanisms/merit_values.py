"""The economy as merit order sees it, and what follows from who is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul
from typing import NamedTuple

from allmende_rules.mechanisms.clearing_tables import Table, requirements
from allmende_rules.mechanisms.price_descent import AstrayError, Purses, along


class Steps(NamedTuple):
    """Plants by steps of the merit order: those of one good with the same ask, burden and draws.

    Lists by step; `draws` are by limit and step. `plants` holds each one's place and capacity, and
    `of` the steps of each good.
    """

    good: list[int]
    ask: list[float]
    burden: list[float]
    draws: list[list[float]]
    capacity: list[float]
    plants: list[list[tuple[int, float]]]
    of: list[list[int]]


class Economy(NamedTuple):
    """The program: steps, demands and their recipes, A and W, limits and the least rates of these.

    It is `mixed` if plants of some good differ in what burdens their inputs.
    """

    steps: Steps
    purses: Purses
    recipes: list[tuple[float, ...]]
    inputs: Table
    stock: Sequence[float]
    limits: list[float]
    floors: list[float]
    mixed: bool


class Call(NamedTuple):
    """Who makes a good: steps that run in full, in merit order, and the marginal one, if any."""

    full: list[int]
    marginal: int | None


class Standing(NamedTuple):
    """Who is called, which limits are tight, rates of limits, and what goods bring over their inputs."""

    calls: list[Call]
    tight: list[int]
    rates: list[float]
    values: list[float]


class Technique(NamedTuple):
    """How a further unit of each good is made: the burden on its inputs, L, U by good, and L W.

    Of W is taken what plants in full use beyond what others would use in their place.
    """

    burdens: tuple[float, ...]
    requirements: Table
    upstream: list[list[float]]
    stored: list[float]


class Unknowns(NamedTuple):
    """What a call leaves open: rates of the `tight` limits, then values of the goods in `free`.

    `start` is where they stand, and `least` what the rates must not be below. `base` is what goods
    bring where all rates are 0, and `usual` how it rises with each; `ways` are how prices of bundles
    rise with each unknown, and `there` what there is at that price.
    """

    tight: list[int]
    free: list[int]
    start: list[float]
    least: list[float]
    base: list[float]
    usual: list[list[float]]
    ways: list[list[float]]
    there: list[float]


def technique(economy: Economy, calls: Sequence[Call]) -> Technique:
    """The technique of the marginal plants; of the last one called where no plant is marginal."""
    steps, left = economy.steps, economy.stock
    last = [call.full[-1:] if call.marginal is None else [call.marginal] for call in calls]
    burdens = tuple([steps.burden[step[0]] if step else 1.0 for step in last])
    for good, call in enumerate(calls if economy.mixed else ()):
        more = sum([(steps.burden[f] - burdens[good]) * steps.capacity[f] for f in call.full])
        left = [had - more * row[good] for had, row in zip(left, economy.inputs, strict=True)]
    table = requirements(economy.inputs, burdens)
    upstream = [times(economy.recipes, row) for row in table]
    return Technique(burdens, table, upstream, times(table, left))


def unknowns(economy: Economy, used: Technique, standing: Standing) -> Unknowns:
    """What a call leaves open. Raises AstrayError where a tight limit has no marginal plant."""
    steps, tight = economy.steps, standing.tight
    marginal = [call.marginal for call in standing.calls]
    usual = [[0.0 if f is None else steps.draws[one][f] for f in marginal] for one in tight]
    if not all(map(any, usual)):
        raise AstrayError
    free = [good for good, f in enumerate(marginal) if f is None]
    sure = [0.0 if one in tight else rate for one, rate in enumerate(standing.rates)]
    costs = along(steps.ask, steps.draws, sure)
    called = [sum([steps.capacity[f] for f in standing.calls[good].full]) for good in free]
    return Unknowns(
        tight=tight,
        free=free,
        start=[*[standing.rates[one] for one in tight], *[standing.values[good] for good in free]],
        least=[economy.floors[one] for one in tight],
        base=[0.0 if f is None else costs[f] for f in marginal],
        usual=usual,
        ways=[*[bundles(used, row) for row in usual], *[used.upstream[good] for good in free]],
        there=[
            *[
                _left(economy, used, standing, row, one)
                for row, one in zip(usual, tight, strict=True)
            ],
            *[made + used.stored[good] for made, good in zip(called, free, strict=True)],
        ],
    )


def _left(
    economy: Economy, used: Technique, standing: Standing, usual: list[float], limit: int
) -> float:
    """What is left of a limit for demand, if all output took what it takes at the marginal plants."""
    capacity, draws = economy.steps.capacity, economy.steps.draws[limit]
    left: float = economy.limits[limit] + sum(map(mul, usual, used.stored))
    for call, draw in zip(standing.calls, usual, strict=True):
        for f in call.full:
            left -= (draws[f] - draw) * capacity[f]
    return left


def standing_at(open_: Unknowns, before: Standing, found: list[float]) -> Standing:
    """The standing with these rates and values found: a good brings what its marginal plant costs."""
    rates = list(before.rates)
    for limit, rate in zip(open_.tight, found, strict=False):
        rates[limit] = rate
    values = along(open_.base, open_.usual, found[: len(open_.tight)])
    for good, value in zip(open_.free, found[len(open_.tight) :], strict=True):
        values[good] = value
    return Standing(before.calls, before.tight, rates, values)


def costs_at(economy: Economy, used: Technique, standing: Standing) -> list[float]:
    """What a unit costs at each step, beside inputs as the technique uses them."""
    steps = economy.steps
    costs = along(steps.ask, steps.draws, standing.rates)
    if not economy.mixed:
        return costs
    dear = times(zip(*economy.inputs, strict=True), goods_prices(used, standing.values))
    return [
        cost + (burden - used.burdens[good]) * dear[good]
        for cost, burden, good in zip(costs, steps.burden, steps.good, strict=True)
    ]


def goods_prices(used: Technique, values: Sequence[float]) -> list[float]:
    """What a unit of each good costs."""
    return times(zip(*used.requirements, strict=True), values)


def bundles(used: Technique, values: Sequence[float]) -> list[float]:
    """What a bundle of each demand costs."""
    return along([0.0] * len(used.upstream[0]), used.upstream, values)


def times(rows: Iterable[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Matrix times vector."""
    return [sum(map(mul, row, vector)) for row in rows]
