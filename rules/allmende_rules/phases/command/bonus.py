"""What a director's reports bring by the published rules: bonus, inspection, and the next target.

Amounts are shares of the site's wage fund at full work, so that large and small sites are paid alike.
The rules are the same for those who pay, for previews, and for whoever reckons what a report would bring.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.reporting import Audit, NaiveBonus, TruthfulBonus, ratchet
from allmende_rules.phases.command.facts import in_plan, setting
from allmende_rules.phases.commons.basics_plan import table_labour
from allmende_rules.view import View
from allmende_rules.world import World

NONE, NAIVE, TRUTHFUL = 0, 1, 2
"""Bonus schemes: the dial `bonus_scheme`."""
ROUNDING = 1e-5
"""A target that is missed by so small a share, as whole micro-units make it, is met."""
HALF = 0.1
"""A lie of a tenth is found in half the inspections (ours)."""
RATES = TruthfulBonus(over=0.5, even=1.0, under=2.0)
"""Of a unit of productivity beyond, at, and short of what was promised (ours; order from Weitzman 1976)."""
EASIEST, HARDEST = 1.0, 2.0
"""How far the ratchet may move a target from what the balance gives: never below it (ours)."""


class Work(NamedTuple):
    """A round at a site: its target and what it reports, in units, the hours it got, and its norm.

    `norm` is the hours a unit that it reported beforehand.
    """

    target: float
    report: float
    hours: float
    norm: float


def wage_fund(seen: World | View, site: Enterprise) -> float:
    """Money for the table's hours at all the machines of a site, at the wage in force."""
    hours = seen.land.good(site.good).labour * units(seen.fact(site.id, "capacity"))
    return hours * units(seen.fact("labour", "wage"))


def just_met(report: float, target: float) -> bool:
    """Whether a report is the target but for rounding."""
    return abs(report - target) <= ROUNDING * target


class Scheme(NamedTuple):
    """How the work of a site is paid: premium and slope in shares of its wage fund, and the table's norm.

    The truthful scheme compares output an hour with the norm that was promised, both beside the public
    table, so that it does not matter how much a site was asked to make.
    """

    kind: float
    size: float
    slope: float
    table: float

    def share(self, done: Work) -> float:
        """Shares of the wage fund that a report brings; never less than 0."""
        if self.kind == NONE or done.target <= 0:
            return 0.0
        if self.kind == NAIVE:
            part = 1.0 if just_met(done.report, done.target) else done.report / done.target
            return max(0.0, NaiveBonus(self.size, self.slope).pay(1.0, part))
        made = self.table * done.report / done.hours if done.hours else 0.0
        return max(0.0, self.size * RATES.pay(self.table / done.norm, made))


def scheme(seen: World | View, site: Enterprise) -> Scheme:
    """The scheme in force, as it pays a site."""
    kind, size, slope = (setting(seen, name) for name in ("bonus_scheme", "bonus", "bonus_slope"))
    return Scheme(kind, size, slope, table_labour(seen, site) if kind == TRUTHFUL else 0.0)


def bonus(seen: World | View, site: Enterprise, done: Work) -> float:
    """Shares of the wage fund that a report brings under the scheme in force."""
    return scheme(seen, site).share(done)


def audit(seen: World | View) -> Audit:
    """Inspection at the effort of the plan in force."""
    effort = in_plan(seen, "audit", setting(seen, "audit_rate"))
    return Audit(effort, HALF, setting(seen, "penalty"))


def pressure(seen: World | View, site: Enterprise) -> float:
    """How much more than the balance gives is asked of a site, for what it achieved before."""
    value: float = seen.fact(site.id, "pressure", 1.0)
    return value


def next_pressure(seen: World | View, site: Enterprise, achieved: float) -> float:
    """The pressure after a round in which so much was reported, in shares of what the balance gave.

    Plans are made from the achieved level: the ratchet moves what is thought possible, and tautness
    comes on top of it.
    """
    pace, drift = setting(seen, "ratchet"), setting(seen, "ratchet_drift")
    return min(HARDEST, max(EASIEST, ratchet(pressure(seen, site), achieved, pace, drift)))


def coming_pressure(seen: World | View, site: Enterprise, report: float) -> float:
    """The pressure of the next plan if a site reports so much (units) for its last target, if it had one."""
    if seen.fact(site.id, "target") is None:
        return pressure(seen, site)
    return next_pressure(seen, site, achieved(seen, site, report))


def achieved(seen: World | View, site: Enterprise, report: float) -> float:
    """A report (units) in shares of what the balance gave; all of it where it gave nothing."""
    planned = units(seen.fact(site.id, "planned", 0))
    return report / planned if planned else pressure(seen, site)
