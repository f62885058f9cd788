"""Markets with traders who do not think: Gode and Sunder 1993, and the first test of Smith 1962."""

from __future__ import annotations

from math import sqrt
from statistics import mean, stdev

from allmende_lab.validate.findings import (
    SEED,
    Findings,
    Row,
    Subject,
    about,
    at_least,
    quick,
    shown,
)
from allmende_lab.validate.traders import Market, Period, best, period
from allmende_rules.chance import Chance

GODE_SUNDER, SMITH = "Gode, Sunder 1993", "Smith 1962"
PERIODS = 100
"""Trading periods of each kind: traders without memory make every period a draw of its own."""
SIX = 6
MARGIN = 14
"""Units that trade at the equilibrium of the first market."""
REFERENCE_ERROR = 0.22
"""Standard error of the reference run for Smith's market: 400 periods of another program."""


def first_market(units: int) -> Market:
    """A market with the published surplus of 885 and 14 units traded, `units` for each of 6 and 6.

    The schedules of Gode and Sunder's first market were not found. Here values fall by 5 and costs rise
    by 4 from unit to unit around the published price of 69, and the first value is 10 higher, so that
    the surplus is as published. What lies beyond the margin is ours.
    """
    places = range(1, SIX * units + 1)
    values = [71 + 5 * (MARGIN - k) + (10 if k == 1 else 0) for k in places]
    costs = [67 - 4 * (MARGIN - k) for k in places]
    return Market(
        tuple([tuple(values[i::SIX]) for i in range(SIX)]),
        tuple([tuple(costs[i::SIX]) for i in range(SIX)]),
        highest=200,
    )


def smith_market() -> Market:
    """Smith's first test in cents: values 3.25 to 0.75 and costs 0.75 to 3.25 by 0.25, a unit each."""
    return Market(
        tuple([(325 - 25 * k,) for k in range(11)]),
        tuple([(75 + 25 * k,) for k in range(11)]),
        highest=400,
    )


def periods(market: Market, *, constrained: bool) -> list[Period]:
    """Independent trading periods of one market."""
    chance = Chance(SEED)
    return [period(market, chance, number, constrained=constrained) for number in range(PERIODS)]


def efficiencies(market: Market, done: list[Period]) -> list[float]:
    """Percent of the greatest surplus, period by period."""
    _, most = best(market)
    return [100 * one.surplus / most for one in done]


def markets() -> Findings:
    """Both markets."""
    return Findings((*_gode_sunder(), *_smith()))


def _gode_sunder() -> list[Row]:
    market, shorter = first_market(units=4), first_market(units=3)
    call, most = best(market)
    constrained, free, fewer = (
        mean(efficiencies(one, periods(one, constrained=held)))
        for one, held in ((market, True), (market, False), (shorter, False))
    )
    built = "The schedules are reconstructed: the published ones were not found."
    return [
        about("Market 1: greatest surplus", 885, most, 0, GODE_SUNDER, built, basis="published"),
        about(
            "Market 1: units traded at equilibrium", 14, sum(call.fills.values()), 0, GODE_SUNDER,
            basis="published",
        ),
        about(
            "Market 1: equilibrium price", 69, call.price, 2, GODE_SUNDER,
            "Any price from 67 to 71 clears; the call auction takes the lowest.",
            basis="published",
        ),
        at_least("ZI-C: efficiency, %", 97, constrained, GODE_SUNDER, published=99.9),
        at_least(
            "ZI-C over ZI-U: points of efficiency", 10, constrained - free, GODE_SUNDER, 9.9,
            "In the other markets 9.2 to 49.4 were published. It hangs on the units beyond the margin.",
        ),
        about(
            "ZI-U: efficiency, all 24 units trade, %", 100 * market.worth_of_all / most, free,
            1e-9, "identity", "(Σ values − Σ costs) / greatest surplus, 24 units on each side.",
        ),
        shown(
            "ZI-U: efficiency, 18 units on each side, %", 90.0, GODE_SUNDER,
            "All units trade, so it hangs on those beyond the margin alone, which are not known.", fewer,
        ),
    ]  # fmt: skip


def _smith() -> list[Row]:
    market = smith_market()
    call, most = best(market)
    done = periods(market, constrained=True)
    percent = efficiencies(market, done)
    error = sqrt(REFERENCE_ERROR**2 + stdev(percent) ** 2 / PERIODS)
    price = mean([mean(one.prices) for one in done if one.prices]) / 100
    return [
        about("Test 1: equilibrium price", 2.00, call.price / 100, 0, SMITH, basis="published"),
        about("Test 1: greatest surplus", 7.50, most / 100, 0, SMITH),
        about(
            "Test 1: units traded at equilibrium", 5.5, sum(call.fills.values()), 0.5, SMITH,
            "5 or 6: the sixth pair gains nothing.",
        ),
        about(
            "Test 1: ZI-C efficiency, %", 96.2, mean(percent), 3 * error, "reference run",
            "Three standard errors of the difference.",
            basis="simulated",
        ),
        about("Test 1: ZI-C mean price", 2.01, price, 0.05, "reference run", basis="simulated"),
    ]  # fmt: skip


MARKETS = Subject("markets", "Double auctions with zero-intelligence traders", quick(markets), SEED)
