"""A world that agrees with all that everybody sees, with everything private drawn anew.

Facts that no spectator has are drawn as an opening draws them: tastes, productivities, the tape of
shocks. Closed purses are estimated, so that all money is what was issued. Nothing private is read: the
world follows from a spectator's view, the published scenario, and a seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

import msgspec

from allmende_bots.reckoning import margin
from allmende_rules.amounts import MICRO, largest_remainder, micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import ISSUED, MADE
from allmende_rules.game import new_header
from allmende_rules.land import Enterprise, Household, Land
from allmende_rules.measures import DIVIDEND, FEES
from allmende_rules.opening import open_world
from allmende_rules.scenario import Hazard, Scenario
from allmende_rules.systems.registry import find_system
from allmende_rules.view import View
from allmende_rules.world import TABLE, Facts, World, fold

SPREAD = 0.1
"""Standard deviation of the logarithm of a purse around its estimate."""
PURSES = "money_of_households"
"""The public indicator that says which part of all money households hold."""


def surmise(scenario: Scenario, seen: View, seed: int) -> World:
    """The world as it may be, at the opening of a round, for one seed.

    `seen` is the view of a spectator after the news of the round and before anybody was asked.
    """
    land = seen.land
    private, hidden = _drawn(scenario, seen, seed)
    ledger: dict[str, dict[str, int]] = {name: dict(book) for name, book in seen.books.items()}
    for account, money in _purses(seen, Chance(seed)).items():
        ledger.setdefault(account, {})["money"] = money
    for site in land.enterprises:
        ledger[site.id]["capital"] = seen.fact(site.id, "capacity")
    whole = sum(book.get("capital", 0) for book in ledger.values())
    ledger[MADE], ledger[ISSUED] = {"capital": -whole}, {"money": -issued(land)}
    return World(land=land, ledger=ledger, public=seen.public, private=private, hidden=hidden)


def issued(land: Land) -> int:
    """All money there is, in micro-units: it is issued at the opening and never after."""
    return sum(_opening_purses(land).values())


def _opening_purses(land: Land) -> dict[str, int]:
    homes = {group.id: micro(group.cash) for group in land.households}
    return homes | {site.id: micro(site.cash) for site in land.enterprises}


def _drawn(scenario: Scenario, seen: View, seed: int) -> tuple[Facts, Facts]:
    """Private and hidden facts, as an opening by another seed would draw them."""
    rounds: int = seen.fact(TABLE, "rounds")
    header = new_header(
        unforetold(scenario, rounds),
        system=seen.fact(TABLE, "system"),
        seed=seed,
        rounds=rounds,
        seats=tuple(seen.fact(TABLE, "seats")),
    )
    system = find_system(header.system)
    opened = fold(World(land=seen.land), open_world(header, system.dials, Chance(seed)))
    return opened.private, {"tape": opened.hidden["tape"]}


def unforetold(scenario: Scenario, rounds: int) -> Scenario:
    """The scenario with each stated shock as a hazard: it may come in any round, as far as anyone knows."""
    unknown = tuple(
        Hazard(
            chance=1 / rounds,
            kind=shock.kind,
            target=shock.target,
            low=shock.factor,
            high=shock.factor,
            news=shock.news,
        )
        for shock in scenario.shocks
        if shock.round <= rounds
    )
    return msgspec.structs.replace(scenario, shocks=(), hazards=(*scenario.hazards, *unknown))


def _purses(seen: View, chance: Chance) -> dict[str, int]:
    """Money of every household group and site: together what open books leave of all that was issued."""
    land = seen.land
    last: Mapping[str, float] = seen.public.get(f"round {seen.fact(TABLE, 'round') - 1}", {})
    if not last:
        return _opening_purses(land)
    whole = issued(land)
    left = whole - sum(book.get("money", 0) for book in seen.books.values())
    homes = min(left, round(last[PURSES] * whole))
    return {
        **_among(homes, {g.id: _earned(seen, g) for g in land.households}, chance),
        **_among(left - homes, {e.id: e.cash for e in land.enterprises}, chance),
    }


def _among(money: int, weights: Mapping[str, float], chance: Chance) -> dict[str, int]:
    """Money shared out by weights, each of which is uncertain by SPREAD."""
    drawn = [
        int(MICRO * weight * exp(SPREAD * chance.normal("purse", 0, name)))
        for name, weight in weights.items()
    ]
    parts = largest_remainder(money, drawn if any(drawn) else [1] * len(drawn))
    return dict(zip(weights, parts, strict=True))


def _earned(seen: View, group: Household) -> float:
    """What a group may have taken in last round: wages, dividend, and profits of the sites it lives off."""
    hours = group.people * group.hours * group.skill
    paid: Mapping[str, int] = seen.public.get(DIVIDEND, {})
    sites = [site for site in seen.land.enterprises if _beneficiary(seen, site) == group.id]
    profits = sum(_profit(seen, site) for site in sites)
    return hours * units(seen.fact("labour", "wage")) + units(paid.get(group.id, 0)) + profits


def _beneficiary(seen: View, site: Enterprise) -> str:
    """Whose profit a site's is, as far as holdings tell; nobody's for a plant of the planned sector."""
    if site.planned:
        return ""
    held = seen.fact(seen.fact(site.id, "holder"), "holds", ())
    return next((unit for unit in held if seen.land.is_household(unit)), site.household)


def _profit(seen: View, site: Enterprise) -> float:
    """Last round's takings less usual costs and the fees paid in advance; never below 0."""
    made, fees = seen.fact(site.id, "output", 0), seen.fact(FEES, site.id, 0)
    return max(0.0, units(made) * margin(seen, site) - units(fees))
