"""Planning: how the planner's decisions and everybody's reports become targets for all to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allmende_rules.amounts import micro
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.command.balance import Choices, Plan, make_plan
from allmende_rules.phases.command.bonus import pressure
from allmende_rules.phases.command.facts import PLAN, reported
from allmende_rules.phases.command.planner import ABATE, choices
from allmende_rules.phases.command.prices import set_prices
from allmende_rules.phases.commons.basics import first_said
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.phases.units import percent
from allmende_rules.physics.damages import greatest_abatement
from allmende_rules.questions import Answers
from allmende_rules.system import Replies
from allmende_rules.view import View
from allmende_rules.world import World, fold

NEWS = (
    "The plan for people: {made}. Sites are asked for {asked} % of what their reported hours make"
)
RATCHETED = (
    ": the tautness of {taut} % times the ratchet, {ratchet}, which goes by what each achieved"
)
"""How what is asked comes about where the ratchet has moved; elsewhere tautness says it all."""
YOURS = (
    "Target of {site}: {target} {unit}. {hours} hours are planned for it, which make {scale} by what you "
    "stated."
)


def announce(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Prices and abatement as decided, then the plan: targets for all to see."""
    said = {name: first_said(replies, name) for one in replies.values() for name in one}
    before = [*set_prices(world, said), *_abated(world, said)]
    now = fold(world, before)
    chosen = choices(now, said)
    plan = make_plan(now, chosen)
    return [
        *before,
        *_stated(now, plan, chosen),
        _told(now, plan, chosen),
        *_targets(now, plan),
    ]


def _abated(world: World, said: Answers) -> list[Event]:
    """Every emitting site moves towards what is ordered, as fast as technique allows."""
    climate = world.land.climate
    if climate is None:
        return []
    wanted, step = said.get(ABATE, 0), percent(climate.abatement_step)
    asked = wanted if isinstance(wanted, int) else 0
    events: list[Event] = []
    for site in world.land.enterprises:
        good, now = world.land.good(site.good), world.fact(site.id, "abatement", 0)
        most = percent(greatest_abatement(good.backstop)) if good.emission else 0
        then = max(now - step, min(asked, now + step, most), 0)
        if then != now:
            events.append(Stated("all", site.id, {"abatement": then}))
    return events


def _stated(world: World, plan: Plan, chosen: Choices) -> list[Event]:
    facts: dict[str, Any] = {
        "tautness": chosen.tautness,
        "audit": chosen.inspected,
        "ends": dict(chosen.ends),
        "people": _rounded(plan.people),
        "outputs": _rounded(plan.outputs),
        "machines": _rounded(plan.machines),
        "ranks": plan.ranks,
        "hours": round(plan.hours, 6),
    }
    return [
        Stated("all", PLAN, facts),
        *(
            Stated(
                "all",
                site.id,
                {"planned": micro(plan.scales[site.id]), "target": micro(plan.targets[site.id])},
            )
            for site in world.land.enterprises
        ),
    ]


def _rounded(amounts: Mapping[str, float]) -> dict[str, float]:
    return {name: round(amount, 6) for name, amount in amounts.items()}


def _told(world: World, plan: Plan, chosen: Choices) -> Event:
    made = [f"{one.name} {plan.people[one.id]:.1f}" for one in world.land.wanted]
    why, asked = asked_of_sites(world, chosen.tautness)
    return Told("all", NEWS + why + ".", {"made": ", ".join(made), **asked})


def asked_of_sites(seen: World | View, tautness: float) -> tuple[str, dict[str, str]]:
    """What is asked of sites in percent of what their reported hours make, and how it comes about.

    The least and the most of all sites, as a clause and its facts.
    """
    pressures = [pressure(seen, site) for site in seen.land.enterprises]
    asked = _span([100 * tautness * one for one in pressures], 0)
    ratchet = _span(pressures, 2)
    if ratchet == _span([1.0], 2):
        return "", {"asked": asked}
    return RATCHETED, {"asked": asked, "taut": f"{100 * tautness:.0f}", "ratchet": ratchet}


def _span(values: Sequence[float], digits: int) -> str:
    least, most = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return least if least == most else f"{least} to {most}"


def _targets(world: World, plan: Plan) -> list[Event]:
    """To each director: the target, and the hours that are planned for it."""
    norms = {one.site.id: one.labour for one in reported(world)}
    return [
        Told(
            holder(world, site.id),
            YOURS,
            {
                "site": site.name,
                "target": round(plan.targets[site.id], 2),
                "unit": world.land.good(site.good).unit,
                "hours": round(norms[site.id] * plan.scales[site.id], 2),
                "scale": round(plan.scales[site.id], 2),
            },
        )
        for site in world.land.enterprises
    ]
