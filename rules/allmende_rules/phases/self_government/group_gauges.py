"""What the group's rules came to: how closely users were watched, and how far quotas were kept."""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated
from allmende_rules.measures import GAUGES, rounded
from allmende_rules.phases.self_government.group import GROUP, insiders, quota, rule, sanctions
from allmende_rules.phases.self_government.group_fund import FINES
from allmende_rules.world import World


def overharvest(world: World) -> float:
    """What members took beyond their quotas, as a share of these; 0 where there are none."""
    allowed = {e.id: held for e in insiders(world) if (held := quota(world, e.id)) is not None}
    whole = sum(allowed.values())
    beyond = sum([max(0, world.fact(e, "harvest", 0) - held) for e, held in allowed.items()])
    return beyond / whole if whole else float(bool(beyond))


def _expected_fine(world: World, chances: list[float]) -> float:
    """What a small fine costs an offender on average, in times the worth of the offence (Becker 1968)."""
    if not chances or not sanctions(world):
        return 0.0
    return rule(world, "fine") * sum(chances) / len(chances)


def gauge(world: World) -> list[Event]:
    """State the group's indicators of the round."""
    sites = [site.id for site in insiders(world)]
    seen: dict[str, float] = world.fact(GROUP, "chances", {})
    chances = {site: seen.get(site, 0.0) for site in sites}
    measured = {
        "watched": rounded(sum(chances.values()) / len(sites)) if sites else 0.0,
        "overharvest": rounded(overharvest(world)),
        "overturned": world.fact(GROUP, "overturned"),
        "doubted": rounded(world.fact(GROUP, "doubted")),
        "expected_fine": rounded(_expected_fine(world, list(chances.values()))),
        "fines": units(sum(world.fact(GROUP, FINES).values())),
        **{f"quota.{site}": units(quota(world, site) or 0) for site in sites},
        **{f"watched.{site}": rounded(chance) for site, chance in chances.items()},
    }
    return [Stated("all", GAUGES, measured)]
