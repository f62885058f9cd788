"""Reports: what directors tell the plan, what delegates wish for, and what last round's report brings.

A report is a statement: output made, output possible, hours a unit, machines wanted. Bonuses follow the
report; inspectors find some of what was made up.
"""

from __future__ import annotations

from functools import lru_cache

from allmende_rules.amounts import MICRO, micro
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.measures import GAUGES
from allmende_rules.phases.assembly.members import is_member
from allmende_rules.phases.command.facts import setting
from allmende_rules.phases.command.payment import pay_bonuses
from allmende_rules.phases.command.wishes import ask_ends, ask_recall, count_wishes, recalled
from allmende_rules.phases.market.enterprise import reach, stated
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect, Estimate, Question
from allmende_rules.system import Replies
from allmende_rules.world import World

OUTPUT, CAPACITY, NORM, CLAIM = "output:", "offer:", "norm:", "claim:"
"""The questions of a site: what it made, what it could make, what a unit takes, machines it wants."""
LEAST, MOST, MOST_OUTPUT, MOST_NORM, MOST_CLAIM = 0.5, 1.5, 1.5, 2.0, 2.0


def ask_reports(world: World, seat: str) -> tuple[Question, ...]:
    """Directors report on each site they run; delegates say what people want, and may recall who plans."""
    questions: list[Question] = []
    for unit in world.held(seat):
        if world.land.is_enterprise(unit):
            questions += _of_site(
                unit,
                padding=setting(world, "padding") > 0,
                made=world.fact(unit, "target") is not None,
                first=not questions,
            )
    if is_member(world, seat):
        questions += [*ask_ends(world, seat), *ask_recall(world)]
    return tuple(questions)


@lru_cache(maxsize=1024)
def _of_site(site: str, *, padding: bool, made: bool, first: bool) -> tuple[Question, ...]:
    """What a site is asked; where nothing can be made up only its claim for machines is left to say."""
    if not padding:
        return (_claim(site),)
    output = (_output(site, required=first),) if made else ()
    return *output, _norm(site, required=first), _capacity(site), _claim(site)


def _output(site: str, *, required: bool) -> Estimate:
    return Estimate(
        id=OUTPUT + site,
        topic="report_output",
        about=site,
        title="Output you report for last round",
        help="In percent of what you made. The bonus follows the report, and is your people's profit; "
        "inspectors may find a lie out.",
        low=percent(LEAST),
        high=percent(MOST_OUTPUT),
        default=HUNDRED,
        truth=HUNDRED,
        unit=PERCENT,
        required=required,
        effects=(Effect(f"reported.{site}", 1),),
    )


def _norm(site: str, *, required: bool) -> Estimate:
    return Estimate(
        id=NORM + site,
        topic="report_norm",
        about=site,
        title="Labour you say a unit takes",
        help="In percent of what you know it takes. Hours are planned by it: above 100 leaves hands to "
        "spare, below falls short.",
        low=percent(LEAST),
        high=percent(MOST_NORM),
        default=HUNDRED,
        truth=HUNDRED,
        unit=PERCENT,
        required=required,
        effects=(Effect(f"idle_hours.{site}", 1),),
    )


def _capacity(site: str) -> Estimate:
    return Estimate(
        id=CAPACITY + site,
        topic="report_capacity",
        about=site,
        title="Output you say you can reach",
        help="In percent of what your machines allow. The plan asks more of sites that say more.",
        low=percent(LEAST),
        high=percent(MOST),
        default=HUNDRED,
        truth=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect(f"target.{site}", 1),),
    )


def _claim(site: str) -> Amount:
    return Amount(
        id=CLAIM + site,
        topic="claim",
        about=site,
        title="Machines you claim",
        help="In percent of what wear takes. The plan gives more to sites that claim more; the state pays.",
        low=0,
        high=percent(MOST_CLAIM),
        default=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect(f"capacity.{site}", 1),),
    )


def take_reports(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Last round is paid for as reported, new reports and wishes are noted, a recall takes effect."""
    said: Answers = {}
    for answers in replies.values():
        said.update(answers)
    reports = {site.id: _report(world, site, said) for site in world.land.enterprises}
    paid = pay_bonuses(world, reports, chance)
    wishes = count_wishes(world, replies)
    elected = recalled(world, replies)
    return [
        *paid.events,
        *(event for site in world.land.enterprises for event in _noted(world, site, said)),
        Stated("all", GAUGES, {**paid.counted, **wishes, "recalls": float(bool(elected))}),
        *elected,
    ]


def _report(world: World, site: Enterprise, said: Answers) -> int:
    """Output of last round as reported, in micro-units."""
    made: int = world.fact(site.id, "output", 0)
    value = said.get(OUTPUT + site.id, HUNDRED)
    return int(made * share(value)) if isinstance(value, int) else made


def _noted(world: World, site: Enterprise, said: Answers) -> list[Event]:
    """A site's statements, for all to see."""
    told, claim = stated(world, site, said), said.get(CLAIM + site.id)
    most = int(reach(world, site) * MOST)
    facts = {
        "reported_capacity": min(most, micro(told.capacity)),
        "reported_labour": max(1, round(told.labour * MICRO)),
        "claim": share(claim) if isinstance(claim, int) else 1.0,
    }
    return [Stated("all", site.id, facts)]
