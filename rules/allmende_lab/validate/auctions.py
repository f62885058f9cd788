"""Auctions of what bidders value independently, uniform from 0 to 1 (Vickrey 1961; Myerson 1981)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import mean, stdev

from allmende_lab.validate.findings import SEED, Findings, Row, Subject, about, quick
from allmende_rules.amounts import MICRO, units
from allmende_rules.chance import Chance
from allmende_rules.mechanisms.call_auction import Ask, Bid, Call, call_auction
from allmende_rules.mechanisms.double_auction import Order, double_auction

VICKREY = "Vickrey 1961"
BIDDERS, DRAWS, TRIED = 5, 5000, 300
STANDARD_ERRORS = 3
LIES = [k * MICRO // 10 for k in range(11)]


def values(chance: Chance, number: int) -> list[int]:
    """What one unit is worth to each bidder, in micro-money."""
    return [int(MICRO * chance.uniform("value", number, str(i))) for i in range(BIDDERS)]


def uniform_price(bids: Sequence[int], lots: int) -> Call:
    """The call auction of so many lots: all pay the highest losing bid."""
    orders = [Bid(str(i), MICRO, limit) for i, limit in enumerate(bids)]
    return call_auction(orders, [Ask("commons", lots * MICRO)])


def first_price(bids: Sequence[int]) -> int:
    """What the highest of sealed bids pays: a market order meets them all in the book."""
    orders = [Order(str(i), "buy", 1, limit) for i, limit in enumerate(bids)]
    return double_auction([*orders, Order("commons", "sell", 1)]).trades[0].price


def revenue(call: Call) -> float:
    """Money that all winners pay."""
    return units(sum(call.payments.values()))


def gain_by_lying(worth: Sequence[int], lots: int) -> int:
    """The most that the first bidder can gain by bidding anything but what a unit is worth to him."""

    def profit(bid: int) -> int:
        call = uniform_price([bid, *worth[1:]], lots)
        return worth[0] * call.fills["0"] // MICRO - call.payments["0"]

    return max(map(profit, LIES)) - profit(worth[0])


def auctions() -> Findings:
    """Revenues of three auctions, and whether truth is a best reply."""
    chance = Chance(SEED)
    drawn = [values(chance, number) for number in range(DRAWS)]
    shade = BIDDERS - 1
    second = [revenue(uniform_price(worth, 1)) for worth in drawn]
    first = [units(first_price([v * shade // BIDDERS for v in worth])) for worth in drawn]
    two = [revenue(uniform_price(worth, 2)) for worth in drawn]
    tempted = max(gain_by_lying(worth, 2) for worth in drawn[:TRIED])
    between = [a - b for a, b in zip(second, first, strict=True)]
    expected = (BIDDERS - 1) / (BIDDERS + 1)
    shading = "Bidders offer (n − 1)/n of what it is worth to them, their equilibrium."
    return Findings(
        (
            _sampled("Second price, 1 lot: revenue", expected, second, VICKREY),
            _sampled("First price, 1 lot: revenue", expected, first, VICKREY, shading),
            _sampled("Second price less first price", 0.0, between, "Myerson 1981"),
            _sampled("Third price, 2 lots: revenue", 2 * 3 / 6, two, VICKREY),
            about(
                "2 lots: most gained by not bidding the truth", 0.0, units(tempted), 1e-6, VICKREY,
                f"{TRIED} draws, eleven other bids in each; bids are whole micro-money.",
            ),
        )
    )  # fmt: skip


def _sampled(what: str, theirs: float, sample: Sequence[float], source: str, note: str = "") -> Row:
    """The mean of a sample, within three of its standard errors."""
    error = stdev(sample) / sqrt(len(sample))
    return about(what, theirs, mean(sample), STANDARD_ERRORS * error, source, note)


AUCTIONS = Subject("auctions", "Revenue of sealed-bid auctions", quick(auctions), SEED)
