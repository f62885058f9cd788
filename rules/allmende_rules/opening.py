"""The opening: the same world for every system, with what only its holders know drawn from the seed."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from allmende_rules.agenda import AGENDA, SYSTEMS
from allmende_rules.amounts import micro
from allmende_rules.chance import Chance
from allmende_rules.events import ISSUED, MADE, Event, Move, Stated, plain
from allmende_rules.land import Good, Household, Land
from allmende_rules.ledger import post
from allmende_rules.phases.climate import open_sky
from allmende_rules.record import Header
from allmende_rules.scenario import Scenario
from allmende_rules.system import Dial
from allmende_rules.world import TABLE

HOUSE = "house"
"""The seat that holds what no seat holds; it is always played by the house bot."""


def open_world(header: Header, dials: Sequence[Dial], chance: Chance) -> list[Event]:
    """The opening events: table facts, dials, goods, resources, people, enterprises, holdings, tape."""
    scenario = header.scenario
    land = scenario.land
    return [
        Stated("all", TABLE, _table(header)),
        Stated("all", "dials", {d.id: header.dials.get(d.id, d.default) for d in dials}),
        *(Stated("all", good.id, {"price": micro(good.price)}) for good in land.goods),
        Stated("all", "labour", {"wage": micro(land.wage)}),
        *(Stated("all", r.id, {"stock": r.stock}) for r in land.resources),
        *open_sky(land.climate),
        *(Stated("holder", h.id, {"tastes": _tastes(land, h, chance)}) for h in land.households),
        *_sites(land, chance),
        *_holdings(land, header.seats),
        *post("opening money", _money(land)),
        Stated("nobody", "tape", _tape(scenario, header.rounds, chance)),
    ]


def _table(header: Header) -> dict[str, object]:
    facts: dict[str, object] = {
        "scenario": header.scenario.id,
        "system": header.system,
        "rounds": header.rounds,
        "seats": list(header.seats),
        "finished": False,
    }
    if header.then:
        facts[AGENDA] = plain(header.acts)
    if header.systems:
        facts[SYSTEMS] = plain(header.systems)
    return facts


def _tastes(land: Land, household: Household, chance: Chance) -> dict[str, float]:
    spread = land.frictions.taste_spread
    raw = {g.id: g.taste * exp(spread * _draw(chance, household, g)) for g in land.goods}
    total = sum(raw.values()) or 1.0
    return {good: round(weight / total, 6) for good, weight in raw.items()}


def _draw(chance: Chance, household: Household, good: Good) -> float:
    return chance.normal("tastes", 0, f"{household.id}/{good.id}")


def _sites(land: Land, chance: Chance) -> list[Event]:
    """Opening capacity is public; productivity is drawn from the AR(1)'s stationary spread and private."""
    noise, keep = land.frictions.productivity_noise, land.frictions.productivity_persistence
    spread = noise / (1 - keep**2) ** 0.5 if keep < 1 else noise
    events: list[Event] = []
    for site in land.enterprises:
        drawn = round(spread * chance.normal("productivity", 0, site.id), 9)
        secret = {
            "level": site.productivity,
            "drift": drawn,
            "theta": _theta(site.productivity, drawn),
        }
        events.append(Stated("holder", site.id, secret))
        built = micro(site.capacity)
        events.append(Stated("all", site.id, {"opening_capacity": built, "capacity": built}))
    return [
        *events,
        *post(
            "opening capital",
            (Move(MADE, e.id, "capital", micro(e.capacity)) for e in land.enterprises),
        ),
    ]


def _theta(level: float, drift: float) -> float:
    return round(level * exp(drift), 9)


def _holdings(land: Land, seats: tuple[str, ...]) -> list[Event]:
    events: list[Event] = []
    left = [h.id for h in land.households] + [e.id for e in land.enterprises]
    for seat in land.seats:
        if seat.id in seats:
            units = [seat.household, *seat.enterprises]
            left = [unit for unit in left if unit not in units]
            events += _hold(seat.id, seat.role, units)
    return [*events, *_hold(HOUSE, "licensee", left)]


def _hold(seat: str, role: str, units: list[str]) -> list[Event]:
    return [
        Stated("all", seat, {"role": role, "holds": units}),
        *(Stated("all", unit, {"holder": seat}) for unit in units),
    ]


def _money(land: Land) -> list[Move]:
    purses = {purse.id: purse.cash for purse in land.households}
    purses |= {purse.id: purse.cash for purse in land.enterprises}
    return [Move(ISSUED, name, "money", micro(cash)) for name, cash in purses.items()]


def _tape(scenario: Scenario, rounds: int, chance: Chance) -> dict[str, object]:
    """The shocks of each round, stated and drawn: they depend on the scenario and the seed alone."""
    tape: dict[str, list[dict[str, object]]] = {}
    for shock in scenario.shocks:
        if shock.round <= rounds:
            tape.setdefault(str(shock.round), []).append(
                {
                    "kind": shock.kind,
                    "target": shock.target,
                    "factor": shock.factor,
                    "news": shock.news,
                }
            )
    for number in range(1, rounds + 1):
        for index, hazard in enumerate(scenario.hazards):
            name = f"{index}/{hazard.target}"
            if chance.uniform("hazard", number, name) < hazard.chance:
                lift = chance.uniform("hazard size", number, name)
                factor = round(hazard.low + (hazard.high - hazard.low) * lift, 3)
                tape.setdefault(str(number), []).append(
                    {
                        "kind": hazard.kind,
                        "target": hazard.target,
                        "factor": factor,
                        "news": hazard.news,
                    }
                )
    return {"shocks": tape}
