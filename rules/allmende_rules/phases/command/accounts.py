"""Accounts: after payday the state withdraws credit, gathers profits, has norms inspected, pays benefits.

What sites lost and the budget could not bear stays in circulation as new money. The state repays it from
later surpluses before it pays anything out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from allmende_rules.amounts import micro, units
from allmende_rules.chance import Chance
from allmende_rules.events import ISSUED, Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.measures import DIVIDEND, GAUGES
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.phases.command.bonus import audit, wage_fund
from allmende_rules.phases.command.facts import MINISTRY, STATE, TREASURY, setting
from allmende_rules.phases.command.fulfilment import fulfilment
from allmende_rules.phases.command.inspectors import pay_inspectors
from allmende_rules.phases.command.queues import queues
from allmende_rules.phases.command.results import results
from allmende_rules.phases.commons.sectors import holder, home
from allmende_rules.phases.physical import executed
from allmende_rules.physics.execution import Executed
from allmende_rules.system import Replies
from allmende_rules.world import NO_BOOK, World, fold

PADDED = (
    "Inspectors found that {site} had stated {said} hours a unit and worked {worked}: you pay a fine of "
    "{fine}."
)
BUDGET = (
    "The state took in {profits} from its sites and {fines} in fines, spent {machines} on machines, "
    "{bonuses} on bonuses and {inspectors} on inspectors"
)
PAID_TO_ALL = ", and paid {benefits} in citizens' dividend, {head} to each."
UNPAID = "; no citizens' dividend is paid."
KEEPS = " It keeps {kept} and owes the bank {debt}."


class Fine(NamedTuple):
    """A lie about a norm that was found: the site, what it worked an hour, and the fine in micro-money."""

    site: Enterprise
    worked: float
    amount: int


def close_books(world: World, _replies: Replies, chance: Chance) -> list[Event]:
    """All that the state does once work is paid for."""
    done = executed(world)
    gathered = _gather(world)
    payroll = pay_inspectors(fold(world, gathered))
    fines = _inspect(world, done, chance)
    events = [*gathered, *payroll.events, *_charged(world, fines)]
    events += _pay_out(fold(world, events), _profits(world))
    now = fold(world, events)
    told = [*results(world), *queues(world, done), *fulfilment(world, done)]
    return [*events, *_income(now, payroll.paid), *told]


def _profits(world: World) -> int:
    """What sites paid in, less what was drawn to cover losses."""
    line: int = world.fact(STATE, "line", 0)
    return world.amount(MINISTRY) + world.amount(TREASURY) - line


def _gather(world: World) -> list[Event]:
    """The credit line is withdrawn as far as there is money, and profits go to the budget."""
    line: int = world.fact(STATE, "line", 0)
    ministry, treasury = world.amount(MINISTRY), world.amount(TREASURY)
    back = min(line, ministry + treasury + world.amount(STATE))
    moves = [Move(MINISTRY, STATE, "money", ministry), Move(TREASURY, STATE, "money", treasury)]
    debt = world.fact(STATE, "debt", 0) + line - back
    return [
        *post("profits of the state", moves),
        *post("credit withdrawn", [Move(STATE, ISSUED, "money", back)]),
        Stated("all", STATE, {"debt": debt, "line": 0}),
    ]


def _inspect(world: World, done: Executed, chance: Chance) -> list[Fine]:
    """The books of inspected sites show the hours that were worked, and with them what a unit took."""
    inspection, found = audit(world), list[Fine]()
    for site in world.land.enterprises:
        made, hours = done.outputs.get(site.id, 0), world.fact(site.id, "hours", 0)
        worked = hours - done.idle_hours.get(site.id, 0)
        if made <= 0 or worked <= 0:
            continue
        lie = units(world.fact(site.id, "reported_labour")) * made / worked - 1.0
        draw = chance.uniform("inspection of norms", world.round, site.id)
        if draw < inspection.detection(lie):
            fine = micro(inspection.fine(lie) * wage_fund(world, site))
            found.append(Fine(site, worked / made, fine))
    return found


def _charged(world: World, fines: list[Fine]) -> list[Event]:
    """Fines of norms, as far as the cash of directors' people goes, and who was found out."""
    moves: list[Move] = []
    left: dict[str, int] = {}
    told: list[Event] = []
    for one in fines:
        payer = home(world, holder(world, one.site.id), one.site)
        purse = left.get(payer, world.amount(payer))
        paid = min(one.amount, purse)
        left[payer] = purse - paid
        moves.append(Move(payer, STATE, "money", paid))
        facts = {
            "site": one.site.name,
            "said": round(units(world.fact(one.site.id, "reported_labour")), 3),
            "worked": round(one.worked, 3),
            "fine": round(units(paid), 2),
        }
        told.append(Told(holder(world, one.site.id), PADDED, facts))
    counted = units(sum([move.amount for move in moves])) + world.fact(GAUGES, "fines", 0.0)
    charged = {move.source: 0 for move in moves}
    for move in moves:
        charged[move.source] += move.amount
    return [
        *post("fines", moves),
        Stated("all", GAUGES, {"fines": round(counted, 6)}),
        *(
            Stated("holder", payer, {"bonus": world.secret(payer, "bonus", 0) - paid})
            for payer, paid in charged.items()
        ),
        *told,
    ]


def _pay_out(world: World, profits: int) -> list[Event]:
    """Repay the bank, keep what the next plan needs, and pay the rest to everyone alike."""
    cash, debt = world.amount(STATE), world.fact(STATE, "debt", 0)
    repaid = min(cash, debt)
    left = max(0, cash - repaid - _kept(world))
    people = {group.id: group.people for group in world.land.households}
    paid = per_head(int(left * setting(world, "benefits")), people)
    facts = {
        "profits": round(units(profits), 1),
        "fines": round(world.fact(GAUGES, "fines", 0.0), 1),
        "bonuses": round(world.fact(GAUGES, "bonuses", 0.0), 1),
        "machines": round(units(world.fact(STATE, "machines", 0)), 1),
        "inspectors": round(units(world.fact(STATE, "inspectors", 0)), 1),
        "benefits": round(units(sum(paid.values())), 1),
        "head": round(units(sum(paid.values())) / sum(people.values()), 3),
        "kept": round(units(cash - repaid - sum(paid.values())), 1),
        "debt": round(units(debt - repaid), 1),
    }
    return [
        *post("debt repaid", [Move(STATE, ISSUED, "money", repaid)]),
        *post("benefits", [Move(STATE, group, "money", part) for group, part in paid.items()]),
        Stated("all", DIVIDEND, paid),
        Stated("all", STATE, {"debt": debt - repaid}),
        Stated("all", GAUGES, {"state_debt": units(debt - repaid)}),
        Told("all", BUDGET + (PAID_TO_ALL if facts["benefits"] else UNPAID) + KEEPS, facts),
    ]


def _kept(world: World) -> int:
    """Money for as many machines as this round, and for the bonus of every target met."""
    funds = sum([wage_fund(world, site) for site in world.land.enterprises])
    machines: int = world.fact(STATE, "machines", 0)
    return machines + micro(funds * setting(world, "bonus"))


def _income(world: World, inspectors: Mapping[str, int]) -> list[Event]:
    """Bonuses less fines, and inspectors' wages, are income beside what payday brought."""
    events: list[Event] = []
    for group in world.land.households:
        flows: Mapping[str, int] = world.secret(group.id, "flows", NO_BOOK)
        earned = {
            "wages": flows.get("wages", 0) + inspectors[group.id],
            "bonus": world.secret(group.id, "bonus", 0),
        }
        events.append(Stated("holder", group.id, {"flows": {**flows, **earned}}))
    return events
