"""What wrong data cost a planner who does the best that the data allow, on the six-sector economy.

The plan is the joint clearing of what is stated: outputs for the consumption that maximises the sum of
logarithms under 52.86 hours. It is carried out scaled down: where the planned outputs take more hours in
truth than there are, all are cut alike, and where they take fewer, hours stand idle; each plant draws what
it truly needs, and what is left of each good is consumed. Orders of that kind go through the sealed
execution at the true sites. Losses are consumption-equivalents: the share of all consumption that a
household would give to be rid of the errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from allmende_lab.validate.findings import SEED, Findings, Row, Subject, about, quick
from allmende_lab.validate.six_sectors import GOODS, HOURS, INPUTS, LABOUR, Table, program, tastes
from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.chance import Chance
from allmende_rules.mechanisms.clearing_tables import technology
from allmende_rules.mechanisms.joint_clearing import clear
from allmende_rules.physics.execution import execute
from allmende_rules.physics.orders import Delivery, Orders
from allmende_rules.physics.technology import Site

DRAWS = 2000
PADDINGS = {0.05: 4.76, 0.1: 9.09, 0.2: 16.67}
NOISES = {0.1: (0.44, 7.3), 0.2: (1.54, 14.2), 0.3: (3.17, 19.4)}
"""By standard deviation of the errors: loss in percent at the median and at the ninth decile."""
CLOSED_FORM, REFERENCE = "h/(1 + h)", "reference run"
Amounts = tuple[float, ...]


class Statement(NamedTuple):
    """The technology that a planner is told."""

    inputs: Table
    labour: Amounts


TRUTH = Statement(INPUTS, LABOUR)
SITES = [
    Site(
        enterprise=good,
        good=good,
        labour_per_unit=LABOUR[j],
        capacity=micro(1e6),
        harvest={},
        inputs={used: INPUTS[i][j] for i, used in enumerate(GOODS) if INPUTS[i][j]},
    )
    for j, good in enumerate(GOODS)
]


def planned(stated: Statement) -> Amounts:
    """Outputs that the clearing plans from a statement."""
    return clear(program(stated.inputs, stated.labour)).scales


def executed(plan: Amounts) -> Amounts:
    """Consumption that comes of planned outputs, scaled down to the hours that there are."""
    needed = sum([l * x for l, x in zip(LABOUR, plan, strict=True)])
    part = min(1.0, HOURS / needed)
    done = execute(orders([part * x for x in plan]), SITES, {}, {})
    return tuple(map(units, done.delivered))


def orders(outputs: Sequence[float]) -> Orders:
    """Orders for these outputs, with the hours and inputs that they need; the rest is delivered."""
    scales = {good: micro(x) for good, x in zip(GOODS, outputs, strict=True)}
    inputs = {
        site.good: {used: round(a * scales[site.good]) for used, a in site.inputs.items()}
        for site in SITES
    }
    left = {
        good: max(0, scale - sum([used.get(good, 0) for used in inputs.values()]))
        for good, scale in scales.items()
    }
    return Orders(
        scales=scales,
        labour={site.good: round(site.labour_per_unit * scales[site.good]) for site in SITES},
        inputs=inputs,
        offered={},
        deliveries=[Delivery("all", "all", good, amount, amount) for good, amount in left.items()],
        prices=dict.fromkeys(GOODS, MICRO),
        wage=MICRO,
        owners=dict.fromkeys(GOODS, "all"),
    )


def loss(had: Amounts, best: Amounts) -> float:
    """Percent of consumption lost against the best, in consumption-equivalents."""
    if min(had) == 0:
        return 100.0
    pairs = zip(tastes(), had, best, strict=True)
    return 100 * (1 - exp(sum([b * log(c / most) for b, c, most in pairs])))


def padded(share: float) -> Statement:
    """A statement in which every plant says it needs `share` more labour than it does."""
    return Statement(INPUTS, tuple([l * (1 + share) for l in LABOUR]))


def noisy(spread: float, chance: Chance, number: int) -> Statement:
    """A statement whose every coefficient is off by a lognormal factor of mean 1."""

    def off(true: float, where: str) -> float:
        if not true:
            return 0.0
        return true * exp(spread * chance.normal("error", number, where) - spread**2 / 2)

    inputs = tuple(
        [
            tuple([off(a, f"{user} of {used}") for user, a in zip(GOODS, row, strict=True)])
            for used, row in zip(GOODS, INPUTS, strict=True)
        ]
    )
    hours = tuple([off(l, f"{good} labour") for good, l in zip(GOODS, LABOUR, strict=True)])
    return Statement(inputs, hours)


def plan_errors() -> Findings:
    """Padding by its closed form, and noise at the median and the ninth decile."""
    best = executed(planned(TRUTH))
    rows = [
        about(
            f"Labour padded by {100 * share:g} %: loss, %", theirs,
            loss(executed(planned(padded(share))), best), 0.01, CLOSED_FORM,
        )
        for share, theirs in PADDINGS.items()
    ]  # fmt: skip
    for spread, published in NOISES.items():
        rows += _noise(spread, published, best)
    return Findings(tuple(rows))


def _noise(spread: float, published: tuple[float, float], best: Amounts) -> list[Row]:
    chance = Chance(SEED)
    stated = (noisy(spread, chance, number) for number in range(DRAWS))
    lost = sorted([loss(executed(planned(one)), best) for one in stated if productive(one)])
    note = f"{DRAWS} draws, factors of mean 1."
    if left := DRAWS - len(lost):
        note += f" {left} are left out: their goods would use up more than is made."
    return [
        about(
            f"Noise of {100 * spread:g} %: loss at the {name}, %", theirs,
            at(lost, part), sampling(lost, part), REFERENCE, note,
            basis="simulated",
        )
        for name, part, theirs in (("median", 0.5, published[0]), ("9th decile", 0.9, published[1]))
    ]  # fmt: skip


def productive(stated: Statement) -> bool:
    """Whether the goods can be made from each other at all: a planner would not believe it else."""
    try:
        technology(stated.inputs)
    except ValueError:
        return False
    return True


def at(ordered: Sequence[float], part: float) -> float:
    """The value below which `part` of a sorted sample lies."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def sampling(ordered: Sequence[float], part: float) -> float:
    """Three standard errors of the difference between two samples' quantiles, without a distribution.

    The rank of a quantile is binomial; its error is read off the sample itself.
    """
    ranks = 3 * sqrt(2 * part * (1 - part) / len(ordered))
    return (at(ordered, part + ranks) - at(ordered, part - ranks)) / 2


PLAN_ERRORS = Subject("plan_errors", "Plans from padded and noisy data", quick(plan_errors), SEED)
