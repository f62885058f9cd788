"""Abatement: how clean a site works, what that takes of its labour and inputs, and what it still emits.

A site that abates the part mu of its emissions uses the part Lambda(mu) of its output for it (Nordhaus,
DICE), so labour and inputs of what is left are those of a unit over 1 - Lambda. How clean a site works
is in sight of all.
"""

from __future__ import annotations

from functools import lru_cache

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise, Good
from allmende_rules.phases.units import HUNDRED, PERCENT, cost_of, percent, share
from allmende_rules.physics.damages import ABATEMENT_EXPONENT, abatement_cost, greatest_abatement
from allmende_rules.questions import Amount, Effect, Question
from allmende_rules.sky import SKY
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, once

CLEANER = "cleaner:"


def ask_abatement(world: World, site: Enterprise) -> tuple[Question, ...]:
    """How much of its emissions a site abates; nothing where the land has no climate to spoil."""
    climate, good = world.land.climate, world.land.good(site.good)
    if climate is None or not good.emission:
        return ()
    now: int = world.fact(site.id, "abatement", 0)
    step = percent(climate.abatement_step)
    least, most = max(0, now - step), min(percent(greatest_abatement(good.backstop)), now + step)
    usual = (now + _worthwhile(world)[good.id]) // 2
    return (_question(site.id, least, most, max(least, min(most, usual))),)


@once
def _worthwhile(world: World) -> dict[str, int]:
    return {good.id: worthwhile(world, good) for good in world.land.goods if good.emission}


def worthwhile(world: World | View, good: Good) -> int:
    """The percent of emissions that it pays to abate at last round's prices and what permits usually cost.

    The next part costs Lambda'(mu) = 2.6 backstop mu^1.6 of labour and inputs, and saves its permits.
    """
    saved = emission_of(world, good) * units(world.fact(SKY, "usual", 0))
    wage = units(world.fact("labour", "wage"))
    usual = good.labour * wage + cost_of(world, good.inputs)
    cost = ABATEMENT_EXPONENT * good.backstop * usual
    if saved >= cost:
        return HUNDRED
    return percent(round((saved / cost) ** (1 / (ABATEMENT_EXPONENT - 1)), 2))


@lru_cache(maxsize=1024)
def _question(site: str, least: int, most: int, usual: int) -> Amount:
    return Amount(
        id=CLEANER + site,
        topic="cleaner",
        about=site,
        title="Emissions abated",
        help="Percent of emissions that you avoid, at the cost of labour and inputs: the last part is "
        "dearest. Proposed is half the way to what pays at the usual price of permits.",
        low=least,
        high=most,
        default=usual,
        unit=PERCENT,
        required=False,
        effects=(Effect(f"emissions.{site}", -1),),
    )


def burden(world: World | View, site: Enterprise, abated: int | None = None) -> float:
    """What labour and inputs of a unit are multiplied by at `abated` percent, or as the site works now."""
    if abated is None:
        abated = world.fact(site.id, "abatement", 0)
    if not abated:
        return 1.0
    good = world.land.good(site.good)
    return 1.0 / (1.0 - abatement_cost(good.backstop, share(abated)))


def emission_rate(world: World | View, site: Enterprise, abated: int | None = None) -> float:
    """Emissions of a unit of output this round, at `abated` percent or as the site works now.

    Technique gets cleaner by itself, by the climate's `decline` each round.
    """
    good = world.land.good(site.good)
    if not good.emission:
        return 0.0
    if abated is None:
        abated = world.fact(site.id, "abatement", 0)
    return emission_of(world, good) * (1.0 - share(abated or 0))


def emission_of(world: World | View, good: Good) -> float:
    """Emissions of a unit of a good this round if nothing is abated."""
    climate = world.land.climate
    if climate is None:
        return 0.0
    age: int = world.fact(TABLE, "round", 0) - 1
    return good.emission * (1.0 - climate.decline) ** max(0, age)


def heat(world: World | View) -> float:
    """Omega: what the warmth leaves of an hour's work."""
    left: float = world.fact(SKY, "omega", 1.0)
    return left
