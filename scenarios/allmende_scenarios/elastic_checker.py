"""Whether seats can be split as a scenario says, and whether there is room for as many as it says."""

from __future__ import annotations

from collections.abc import Iterator

from allmende_rules.amounts import micro
from allmende_rules.land import Enterprise, Household, Land, Seat
from allmende_rules.scenario import Scenario
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.elastic import part_ids, places
from allmende_scenarios.errors import Problem, known
from allmende_scenarios.goals import all_goals, is_total
from allmende_scenarios.parts import bound_in

NUMBERED_ID, NUMBERED_NAME = 37, 57
"""The most characters of an identifier and of a label to which the number of a part can be added."""


def elastic_problems(scenario: Scenario) -> Iterator[Problem]:
    """Every way in which a scenario cannot take the people that it says it takes."""
    yield from _room(scenario)
    yield from _dials(scenario)
    land = scenario.land
    there = {group.id for group in land.households} | {site.id for site in land.enterprises}
    for seat in land.seats:
        if seat.parts > 1 and there.issuperset((seat.household, *seat.enterprises)):
            path = f"land.seats[{seat.id}].parts"
            yield from _people_and_sites(land, seat, path)
            yield from _parts_have_names(land, seat, path)
            yield from _goals(seat)
            yield from _blows(scenario, seat, path)


def _room(scenario: Scenario) -> Iterator[Problem]:
    least, most, room = scenario.elastic.least, scenario.elastic.most, places(scenario)
    if most is not None and most > room:
        text = f"Found {most}; the seats, their parts and teams have room for {room}."
        yield Problem("elastic.most", text)
    highest = room if most is None else most
    if least > highest:
        yield Problem("elastic.least", f"Found {least}; allowed is at most {highest}.")


def _dials(scenario: Scenario) -> Iterator[Problem]:
    for system, wanted in scenario.elastic.dials.items():
        yield from known("elastic.dials", system, "system", SYSTEMS)
        for dial in wanted if system in SYSTEMS else ():
            allowed = [one.id for one in SYSTEMS[system].dials]
            yield from known(f"elastic.dials.{system}", dial, f"dial of {system}", allowed)


def _people_and_sites(land: Land, seat: Seat, path: str) -> Iterator[Problem]:
    """A part needs people, and what its people live off is what the seat itself runs."""
    group = land.household(seat.household)
    if seat.role == "planner":
        text = f"Found {seat.parts}; a plan has one author. Let a team share the seat instead."
        yield Problem(path, text)
    if seat.parts > group.people:
        text = f"Found {seat.parts}; allowed is at most the people of {group.id}, {group.people}."
        yield Problem(path, text)
    lived_off = {site.id for site in land.enterprises if site.household == group.id}
    for site in sorted(lived_off ^ set(seat.enterprises)):
        text = f"A seat is split with the sites that its people live off: {site} is not both."
        yield Problem(path, text)
    for site in seat.enterprises:
        if micro(land.enterprise(site).capacity) < group.people:
            yield Problem(path, f"The capacity of {site} is too small to be split.")


def _parts_have_names(land: Land, seat: Seat, path: str) -> Iterator[Problem]:
    """Parts are numbered: their names must be free and short enough."""
    shelves = (land.goods, land.resources, land.households, land.enterprises, land.seats)
    taken = {one.id for shelf in shelves for one in shelf}
    for unit in _units(land, seat):
        if len(unit.id) > NUMBERED_ID or len(unit.name) > NUMBERED_NAME:
            text = f'The name of "{unit.id}" leaves no room for a number: allowed are'
            yield Problem(path, f"{text} {NUMBERED_ID} characters, and {NUMBERED_NAME} on screen.")
        for name in taken.intersection(part_ids(unit.id, seat.parts)):
            yield Problem(path, f'A part of "{unit.id}" is called "{name}"; that name is taken.')


def _units(land: Land, seat: Seat) -> list[Seat | Household | Enterprise]:
    sites = [land.enterprise(site) for site in seat.enterprises]
    return [seat, land.household(seat.household), *sites]


def _goals(seat: Seat) -> Iterator[Problem]:
    """A bound on a total is smaller for a part, and its text must say so."""
    for path, goal in all_goals(seat):
        one_bound = (goal.at_least is None) != (goal.at_most is None)
        if (
            one_bound
            and is_total(goal.indicator, seat)
            and len(bound_in(goal).findall(goal.text)) != 1
        ):
            bound = goal.at_most if goal.at_least is None else goal.at_least
            yield Problem(
                f"{path}.text",
                f"It must say its bound, {bound:.15g}, once: a part of the seat gets its share of it.",
            )


def _blows(scenario: Scenario, seat: Seat, path: str) -> Iterator[Problem]:
    struck = {shock.target for shock in scenario.shocks}
    struck |= {hazard.target for hazard in scenario.hazards}
    for site in sorted(struck.intersection(seat.enterprises)):
        text = f"A shock or hazard strikes {site} alone, so it cannot be split; strike its good."
        yield Problem(path, text)
