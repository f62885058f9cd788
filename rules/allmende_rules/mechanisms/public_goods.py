"""Public goods paid for by voluntary contributions, with or without sanctions and assurance.

Money is whole micro-units, shares and multipliers are millionths. Three ways to turn a fund into a good
for all: money multiplied, as in the laboratory (somebody must issue the gain); a fund that buys a good
(nothing is issued); a good that is provided whole or not at all, with contributions given back.
"""

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import MICRO, largest_remainder
from allmende_rules.mechanisms.dividend import per_head

POINT_COSTS = (0, 1, 2, 4, 6, 9, 12, 16, 20, 25, 30)
"""Tokens that handing one person so many punishment points costs (Fehr and Gächter 2000)."""
POINT_EFFECT = MICRO // 10
"""The share of first-stage income that each point received takes away, at most all of it."""

Points = Mapping[str, Mapping[str, int]]
"""Punishment points by giver and receiver."""


class Funded(NamedTuple):
    """The fund's return by person, what was `issued` for it, and what each keeps and has in all."""

    returns: dict[str, int]
    issued: int
    payoffs: dict[str, int]


class Bought(NamedTuple):
    """Units of the good each person gets, the money spent on it, and each one's refund of the rest."""

    goods: dict[str, int]
    spent: int
    refunds: dict[str, int]


class Provided(NamedTuple):
    """Whether a threshold was met, and what each contributor gets back."""

    provided: bool
    refunds: dict[str, int]


class Punished(NamedTuple):
    """What giving points cost each person, what receiving them took, and what is left."""

    costs: dict[str, int]
    losses: dict[str, int]
    left: dict[str, int]


def multiplied(
    contributions: Mapping[str, int], endowments: Mapping[str, int], multiplier: int
) -> Funded:
    """The linear public good: payoff = endowment - contribution + multiplier/n x all contributions.

    Isaac and Walker 1988; multiplier/n is the marginal per-capita return. Where it lies between 1/n
    and 1, nobody gains by giving and all gain if all give. The fund is shared equally, exactly.

    Raises ValueError for contributions below 0 or beyond the endowment.
    """
    _check(contributions, endowments)
    put_in = sum(contributions.values())
    fund = put_in * multiplier // MICRO
    returns = per_head(fund, dict.fromkeys(endowments, 1))
    payoffs = {
        name: money - contributions.get(name, 0) + returns[name]
        for name, money in endowments.items()
    }
    return Funded(returns, fund - put_in, payoffs)


def buys(contributions: Mapping[str, int], price: int, people: Mapping[str, int]) -> Bought:
    """A fund that buys a good at `price` a unit for all people alike, contributors or not.

    Contributions are money by group, `people` counts everybody who shares. What is left over, less
    than the price of a micro-unit, goes back to contributors in proportion.

    Raises ValueError for a price below 1 or a negative contribution.
    """
    _check(contributions, contributions)
    if price < 1:
        raise ValueError(f"A good that is bought has a price of at least 1, not {price}.")
    fund = sum(contributions.values())
    bought = fund * MICRO // price
    spent = -(-bought * price // MICRO)
    return Bought(per_head(bought, people), spent, _back(fund - spent, contributions))


def provides(
    contributions: Mapping[str, int], threshold: int, *, rebate: bool = True, refund: bool = True
) -> Provided:
    """A good that is provided if contributions reach a `threshold`, and not at all else.

    With `refund`, an assurance contract, all is given back where they do not (Bagnoli and Lipman
    1989); with `rebate` what they exceed it by is given back in proportion (Marks and Croson 1998).
    Without them it is lost to the contributors.

    Raises ValueError for a negative contribution.
    """
    _check(contributions, contributions)
    given = sum(contributions.values())
    if given < threshold:
        back = contributions if refund else dict.fromkeys(contributions, 0)
        return Provided(provided=False, refunds=dict(back))
    return Provided(provided=True, refunds=_back(given - threshold if rebate else 0, contributions))


def punish(points: Points, incomes: Mapping[str, int], cost: int, effect: int) -> Punished:
    """Sanctions of one technology: a point costs its giver `cost` and its receiver `effect`.

    Both are micro-money; the usual ratio is 1 to 3 (Fehr and Gächter 2002). What is taken is lost to
    all. Each pays for the points that he gives, and loses at most what he then has left.

    Raises ValueError for points to oneself or below 0, or that cost more than the giver's income.
    """
    _check_points(points, incomes)
    costs = {name: cost * sum(points.get(name, {}).values()) for name in incomes}
    for name, price in costs.items():
        if price > incomes[name]:
            raise ValueError(f"{name} gave points for {price} out of an income of {incomes[name]}.")
    took = {
        name: min(money - costs[name], effect * _received(points, name))
        for name, money in incomes.items()
    }
    return _punished(incomes, costs, took)


def punish_by_share(points: Points, incomes: Mapping[str, int], token: int = MICRO) -> Punished:
    """Sanctions of Fehr and Gächter 2000: each point takes a tenth of income, and costs rise.

    Giving one person 1, 2, ... 10 points costs 1, 2, 4, 6, 9, 12, 16, 20, 25, 30 tokens of `token`
    micro-money each. As there, a punished person still pays for the points that he gives, so that
    what is left may fall below 0.

    Raises ValueError for points to oneself, or not from 0 to 10.
    """
    _check_points(points, incomes)
    dear = {name: max(points.get(name, {}).values(), default=0) for name in incomes}
    if max(dear.values(), default=0) >= len(POINT_COSTS):
        raise ValueError(f"Points for one person are from 0 to {len(POINT_COSTS) - 1}: {points}.")
    costs = {
        name: token * sum([POINT_COSTS[many] for many in points.get(name, {}).values()])
        for name in incomes
    }
    losses = {
        name: money * min(MICRO, POINT_EFFECT * _received(points, name)) // MICRO
        for name, money in incomes.items()
    }
    return _punished(incomes, costs, losses)


def _punished(
    incomes: Mapping[str, int], costs: dict[str, int], losses: dict[str, int]
) -> Punished:
    left = {name: money - costs[name] - losses[name] for name, money in incomes.items()}
    return Punished(costs, losses, left)


def _received(points: Points, name: str) -> int:
    return sum([given.get(name, 0) for given in points.values()])


def _back(amount: int, contributions: Mapping[str, int]) -> dict[str, int]:
    """An amount given back in proportion, equal remainders to the name that sorts first."""
    names = sorted(contributions)
    parts = largest_remainder(amount, [contributions[name] for name in names])
    return dict(zip(names, parts, strict=True))


def _check(contributions: Mapping[str, int], endowments: Mapping[str, int]) -> None:
    for name, amount in contributions.items():
        most = endowments.get(name, 0)
        if not 0 <= amount <= most:
            raise ValueError(f"{name} can contribute from 0 to {most}, not {amount}.")


def _check_points(points: Points, incomes: Mapping[str, int]) -> None:
    for giver, given in points.items():
        strangers = {giver, *given} - incomes.keys()
        if strangers or given.get(giver) or min(given.values(), default=0) < 0:
            raise ValueError(
                f"Points go from one of {', '.join(incomes)} to another, at least 0: {giver} "
                f"gave {dict(given)}."
            )
