"""Settlement: executed quantities are posted and paid for (DESIGN 5, Settlement, sealed).

Everything passes the account "clearing", which ends at 0 for money, hours and every good. No other
account is below 0 after any posting; clearing lends money inside the posting "sales less inputs"
alone. What is not delivered is not charged: that is the whole of a refund. An enterprise that falls
short bears it: it pays the hours it hired, idle ones too, and sells no more than it made.

Final use is paid first, then inputs, wages, and levies in the order given. An enterprise pays from
cash and takings, then its owner covers the loss as far as the owner's money goes, by id of
enterprise; an owner that is an enterprise itself covers nothing. The rest stays unpaid and is
reported.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_rules.events import MADE, USED, Move, Posted
from allmende_rules.physics.execution import Executed
from allmende_rules.physics.journal import CLEARING, HOURS, Journal, Unpaid
from allmende_rules.physics.orders import Orders
from allmende_rules.physics.payments import InputPayments, cover_of, input_payments
from allmende_rules.physics.split import split, worth


class Settled(msgspec.Struct, frozen=True):
    """The postings in order, one for each cause, and what stayed unpaid."""

    events: list[Posted]
    unpaid: tuple[Unpaid, ...]


def settle(
    orders: Orders,
    executed: Executed,
    balances: Mapping[str, int],
    labour_supply: Mapping[str, int],
    working_balance: Mapping[str, int],
) -> Settled:
    """Post and pay for what was executed; all amounts are micro-units.

    `balances[account]` is money at the opening, `labour_supply[household]` the most hours to be
    hired, `working_balance[f]` money that stays with an enterprise when its profit is paid out.
    Raises ValueError if the orders hire more hours than households supply.
    """
    journal = Journal(dict(balances))
    hours = _hours(orders, labour_supply)
    assets = {f: asset(good) for f, good in executed.goods.items()}
    _produce(journal, executed, assets)
    _work(journal, sum(hours.values()))
    _sell(journal, executed, assets)
    revenue = _final_use(journal, orders, executed)
    _use_inputs(journal, executed)
    bills = input_payments(orders, executed, journal.cash, revenue)
    wages = {f: worth(orders.wage, hired) for f, hired in sorted(orders.labour.items())}
    _cover_losses(journal, orders, bills, wages)
    _pay_sellers(journal, bills)
    _pay_wages(journal, hours, wages)
    _pay_levies(journal, orders, executed)
    _pay_profits(journal, orders, executed, working_balance)
    return Settled(journal.events, tuple(journal.unpaid))


def _hours(orders: Orders, supply: Mapping[str, int]) -> dict[str, int]:
    """Hours worked by household, in proportion to supply."""
    hired, there = sum(orders.labour.values()), sum(supply.values())
    if hired > there:
        raise ValueError(f"Orders hire {hired} micro-hours, but households supply only {there}.")
    names = sorted(supply)
    return dict(zip(names, split(hired, [supply[h] for h in names]), strict=True))


def _produce(journal: Journal, executed: Executed, assets: Mapping[str, str]) -> None:
    made = executed.outputs.items()
    journal.carry([Move(MADE, f, assets[f], amount) for f, amount in made if amount])
    journal.close("harvest and output")


def _work(journal: Journal, hired: int) -> None:
    """All hours are made and used up at once: who worked where is seen in the wages."""
    if hired:
        journal.carry([Move(MADE, CLEARING, HOURS, hired), Move(CLEARING, USED, HOURS, hired)])
    journal.close("labour")


def _sell(journal: Journal, executed: Executed, assets: Mapping[str, str]) -> None:
    sold = executed.sold.items()
    journal.carry([Move(f, CLEARING, assets[f], amount) for f, amount in sold if amount])
    journal.close("goods sold")


def _final_use(journal: Journal, orders: Orders, executed: Executed) -> dict[str, int]:
    """Deliveries go to takers, each payer pays for all of its own; returns the money by good."""
    paid: dict[str, int] = {}
    revenue = dict.fromkeys([delivery.good for delivery in orders.deliveries], 0)
    assets = {good: asset(good) for good in revenue}
    cash, prices, goods = journal.cash, orders.prices, []
    for delivery, quantity in zip(orders.deliveries, executed.delivered, strict=True):
        payer, good = delivery.payer, delivery.good
        cost = min(worth(prices[good], quantity), delivery.budget)
        before = paid.get(payer, 0)
        left = cash.get(payer, 0) - before
        if cost > left:
            journal.owe(payer, "final use", cost - left)
            cost = left
        paid[payer] = before + cost
        revenue[good] += cost
        if quantity:
            goods.append(Move(CLEARING, delivery.taker, assets[good], quantity))
    for payer, amount in paid.items():
        journal.pay(payer, CLEARING, amount)
    journal.carry(goods)
    journal.close("final use")
    return revenue


def _use_inputs(journal: Journal, executed: Executed) -> None:
    used = [
        (f, asset(good), amount)
        for f, inputs in executed.inputs.items()
        for good, amount in inputs.items()
        if amount
    ]
    journal.carry([Move(CLEARING, f, good, amount) for f, good, amount in used])
    journal.carry([Move(f, USED, good, amount) for f, good, amount in used])
    journal.close("inputs")


def _cover_losses(
    journal: Journal, orders: Orders, bills: InputPayments, wages: Mapping[str, int]
) -> None:
    """Owners bring what cash and takings lack: for all inputs first, then for wages."""
    due = bills.paid
    for costs in ({}, wages):
        for f, inputs in due.items():
            need = inputs + costs.get(f, 0) - journal.cash.get(f, 0) - bills.takings[f]
            if need > 0:
                _cover(journal, orders, f, need)
    journal.close("losses covered")


def _cover(journal: Journal, orders: Orders, f: str, need: int) -> None:
    owner = cover_of(orders, f)
    journal.pay(owner, f, min(need, journal.cash.get(owner, 0)))


def _pay_sellers(journal: Journal, bills: InputPayments) -> None:
    _pay_out(journal, bills.takings)
    for f, amount in bills.paid.items():
        journal.pay(f, CLEARING, amount)
        if amount < bills.owed[f]:
            journal.owe(f, "inputs", bills.owed[f] - amount)
    journal.close("sales less inputs")


def _pay_wages(journal: Journal, hours: Mapping[str, int], wages: Mapping[str, int]) -> None:
    total = 0
    for f, bill in wages.items():
        paid = min(bill, journal.cash.get(f, 0))
        journal.pay(f, CLEARING, paid)
        if paid < bill:
            journal.owe(f, "wages", bill - paid)
        total += paid
    _pay_out(journal, dict(zip(hours, split(total, list(hours.values())), strict=True)))
    journal.close("wages")


def _pay_levies(journal: Journal, orders: Orders, executed: Executed) -> None:
    """Levies of one cause make one posting; the owner's money of the moment stands in for lack."""
    for cause in dict.fromkeys([levy.cause for levy in orders.levies]):
        for levy in orders.levies:
            if levy.cause == cause:
                f = levy.enterprise
                due = worth(levy.per_unit, executed.outputs.get(f, 0)) + levy.lump
                if due > journal.cash.get(f, 0):
                    _cover(journal, orders, f, due - journal.cash.get(f, 0))
                paid = min(due, journal.cash.get(f, 0))
                journal.pay_on(f, levy.to, paid)
                if paid < due:
                    journal.owe(f, cause, due - paid)
        journal.close(cause)


def _pay_profits(
    journal: Journal, orders: Orders, executed: Executed, working_balance: Mapping[str, int]
) -> None:
    for f in executed.outputs:
        owner = orders.owners.get(f, f)
        profit = journal.cash.get(f, 0) - working_balance.get(f, 0)
        if owner != f and profit > 0:
            journal.pay_on(f, owner, profit)
    journal.close("profits")


def _pay_out(journal: Journal, parts: Mapping[str, int]) -> None:
    for account, amount in parts.items():
        journal.pay(CLEARING, account, amount)


def asset(good: str) -> str:
    """The ledger's name of a good."""
    return f"good:{good}"
