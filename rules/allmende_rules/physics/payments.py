"""Who can pay for inputs when takings depend on what others can pay.

The payments are the greatest clearing vector of Eisenberg and Noe (2001), Systemic Risk in
Financial Systems: everybody pays what they owe, or else all they have, given that everybody does.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_rules.physics.execution import Executed
from allmende_rules.physics.orders import Orders
from allmende_rules.physics.split import split, worth

Book = dict[str, dict[str, int]]


class InputPayments(msgspec.Struct, frozen=True):
    """Money for inputs by enterprise: `owed`, `paid`, and what it takes for the goods it `sold`."""

    owed: dict[str, int]
    paid: dict[str, int]
    takings: dict[str, int]


def input_payments(
    orders: Orders, executed: Executed, cash: Mapping[str, int], revenue: Mapping[str, int]
) -> InputPayments:
    """The greatest payments for inputs that cash, takings and owners can bear.

    `cash[account]` after final use is paid, `revenue[good]` what final use paid for it.
    """
    bills = {
        f: {good: worth(orders.prices[good], used) for good, used in inputs.items()}
        for f, inputs in sorted(executed.inputs.items())
    }
    owed = {f: sum(bill.values()) for f, bill in bills.items()}
    sellers = _sellers(executed)
    paid = owed
    while True:
        takings = _takings(bills, paid, revenue, sellers, executed.sold)
        able = _affordable(orders, paid, takings, cash)
        if able == paid:
            return InputPayments(owed=owed, paid=paid, takings=takings)
        paid = able


def _sellers(executed: Executed) -> dict[str, list[str]]:
    sellers: dict[str, list[str]] = {}
    for f, good in sorted(executed.goods.items()):
        sellers.setdefault(good, []).append(f)
    return sellers


def _takings(
    bills: Book,
    paid: Mapping[str, int],
    revenue: Mapping[str, int],
    sellers: Mapping[str, list[str]],
    sold: Mapping[str, int],
) -> dict[str, int]:
    """All money paid for each good, split over its sellers by quantity sold; none is lost."""
    total = dict(revenue)
    for f, bill in bills.items():
        for good, part in zip(bill, split(paid[f], list(bill.values())), strict=True):
            total[good] = total.get(good, 0) + part
    takings: dict[str, int] = {}
    for good, names in sellers.items():
        parts = split(total.get(good, 0), [sold[f] for f in names])
        takings.update(zip(names, parts, strict=True))
    return takings


def _affordable(
    orders: Orders, wanted: Mapping[str, int], takings: Mapping[str, int], cash: Mapping[str, int]
) -> dict[str, int]:
    """What each enterprise can pay of what it wants to; owners cover their enterprises by id."""
    purses: dict[str, int] = {}
    able = {}
    for f, amount in wanted.items():
        own = cash.get(f, 0) + takings[f]
        if own < amount:
            owner = cover_of(orders, f)
            purse = purses.get(owner, cash.get(owner, 0))
            drawn = min(amount - own, purse)
            purses[owner] = purse - drawn
            able[f] = own + drawn
        else:
            able[f] = amount
    return able


def cover_of(orders: Orders, enterprise: str) -> str:
    """The account that bears an enterprise's loss; "" if that would be an enterprise, or nobody."""
    owner = orders.owners.get(enterprise, "")
    return "" if owner in orders.scales else owner
