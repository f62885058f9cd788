"""The way out of private ownership: titles and debts are void, and public money is everybody's."""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.phases.leaving import to_everyone, voided
from allmende_rules.phases.property.charges import TREASURY
from allmende_rules.phases.property.credit_market import LOAN, debt
from allmende_rules.phases.property.ownership import BANK, SHARE, run_by
from allmende_rules.world import TABLE, World


def void_titles(world: World) -> list[Event]:
    """Treasury and bank are shared out alike; debts and shares are void, and each seat hears which."""
    return [
        *voided(world, LOAN, "debts cancelled"),
        *voided(world, SHARE, "shares cancelled"),
        *_shared_out(world),
        *(_receipt(world, seat) for seat in world.fact(TABLE, "seats")),
    ]


def _shared_out(world: World) -> list[Event]:
    """The money of treasury and bank; the bank's claims are no money."""
    purses = {name: {"money": world.amount(name)} for name in (TREASURY, BANK)}
    return to_everyone(World(land=world.land, ledger=purses), purses, "shared out")


def _receipt(world: World, seat: str) -> Event:
    """What a seat's people owned and owed, and what becomes of it."""
    homes = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    held = [
        world.land.name(asset.removeprefix(SHARE))
        for asset in sorted({a for home in homes for a in world.ledger.get(home, {})})
        if asset.startswith(SHARE) and any(world.amount(home, asset) for home in homes)
    ]
    owed = sum([debt(world, site.id) for site in run_by(world, seat)])
    text = (
        "Private ownership ends. You held shares in {held}, which are void; loans of {owed} at sites "
        "that you run are cancelled, and what treasury and bank had was shared out alike."
    )
    facts = {"held": ", ".join(held) or "nothing", "owed": round(units(owed), 1)}
    return Told(seat, text, facts)
