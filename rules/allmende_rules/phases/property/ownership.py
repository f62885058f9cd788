"""Private ownership: enterprises and the bank belong to households by shares, and profits are paid on them.

Whoever runs a site takes its decisions; shareholders gain what is left above the working balance, each
round, and are not liable for more than they put in.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import units
from allmende_rules.events import ISSUED, Event, Move, Stated, Told
from allmende_rules.land import Enterprise, Land
from allmende_rules.ledger import post
from allmende_rules.mechanisms.shares import opening_shares, pareto_parts, pay_out
from allmende_rules.opening import HOUSE
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.world import NO_FACTS, World

BANK, PROFIT = "bank", "profit."
"""The account of the bank, and the prefix of those on which sites' profits gather until they are paid."""
PRIVATE, DIVIDENDS = "private", "dividends"
SHARE = "share:"
FOUNDERS, PARETO = 0, 1
"""Who inherits: each founder's family its enterprise, or all families by a Pareto law."""
LEAST_TOLD = 0.05
BROUGHT = (
    "{site} earned {earned} after inputs and paid {wages} in wages. It paid {profit} on its shares and keeps "
    "{cash}: profit is what is above {balance} at payday."
)
BROUGHT_CHARGED = (
    "{site} earned {earned} after inputs and paid {wages} in wages and {charges} in taxes, permits and debt. "
    "It paid {profit} on its shares and keeps {cash}: profit is what is above {balance} at payday."
)


def founded(land: Land) -> dict[str, float]:
    """What the machines of the enterprises that each household founded were worth when the game opens."""
    worth = {group.id: 0.0 for group in land.households}
    for site in land.enterprises:
        worth[site.household] += site.capacity * land.machine_worth[site.good]
    return worth


def _fortunes(land: Land) -> dict[str, float]:
    """Parts of all wealth by a Pareto law, in the order of what households founded a head."""
    worth = founded(land)
    ranked = sorted(land.households, key=lambda group: -worth[group.id] / group.people)
    return pareto_parts({group.id: group.people for group in ranked})


def give_titles(world: World) -> list[Event]:
    """Every site is private, and its shares and the bank's go to heirs and to all people."""
    land, inherited = world.land, world.dial("inherited")
    people = {group.id: group.people for group in land.households}
    by_law = _fortunes(land) if world.dial("fortunes") == PARETO else None
    heirs: dict[str, Mapping[str, float]] = {
        site.id: by_law or {site.household: 1.0} for site in land.enterprises
    }
    heirs[BANK] = by_law or founded(land)
    moves = [
        Move(ISSUED, home, SHARE + body, part)
        for body, weights in heirs.items()
        for home, part in opening_shares(people, inherited, weights).items()
    ]
    return [
        *(Stated("all", site.id, {"sector": PRIVATE}) for site in land.enterprises),
        *post("shares", moves),
    ]


def shareholders(world: World, body: str) -> dict[str, int]:
    """The shares that each household has in a site or the bank; households without any are left out."""
    homes = {group.id: world.amount(group.id, SHARE + body) for group in world.land.households}
    return {home: held for home, held in homes.items() if held}


def profit_accounts(world: World) -> dict[str, str]:
    """Where each site's profit goes at payday. Nothing lies there, so nobody covers a loss."""
    return {site.id: PROFIT + site.id for site in world.land.enterprises}


def pay_dividends(world: World) -> list[Event]:
    """Each site's profit, which is public, is paid out on its shares; seats hear who paid them."""
    moves: list[Move] = []
    events: list[Event] = []
    for site in world.land.enterprises:
        profit = world.amount(PROFIT + site.id)
        if profit != world.fact(site.id, "profit"):
            events.append(Stated("all", site.id, {"profit": profit}))
        events += _accounts(world, site, profit)
        parts = pay_out(profit, shareholders(world, site.id))
        moves += [Move(PROFIT + site.id, home, "money", part) for home, part in parts.items()]
    return [*events, *post(DIVIDENDS, moves), *_flowed(world, moves), *_tell(world, moves)]


def _accounts(world: World, site: Enterprise, profit: int) -> list[Event]:
    """To who runs a site what it earned and paid, and why its shares get what they get."""
    seat = holder(world, site.id)
    if seat == HOUSE:
        return []
    flows: Mapping[str, int] = world.secret(site.id, "flows", NO_FACTS)
    earned, wages = flows.get("sales less inputs", 0), -flows.get("wages", 0)
    facts = {
        "site": site.name,
        "earned": round(units(earned), 1),
        "wages": round(units(wages), 1),
        "charges": round(units(earned - wages - sum(flows.values()) + flows.get("profits", 0)), 1),
        "profit": round(units(profit), 1),
        "cash": round(units(world.amount(site.id)), 1),
        "balance": round(site.cash, 1),
    }
    return [Told(seat, BROUGHT_CHARGED if facts["charges"] else BROUGHT, facts)]


def pay_bank_profit(world: World, profit: int) -> list[Event]:
    """What the bank can spare goes to those who own it."""
    parts = pay_out(profit, shareholders(world, BANK))
    moves = [Move(BANK, home, "money", part) for home, part in parts.items()]
    return [*post("bank dividends", moves), *_flowed(world, moves)]


def _flowed(world: World, moves: list[Move]) -> list[Event]:
    """Dividends are part of the income statement of the households that got them."""
    paid: dict[str, int] = {}
    for move in moves:
        paid[move.target] = paid.get(move.target, 0) + move.amount
    events: list[Event] = []
    for home, amount in paid.items():
        if amount:
            flows: Mapping[str, int] = world.secret(home, "flows", NO_FACTS)
            now = {**flows, DIVIDENDS: flows.get(DIVIDENDS, 0) + amount}
            events.append(Stated("holder", home, {"flows": now}))
    return events


def _tell(world: World, moves: list[Move]) -> list[Event]:
    """To each seat what its people's shares brought, the best first."""
    got: dict[str, dict[str, int]] = {}
    for move in moves:
        if units(move.amount) >= LEAST_TOLD:
            mine = got.setdefault(holder(world, move.target), {})
            site = world.land.name(move.source.removeprefix(PROFIT))
            mine[site] = mine.get(site, 0) + move.amount
    return [_account(seat, paid) for seat, paid in got.items()]


def _account(seat: str, paid: Mapping[str, int]) -> Event:
    best = sorted(paid, key=lambda site: -paid[site])[:3]
    facts = {
        "total": round(units(sum(paid.values())), 1),
        "best": ", ".join([f"{site} {units(paid[site]):.1f}" for site in best]),
    }
    return Told(seat, "Shares paid your people {total} in dividends, most of it by {best}.", facts)


def purse(world: World, seat: str, site: Enterprise) -> str:
    """The household from which a seat pays for a site: its own people, who live off it if any do.

    Empty for a seat without people, which runs sites on others' account.
    """
    homes = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    return site.household if site.household in homes else next(iter(homes), "")


def run_by(world: World, seat: str) -> list[Enterprise]:
    """The sites that a seat runs."""
    return [
        world.land.enterprise(unit) for unit in world.held(seat) if world.land.is_enterprise(unit)
    ]
