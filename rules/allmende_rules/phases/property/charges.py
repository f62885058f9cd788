"""Public charges on private enterprise: taxes on harvest and emissions, caps with permits, and the treasury.

Taxes are stated in hours of wages, so that they keep their weight when money changes its own. Whatever
the treasury takes in is paid out to all people alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.land import Enterprise
from allmende_rules.ledger import post
from allmende_rules.measures import DIVIDEND
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.phases.abatement import CLEANER, emission_rate
from allmende_rules.phases.assembly.congress import statutory_cap
from allmende_rules.phases.commons.carbon import statutory_carbon_cap
from allmende_rules.phases.commons.income_levy import levy_incomes
from allmende_rules.physics.orders import Levy
from allmende_rules.questions import Answers, Question
from allmende_rules.sky import SKY
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, World, fold

TREASURY = "treasury"
HARVEST_TAX, CARBON_TAX, INCOME_LEVY = "harvest_tax", "carbon_tax", "income_levy"
PUBLIC = ("harvest tax", "carbon tax", "licence fees", "permits")
"""The causes under which enterprises pay the treasury at payday."""
NAMES = {"licence fees": "permits to harvest", "permits": "permits to emit"}
"""What causes are called here, where that is not what the market calls them."""


def charge_name(cause: str) -> str:
    """What people call a bill that an enterprise owes."""
    return NAMES.get(cause, cause)


def enforced(world: World | View) -> float:
    """The part of the lawful taxes that the regulator collects."""
    return units(world.fact(TREASURY, "enforced", MICRO))


def set_caps(world: World) -> list[Event]:
    """The statutory caps of the round, told to all; without one a stock or the sky is free to use."""
    return [*_harvest_caps(world), *_carbon_cap(world)]


def _harvest_caps(world: World) -> list[Event]:
    if not world.dial("harvest_cap"):
        return []
    events: list[Event] = []
    for resource in world.land.resources:
        cap = statutory_cap(world, resource.id)
        facts = {"name": resource.name, "cap": round(units(cap), 1), "unit": resource.unit}
        events += [
            Stated("all", resource.id, {"cap": cap}),
            Told("all", "Permits to take {cap} {unit} from {name} are sold this round.", facts),
        ]
    return events


def _carbon_cap(world: World) -> list[Event]:
    """Where there is no cap, what a unit emitted costs is the tax."""
    climate, cap = world.land.climate, statutory_carbon_cap(world)
    if climate is None:
        return []
    if cap is None:
        tax = carbon_charge(world)
        return [Stated("all", SKY, {"cap": None, "price": tax, "usual": tax})]
    facts = {"name": climate.name, "cap": round(units(cap), 1), "unit": climate.unit}
    text = "{name}: permits to emit {cap} {unit} are sold this round."
    return [Stated("all", SKY, {"cap": cap}), Told("all", text, facts)]


def harvest_charge(world: World | View) -> int:
    """Money for a unit of harvest, in micro-units; none where the harvest is capped."""
    if world.fact("dials", "harvest_cap"):
        return 0
    return _charge(world, HARVEST_TAX)


def carbon_charge(world: World | View) -> int:
    """Money for a unit emitted, in micro-units."""
    return _charge(world, CARBON_TAX)


def _charge(world: World | View, tax: str) -> int:
    hours: float = world.fact("dials", tax)
    return int(enforced(world) * hours * world.fact("labour", "wage"))


def unit_taxes(world: World | View, site: Enterprise, abated: int | None) -> dict[str, int]:
    """What a unit of a site's output owes in taxes, by cause, at `abated` percent or as it works now."""
    taken = sum(world.land.good(site.good).harvest.values())
    taxes = {"harvest tax": int(taken * harvest_charge(world))}
    if world.land.climate and world.fact(SKY, "cap") is None:
        taxes["carbon tax"] = int(emission_rate(world, site, abated) * carbon_charge(world))
    return {cause: tax for cause, tax in taxes.items() if tax}


def taxes(world: World, replies: Replies) -> tuple[Levy, ...]:
    """The taxes of the round, due at payday for what was made; sellers add them to their cost."""
    said: Answers = {}
    for answers in replies.values():
        said.update(answers)
    return tuple(
        [
            Levy(site.id, TREASURY, cause, per_unit=tax)
            for site in world.land.enterprises
            for cause, tax in unit_taxes(world, site, _abated(said, site)).items()
        ]
    )


def _abated(said: Answers, site: Enterprise) -> int | None:
    value = said.get(CLEANER + site.id)
    return value if isinstance(value, int) else None


def preview_taxes(view: View, questions: tuple[Question, ...], _draft: Answers) -> tuple[Line, ...]:
    """What the tax on harvest adds to a unit's price; that on emissions is part of its cost."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == "ask":
            site = view.land.enterprise(question.about)
            tax = units(unit_taxes(view, site, None).get("harvest tax", 0))
            if tax:
                text = "Buyers pay the harvest tax of {tax} a unit on top."
                lines.append(Line(question.id, text, {"tax": f"{tax:.2f}"}))
    return tuple(lines)


def cap_terms(world: World) -> Mapping[str, Any]:
    """What caps add to a market's terms: permits clear with it, and the treasury takes what they fetch."""
    everybody = frozenset([site.id for site in world.land.enterprises])
    terms: dict[str, Any] = {}
    if world.dial("harvest_cap"):
        caps = {r.id: units(world.fact(r.id, "cap")) for r in world.land.resources}
        terms |= {"caps": caps, "fees_to": TREASURY, "rented": everybody, "rents_kept": True}
    if world.land.climate and world.fact(SKY, "cap") is not None:
        cap = units(world.fact(SKY, "cap"))
        terms |= {"carbon_cap": cap, "permits_to": TREASURY, "permitted": everybody}
    return terms


def pay_transfer(world: World) -> list[Event]:
    """The income levy is collected, and all that the treasury has is paid out alike a head."""
    levied = levy_incomes(world, TREASURY, "the treasury")
    total = fold(world, levied).amount(TREASURY)
    people = {group.id: group.people for group in world.land.households}
    parts = per_head(total, people)
    events: list[Event] = [*levied, Stated("all", DIVIDEND, parts)]
    if total:
        events.append(_tell_transfer(world, total, sum(people.values())))
    moves = [Move(TREASURY, home, "money", part) for home, part in parts.items()]
    return [*events, *post("transfer", moves)]


def _tell_transfer(world: World, total: int, heads: int) -> Event:
    """What was paid out, and by whom it was paid in; the treasury's book is open."""
    paid = {
        cause: -sum([_flow(world, site, cause) for site in world.land.enterprises])
        for cause in PUBLIC
    }
    sources = [f"{charge_name(cause)} {units(much):.1f}" for cause, much in paid.items() if much]
    facts: dict[str, Any] = {
        "total": round(units(total), 1),
        "head": round(units(total) / heads, 3),
        "sources": " and ".join(sources),
    }
    text = "The treasury paid out {total} to all people alike, {head} to each."
    if sources:
        text = "The treasury paid out {total} to all people alike, {head} to each ({sources})."
    return Told("all", text, facts)


def _flow(world: World, site: Enterprise, cause: str) -> int:
    flows: Mapping[str, int] = world.secret(site.id, "flows", NO_FACTS)
    return flows.get(cause, 0)


def rate_in_money(world: World | View, hours: float) -> float:
    """What a rate in hours of wages is in money today."""
    return micro(hours) * units(world.fact("labour", "wage")) / MICRO
