"""Bonuses: what directors get for the output that they report, and what inspectors find of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import ISSUED, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.phases.command.bonus import (
    TRUTHFUL,
    Work,
    achieved,
    audit,
    bonus,
    next_pressure,
    wage_fund,
)
from allmende_rules.phases.command.facts import STATE, setting
from allmende_rules.phases.commons.sectors import holder, home
from allmende_rules.world import World

PAID = "{site} reported {report} of a target of {target}: a bonus of {bonus}."
PROMISED = (
    "{site} reported {report} in {hours} hours, having stated {norm} a unit: a bonus of {bonus}."
)
WITHHELD = "{site} reported {report} of a target of {target}: no bonus, for it owes {owed}."
FOUND = (
    "Inspectors found that {site} made {made}, not the {report} that it reported: it counts as made, "
    "and you pay a fine of {fine}."
)
CAUGHT = "Inspectors found {site} out: it had reported {report} and made {made}."


class Payment(NamedTuple):
    """What came of the reports: events, and the money counted by kind."""

    events: list[Event]
    counted: dict[str, float]


class Reward(NamedTuple):
    """What one site's report brings: money in micro-units, the report that counts, whether it was a lie."""

    bonus: int
    fine: int
    counts: int
    found: bool


def pay_bonuses(world: World, reports: Mapping[str, int], chance: Chance) -> Payment:
    """Pay for last round as reported, fine what is found, and move each site's target."""
    sites = [s for s in world.land.enterprises if world.fact(s.id, "target") is not None]
    rewards = {site.id: _reward(world, site, reports[site.id], chance) for site in sites}
    homes = {site.id: home(world, holder(world, site.id), site) for site in sites}
    fines = _collected(world, rewards, homes)
    moves = [Move(STATE, homes[site], "money", one.bonus) for site, one in rewards.items()]
    due = sum([one.bonus for one in rewards.values()])
    short = max(0, due - world.amount(STATE) - sum([move.amount for move in fines]))
    events: list[Event] = [
        *post("fines", fines),
        *post("money issued", [Move(ISSUED, STATE, "money", short)] if short else []),
        *post("bonuses", moves),
        *([Stated("all", STATE, {"debt": world.fact(STATE, "debt", 0) + short})] if short else []),
    ]
    for site in sites:
        events += _settled(world, site, reports[site.id], rewards[site.id])
    got = {group.id: 0 for group in world.land.households}
    for move in moves:
        got[move.target] += move.amount
    for move in fines:
        got[move.source] -= move.amount
    events += [Stated("holder", group, {"bonus": amount}) for group, amount in got.items()]
    fined = units(sum([move.amount for move in fines]))
    return Payment(events, {"bonuses": units(due), "fines": fined})


def _reward(world: World, site: Enterprise, report: int, chance: Chance) -> Reward:
    """What a report brings. One that is found out counts for what was made, which all can see."""
    made: int = world.fact(site.id, "output", 0)
    lie = report / made - 1.0 if made else 0.0
    inspection, fund = audit(world), wage_fund(world, site)
    draw = chance.uniform("inspection of output", world.round, site.id)
    found = draw < inspection.detection(lie)
    counts = made if found else report
    paid = 0.0 if owes(world, site.id) else bonus(world, site, _work(world, site, counts)) * fund
    return Reward(micro(paid), micro(inspection.fine(lie) * fund) if found else 0, counts, found)


def _work(world: World, site: Enterprise, report: int) -> Work:
    return Work(
        target=units(world.fact(site.id, "target")),
        report=units(report),
        hours=units(world.fact(site.id, "hours", 0)),
        norm=units(world.fact(site.id, "reported_labour")),
    )


def owes(world: World, site: str) -> int:
    """What a site could not pay last round: then it pays no bonus."""
    return sum(
        [one["amount"] for one in world.fact("debts", "unpaid", ()) if one["account"] == site]
    )


def _collected(world: World, rewards: Mapping[str, Reward], homes: Mapping[str, str]) -> list[Move]:
    """Fines as far as the cash of the director's people goes."""
    left: dict[str, int] = {}
    moves: list[Move] = []
    for site, one in rewards.items():
        purse = left.get(homes[site], world.amount(homes[site]))
        fine = min(one.fine, purse)
        left[homes[site]] = purse - fine
        if fine:
            moves.append(Move(homes[site], STATE, "money", fine))
    return moves


def _settled(world: World, site: Enterprise, report: int, reward: Reward) -> list[Event]:
    """The next pressure on a site, what its holder reads, and what all hear if it was found out."""
    target: int = world.fact(site.id, "target")
    after = next_pressure(world, site, achieved(world, site, units(reward.counts)))
    facts = {
        "site": site.name,
        "report": round(units(report), 2),
        "made": round(units(world.fact(site.id, "output", 0)), 2),
        "target": round(units(target), 2),
        "hours": round(units(world.fact(site.id, "hours", 0)), 2),
        "norm": round(units(world.fact(site.id, "reported_labour")), 3),
        "bonus": round(units(reward.bonus), 2),
        "fine": round(units(reward.fine), 2),
        "owed": round(units(owes(world, site.id)), 2),
    }
    paid = PROMISED if setting(world, "bonus_scheme") == TRUTHFUL else PAID
    text = FOUND if reward.found else WITHHELD if owes(world, site.id) else paid
    return [
        Stated(
            "all",
            site.id,
            {"pressure": round(after, 9), "reported_output": report, "bonus": reward.bonus},
        ),
        Told(holder(world, site.id), text, facts),
        *([Told("all", CAUGHT, facts)] if reward.found else []),
    ]
