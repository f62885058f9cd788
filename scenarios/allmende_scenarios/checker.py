"""What the parts of a scenario have to do with one another; every mistake is listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from string import Formatter

from allmende_rules.scenario import Hazard, Scenario, Shock
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.agenda_checker import agenda_problems
from allmende_scenarios.climate_checker import climate_problems
from allmende_scenarios.economy import economy_problems
from allmende_scenarios.elastic_checker import elastic_problems
from allmende_scenarios.errors import Problem, known
from allmende_scenarios.goals import goal_problems
from allmende_scenarios.standins import DEFAULT

RESERVED = frozenset(
    re.findall(
        r"\w+",
        "advances all basics build capital clearing commons debts dials dividend end executed fees"
        " good house labour laws licences lorenz lots mandates market money motions nobody offices orders"
        " others rest sky table tape valley",
    )
)
"""Names that the engine and the command line give a meaning of their own."""


def problems(scenario: Scenario, bots: Collection[str] | None = None) -> list[Problem]:
    """Every mistake in a well-formed scenario. `bots` are the names of bots that exist."""
    return [
        *_names(scenario),
        *_references(scenario),
        *_seats(scenario),
        *_shocks(scenario),
        *economy_problems(scenario.land),
        *climate_problems(scenario.land),
        *goal_problems(scenario.land),
        *elastic_problems(scenario),
        *_play(scenario, bots),
        *_dials(scenario),
        *agenda_problems(scenario, dial_problems),
    ]


def _names(scenario: Scenario) -> Iterator[Problem]:
    """Goods, resources, households, enterprises and seats share one space of names."""
    land, first = scenario.land, dict[str, str]()
    shelves = {
        "goods": [good.id for good in land.goods],
        "resources": [resource.id for resource in land.resources],
        "households": [group.id for group in land.households],
        "enterprises": [site.id for site in land.enterprises],
        "seats": [seat.id for seat in land.seats],
    }
    for shelf, names in shelves.items():
        if shelf != "resources" and not names:
            yield Problem(f"land.{shelf}", "The list is empty; at least one is needed.")
        for number, name in enumerate(names, start=1):
            path = f"land.{shelf}[#{number}].id"
            if name in RESERVED:
                yield Problem(path, f'The name "{name}" is taken by the game itself.')
            elif name in first:
                yield Problem(path, f'The name "{name}" is already used in {first[name]}.')
            first.setdefault(name, f"land.{shelf}")


def _references(scenario: Scenario) -> Iterator[Problem]:
    land = scenario.land
    goods, resources = [g.id for g in land.goods], [r.id for r in land.resources]
    groups = [h.id for h in land.households]
    for good in land.goods:
        for name in good.inputs:
            yield from known(f"land.goods[{good.id}].inputs", name, "good", goods)
        for name in good.harvest:
            yield from known(f"land.goods[{good.id}].harvest", name, "resource", resources)
    for site in land.enterprises:
        yield from known(f"land.enterprises[{site.id}].good", site.good, "good", goods)
        path = f"land.enterprises[{site.id}].household"
        yield from known(path, site.household, "household", groups)
    for made, recipe in land.capital.items():
        yield from known("land.capital", made, "good", goods)
        for name in recipe:
            yield from known(f"land.capital.{made}", name, "good", goods)
    for name in land.research.recipe if land.research else ():
        yield from known("land.research.recipe", name, "good", goods)


def _seats(scenario: Scenario) -> Iterator[Problem]:
    land, holder = scenario.land, dict[str, str]()
    groups, sites = [h.id for h in land.households], [e.id for e in land.enterprises]
    for seat in land.seats:
        path = f"land.seats[{seat.id}]"
        yield from known(f"{path}.household", seat.household, "household", groups)
        for name in seat.enterprises:
            yield from known(f"{path}.enterprises", name, "enterprise", sites)
        for unit in (seat.household, *seat.enterprises):
            if unit in holder:
                yield Problem(path, f'It holds "{unit}", which seat {holder[unit]} holds already.')
            holder.setdefault(unit, seat.id)
    if land.seats and all(seat.optional for seat in land.seats):
        yield Problem("land.seats", "Every seat is optional; at least one must always be taken.")


def _shocks(scenario: Scenario) -> Iterator[Problem]:
    land = scenario.land
    makers = [*(g.id for g in land.goods), *(e.id for e in land.enterprises)]
    targets: Mapping[str, list[str]] = {
        "stock": [r.id for r in land.resources],
        "capacity": makers,
        "productivity": makers,
    }
    nouns = {"stock": "resource"}
    blows: list[tuple[str, Shock | Hazard]] = [
        *((f"shocks[#{n}]", one) for n, one in enumerate(scenario.shocks, start=1)),
        *((f"hazards[#{n}]", one) for n, one in enumerate(scenario.hazards, start=1)),
    ]
    for path, blow in blows:
        noun = nouns.get(blow.kind, "good or enterprise")
        yield from known(f"{path}.target", blow.target, noun, targets[blow.kind])
        yield from _news(f"{path}.news", blow.news)
    for number, shock in enumerate(scenario.shocks, start=1):
        if shock.round > scenario.rounds:
            last = scenario.rounds
            text = f"Found {shock.round}; allowed are 1 to {last}, the rounds of the game."
            yield Problem(f"shocks[#{number}].round", text)
    for number, hazard in enumerate(scenario.hazards, start=1):
        if hazard.low > hazard.high:
            text = f"Found {hazard.low:g}; allowed is at most high, {hazard.high:g}."
            yield Problem(f"hazards[#{number}].low", text)


def _news(path: str, text: str) -> Iterator[Problem]:
    """News are templates: {percent} is filled in, and any other brace is a mistake."""
    try:
        wanted = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        wanted = {""}
    if wanted - {"percent"}:
        yield Problem(path, "Braces may only hold {percent}, which is filled in when it happens.")


def _play(scenario: Scenario, bots: Collection[str] | None) -> Iterator[Problem]:
    if scenario.quick_rounds > scenario.rounds:
        text = f"Found {scenario.quick_rounds}; allowed is at most rounds, {scenario.rounds}."
        yield Problem("quick_rounds", text)
    yield from known("system", scenario.system, "system", SYSTEMS)
    for seat, bot in scenario.bots.items():
        yield from known("bots", seat, "seat", [one.id for one in scenario.land.seats])
        if bots is not None:
            yield from known(f"bots.{seat}", bot, "bot", bots)
    for role, name in scenario.standins.items():
        if bots is not None:
            yield from known(f"standins.{role}", name, "stand-in law", (DEFAULT, *bots))


def _dials(scenario: Scenario) -> Iterator[Problem]:
    for name, settings in scenario.dials.items():
        yield from known("dials", name, "system", SYSTEMS)
        if name in SYSTEMS:
            yield from dial_problems(name, settings, f"dials.{name}")


def dial_problems(system: str, settings: Mapping[str, float], path: str) -> Iterator[Problem]:
    """Dials that a system does not have, and values outside their bounds."""
    dials = {dial.id: dial for dial in SYSTEMS[system].dials}
    for name, value in settings.items():
        yield from known(path, name, f"dial of {system}", dials)
        if name in dials and not dials[name].low <= value <= dials[name].high:
            low, high = dials[name].low, dials[name].high
            yield Problem(f"{path}.{name}", f"Found {value:g}; allowed is {low:g} to {high:g}.")
