"""What sellers plan at posted prices: what they post, expect to sell, and mean to make.

Prices are posted first and seen by all. So a seller knows how it stands beside the others when it
plans: it expects that buyers spend the same sum on a good as before, and turn to who has become cheaper.
Where there is a cap, sellers are sold the right to what it limits at one price before they post.

Plain numbers in units; statements and what sellers remember, never sealed truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log
from operator import add
from typing import NamedTuple

from allmende_rules.mechanisms.clearing_program import Program
from allmende_rules.mechanisms.confirmed_orders import confirmed
from allmende_rules.mechanisms.posted_sales import Sales, Stalls, sell, total

FURTHEST = log(2)
"""Nobody expects buyers who turn to or from it to more than double its sales in a round, or halve them."""
CRUMB = 1e-6
"""Units that are as good as none."""
INTRODUCTIONS = 8
"""How often input orders and what is wanted are worked out in turn at an opening."""
HALVINGS = 60
"""How often the interval is halved in which the price of a cap is sought."""


class Stand(NamedTuple):
    """A seller before the round: the price it has in mind, and the least that it takes.

    The least is without what caps come to cost. `stock` is there from before; `expected` are sales at
    its `last` price, None for a seller that has sold nothing yet and asks around what would be wanted
    of it; `buffer` is the stock aimed for, in sales.
    """

    price: float
    least: float
    stock: float
    last: float
    expected: float | None
    buffer: float


class Posting(NamedTuple):
    """What is posted and planned for a round, in the program's order.

    `own` prices, sales `expected` at them, outputs, what plants `meant` to have for sale before hours
    were rationed, and what they are `able` to bring; what the caps on emissions and on harvests cost a
    unit of these; what a unit of output brings `above` all cost and ask; `hours` sought before they
    were rationed; and what buyers want.
    """

    own: list[float]
    expected: list[float]
    scales: list[float]
    meant: list[float]
    able: list[float]
    permit_value: float
    harvest_values: list[float]
    above: list[float]
    hours: float
    sales: Sales


def post(
    program: Program, stands: Sequence[Stand], usual: Sequence[float], shopping: float
) -> Posting:
    """Plan a round at posted prices. What `usual` and `shopping` are, `sell` says.

    Each cap gets one price, at which sellers mean to keep within it. Hours have a posted wage
    instead, and where more are sought than offered all get the same share of them. Then orders for
    inputs are confirmed.
    """
    planning = _Planning(program, stands, _known(program, stands, usual, shopping), shopping)
    caps, costs = _caps(program), [0.0] * len(stands)
    values: list[float] = []
    for draws, cap in caps:
        values.append(_cap_price(planning, costs, draws, cap))
        costs = [cost + values[-1] * draw for cost, draw in zip(costs, draws, strict=True)]
    own = planning.prices(costs)
    expected = planning.expected(own)
    scales = planning.intended(expected)
    for draws, cap in caps:
        scales = rationed(scales, draws, cap)
    labour = [plant.labour for plant in program.plants]
    hours, stock = total(scales, labour), [stand.stock for stand in stands]
    meant = list(map(add, scales, stock))
    scales = confirmed(program, rationed(scales, labour, program.labour), stock)
    return Posting(
        own=own,
        expected=expected,
        scales=scales,
        meant=meant,
        able=planning.able(expected),
        permit_value=values[-1],
        harvest_values=values[:-1],
        above=[
            price - stand.least - cost
            for price, stand, cost in zip(own, stands, costs, strict=True)
        ],
        hours=hours,
        sales=sell(program, Stalls(own, scales, stock, planning.most), usual, shopping),
    )


def _known(
    program: Program, stands: Sequence[Stand], usual: Sequence[float], shopping: float
) -> list[float]:
    """Sales that sellers know of at their last prices.

    Who has sold nothing yet knows what buyers would want of it if all had enough, as far as it can make
    that; what plants order as inputs for it is worked out in turn.
    """
    known = [stand.expected for stand in stands]
    if None not in known:
        return [sales for sales in known if sales is not None]
    most, last = [plant.capacity for plant in program.plants], [stand.last for stand in stands]
    wanted = [0.0] * len(stands)
    for _ in range(INTRODUCTIONS):
        enough = Stalls(last, list(map(min, wanted, most)), most, most)
        wanted = sell(program, enough, usual, shopping).wanted
    return [
        min(w, m) if sales is None else sales
        for sales, w, m in zip(known, wanted, most, strict=True)
    ]


class _Planning:
    """What sellers plan at the prices that they see posted, from the sales that they `know` of."""

    def __init__(
        self, program: Program, stands: Sequence[Stand], known: Sequence[float], shopping: float
    ) -> None:
        self.stands, self.known, self.shopping = stands, known, shopping
        self.most = [plant.capacity for plant in program.plants]
        self.good = [plant.good for plant in program.plants]
        self.before = self._means([stand.last for stand in stands])

    def prices(self, costs: Sequence[float]) -> list[float]:
        """What sellers post: what they have in mind, but no less than the least they take."""
        rows = zip(self.stands, costs, strict=True)
        return [max(stand.price, stand.least + cost) for stand, cost in rows]

    def expected(self, own: Sequence[float]) -> list[float]:
        """Sales to expect: buyers spend the same sum on a good, and turn to who has become cheaper."""
        sales: list[float] = []
        now = self._means(own)
        rows = zip(self.stands, self.good, own, self.known, strict=True)
        for stand, good, price, known in rows:
            mean, before = now[good], self.before[good]
            dearer = log(price / stand.last * (before / mean))
            turned = exp(max(-FURTHEST, min(FURTHEST, -self.shopping * dearer)))
            sales.append(known * before / mean * turned)
        return sales

    def intended(self, expected: Sequence[float]) -> list[float]:
        """What sellers mean to make: expected sales and their stock, less what lies there."""
        return [
            min(most, max(0.0, sales * (1 + stand.buffer) - stand.stock))
            for stand, sales, most in zip(self.stands, expected, self.most, strict=True)
        ]

    def able(self, expected: Sequence[float]) -> list[float]:
        """What sellers could bring to market and be left with the stock that they want."""
        return [
            max(0.0, most + stand.stock - stand.buffer * min(most, sales))
            for stand, sales, most in zip(self.stands, expected, self.most, strict=True)
        ]

    def _means(self, prices: Sequence[float]) -> dict[int, float]:
        """The mean price of each good, sellers weighed by what they could make."""
        paid: dict[int, float] = {}
        whole: dict[int, float] = {}
        for good, price, most in zip(self.good, prices, self.most, strict=True):
            weight = max(most, CRUMB)
            paid[good] = paid.get(good, 0.0) + weight * price
            whole[good] = whole.get(good, 0.0) + weight
        return {good: paid[good] / whole[good] for good in paid}


def _cap_price(
    planning: _Planning, costs: Sequence[float], draws: Sequence[float], cap: float
) -> float:
    """The price of a unit of what is capped, at which sellers mean to draw no more than the cap.

    `costs` are what other caps cost a unit of output, `draws` what it takes of this one. Who has a
    price above cost pays out of that first. 0 where the cap is slack, or lets nobody draw at all.
    """

    def sought(value: float) -> float:
        own = planning.prices([c + value * draw for c, draw in zip(costs, draws, strict=True)])
        return total(planning.intended(planning.expected(own)), draws)

    if cap < CRUMB or sought(0.0) <= cap:
        return 0.0
    low, high = 0.0, 1.0
    while sought(high) > cap:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sought(middle) > cap else (low, middle)
    return high


def rationed(scales: Sequence[float], draws: Sequence[float], limit: float) -> list[float]:
    """Scales cut in the same proportion wherever they draw on what is limited, so that it suffices."""
    sought = total(scales, draws)
    if sought <= limit:
        return list(scales)
    share = limit / sought
    return [x * share if draw > 0 else x for x, draw in zip(scales, draws, strict=True)]


def _caps(program: Program) -> list[tuple[list[float], float]]:
    """What a unit of each plant draws on each harvest cap, and on that of emissions, last."""
    caps = [
        ([one.harvest if one.resource == resource else 0.0 for one in program.plants], cap)
        for resource, cap in enumerate(program.harvest_caps)
    ]
    caps.append(([one.emission for one in program.plants], program.emission_cap))
    return [(draws, inf if cap is None else cap) for draws, cap in caps]
