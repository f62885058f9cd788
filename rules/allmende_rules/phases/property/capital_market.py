"""The capital market: money for machines from the enterprise's own cash, from new shares, and from the bank.

Who runs a site decides what it puts into machines: first the enterprise's cash, which its takings make
good before profits are paid, then its own people's money, for new shares. Outsiders may subscribe where
profits beat the interest rate: sites are part of the land, so that is how one enters a trade.
"""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.shares import worth
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.market.investment import INVEST, MOST, machine_prices
from allmende_rules.phases.property.credit_market import collateral, lendable
from allmende_rules.phases.property.ownership import purse, run_by
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.view import View
from allmende_rules.world import World, once

BORROW, STAKE = "borrow:", "stake:"
STAKED = 0.2
"""The greatest part of a household's cash that a round's subscription elsewhere may ask for."""
HURDLE = 0.01
"""By how much profits must beat the interest rate to draw outsiders (ECONOMICS B1)."""
IN_USE = 0.9
"""Machines are in use from this part of what they could make; the rest is for stocks and luck."""


def ask_capital(world: World, seat: str) -> tuple[Question, ...]:
    """Money for machines and loans at each site that a seat runs, and shares that its people may buy."""
    sites = run_by(world, seat)
    homes = [purse(world, seat, site) for site in sites]
    questions: list[Question] = []
    for site, payer in zip(sites, homes, strict=True):
        questions.append(_invest(world, site, payer, homes.count(payer), first=site is sites[0]))
        if room := lendable(world, site):
            questions.append(_borrow(site, room))
    return (*questions, *_stakes(world, seat))


def _invest(world: World, site: Enterprise, payer: str, sharing: int, *, first: bool) -> Amount:
    most = own_money(world, site) + int(world.amount(payer) * MOST / sharing)
    wear = world.fact(site.id, "capacity") * world.land.frictions.depreciation
    return Amount(
        id=INVEST + site.id,
        topic="invest",
        about=site.id,
        title="Money for new machines",
        help="First from the enterprise's cash, then from your people's, who get new shares for it. "
        "Machines work from next round on; wear takes its part each round.",
        low=0,
        high=most,
        default=min(most, int(wear * machine_prices(world)[site.good])),
        unit="money",
        required=first,
        effects=(Effect(f"capacity.{site.id}", 1),),
    )


def own_money(world: World | View, site: Enterprise) -> int:
    """What an enterprise may put into machines of its own cash."""
    return int(world.amount(site.id) * MOST)


def _borrow(site: Enterprise, room: int) -> Amount:
    return Amount(
        id=BORROW + site.id,
        topic="borrow",
        about=site.id,
        title="Loan for new machines",
        help="The bank lends on your machines at last prices. Interest and an instalment fall due each "
        "round, before profits; who cannot pay is sold up.",
        low=0,
        high=room,
        default=0,
        unit="money",
        required=False,
        once=True,
        effects=(Effect(f"capacity.{site.id}", 1),),
    )


def open_offer(world: World | View) -> Enterprise | None:
    """The site that sells new shares to anybody; none without entry.

    It is the one whose profit on its machines is best, of those whose machines are in use: who has idle
    ones raises no money for more. That profit must beat the interest rate.
    """
    sites = [site for site in world.land.enterprises if in_use(world, site) >= IN_USE]
    if not world.fact("dials", "entry") or not sites:
        return None
    best = max(sites, key=lambda site: profit_rate(world, site))
    beats: bool = profit_rate(world, best) > world.fact("dials", "interest") + HURDLE
    return best if beats else None


@once
def open_site(world: World) -> Enterprise | None:
    """The site that sells new shares to anybody this round."""
    return open_offer(world)


def in_use(world: World | View, site: Enterprise) -> float:
    """Last round's output beside what its machines could make today, which all may see."""
    made: int = world.fact(site.id, "output", 0)
    return made / max(1, reach(world, site))


def profit_rate(world: World | View, site: Enterprise) -> float:
    """Last round's profit, which every enterprise publishes, on the worth of its machines."""
    profit: int = world.fact(site.id, "profit", 0)
    return profit / max(MICRO, collateral(world, site))


def worth_of(world: World | View, site: Enterprise) -> int:
    """What all shares of a site are worth: its last profit at the base rate of interest, or its machines."""
    discount = micro(world.fact("dials", "interest") + HURDLE)
    return worth(collateral(world, site), world.fact(site.id, "profit", 0), discount)


def _stakes(world: World, seat: str) -> list[Question]:
    site = open_site(world)
    if site is None or site in run_by(world, seat):
        return []
    good = world.land.good(site.good)
    homes = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    return [
        Amount(
            id=STAKE + group,
            topic="stake",
            about=group,
            title=f"Money for new shares of {site.name}",
            help="It earns more on its machines than loans cost. Your money buys it machines, and you "
            "shares in it, at what it earns over the base rate of interest.",
            low=0,
            high=int(world.amount(group) * STAKED),
            default=0,
            unit="money",
            required=False,
            once=True,
            effects=(Effect(f"machines.{good.id}", 1),),
        )
        for group in homes
    ]
