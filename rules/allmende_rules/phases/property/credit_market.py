"""The credit market: one bank lends on machines, is paid at payday, and bears what defaults leave.

A loan issues money and a claim of the bank on the site; repayment destroys both (mechanism `credit`).
Losses are made good out of the bank's earnings; while they are not, it lends nothing.
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import ISSUED, LOST, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.mechanisms import credit
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.market.investment import machine_price
from allmende_rules.phases.property.ownership import BANK, pay_bank_profit
from allmende_rules.physics.orders import Levy
from allmende_rules.view import View
from allmende_rules.world import World, fold, once

LOAN, SERVICE = "loan:", "loan service"
RESERVE = 80_000
"""What the bank keeps of its earnings, in millionths of its loans (Basel III: 8 % of assets)."""


@once
def terms(world: World) -> credit.Terms:
    """The terms in force, from the dials."""
    return terms_of(world)


def terms_of(world: World | View) -> credit.Terms:
    """The terms, as anybody may read them."""
    named = ("ltv", "interest", "spread", "instalment")
    return credit.Terms(*[micro(world.fact("dials", name)) for name in named])


def collateral(world: World | View, site: Enterprise) -> int:
    """What a site's machines would cost at last prices."""
    return int(world.fact(site.id, "capacity") * machine_price(world, site.good))


def debt(world: World | View, site: str) -> int:
    """What a site owes the bank; the bank's book is open."""
    return world.amount(BANK, LOAN + site)


def lendable(world: World, site: Enterprise) -> int:
    """What a site can still borrow."""
    if world.fact(BANK, "uncovered", 0):
        return 0
    return credit.room(terms(world), collateral(world, site), debt(world, site.id))


def rate_for(world: World | View, site: Enterprise, more: int) -> float:
    """The rate a round that a site would pay if it borrowed so much more, as a share."""
    owed = debt(world, site.id) + more
    return units(credit.rate(terms_of(world), collateral(world, site), owed))


def lend(site: str, target: str, amount: int) -> list[Move]:
    """Money is issued to the target account, and a claim on the site to the bank."""
    return [Move(ISSUED, target, "money", amount), Move(ISSUED, BANK, LOAN + site, amount)]


def redeem(site: str, source: str, amount: int) -> list[Move]:
    """Money that pays back a loan is destroyed, with the claim."""
    return [Move(source, LOST, "money", amount), Move(BANK, LOST, LOAN + site, amount)]


def fall_due(world: World) -> tuple[list[Event], tuple[Levy, ...]]:
    """What each debtor owes at payday, on what it owed when the round began."""
    due = {
        site.id: credit.due(terms(world), collateral(world, site), owed)
        for site in world.land.enterprises
        if (owed := debt(world, site.id))
    }
    if not due and not world.fact(BANK, "due"):
        return [], ()
    stated = Stated("all", BANK, {"due": {site: list(one) for site, one in due.items()}})
    return [stated], tuple(Levy(site, BANK, SERVICE, lump=one.whole) for site, one in due.items())


def book_service(world: World) -> list[Event]:
    """What was paid at payday, interest first; losses are covered, and the rest is the owners'."""
    unpaid = {
        one["account"]: one["amount"]
        for one in world.fact("debts", "unpaid", ())
        if one["cause"] == SERVICE
    }
    events: list[Event] = []
    moves: list[Move] = []
    for site, owed in world.fact(BANK, "due", {}).items():
        due = credit.Due(*owed)
        paid = credit.split_payment(due, due.whole - unpaid.get(site, 0))
        moves += redeem(site, BANK, paid.principal)
        events.append(_tell_service(world, site, paid, unpaid.get(site, 0)))
    events += post("repayment", moves)
    return [*events, *_close_books(fold(world, events))]


def _tell_service(world: World, site: str, paid: credit.Due, short: int) -> Event:
    facts = {
        "site": world.land.name(site),
        "interest": round(units(paid.interest), 2),
        "principal": round(units(paid.principal), 2),
        "left": round(units(debt(world, site) - paid.principal), 2),
        "short": round(units(short), 2),
    }
    text = "{site} paid {interest} of interest and {principal} of its loan; {left} is left of it."
    if short:
        text = "{site} could not pay {short} of what it owed the bank; {left} is left of its loan."
    return Told(holder(world, site), text, facts)


def _close_books(world: World) -> list[Event]:
    """Uncovered losses are made good from what the bank has; what it can spare goes to its owners."""
    cover = credit.cover(world.amount(BANK), world.fact(BANK, "uncovered", 0))
    loans = sum([debt(world, site.id) for site in world.land.enterprises])
    spare = world.amount(BANK) - cover.destroyed - loans * RESERVE // MICRO
    events = [*post("losses made good", [Move(BANK, LOST, "money", cover.destroyed)])]
    if (loans, cover.uncovered) != (world.fact(BANK, "loans"), world.fact(BANK, "uncovered")):
        events.append(Stated("all", BANK, {"loans": loans, "uncovered": cover.uncovered}))
    return [*events, *pay_bank_profit(world, spare)] if spare > 0 else events


def write_off(world: World, site: str, source: str, price: int) -> tuple[list[Event], int]:
    """The claim on a site ends: the bank gets what a sale brings, up to the claim, from `source`.

    Returns what follows, and what is left of the price.
    """
    parts = credit.proceeds(price, debt(world, site))
    lost = world.fact(BANK, "uncovered", 0) + parts.loss
    moves = [
        *redeem(site, source, parts.bank),
        Move(BANK, LOST, LOAN + site, parts.loss),
    ]
    stated = [Stated("all", BANK, {"uncovered": lost})] if parts.loss else []
    return [*post("claims settled", moves), *stated], parts.owners
