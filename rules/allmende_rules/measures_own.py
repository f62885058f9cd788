"""Measures of one seat in a round: how its people live and what its enterprises brought (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allmende_rules.amounts import units
from allmende_rules.measures import DIVIDEND, FEES, Living, rounded, true_output
from allmende_rules.world import NO_BOOK, NO_FACTS, World


def own(world: World, seat: str, lives: Mapping[str, Living]) -> dict[str, float]:
    """The indicators of one seat: its people's life and its enterprises' results."""
    held = world.held(seat)
    homes = [unit for unit in held if unit in lives]
    sites = [unit for unit in held if unit not in lives]
    measured = _money(world, homes)
    measured |= _home(world, homes, lives)
    harvest = fees = 0
    for site in sites:
        cut, paid = _enterprise(world, site, measured)
        harvest, fees = harvest + cut, fees + paid
    measured["sites"] = len(sites)
    measured["harvest"], measured["fees"] = units(harvest), units(fees)
    return measured


def _money(world: World, homes: Sequence[str]) -> dict[str, float]:
    """What a seat's people took in together and what they have.

    Profit is what enterprises paid out to them, less losses and fees that they covered.
    """
    wages = profit = dividend = cash = 0
    paid: Mapping[str, int] = world.public.get(DIVIDEND, NO_BOOK)
    for home in homes:
        known = world.private.get(home, NO_FACTS)
        flows: Mapping[str, int] = known.get("flows", NO_BOOK)
        earned = flows.get("wages", 0)
        wages += earned
        profit += sum(flows.values()) - earned - flows.get("final use", 0)
        dividend += paid.get(home, 0)
        cash += world.amount(home)
    return {
        "wages": units(wages),
        "profit": units(profit),
        "dividend": units(dividend),
        "income": units(wages + profit + dividend),
        "cash": units(cash),
    }


def _home(world: World, homes: Sequence[str], lives: Mapping[str, Living]) -> dict[str, float]:
    """How a seat's people fared, a head."""
    measured = {"consumption": 0.0, "needs_met": 1.0, "welfare": 0.0}
    measured |= {f"consumption.{good}": 0.0 for good in world.land.needs}
    whole = sum([lives[home].people for home in homes])
    for home in homes:
        life = lives[home]
        part = life.people / whole
        measured["consumption"] += life.worth * part
        measured["needs_met"] -= life.in_need / whole
        measured["welfare"] += life.welfare * part
        for good, eaten in life.goods.items():
            measured[f"consumption.{good}"] += eaten * part
    return {name: rounded(value) for name, value in measured.items()}


def _enterprise(world: World, site: str, measured: dict[str, float]) -> tuple[int, int]:
    """Add a site's results; returns its harvest and fees, in micro-units."""
    seen, known = world.public[site], world.private.get(site, NO_FACTS)
    late: int = known.get("flows", NO_BOOK).get("licence fees", 0)
    harvest = seen.get("harvest", 0) + known.get("undeclared", 0)
    fees = world.fact(FEES, site, 0) - late
    measured[f"output.{site}"] = units(true_output(world, site))
    measured[f"harvest.{site}"] = units(harvest)
    measured[f"idle_hours.{site}"] = units(known.get("idle_hours", 0))
    measured[f"capacity.{site}"] = units(world.amount(site, "capital"))
    measured[f"fees.{site}"] = units(fees)
    if world.land.climate:
        measured[f"emissions.{site}"] = seen.get("emissions", 0.0)
    if world.land.research:
        measured[f"productivity.{site}"] = known["level"]
    return harvest, fees
