"""The watch: where the monitor looks, and what is found.

Monitors who are accountable to the appropriators, or are appropriators, audit their behaviour (Ostrom
1990, principle 4).
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.amounts import MICRO, largest_remainder
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.mechanisms.monitoring import (
    Case,
    Draws,
    Finding,
    Watch,
    detection,
    monitor,
    shared_rates,
)
from allmende_rules.phases.self_government.group import (
    GROUP,
    findings,
    insiders,
    quota,
    rule,
)
from allmende_rules.phases.self_government.watch_hours import hours_needed, inspections
from allmende_rules.phases.self_government.watch_news import tell_watch
from allmende_rules.phases.units import PERCENT
from allmende_rules.questions import Answers, Effect, Option, Question, Split
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World

PATROL = "patrol"
PARTS = 100


def ask_patrol(world: World, seat: str) -> tuple[Question, ...]:
    """Where the monitor looks, if there is more than one place to look at."""
    sites = insiders(world)
    is_monitor = world.fact(seat, "role") == "planner"
    if not is_monitor or not inspections(world) or len(sites) < 2:  # noqa: PLR2004
        return ()
    even = largest_remainder(PARTS, [1] * len(sites))
    return (
        Split(
            id=PATROL,
            topic=PATROL,
            about=GROUP,
            title="Whom to inspect",
            help="Percent of your inspections for each site. More of them see more, and nobody else knows.",
            parts=tuple([Option(site.id, site.name) for site in sites]),
            total=PARTS,
            unit=PERCENT,
            default=dict(zip([site.id for site in sites], even, strict=True)),
            effects=tuple([Effect(f"watched.{site.id}", 1, site.id) for site in sites]),
        ),
    )


def preview_patrol(view: View, questions: tuple[Question, ...], draft: Answers) -> list[Line]:
    """The chance that each site is seen, and what the rounds cost."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == PATROL:
            chosen = draft.get(question.id, question.default)
            split = chosen if isinstance(chosen, dict) else {}
            rates = shared_rates(inspections(view), split)
            seen = [f"{view.land.name(e)} {100 * detection(r):.0f} %" for e, r in rates.items()]
            facts = {"seen": ", ".join(seen), "hours": round(hours_needed(view), 2)}
            text = "Chance to be seen: {seen}. The watch takes {hours} of your people's hours, for pay."
            lines.append(Line(question.id, text, facts))
    return lines


def send_out(world: World, replies: Replies) -> list[Event]:
    """The rates at which sites are inspected this round; nobody but the monitor knows them yet."""
    sites = [site.id for site in insiders(world)]
    chosen = [said[PATROL] for said in replies.values() if PATROL in said]
    split = next((one for one in chosen if isinstance(one, dict)), dict.fromkeys(sites, 1))
    return [Stated("nobody", GROUP, {"rates": shared_rates(inspections(world), split)})]


def look(world: World, chance: Chance) -> list[Event]:
    """What the watch found of this round's harvest, for all to hear; own news to each appropriator."""
    cases = [
        Case(site.id, allowed, world.fact(site.id, "harvest", 0))
        for site in insiders(world)
        if (allowed := quota(world, site.id)) is not None
    ]
    rates: Mapping[str, float] = world.hidden.get(GROUP, {}).get("rates", {})
    chances = {one.subject: detection(rates.get(one.subject, 0.0)) for one in cases}
    eyes = Watch(rule(world, "error"), rule(world, "false_alarm"), rule(world, "tolerance"))
    luck = {one.subject: _draws(chance, world.round, one.subject) for one in cases}
    found = monitor(cases, chances, eyes, luck)
    flagged = [_recorded(world, one) for one in found if one.flagged]
    kept = {one.subject: one.allowed for one in cases}
    seen = {"findings": [*findings(world), *flagged], "chances": chances, "last_quotas": kept}
    return [
        Stated("all", GROUP, seen),
        *tell_watch(world, cases, found, watched=bool(inspections(world))),
    ]


def _draws(chance: Chance, round_: int, site: str) -> Draws:
    found, measured, alarm = [chance.uniform(f"watch {n}", round_, site) for n in Draws._fields]
    return Draws(found, measured, alarm)


def _recorded(world: World, finding: Finding) -> dict[str, object]:
    """A finding as a fact, with what the excess was worth at this round's price."""
    return {
        "site": finding.subject,
        "round": world.round,
        "allowed": finding.allowed,
        "seen": finding.seen,
        "worth": worth_of(world, finding.subject, finding.excess),
    }


def worth_of(seen: World | View, site: str, taken: int) -> int:
    """What a quantity taken from the stock is worth as the site's good, at the last price."""
    good = seen.land.good(seen.land.enterprise(site).good)
    price: int = seen.fact(good.id, "price")
    return int(taken / sum(good.harvest.values()) * price / MICRO)
