"""A director's reckoning: what a statement would bring by the published rules, seen from its own site.

Nobody is scripted to lie. Who looks for gain tries statements around the truth, and tells the truth where
that pays as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from math import inf
from typing import NamedTuple

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.reporting import Audit
from allmende_rules.phases.command.bonus import (
    NAIVE,
    Scheme,
    Work,
    audit,
    coming_pressure,
    pressure,
    scheme,
)
from allmende_rules.phases.command.facts import in_plan, setting
from allmende_rules.phases.market.enterprise import reach, true_labour
from allmende_rules.phases.units import percent
from allmende_rules.questions import Estimate, Value
from allmende_rules.view import View

PATIENCE = 0.8
"""What a bonus of the next round is worth now (ours)."""
SLIGHT = 1e-9
STEPS = tuple(step / 20 for step in range(-10, 11))
TENTHS = tuple(step / 10 for step in range(-5, 11))
MOST_HIDDEN = 0.5
"""How far from the truth statements are tried, in shares of it."""


def _best(choices: Iterable[float], worth: Callable[[float], float]) -> float:
    """The best choice; of equally good ones the one nearest the truth, which is 1."""
    best, most = 1.0, worth(1.0)
    for choice in sorted(choices, key=lambda one: abs(one - 1.0)):
        found = worth(choice)
        if found > most + SLIGHT:
            best, most = choice, found
    return best


def gainful_output(view: View, question: Estimate) -> Value:
    """The report that brings most: bonus now, less the fine that is likely, less a harder next target."""
    site = view.land.enterprise(question.about)
    made, target = units(view.fact(site.id, "output", 0)), units(view.fact(site.id, "target", 0))
    if not made or not target:
        return question.default
    hours, norm = view.fact(site.id, "hours", 0), view.fact(site.id, "reported_labour", 1)
    inspection, pay = audit(view), scheme(view, site)
    true = Work(target, made, units(hours), units(norm))
    caught = pay.share(true)

    def worth(part: float) -> float:
        done = true._replace(report=part * made)
        found = inspection.detection(part - 1.0)
        paid = (1 - found) * pay.share(done) + found * caught
        return paid - inspection.expected_fine(part - 1.0) - _later(view, site, done.report)

    meets = target / made * (1 + SLIGHT)
    return _within(question, _best((1 + step for step in (*STEPS, meets - 1)), worth))


def _later(view: View, site: Enterprise, report: float) -> float:
    """What a harder target costs of the next round's bonus, if that is for targets: the slope a share."""
    if setting(view, "bonus_scheme") != NAIVE:
        return 0.0
    harder = coming_pressure(view, site, report) / pressure(view, site) - 1.0
    return PATIENCE * setting(view, "bonus_slope") * harder


def gainful_norm(view: View, question: Estimate) -> Value:
    """The hours to state that bring most: enough for the target, and no more than inspection is worth."""
    return _within(question, _prospect(_ahead(view, question.about))[0])


def gainful_capacity(view: View, question: Estimate) -> Value:
    """The output to promise that brings most, beside the hours that it would state."""
    return _within(question, _prospect(_ahead(view, question.about))[1])


class Ahead(NamedTuple):
    """The round ahead as a director sees it: what it could make, and what it will be asked for.

    `most` is units that its machines allow, `labour` the hours that one truly takes. `load` is the part of
    its stated capacity that the last plan used, `granted` the part of stated hours that it got; before
    the first plan it expects to be asked for all, and to get all that it states. `asked` is its target
    as a part of what the plan balances.
    """

    most: float
    labour: float
    load: float
    granted: float
    asked: float
    inspection: Audit
    scheme: Scheme

    @property
    def ceiling(self) -> float:
        """What no statement brings more than: of a bonus for targets the premium, for nobody makes more."""
        pay = self.scheme
        return pay.size + 2 * SLIGHT * pay.slope if pay.kind == NAIVE else inf

    @property
    def norms(self) -> list[float]:
        """Statements of labour worth trying: tenths, and what the target would just need."""
        needed = self.asked / self.granted if self.granted else 1.0
        return [*(1 + step for step in TENTHS), needed * (1 + SLIGHT)]

    @property
    def capacities(self) -> list[float]:
        """Statements of capacity worth trying: tenths, and what makes the target just reachable."""
        reachable = 1 / max(SLIGHT, self.asked * self.load)
        return [*(1 + step for step in TENTHS if abs(step) <= MOST_HIDDEN), reachable]

    def paid(self, norm: float, capacity: float) -> float:
        """The bonus expected from these statements."""
        planned = self.load * capacity * self.most
        target = self.asked * planned
        hours = self.granted * norm * self.labour * planned
        made = min(self.most, hours / self.labour, target)
        return self.scheme.share(Work(target, made * (1 + SLIGHT), hours, norm * self.labour))


def _ahead(view: View, name: str) -> Ahead:
    """The director expects the plan to treat the site as last round."""
    site = view.land.enterprise(name)
    promised, planned = view.fact(name, "reported_capacity"), view.fact(name, "planned")
    made = units(view.fact(name, "output", 0))
    taut = in_plan(view, "tautness", setting(view, "tautness"))
    return Ahead(
        most=units(reach(view, site)),
        labour=true_labour(view, site),
        load=planned / promised if promised and planned is not None else 1.0,
        granted=_granted(view, site),
        asked=taut * coming_pressure(view, site, made),
        inspection=audit(view),
        scheme=scheme(view, site),
    )


@lru_cache(maxsize=256)
def _prospect(ahead: Ahead) -> tuple[float, float]:
    """Norm and capacity to state together, in parts of the truth; of equally good ones the truest.

    What statements are worth is the bonus expected less the fine expected for the norm.
    """
    norms, ceiling = ahead.norms, ahead.ceiling
    fines = {norm: ahead.inspection.expected_fine(norm - 1.0) for norm in norms}
    best, most = (1.0, 1.0), ahead.paid(1.0, 1.0)
    pairs = product(norms, ahead.capacities)
    for norm, capacity in sorted(pairs, key=lambda one: abs(one[0] - 1.0) + abs(one[1] - 1.0)):
        if ceiling - fines[norm] <= most + SLIGHT:
            continue
        found = ahead.paid(norm, capacity) - fines[norm]
        if found > most + SLIGHT:
            best, most = (norm, capacity), found
    return best


def _granted(view: View, site: Enterprise) -> float:
    """The part of the hours it stated that a site got last round."""
    planned, norm = view.fact(site.id, "planned", 0), view.fact(site.id, "reported_labour", 0)
    stated = units(planned) * units(norm)
    return min(1.0, units(view.fact(site.id, "hours", 0)) / stated) if stated else 1.0


def _within(question: Estimate, part: float) -> int:
    return max(question.low, min(question.high, percent(part)))
