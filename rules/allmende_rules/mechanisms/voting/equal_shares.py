"""The method of equal shares: voters get equal parts of the budget and buy together what they want.

Peters and Skowron 2020, "Proportionality and the limits of welfarism"; for projects with costs
Peters, Pierczyński and Skowron 2021, "Proportional participatory budgeting with additive
utilities", a project being worth its cost to all who approve of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from allmende_rules.mechanisms.voting.approval import Approvals, approvals, check_approvals
from allmende_rules.mechanisms.voting.counting import Cast, Election, Tally, ever_level
from allmende_rules.mechanisms.voting.phragmen import extend

Costs = Mapping[str, int]
"""What each option costs, in whole units of money, in the order of listing."""


class Purchase(NamedTuple):
    """What voters bought, and what a voter of each cast has left and paid for each option."""

    election: Election
    purses: tuple[Fraction, ...]
    payments: dict[str, tuple[Fraction, ...]]


def equal_shares(
    options: Sequence[str], casts: Sequence[Cast[Approvals]], seats: int = 1
) -> Election:
    """Elect a committee: a seat costs 1, and the voters have as much as there are seats.

    Seats that the voters cannot pay for are filled by Phragmén's method from what they have left.
    Any group that makes up enough voters for some seats and agrees on as many options has a member
    with that many elected (extended justified representation). The rounds show the price a head
    at which each option could be bought, then Phragmén's loads.

    Raises ValueError for a ballot that names what is no option.
    """
    check_approvals(options, casts, seats)
    bought = buy(dict.fromkeys(options, 1), casts, seats)
    return extend(options, casts, seats, bought.election, [-purse for purse in bought.purses])


def fund(costs: Costs, casts: Sequence[Cast[Approvals]], budget: int) -> Election:
    """Choose projects for a budget (participatory budgeting); what is chosen never costs more.

    Money that voters cannot use together then goes to the other projects in the order of their
    approvals, to each that it still pays for. Projects nobody approves of are not chosen. A tie
    goes to the project listed first. The rounds are those of `buy`, then the approvals.

    Raises ValueError for a negative budget, a cost below 1 or a ballot naming what is no project.
    """
    bought = buy(costs, casts, budget).election
    support = approvals(list(costs), casts)
    rest = {name: support[name] for name in costs if name not in bought.elected and support[name]}
    elected, levels = list(bought.elected), [bought.tied]
    for name in sorted(rest, key=lambda name: -rest[name]):
        if sum(costs[chosen] for chosen in (*elected, name)) <= budget:
            elected.append(name)
            levels.append(tuple(other for other in rest if rest[other] == rest[name]))
    rounds = (*bought.rounds, rest) if rest else bought.rounds
    return Election(tuple(elected), ever_level(costs, levels), rounds)


def buy(costs: Costs, casts: Sequence[Cast[Approvals]], budget: int) -> Purchase:
    """Let the voters buy what those who approve of it can pay for together.

    Each voter gets an equal share of the budget. Supporters pay equal parts, or all they have if
    that is less. The option whose best-off supporters pay the least for what it is worth is bought
    first, until nothing more can be bought. A tie goes to the option listed first. The rounds show
    that payment, per unit of cost, for each option that could be bought.

    Raises ValueError for a negative budget, a cost below 1 or a ballot naming what is no option.
    """
    _check(costs, casts, budget)
    heads = sum(cast.weight for cast in casts)
    purses = [Fraction(budget, heads)] * len(casts) if heads else []
    payments: dict[str, tuple[Fraction, ...]] = {}
    rounds: list[Tally] = []
    levels: list[list[str]] = []
    while offers := _offers(costs, casts, purses, payments):
        level = [name for name in offers if offers[name] == min(offers.values())]
        part = offers[level[0]] * costs[level[0]]
        paid = tuple(
            min(part, purse) if level[0] in cast.ballot else Fraction(0)
            for cast, purse in zip(casts, purses, strict=True)
        )
        purses = [purse - payment for purse, payment in zip(purses, paid, strict=True)]
        payments[level[0]] = paid
        rounds.append(offers)
        levels.append(level)
    elected = tuple(payments)
    election = Election(elected, ever_level(costs, levels), tuple(rounds))
    return Purchase(election, tuple(purses), payments)


def _offers(
    costs: Costs,
    casts: Sequence[Cast[Approvals]],
    purses: Sequence[Fraction],
    bought: Iterable[str],
) -> dict[str, Fraction]:
    """Return what each option that can be bought takes from its best-off supporters, per cost."""
    offers = {}
    for option in costs:
        if option not in bought:
            supporters = sorted(
                (purse, cast.weight)
                for cast, purse in zip(casts, purses, strict=True)
                if option in cast.ballot
            )
            if (part := equal_part(costs[option], supporters)) is not None:
                offers[option] = part / costs[option]
    return offers


def equal_part(cost: int, supporters: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """Return the part at which supporters meet a cost if those with less give all they have.

    `supporters` are (purse, how many), the poorest first. None if all their money does not do.
    """
    left, heads = Fraction(cost), sum(weight for _, weight in supporters)
    for purse, weight in supporters:
        if purse * heads >= left:
            return left / heads
        left -= purse * weight
        heads -= weight
    return None


def _check(costs: Costs, casts: Sequence[Cast[Approvals]], budget: int) -> None:
    check_approvals(list(costs), casts)
    if budget < 0:
        raise ValueError(f"A budget is at least 0, not {budget}.")
    for name, cost in costs.items():
        if cost < 1:
            raise ValueError(f"“{name}” must cost at least 1, not {cost}.")
