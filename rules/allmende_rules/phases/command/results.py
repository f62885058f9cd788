"""What came of each target: the site's numbers of the round, and the news of it to its director."""

from __future__ import annotations

from allmende_rules.amounts import MICRO, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.measures import GAUGES
from allmende_rules.phases.command.bonus import just_met
from allmende_rules.phases.commons.sectors import holder
from allmende_rules.world import World

MET = "{site} met its target of {target} {unit}."
FEWER = "{site} got {hours} of the {planned} hours that were planned for it."


def results(world: World) -> list[Event]:
    """Targets, reports and bonuses as measures of the round; targets met and hours withheld as news."""
    gauges: dict[str, float] = {}
    for site in world.land.enterprises:
        gauges[f"target.{site.id}"] = units(world.fact(site.id, "target", 0))
        gauges[f"reported.{site.id}"] = units(world.fact(site.id, "reported_output", 0))
        gauges[f"bonus.{site.id}"] = units(world.fact(site.id, "bonus", 0))
    told = [one for site in world.land.enterprises for one in _told(world, site)]
    return [Stated("all", GAUGES, gauges), *told]


def _told(world: World, site: Enterprise) -> list[Event]:
    """What was short of its target is told where it is executed."""
    target, hours = world.fact(site.id, "target", 0), world.fact(site.id, "hours", 0)
    planned = world.fact(site.id, "planned", 0) * world.fact(site.id, "reported_labour", 0) / MICRO
    facts = {
        "site": site.name,
        "target": round(units(target), 2),
        "unit": world.land.good(site.good).unit,
        "hours": round(units(hours), 2),
        "planned": round(planned / MICRO, 2),
    }
    made = world.fact(site.id, "output", 0)
    met = target > 0 and (made >= target or just_met(made, target))
    texts = [MET] * met + [FEWER] * (facts["hours"] < facts["planned"])
    return [Told(holder(world, site.id), text, facts) for text in texts]
