"""Who can pay for inputs when takings depend on what others can pay.

Everybody pays what they owe, or else what they have, given that everybody does: a clearing vector
of Eisenberg and Noe (2001), Systemic Risk in Financial Systems. It is approached from below, so
that every step is a set of payments that can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from allmende_rules.physics.execution import Executed
from allmende_rules.physics.orders import Orders
from allmende_rules.physics.split import split, worth

Book = dict[str, dict[str, int]]
ROUNDS = 32
"""How often what defaulters can pay is raised by what other defaulters paid them."""
MARGIN = 2
"""Micro-units by which rounding may lower one taking while all payments rise."""


class InputPayments(msgspec.Struct, frozen=True):
    """Money for inputs by enterprise: `owed`, `paid`, and what it takes for the goods it `sold`."""

    owed: dict[str, int]
    paid: dict[str, int]
    takings: dict[str, int]


def input_payments(
    orders: Orders, executed: Executed, cash: Mapping[str, int], revenue: Mapping[str, int]
) -> InputPayments:
    """The payments for inputs that cash, takings and owners can bear, in full if possible.

    `cash[account]` after final use is paid, `revenue[good]` what final use paid for it.
    """
    bills = {
        f: {good: worth(orders.prices[good], used) for good, used in inputs.items()}
        for f, inputs in sorted(executed.inputs.items())
    }
    owed = {f: sum(bill.values()) for f, bill in bills.items()}
    sellers, earned = _sellers(executed), _earned(orders, executed)

    def takings(paid: Mapping[str, int]) -> dict[str, int]:
        return _takings(bills, owed, paid, revenue, sellers, earned)

    taken, able = takings(owed), owed
    lacking = [f for f, amount in owed.items() if cash.get(f, 0) + taken[f] < amount]
    if lacking and _affordable(orders, owed, taken, cash) != owed:
        able = _default(orders, owed, takings, cash)
        taken = takings(able)
        able = {f: sum(_parts(bills[f], owed[f], amount)) for f, amount in able.items()}
    return InputPayments(owed=owed, paid=able, takings=taken)


def _default(
    orders: Orders,
    owed: dict[str, int],
    takings: Callable[[Mapping[str, int]], dict[str, int]],
    cash: Mapping[str, int],
) -> dict[str, int]:
    """Payments when some cannot pay all, the solvent first, for their owners cover them first.

    Whoever falls short is broke and pays its cash alone, which may bring others down. Once nobody
    else falls, the broke pay more as takings and owners allow, and the solvent pay in full.
    """
    broke: dict[str, int] = {}
    while True:
        counted = {f: max(0, t - MARGIN) for f, t in takings(owed | broke).items()}
        solvent = {f: amount for f, amount in owed.items() if f not in broke}
        able = _affordable(orders, solvent, counted, cash)
        fallen = {f: min(owed[f], cash.get(f, 0)) for f in able if able[f] < owed[f]}
        if not fallen:
            break
        broke |= fallen
    paid, wanted = solvent | broke, solvent | {f: owed[f] for f in sorted(broke)}
    for _ in range(ROUNDS):
        taken = takings(paid)
        counted = {f: max(sure, taken[f] - MARGIN) for f, sure in counted.items()}
        paid, before = _affordable(orders, wanted, counted, cash), paid
        if paid == before:
            break
    return paid


def _sellers(executed: Executed) -> dict[str, list[str]]:
    sellers: dict[str, list[str]] = {}
    for f, good in sorted(executed.goods.items()):
        sellers.setdefault(good, []).append(f)
    return sellers


def _earned(orders: Orders, executed: Executed) -> dict[str, int]:
    """In which proportion sellers of a good are paid: by quantity sold, at own prices if they have any."""
    if not orders.sellers:
        return executed.sold
    own = orders.sellers
    return {
        f: sold * (own[f].price if f in own else orders.prices[executed.goods[f]])
        for f, sold in executed.sold.items()
    }


def _takings(
    bills: Book,
    owed: Mapping[str, int],
    paid: Mapping[str, int],
    revenue: Mapping[str, int],
    sellers: Mapping[str, list[str]],
    earned: Mapping[str, int],
) -> dict[str, int]:
    """All money paid for each good, split over its sellers by what they `earned`; none is lost."""
    total = dict(revenue)
    for f, bill in bills.items():
        parts = bill.values() if paid[f] == owed[f] else _parts(bill, owed[f], paid[f])
        for good, part in zip(bill, parts, strict=True):
            total[good] = total.get(good, 0) + part
    takings: dict[str, int] = {}
    for good, names in sellers.items():
        parts = split(total.get(good, 0), [earned[f] for f in names])
        takings.update(zip(names, parts, strict=True))
    return takings


def _parts(bill: Mapping[str, int], owed: int, paid: int) -> list[int]:
    """A payment spread over the goods of a bill in proportion, rounded down unless it is full."""
    if paid == owed:
        return list(bill.values())
    return [amount * paid // owed for amount in bill.values()]


def _affordable(
    orders: Orders, wanted: Mapping[str, int], takings: Mapping[str, int], cash: Mapping[str, int]
) -> dict[str, int]:
    """What each enterprise can pay of what it wants to; owners cover theirs in this order."""
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
